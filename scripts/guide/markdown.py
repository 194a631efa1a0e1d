"""What a Markdown text contains that checks care about, each with its place.

Not a renderer: Python-Markdown renders. This finds headings, links, references, images and
includes, passing over code, comments and front matter, as a reader of the page would.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from guide.diagnostics import Place


class Heading(NamedTuple):
    """A heading, its level (1 to 6), and the id written beside it, if any."""

    level: int
    text: str
    id: str | None
    place: Place


class Link(NamedTuple):
    """An inline link or image, or the target of a link definition."""

    text: str
    target: str
    place: Place
    image: bool = False


class Reference(NamedTuple):
    """`[text][label]`; `place` is where the label stands, `start` and `end` its offsets."""

    text: str
    label: str
    place: Place
    start: int
    end: int


class Include(NamedTuple):
    """`{!path!}`: a snippet, its path relative to `snippets/`."""

    path: str
    place: Place


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.M)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
_BRACES = re.compile(r"\{:?([^{}\n]*)\}")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*\s(?:id|name)\s?=\s?[\"']?([^\s\"'<>]+)")
_TARGET = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]++|\\.|\[[^\[\]]*+\])*+)\]"
    r"(?:\([ \t]*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
    r"|\[([^\[\]\n]*)\])"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*(\S+)", re.M)
_LINE = re.compile(r"[^\n]+")
_INCLUDE = re.compile(r"\{!\s*([^{}!\n]+?)\s*!(?:\blines\b=[0-9 -]+)?\}")


def blanked(text: str) -> str:
    """Spaces in place of a passage, line breaks kept, so that offsets stay true."""
    return _LINE.sub(lambda line: " " * len(line.group()), text)


def blank(match: re.Match[str]) -> str:
    """Spaces in place of what a pattern matched."""
    return blanked(match.group())


def _without_code(text: str) -> str:
    """The text with code spans blanked out: runs of as many backticks, in one paragraph."""
    runs = list(_TICKS.finditer(text))
    following: dict[int, int] = {}
    closing = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        size = len(runs[index].group())
        closing[index] = following.get(size, 0)
        following[size] = index
    ends = [m.start() for m in _BLANK_LINE.finditer(text)]
    parts: list[str] = []
    done = index = 0
    while index < len(runs):
        start, close = runs[index].start(), closing[index]
        if close and bisect_left(ends, start) == bisect_left(ends, runs[close].end()):
            end = runs[close].end()
            parts += [text[done:start], blanked(text[start:end])]
            done, index = end, close
        index += 1
    return "".join([*parts, text[done:]])


@dataclass(frozen=True)
class Document:
    """A Markdown text at a path; `first_line` is the line of the file on which it begins."""

    path: str
    text: str
    first_line: int = 1

    @cached_property
    def visible(self) -> str:
        """The text with code and comments blanked out, of the same length."""
        text = self.text
        if "```" in text or "~~~" in text:
            text = _FENCE.sub(blank, text)
        if "<!--" in text:
            text = _COMMENT.sub(blank, text)
        return _without_code(text) if "`" in text else text

    def __getstate__(self) -> dict[str, Any]:
        """What a cache keeps: what was found, not the text, which is read again in any case."""
        left_out = {"text", "visible", "_line_starts", "matches", "blocks"}
        return {name: value for name, value in self.__dict__.items() if name not in left_out}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Place:
        """The line and column of a character of the text."""
        line = bisect_right(self._line_starts, offset) - 1
        return Place(self.path, line + self.first_line, offset - self._line_starts[line] + 1)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(self._headings())

    def _headings(self) -> Iterator[Heading]:
        for match in _HEADING.finditer(self.visible):
            text = match.group(2)
            attributes = _ATTRIBUTES.search(text)
            found = _ID.search(attributes.group(1)) if attributes else None
            words = text[: attributes.start()] if attributes else text
            id = found.group(1) if found else None
            yield Heading(len(match.group(1)), words.strip(), id, self.place(match.start()))

    @cached_property
    def anchors(self) -> tuple[tuple[str, Place], ...]:
        """Every id that is written in the text, of headings, blocks and HTML, in order."""
        found = [
            (braces.start(1) + m.start(1), m.group(1))
            for braces in _BRACES.finditer(self.visible)
            for m in [_ID.search(braces.group(1))]
            if m
        ]
        found += [(m.start(1), m.group(1)) for m in _HTML_ID.finditer(self.visible)]
        return tuple((id, self.place(start)) for start, id in sorted(found))

    @cached_property
    def matches(self) -> list[re.Match[str]]:
        """Every inline link, image and reference, as it is written."""
        return list(_TARGET.finditer(self.visible)) if "[" in self.visible else []

    @cached_property
    def links(self) -> tuple[Link, ...]:
        inline = [
            (m.start(), Link(m.group(2), m.group(3).strip("<>"), self.place(m.start()), bool(m.group(1))))
            for m in self.matches
            if m.group(3) is not None
        ]
        defined = [
            (m.start(), Link(m.group(1), m.group(2).strip("<>"), self.place(m.start(2))))
            for m in _DEFINITION.finditer(self.visible)
        ]
        return tuple(link for _, link in sorted(inline + defined, key=lambda found: found[0]))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """References by label, whether typed (`risk:deposit`) or defined on the page."""
        return tuple(
            Reference(m.group(2), m.group(4) or m.group(2), self.place(m.start(4)), m.start(), m.end())
            for m in self.matches
            if m.group(4) is not None
        )

    @cached_property
    def definitions(self) -> frozenset[str]:
        return frozenset(m.group(1).lower() for m in _DEFINITION.finditer(self.visible))

    @cached_property
    def includes(self) -> tuple[Include, ...]:
        # markdown-include expands inside code fences too, so the whole text is searched.
        return tuple(Include(m.group(1), self.place(m.start())) for m in _INCLUDE.finditer(self.text))
