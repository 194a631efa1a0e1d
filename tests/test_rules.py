"""Each rule finds the faults that are marked in its fixture site, where they stand, and no others.

A fault is marked on its own line: `<!-- expect: rule -->` in Markdown and HTML, `# expect: rule`
in YAML. `expect-at-top` marks a fault of the front matter as a whole, reported on its first line,
and `expect-above` one on a line that can hold nothing else. `expect at FILE:LINE: rule` marks a fault
in a file that can hold no mark.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from guide.built.check import rules_for
from guide.built.load import load_built
from guide.content import load_site
from guide.explain import with_table
from guide.rule import run
from guide.rules import BUILT_RULES, SOURCE_RULES

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 23)
EXPECT = re.compile(r"expect(-at-top|-above)?: ([a-z-]+)")
EXPECT_AT = re.compile(r"expect at (\S+):(\d+): ([a-z-]+)")

Found = set[tuple[str, int, str]]


def expected(site: Path) -> Found:
    return set(marks(site))


def marks(site: Path) -> Iterator[tuple[str, int, str]]:
    for file in site.rglob("*"):
        if file.is_file() and file.suffix in {".md", ".yml", ".html", ".htm", ".css", ".txt"}:
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                for path, at, rule in EXPECT_AT.findall(line):
                    yield path, int(at), rule
                for where, rule in EXPECT.findall(line):
                    yield (
                        file.relative_to(site).as_posix(),
                        {"-at-top": 2, "-above": number - 1}.get(where, number),
                        rule,
                    )


def found(site: Path) -> Found:
    problems = run(SOURCE_RULES, load_site(site, TODAY))
    result = {(p.place.path, p.place.line, p.rule) for p in problems}
    if (site / "site").is_dir():
        ledger = site / "docs" / "_data" / "published-urls.txt"
        built = load_built(site / "site", published=ledger)
        for p in run(rules_for(built.ours), built):
            path = p.place.path if p.place.path.startswith("docs/") else f"site/{p.place.path}"
            result.add((path, p.place.line, p.rule))
    return result


@pytest.mark.parametrize("site", sorted(SITES.iterdir()), ids=lambda site: site.name)
def test_all_rules_find_what_is_marked_and_nothing_else(site: Path) -> None:
    """On each fixture site, all rules together find exactly the marked faults."""
    assert found(site) == expected(site)


def test_every_rule_has_a_fixture_with_its_fault() -> None:
    """A rule without a fixture of its name that plants its fault is not finished."""
    for rule in (*SOURCE_RULES, *BUILT_RULES):
        planted = {name for _, _, name in expected(SITES / rule.name)}
        assert rule.name in planted, rule.name


def test_the_clean_site_has_no_marks() -> None:
    """The innocent twins stand on a site where nothing is expected."""
    assert expected(SITES / "clean") == set()


def test_every_rule_says_what_is_bad_and_what_is_good() -> None:
    """The docstring of a rule is one sentence, a Bad and a Good."""
    for rule in (*SOURCE_RULES, *BUILT_RULES):
        first = rule.about.strip().split("\n")[0]
        assert first.endswith("."), rule.name
        assert "Bad:" in rule.about, rule.name
        assert "Good:" in rule.about, rule.name


def test_every_rule_is_listed_for_contributors() -> None:
    """The table of CONTRIBUTING.md is the one that the docstrings make."""
    text = (SITES.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    assert text == with_table(text, (*SOURCE_RULES, *BUILT_RULES)), "make rules"
