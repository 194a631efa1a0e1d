#!/usr/bin/env python3
"""What is translated, and from which text: translations.py status [--json] | stamp PAGE [PAGE …].

`status` lists what is missing, unstamped, stale or of another structure. `stamp` records that a
translation was compared with its source as it now stands.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site, load_site
from guide.diagnostics import Problem, did_you_mean
from guide.fix import Change, write
from guide.rule import run
from guide.rules import translations as about_translations
from guide.rules.sameness import structure_mismatch
from guide.stamps import stamped

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class State:
    """One page or snippet in one language. `state` is missing, unstamped, stale, differs or current.

    `differences` are the places where its headings or blocks are not those of its source.
    """

    language: str
    key: str
    state: str
    differences: tuple[str, ...] = ()


def state(source: Page, translation: Page | None) -> str:
    """missing, unstamped, stale or current."""
    if translation is None:
        return "missing"
    stamp = translation.front.get("translated_from")
    if stamp is None:
        return "unstamped"
    return "current" if str(stamp) == source.digest else "stale"


def states(site: Site) -> list[State]:
    """The state of every page and snippet in every language that is a translation."""
    different: dict[str, list[Problem]] = {}
    for problem in run((about_translations.heading_mismatch, structure_mismatch), site):
        different.setdefault(problem.place.path, []).append(problem)
    found = []
    for language in TRANSLATIONS:
        for source in site.pages_in(SOURCE_LANGUAGE):
            page = site.page(language, source.key)
            found.append(
                _state(language, source.key, state(source, page), page.path if page else "", different)
            )
        for name in sorted(site.snippets):
            folder, _, rest = name.partition("/")
            if folder == SOURCE_LANGUAGE:
                other = site.snippets.get(f"{language}/{rest}")
                here = "current" if other else "missing"
                key = f"snippets/{rest.removesuffix('.md')}"
                found.append(_state(language, key, here, other.path if other else "", different))
    return found


def _state(language: str, key: str, here: str, path: str, different: dict[str, list[Problem]]) -> State:
    problems = different.get(path, [])
    lines = tuple(f"{p.place.line}:{p.place.column} {p.message}" for p in problems)
    return State(language, key, "differs" if lines and here == "current" else here, lines)


def status(site: Site, as_json: bool) -> int:
    """Print what is not current, then the counts by language; or all of it as JSON."""
    found = states(site)
    counts = {
        language: Counter(s.state for s in found if s.language == language) for language in TRANSLATIONS
    }
    if as_json:
        print(json.dumps({"counts": counts, "states": [asdict(each) for each in found]}, indent=1))
        return 0
    for each in found:
        if each.state != "current" or each.differences:
            print(f"{each.language}  {each.state:<10} {each.key}")
        for line in each.differences:
            print(f"{'':<14} {line}")
    for language, count in counts.items():
        others = ", ".join(f"{n} {name}" for name, n in sorted(count.items()) if name != "current")
        print(f"{language}: {count['current']} of {count.total()} current{f'; {others}' if others else ''}")
    return 0


def stamp(site: Site, keys: Sequence[str]) -> int:
    """Write the digest of each source page into its translations."""
    pages = {page.key: page for page in site.pages_in(SOURCE_LANGUAGE)}
    for key in keys:
        if key not in pages:
            hint = did_you_mean(key, pages, "give its path below docs/zh-Hant")
            print(f"there is no page {key}; {hint}", file=sys.stderr)
            return 2
    for key in keys:
        for language in TRANSLATIONS:
            page = site.page(language, key)
            change = Change(page.path, page.text, stamped(page.text, pages[key].digest)) if page else None
            for message in write(site.root, change) if change else ():
                print(message, file=sys.stderr)
                return 2
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The state of the translations.")
    parser.add_argument("verb", choices=["status", "stamp"])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="page keys, such as risks/overdue")
    parser.add_argument("--all", action="store_true", help="stamp every page")
    parser.add_argument("--json", action="store_true", help="status for programs")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    options = parser.parse_args(argv)
    site = load_site(options.root, date.today())
    if options.verb == "status":
        return status(site, options.json)
    keys = [page.key for page in site.pages_in(SOURCE_LANGUAGE)] if options.all else options.pages
    if not keys:
        parser.error("name the pages to stamp")
    return stamp(site, keys)


if __name__ == "__main__":
    raise SystemExit(main())
