"""What the checking program prints in each format, and how it ends."""

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import check
from guide.diagnostics import Place, Problem
from guide.report import Report, data, github, junit, sarif
from guide.rules import SOURCE_RULES

SITES = Path(__file__).parent / "sites"
NASTY = Problem(
    Place("docs/zh-Hant/電 話%,:.md", 3, 7),
    "a\u202eb\x1b[31m::error::c\r\nd, 100% <x> & ]]> \udc80",
    "write “乙”",
    "broken-link",
)
REPORT = Report("1 page", [NASTY, Problem(Place("x.md"), "late", "", "long-title", "warning")], SOURCE_RULES)

# The parts of SARIF 2.1.0 that we write, as its standard (3.13 to 3.49) defines them. Where the
# published schema lies on the machine, name it in SARIF_SCHEMA, and it is used instead.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri", "uriBaseId"],
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": {
                    "type": "object",
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                },
            },
        }
    },
}
RESULT = {
    "type": "object",
    "required": ["message"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
RUN = {
    "type": "object",
    "required": ["tool"],
    "additionalProperties": False,
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string"}, "rules": {"type": "array", "items": RULE}},
                }
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "originalUriBaseIds": {"type": "object"},
        "results": {"type": "array", "items": RESULT},
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {"type": "array", "items": RUN},
    },
}


def test_json_holds_each_problem_as_it_is() -> None:
    """Every field of a problem comes back, nothing escaped away."""
    found = json.loads(data.render(REPORT))
    assert (found["errors"], found["warnings"]) == (1, 1)
    assert found["problems"][0]["message"] == NASTY.message
    assert (found["problems"][0]["line"], found["problems"][0]["column"]) == (3, 7)


def test_a_message_cannot_give_commands_to_github() -> None:
    """A line that begins with :: is ours; what stands in a message stays in it."""
    lines = github.render(REPORT).split("\n")
    assert len(lines) == 3
    assert lines[0].startswith("::error file=docs/zh-Hant/電 話%25%2C%3A.md,line=3,col=7,title=broken-link::")
    assert "\x1b" not in lines[0]


def test_junit_is_xml_with_a_failure_for_each_rule_that_failed() -> None:
    """Any message is XML; warnings do not fail a test."""
    root = ET.fromstring(junit.render(REPORT).encode())
    assert len(root.findall(".//testcase")) == len(SOURCE_RULES)
    assert [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None] == [
        "broken-link"
    ]


def test_sarif_is_valid() -> None:
    """The log validates, names each rule, and its address leads back to the path."""
    log = json.loads(sarif.render(REPORT))
    published = os.environ.get("SARIF_SCHEMA")
    schema = json.loads(Path(published).read_text("utf-8")) if published else SARIF
    jsonschema.validate(log, schema)
    (run,) = log["runs"]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "broken-link"
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == NASTY.place.path


def test_fingerprints_stay_while_lines_move() -> None:
    """A code host must know a problem again when text above it has changed."""
    moved = Problem(Place(NASTY.place.path, 9, 1), NASTY.message, NASTY.hint, NASTY.rule)
    assert sarif.fingerprint(NASTY) == sarif.fingerprint(moved)


@pytest.mark.parametrize("form", list(check.FORMATS))
@pytest.mark.parametrize(("site", "status"), [("clean", 0), ("long-title", 0), ("broken-link", 1)])
def test_every_format_ends_alike(
    form: str, site: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 for nothing or warnings, 1 for errors, whatever the format."""
    assert check.main(["--root", str(SITES / site), "--format", form]) == status
    assert capsys.readouterr().out.strip()


def test_built_pages_have_all_formats_too() -> None:
    """The same formats for --site."""
    for form in check.FORMATS:
        built = str(SITES / "broken-href" / "site")
        assert check.main(["--site", built, "--format", form]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--format", "xml"],
        ["--write"],
        ["--write-baseline"],
        ["--fix", "--site", "."],
        ["--root", "/no/such/folder"],
        ["--site", "/no/such/folder"],
        ["--baseline", "/no/such/file", "--root", str(SITES / "clean")],
        ["--fix", "--looked-at", "no/such/page", "--root", str(SITES / "clean")],
        ["--explain", "brokn-link"],
        ["--today", "tomorrow"],
    ],
)
def test_misuse_ends_with_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be done is said on the standard error, with status 2."""
    with pytest.raises(SystemExit) as stop:
        check.main(wrong)
    assert stop.value.code == 2
    assert capsys.readouterr().err


def test_a_rule_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence, a bad example, a good one, and what to do."""
    assert check.main(["--explain", "broken-link"]) == 0
    printed = capsys.readouterr().out
    for part in ("A link between pages leads to a page", "Bad:", "Good:", "Fix:", "/risks/fees.md"):
        assert part in printed


def test_the_list_of_rules_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    """--explain alone lists every rule with its sentence."""
    check.main(["--explain"])
    printed = capsys.readouterr().out
    assert all(re.search(rf"^{rule.name} +\S", printed, re.M) for rule in SOURCE_RULES)


def test_every_source_rule_says_how_to_put_it_right() -> None:
    """A remedy stands in each docstring."""
    assert [rule.name for rule in SOURCE_RULES if "Fix:  " not in rule.about] == []
