"""What a Markdown text contains that checks care about, each with its place.

Not a renderer: Python-Markdown renders. This finds headings, links, references, images and
includes, passing over code, comments and front matter, as a reader of the page would.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from guide.diagnostics import Place


@dataclass(frozen=True)
class Heading:
    """A heading, its level (1 to 6), and the id written beside it, if any."""

    level: int
    text: str
    id: str | None
    place: Place


@dataclass(frozen=True)
class Link:
    """An inline link or image, or the target of a link definition."""

    text: str
    target: str
    place: Place
    image: bool = False


@dataclass(frozen=True)
class Reference:
    """`[text][label]`; `place` is where the label stands, `start` and `end` its offsets."""

    text: str
    label: str
    place: Place
    start: int
    end: int


@dataclass(frozen=True)
class Include:
    """`{!path!}`: a snippet, its path relative to `snippets/`."""

    path: str
    place: Place


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.M)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?([^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
_BLOCK_ID = re.compile(r"\{:?[^{}\n]*?(?:(?<=[{:])|\s)#([^\s}]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[a-zA-Z][^>]*\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")
_TARGET = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\([ \t]*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ \t]*\)"
    r"|\[([^\[\]\n]*)\])"
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*(\S+)", re.M)
_INCLUDE = re.compile(r"\{!\s*(.+?)\s*!(?:\blines\b=[0-9 -]+)?\}")


def blank(match: re.Match[str]) -> str:
    """Spaces in place of a passage, line breaks kept, so that offsets stay true."""
    return re.sub(r"[^\n]", " ", match.group())


@dataclass(frozen=True)
class Document:
    """A Markdown text at a path; `first_line` is the line of the file on which it begins."""

    path: str
    text: str
    first_line: int = 1

    @cached_property
    def visible(self) -> str:
        """The text with code and comments blanked out, of the same length."""
        text = _COMMENT.sub(blank, _FENCE.sub(blank, self.text))
        return _CODE.sub(blank, text)

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
            (m.start(1), m.group(1))
            for pattern in (_BLOCK_ID, _HTML_ID)
            for m in pattern.finditer(self.visible)
        ]
        return tuple((id, self.place(start)) for start, id in sorted(found))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        inline = [
            (m.start(), Link(m.group(2), m.group(3).strip("<>"), self.place(m.start()), bool(m.group(1))))
            for m in _TARGET.finditer(self.visible)
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
            for m in _TARGET.finditer(self.visible)
            if m.group(4) is not None
        )

    @cached_property
    def definitions(self) -> frozenset[str]:
        return frozenset(m.group(1).lower() for m in _DEFINITION.finditer(self.visible))

    @cached_property
    def includes(self) -> tuple[Include, ...]:
        # markdown-include expands inside code fences too, so the whole text is searched.
        return tuple(Include(m.group(1), self.place(m.start())) for m in _INCLUDE.finditer(self.text))
