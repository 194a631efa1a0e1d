"""Permanent names and moves: which page an id or a code leads to, and where a page has gone.

`docs/_data/permalinks.yml` holds one row for each page that ever had a name; `redirects.yml` one
for each address that moved. Both name pages by key, which is the same in every language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place
from guide.records import Record
from guide.remember import remembered

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
CODE = re.compile(r"[A-Z][0-9]{2,3}")

# The first letter of a code says what is behind it; the stages have a letter each.
STAGES = {"stages/early": "E", "stages/mid": "M", "stages/late": "L"}
KINDS = {"hub": "N", "topic": "T", "risk": "R", "letter": "F", "tool": "K", "law": "S"}
GENERAL = "G"


@dataclass(frozen=True)
class Permalink:
    """The permanent name of a page. `withdrawn` is the date on which it was taken back, if it was.

    `see` is the key of the page that a reader of a withdrawn one is sent to; it may be empty.
    """

    id: str
    code: str
    key: str
    withdrawn: str
    see: str
    place: Place


@dataclass(frozen=True)
class Move:
    """An address that leads elsewhere since a date: `origin` and `target` are `key` or `key#id`."""

    origin: str
    target: str
    since: str
    place: Place


@remembered
def permalinks(site: Site) -> tuple[Permalink, ...]:
    """Every permanent name that was given, in the order in which they were."""
    return tuple(
        Permalink(
            id=_text(row, "id"),
            code=_text(row, "code"),
            key=_text(row, "key"),
            withdrawn=_text(row, "withdrawn"),
            see=_text(row, "see"),
            place=place,
        )
        for row, place in _rows(site.record("permalinks"))
    )


@remembered
def in_use(site: Site) -> tuple[Permalink, ...]:
    """The permanent names whose pages are served."""
    return tuple(each for each in permalinks(site) if not each.withdrawn and each.key in site.keys)


def withdrawn(site: Site) -> tuple[Permalink, ...]:
    return tuple(each for each in permalinks(site) if each.withdrawn)


@remembered
def moves(site: Site) -> tuple[Move, ...]:
    """Every address that moved."""
    return tuple(
        Move(_text(row, "from"), _text(row, "to"), _text(row, "since"), place)
        for row, place in _rows(site.record("redirects"))
    )


def letters(site: Site, key: str) -> str:
    """The letters with which the code of a page that is served may begin, the usual one first.

    The index of a folder may have the letter of what it lists.
    """
    own = STAGES.get(key) or KINDS.get(kind(site, key))
    listed = KINDS.get(key.removesuffix("s/index"), "")
    return own or GENERAL + listed


def kind(site: Site, key: str) -> str:
    """What a page is: its `kind`, or `law` for the page of a source."""
    law = key.removeprefix("sources/") in site.sources and not site.page(SOURCE_LANGUAGE, key)
    return "law" if law else str(site.facts(key).get("kind") or "about")


def _rows(record: Record) -> Iterator[tuple[dict[str, Any], Place]]:
    for index, row in enumerate(record.data if isinstance(record.data, list) else []):
        if isinstance(row, dict):
            yield row, record.at(index)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)
