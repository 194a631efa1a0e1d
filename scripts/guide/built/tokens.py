"""The tags of an HTML text with their places: what the exact parser does not tell.

It reads tags as the HTML standard's tokenizer does, in one pass that never goes back, and knows
the elements whose content is text. It does not build a tree: the parser decides what is on a
page, and this says where it stands.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

# Quantifiers are possessive (+ after + or *), so that no text, however odd, is read twice.
_TAG = re.compile(
    rb"<(?:"
    rb"(?P<comment>!--(?:-?>|(?s:.)*?(?:--!?>|\Z))|[!?][^>]*+>|/[^a-zA-Z>][^>]*+>)"
    rb"|(?P<end>/?)(?P<name>[a-zA-Z][^\t\n\f\r />]*+)"
    rb"(?P<attributes>(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\t\n\f\r >]*+))?+)*+)"
    rb"[\t\n\f\r /]*+>)"
)
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >]*+)))?+"
)
_TEXT_ONLY = frozenset(
    (b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes")
)


class Tag(NamedTuple):
    """A start tag: where it starts and ends, and its attributes as written."""

    start: int
    end: int
    name: str
    written: bytes

    def attributes(self) -> dict[str, str]:
        """Values by lower-case name; of two of one name the first counts, as in browsers."""
        found: dict[str, str] = {}
        for name, *values in _ATTRIBUTE.findall(self.written):
            value = unescaped(b"".join(values).decode("utf-8", "replace"))
            found.setdefault(name.lower().decode("utf-8", "replace"), value)
        return found


_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|([a-zA-Z][a-zA-Z0-9]*;?)(=?))")


def unescaped(value: str) -> str:
    """The value of an attribute. There a name without its semicolon means a character only if neither
    a letter, a digit nor an equals sign follows: `?a=1&copy=2` is left as it is."""
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    name, equals = match.groups()
    if name is None:
        return html.unescape(match[0])
    is_meant = name in html5 and (name.endswith(";") or not equals)
    return html5[name] + equals if is_meant else match[0]


def start_tags(data: bytes) -> Iterator[Tag]:
    """The start tags of a page in their order, without those in comments, text and templates."""
    position, inert = 0, 0
    while match := _TAG.search(data, position):
        position = match.end()
        if match["name"] is None:
            continue
        name = match["name"].lower()
        if name == b"template":
            inert = max(0, inert - 1) if match["end"] else inert + 1
            if match["end"] or inert > 1:
                continue
        elif match["end"] or inert:
            if not match["end"] and name in _TEXT_ONLY:
                position = _end_of_text(data, name, position)
            continue
        end = position
        if name in _TEXT_ONLY:
            end = position = _end_of_text(data, name, position)
        yield Tag(match.start(), end, name.decode("utf-8", "replace"), match["attributes"])
        if name == b"plaintext":
            return


def _end_of_text(data: bytes, name: bytes, position: int) -> int:
    """Where the content of an element that holds text alone ends."""
    end = re.compile(rb"</" + name + rb"(?=[\t\n\f\r />])", re.I).search(data, position)
    return end.start() if end else len(data)


_OPAQUE = re.compile(
    rb"<(?:(!--)|(template)|(script|style|title|textarea|xmp|iframe|noembed|noframes))(?=[\t\n\f\r />-])",
    re.I,
)
_COMMENT_END = re.compile(rb"--!?>")
_TEMPLATE = re.compile(rb"<(/?)template(?=[\t\n\f\r />])", re.I)


def opaque_spans(data: bytes) -> list[tuple[int, int]]:
    """The stretches of a page in which what looks like a tag is none, or does not count."""
    spans: list[tuple[int, int]] = []
    position = 0
    while match := _OPAQUE.search(data, position):
        position = match.end()
        start = match.start() if match[1] else data.find(b">", position) + 1 or len(data)
        if match[1]:
            end = _COMMENT_END.search(data, start + 2)
            position = end.end() if end else len(data)
        elif match[2]:
            position = _end_of_template(data, start)
        else:
            position = _end_of_text(data, match[3].lower(), start)
        spans.append((start, position))
    return spans


def _end_of_template(data: bytes, position: int) -> int:
    depth = 1
    for match in _TEMPLATE.finditer(data, position):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.start()
    return len(data)


def tag_at(data: bytes, start: int) -> Tag | None:
    """The start tag that begins at an offset."""
    match = _TAG.match(data, start)
    if not match or not match["name"] or match["end"]:
        return None
    name = match["name"].lower().decode("utf-8", "replace")
    return Tag(start, match.end(), name, match["attributes"])


def flattened(data: bytes) -> bytes:
    """The page without its nesting: each element closed where it starts.

    For pages that are nested so deeply that building their tree takes a time that grows with
    the square of the depth. Browsers give up nesting at 512 levels; links stay links.
    """
    parts = [b"<!doctype html>"]
    for tag in start_tags(data):
        name = tag.name.encode()
        parts += [data[tag.start : tag.end], b"</", name, b">"]
    return b"".join(parts)


_DEEPENS = re.compile(
    rb"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|d[dt]|t[drh]|option"
    rb"|tbody|thead|tfoot|html|body|head)\b)(?:[a-zA-Z]|(/)[a-zA-Z])",
    re.I,
)
_MANY_TAGS = 50_000
_DEEP = 2_000


def is_too_deep(data: bytes) -> bool:
    """Whether a page is nested far deeper than any browser shows."""
    if len(data) < 3 * _MANY_TAGS or data.count(b"<") < _MANY_TAGS:
        return False
    depth = 0
    for match in _DEEPENS.finditer(data):
        depth += -1 if match[1] else 1
        if depth > _DEEP:
            return True
    return False
