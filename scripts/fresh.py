#!/usr/bin/env python3
"""What must be looked at again, soonest first: python scripts/fresh.py [--within DAYS] [--out DIR].

Everything is written to DIR as due.ics and due.json; what is due within DAYS is printed.
Exit status: 0 nothing overdue, 1 something is, or a date cannot be read, 2 misuse.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.content import load_site
from guide.diagnostics import Problem
from guide.freshness import Due, freshness
from guide.make.calendar import calendar, listing

ROOT = Path(__file__).resolve().parent.parent


def overdue(due: Due) -> Problem:
    return Problem(due.place, f"{due.kind} {due.name} was due on {due.day}", due.what, f"overdue-{due.kind}")


def show(due: Sequence[Due], today: date, within: int) -> None:
    """Print what is overdue as problems, then what comes within so many days, then how much is left."""
    coming = [each for each in due if not each.is_overdue(today)]
    near = [each for each in coming if (each.day - today).days <= within]
    for each in due:
        if each.is_overdue(today):
            print(f"{overdue(each)}{_pages(each)}")
    for each in near:
        print(f"{each.day}  {each.kind:<6}  {each.place}  {each.name}\n    {each.what}{_pages(each)}")
    late = len(due) - len(coming)
    print(f"{late} overdue, {len(near)} due within {within} days, {len(coming) - len(near)} later")


def _pages(due: Due) -> str:
    return f"\n    on: {', '.join(due.pages)}" if due.pages and due.kind != "page" else ""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="What must be looked at again, soonest first.")
    parser.add_argument(
        "--within", type=int, default=100, metavar="DAYS", help="print what is due so soon (100)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of due.ics and due.json (.build/fresh)"
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="DATE")
    options = parser.parse_args(argv)
    site = load_site(options.root, options.today)
    found = freshness(site)
    out = options.out or options.root / ".build" / "fresh"
    out.mkdir(parents=True, exist_ok=True)
    (out / "due.ics").write_bytes(calendar(site, found.due, options.today).encode("utf-8", errors="replace"))
    (out / "due.json").write_bytes(listing(site, found.due, options.today).encode("utf-8", errors="replace"))
    for problem in (*site.unreadable, *found.problems):
        print(problem)
    show(found.due, options.today, options.within)
    late = any(each.is_overdue(options.today) for each in found.due)
    return 1 if late or found.problems or site.unreadable else 0


if __name__ == "__main__":
    raise SystemExit(main())
