"""For code hosts and editors: SARIF 2.1.0."""

import json
from typing import Any
from urllib.parse import quote

from guide.baseline import fingerprint
from guide.diagnostics import Problem
from guide.explain import explained
from guide.report import Report
from guide.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    index = {rule.name: number for number, rule in enumerate(report.rules)}
    run = {
        "tool": {"driver": {"name": "check.py", "rules": [_rule(rule) for rule in report.rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "the folder that was checked"}}},
        "results": [_result(problem, index) for problem in report.problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    about = explained(rule)
    return {
        "id": rule.name,
        "shortDescription": {"text": about.sentence},
        "help": {"text": about.text()},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, index: dict[str, int]) -> dict[str, Any]:
    place = problem.place
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    address = quote(place.path.encode("utf-8", "surrogateescape"))
    location = {
        "artifactLocation": {"uri": address, "uriBaseId": "ROOT"},
        "region": {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)},
    }
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"place/v1": fingerprint(problem)},
    }
    if problem.rule in index:
        result["ruleIndex"] = index[problem.rule]
    return result
