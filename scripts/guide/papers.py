"""What can arrive, the stage that it makes of a case, and the first steps that pages list."""

import re
from dataclasses import dataclass
from typing import Any

from guide.content import Page, Site
from guide.references import Target, resolve

_ITEM = re.compile(r"^(?:\d+\.|-) +(.*)$", re.M)
FIRST = 3


@dataclass(frozen=True)
class Paper:
    """One kind of thing that arrives; see docs/_data/papers.yml.

    `stage` holds whatever the day, `if_true` once the thing is verified; `steps` is a page's list of
    steps as "key#id", empty where the stage's own are taken.
    """

    id: str
    page: Target
    stage: str
    if_true: str
    steps: str
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """Some words of a step; a link where `key` is not empty."""

    words: str
    key: str = ""
    anchor: str = ""


def papers(site: Site) -> list[Paper]:
    """All that can arrive, from the least to the most pressing."""
    return [paper for row in site.record("papers").data or [] if (paper := _paper(site, row))]


def _paper(site: Site, row: dict[str, Any]) -> Paper | None:
    page = resolve(site, str(row["page"]))
    if page is None:
        return None  # a test says so
    return Paper(
        id=str(row["id"]),
        page=page,
        stage=str(row.get("stage") or ""),
        if_true=str(row.get("if_true") or ""),
        steps=str(row.get("steps") or ""),
        periods=tuple(row.get("periods") or ()),
    )


def first_steps(site: Site, language: str, at: str) -> list[list[Piece]]:
    """The first three items of the list under a heading; `at` is "key#id"."""
    key, _, id = at.partition("#")
    page = site.page(language, key)
    return [_pieces(site, language, page, *item) for item in _items(page, id)[:FIRST]] if page else []


def _items(page: Page, id: str) -> list[tuple[int, int]]:
    """Where each item of the first list under a heading begins and ends."""
    text = page.document.text
    heading = re.search(rf"^#+ .*\{{ *#{re.escape(id)} *\}}$", text, re.M)
    if heading is None:
        return []
    following = re.search(r"^#", text[heading.end() :], re.M)
    end = heading.end() + following.start() if following else len(text)
    return [match.span(1) for match in _ITEM.finditer(text, heading.end(), end)]


def _pieces(site: Site, language: str, page: Page, start: int, end: int) -> list[Piece]:
    found, done = [], start
    for reference in page.document.references:
        if not start <= reference.start < end:
            continue
        target = resolve(site, reference.label)
        if target:
            words = reference.text or target.text[language]
            found += [
                Piece(page.document.text[done : reference.start]),
                Piece(words, target.key, target.anchor),
            ]
            done = reference.end
    return [piece for piece in [*found, Piece(page.document.text[done:end])] if piece.words]
