"""The outline of a text: each block by its kind, section, numbers and references, without words.

Two languages have the same outline, which is how a translation is compared with its source.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from guide.diagnostics import Place
from guide.markdown import Document
from guide.numbers import numbers_in, quantities_in
from guide.prose import Block, blocks
from guide.references import is_typed
from guide.remember import remembered

_KINDS = (
    ("heading", re.compile(r"#{1,6}\s")),
    ("list item", re.compile(r"[-*+]\s")),
    ("numbered item", re.compile(r"\d+[.)]\s")),
    ("table row", re.compile(r"\|")),
    ("quotation", re.compile(r">")),
    ("include", re.compile(r"\{!")),
    ("listing", re.compile(r"\{\{")),
    ("HTML block", re.compile(r"<")),
)
_PLACEHOLDER = re.compile(r"【([^【】\n]+)】")


class Item(NamedTuple):
    """One block. `section` is the id of the heading above it, `names` what it includes or lists.

    `bold` counts the passages in bold, `links` are the pages and files that it links to by path.
    """

    kind: str
    section: str
    place: Place
    numbers: frozenset[str]
    quantities: frozenset[tuple[str, str]]
    references: frozenset[str]
    links: tuple[str, ...]
    names: tuple[str, ...]
    placeholders: tuple[str, ...]
    bold: int

    @property
    def from_source(self) -> bool:
        """Whether it includes a snippet of the source language."""
        return self.kind == "include" and "zh-Hant" in self.names[:1]


@remembered
def outline(document: Document) -> tuple[Item, ...]:
    """The blocks of a document in order."""
    return tuple(_items(document))


def _items(document: Document) -> Iterator[Item]:
    section = ""
    language = document.path.split("/")[1] if "/" in document.path else ""
    ids = {heading.place: heading.id or heading.text for heading in document.headings}
    references = deque((r.start, r.label) for r in document.references if is_typed(r.label))
    links = deque((m.start(), m.group(3)) for m in document.matches if m.group(3) is not None)
    for block in blocks(document):
        place = document.place(block.start)
        section = ids.get(place, section)
        end = block.start + len(block.text)
        yield Item(
            kind=kind_of(block),
            section=section,
            place=place,
            numbers=frozenset(numbers_in(block.words)),
            quantities=quantities_in(block.words, language),
            references=frozenset(_between(references, block.start, end)),
            links=tuple(_between(links, block.start, end)),
            names=_names(block),
            placeholders=tuple(_PLACEHOLDER.findall(block.text)),
            bold=block.text.count("**") // 2,
        )


def kind_of(block: Block) -> str:
    """What a block is: heading, list item, numbered item, table row, paragraph …"""
    for kind, pattern in _KINDS:
        if pattern.match(block.text):
            return kind
    return "paragraph"


def _between(found: deque[tuple[int, str]], start: int, end: int) -> Iterator[str]:
    """What stands from one offset to another; `found` is in order and used up."""
    while found and found[0][0] < end:
        offset, value = found.popleft()
        if offset >= start:
            yield value


def _names(block: Block) -> tuple[str, ...]:
    if block.text.startswith("{!"):
        return tuple(block.text.strip("{!} ").split("/", 1))
    if block.text.startswith("{{"):
        return (block.text.strip("{} "),)
    return ()
