"""The check of a folder, with what is remembered of the last one."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from guide.built import cache, verdict
from guide.built.load import load_built
from guide.built.ours import is_ours
from guide.built.quick import asked_for, remembered_below
from guide.built.rules import of_any_folder
from guide.built.walk import Walk
from guide.diagnostics import Place, Problem, Severity, in_order
from guide.rule import Rule, run

if TYPE_CHECKING:
    from guide.built.verdict import Said


def rules_for(ours: bool) -> tuple[Rule, ...]:
    """All rules for a built site of ours; for any other folder those that are true of any."""
    if not ours:
        return of_any_folder.RULES
    from guide.built.rules import of_our_site  # brings the words of our languages

    return (*of_any_folder.RULES, *of_our_site.RULES)


def check_folder(
    site: Path,
    root: Path,
    rules: Sequence[Rule] = (),
    *,
    base_url: str = "",
    extensionless: bool = False,
    cached: bool = True,
) -> tuple[list[Problem], int]:
    """(problems in order, number of pages) of a folder of built HTML.

    `root` is the project: problems on a site of ours are reported in its sources. Without rules,
    all that apply. `base_url` is the address at which the folder is served.
    """
    place = cache.place_for(remembered_below(root), os.fspath(site)) if cached else ""
    walk = Walk(os.fspath(site))
    if not is_ours(site):
        asked = asked_for([rule.name for rule in rules], base_url, extensionless)
        said = verdict.recall(place, cache.program_digest(), asked, walk)
        said = said or check_walk(walk, place, rules, base_url, extensionless)
        return [_problem(*one) for one in said["problems"]], said["pages"]
    built = load_built(
        site,
        ours=True,
        base_url=base_url,
        extensionless=extensionless,
        published=root / "docs" / "_data" / "published-urls.txt",
        cached=place,
        walk=walk,
    )
    from guide.built.sources import in_sources  # brings the names of our languages

    problems = run(rules or rules_for(ours=True), built)
    return in_order(in_sources(problems, built, root)), len(built.pages)


def check_walk(
    walk: Walk, place: str, rules: Sequence[Rule] = (), base_url: str = "", extensionless: bool = False
) -> "Said":
    """Check a folder that is not ours, and remember what is said of it at a place of the cache."""
    applied = rules or of_any_folder.RULES
    built = load_built(
        Path(walk.root),
        ours=False,
        detail=any(rule not in of_any_folder.RULES for rule in applied),
        base_url=base_url,
        extensionless=extensionless,
        cached=place,
        walk=walk,
    )
    said: Said = {"problems": [_plain(one) for one in run(applied, built)], "pages": len(built.pages)}
    asked = asked_for([rule.name for rule in rules], base_url, extensionless)
    verdict.remember(place, cache.program_digest(), asked, walk, built.digests, said)
    return said


def _plain(one: Problem) -> tuple[tuple[str, int, int], str, str, str, Severity]:
    return (one.place.path, one.place.line, one.place.column), one.message, one.hint, one.rule, one.severity


def _problem(place: tuple[str, int, int], message: str, hint: str, rule: str, severity: Severity) -> Problem:
    return Problem(Place(*place), message, hint, rule, severity)
