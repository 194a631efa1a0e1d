"""The hotlines, as the page about them has them: `### 12378：金融監管總局 { #line-12378 }`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.content import Site
from guide.markdown import Document
from guide.prose import Block

PAGE = "about/hotlines"
_ID = re.compile(r"line-([0-9]+)")


@dataclass(frozen=True)
class Hotline:
    """A number, whose it is and what it is for, in a written language; `id` is its place."""

    number: str
    name: str
    purpose: str
    id: str


def hotlines(site: Site, language: str) -> tuple[Hotline, ...]:
    """The hotlines of the page in a written language, in its order."""
    page = site.page(language, PAGE)
    return tuple(_hotlines(page.document)) if page else ()


def _hotlines(document: Document) -> Iterator[Hotline]:
    lines = document.text.split("\n")
    for heading in document.headings:
        found = _ID.fullmatch(heading.id or "")
        if found:
            name = re.sub(rf"^{found[1]}\s*[:：]\s*", "", heading.text)
            start = heading.place.line - document.first_line + 1
            yield Hotline(found[1], name, _purpose(lines[start:]), heading.id or "")


def _purpose(lines: list[str]) -> str:
    """The second item below the heading: what the line is for."""
    items = [line for line in lines[:6] if line.startswith("- ")]
    return Block(re.sub(r"^- \*\*[^*]+\*\*\s*", "", items[1]), 0).words if len(items) > 1 else ""
