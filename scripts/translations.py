#!/usr/bin/env python3
"""What is translated, and from which text: translations.py status | stamp PAGE [PAGE …].

`stamp` records that a translation was compared with its source as it now stands.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site, load_site
from guide.diagnostics import did_you_mean

ROOT = Path(__file__).resolve().parent.parent
_STAMP = re.compile(r"^translated_from:.*$", re.M)


def state(source: Page, translation: Page | None) -> str:
    """missing, unstamped, stale or current."""
    if translation is None:
        return "missing"
    stamp = translation.front.get("translated_from")
    if stamp is None:
        return "unstamped"
    return "current" if str(stamp) == source.digest else "stale"


def status(site: Site) -> int:
    """Print each page that is not current, then the counts by language."""
    for language in TRANSLATIONS:
        states = {p.key: state(p, site.page(language, p.key)) for p in site.pages_in(SOURCE_LANGUAGE)}
        for key, each in states.items():
            if each != "current":
                print(f"{language}  {each:<10} {key}")
        current = sum(each == "current" for each in states.values())
        print(f"{language}: {current} of {len(states)} pages current")
    return 0


def stamp(site: Site, keys: Sequence[str]) -> int:
    """Write the digest of each source page into its translations."""
    pages = {page.key: page for page in site.pages_in(SOURCE_LANGUAGE)}
    for key in keys:
        if key not in pages:
            print(
                f"there is no page {key}; {did_you_mean(key, pages, 'give its path below docs/zh-Hant')}",
                file=sys.stderr,
            )
            return 2
    for key in keys:
        for language in TRANSLATIONS:
            translation = site.page(language, key)
            if translation:
                text = stamped(translation.text, pages[key].digest)
                (site.root / translation.path).write_text(text, encoding="utf-8")
    return 0


def stamped(text: str, digest: str) -> str:
    """A page's text with its stamp renewed, or added at the end of its front matter."""
    line = f'translated_from: "{digest}"'
    end = text.find("\n---\n", 3)
    front, body = text[:end], text[end:]
    if _STAMP.search(front):
        return _STAMP.sub(line, front, count=1) + body
    return f"{front}\n{line}{body}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The state of the translations.")
    parser.add_argument("verb", choices=["status", "stamp"])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="page keys, such as risks/overdue")
    parser.add_argument("--all", action="store_true", help="stamp every page")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    options = parser.parse_args(argv)
    site = load_site(options.root, date.today())
    if options.verb == "status":
        return status(site)
    keys = [page.key for page in site.pages_in(SOURCE_LANGUAGE)] if options.all else options.pages
    if not keys:
        parser.error("name the pages to stamp")
    return stamp(site, keys)


if __name__ == "__main__":
    raise SystemExit(main())
