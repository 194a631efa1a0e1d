#!/usr/bin/env python3
"""Which links of other services to this site still work: inbound.py links.csv (or a sitemap, - …).

Reads the published catalogue and nothing else. Exit status: 0 every link works, 1 some have moved,
were withdrawn or never existed, 2 something could not be read.
"""

import argparse
import csv
import json
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guide.inbound.index import compact, index_of
from guide.inbound.reading import links_of, text_of
from guide.inbound.report import TO_DO, Judged, as_csv, as_json, as_text
from guide.inbound.verdict import Verdict, judge

CATALOGUE = Path(__file__).resolve().parent.parent / "site" / "permalinks.json"
FORMATS = {"text": as_text, "csv": as_csv, "json": as_json}
MOST_BYTES = 50_000_000


class CannotRead(Exception):
    """A file that is missing or not what it should be, in one sentence."""


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check links to the guide against its catalogue.")
    parser.add_argument(
        "sources", nargs="+", metavar="FILE", help="a table, sitemap, text, folder of HTML, or -"
    )
    parser.add_argument("--column", metavar="NAME", help="read this column of a table, by name or number")
    parser.add_argument("--catalogue", default=str(CATALOGUE), metavar="FILE-OR-URL", help="permalinks.json")
    parser.add_argument(
        "--base", action="append", default=[], metavar="URL", help="another address of the guide"
    )
    parser.add_argument("--format", choices=FORMATS, default="text")
    return parser.parse_args(argv)


def catalogue(place: str) -> dict[str, Any]:
    """The small catalogue at a path or an http address."""
    try:
        if place.startswith(("http://", "https://")):
            with urllib.request.urlopen(place, timeout=30) as answer:
                data = answer.read(MOST_BYTES)
        else:
            data = Path(place).read_bytes()
        return compact(json.loads(text_of(data)))
    except OSError as error:
        raise CannotRead(f"the catalogue {place} cannot be read: {error}") from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRead(
            f"{place} is not a catalogue of the guide: {type(error).__name__}: {error}"
        ) from error


def judged(options: argparse.Namespace) -> list[Judged]:
    index = index_of(catalogue(options.catalogue))
    bases = [base if base.endswith("/") else f"{base}/" for base in options.base]
    every = []
    known: dict[str, Verdict] = {}
    for source in options.sources:
        given = text_of(sys.stdin.buffer.read()) if source == "-" else None
        try:
            found = list(links_of(source, given, [index.address, *bases], options.column))
        except OSError as error:
            raise CannotRead(f"{source} cannot be read: {error.strerror or error}") from error
        except (LookupError, csv.Error) as error:
            raise CannotRead(f"{source}: {error}") from error
        for each in found:
            if each.link not in known:
                known[each.link] = judge(index, bases, each.link)
            every.append(Judged(each, known[each.link]))
    return every


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    try:
        every = judged(options)
    except CannotRead as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.write(FORMATS[options.format](every))
    return 1 if any(each.verdict.state in TO_DO for each in every) else 0


if __name__ == "__main__":
    raise SystemExit(main())
