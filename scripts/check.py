#!/usr/bin/env python3
"""Check the sources, or a folder of built HTML: python scripts/check.py [RULE …] [--site DIR].

Prints each problem as path:line:column. Exit status: 0 clean or warnings only, 1 errors, 2 misuse.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.built import load_built
from guide.content import load_site
from guide.diagnostics import Problem, did_you_mean
from guide.rule import Rule, run
from guide.rules import BUILT_RULES, SOURCE_RULES

ROOT = Path(__file__).resolve().parent.parent


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check the sources of the guide.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="only these rules")
    parser.add_argument("--site", type=Path, metavar="DIR", help="check this folder of built HTML")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project to check")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="DATE")
    return parser.parse_args(argv)


def chosen(names: Sequence[str], rules: Sequence[Rule]) -> list[Rule]:
    """The rules of these names, or all of them; an unknown name ends the program with status 2."""
    by_name = {rule.name: rule for rule in rules}
    for name in names:
        if name not in by_name:
            hint = did_you_mean(name, by_name, "the rules are listed in CONTRIBUTING.md")
            print(f"there is no rule {name}; {hint}", file=sys.stderr)
            raise SystemExit(2)
    return [by_name[name] for name in names] or list(rules)


def report(problems: Sequence[Problem], checked: str) -> int:
    """Print problems and a closing line; the exit status that they call for."""
    for problem in problems:
        print(problem)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{checked}: {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    if options.site:
        if not options.site.is_dir():
            print(f"there is no folder {options.site}; run make site first", file=sys.stderr)
            return 2
        built = load_built(options.site)
        return report(run(chosen(options.rules, BUILT_RULES), built), f"{len(built.pages)} built pages")
    site = load_site(options.root, options.today)
    problems = run(chosen(options.rules, SOURCE_RULES), site)
    return report(problems, f"{len(site.pages)} pages, {len(site.sources)} sources of law")


if __name__ == "__main__":
    raise SystemExit(main())
