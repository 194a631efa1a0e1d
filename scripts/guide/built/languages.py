"""The languages in which built pages are served, and what was left in another script."""

import re
from collections.abc import Iterator

from guide.built.places import Text
from guide.built.tokens import opaque_spans, start_tags
from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS
from guide.script import simplified

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_KEPT_ON_ONE_LINE = re.compile(r'<(\w+)(?: [^<>]*)? translate="no"(?: [^<>]*)?>(?:(?!<\1\b).)*?</\1>')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SHOWN_ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "content", "value")
_TAG = re.compile(rb"<!--.*?-->|<[^<>]*>", re.S)
_NOT_CONVERTED = re.compile(rb"<(?:script|style)\b", re.I)


def language_of(path: str) -> str:
    """The language in which a built file is served, by its folder."""
    first = path.partition("/")[0]
    return first if first in {*TRANSLATIONS, DERIVED_LANGUAGE} else SOURCE_LANGUAGE


def traditional_in(data: bytes) -> Iterator[tuple[int, int, str]]:
    """(line, column, words) of each run of Chinese that conversion would still change.

    Elements with `translate="no"`, scripts and styles do not count; attributes that are shown do.
    """
    text = data.decode("utf-8", "replace")
    found = list(_changing(text))
    if not found:
        return
    hidden = [*_protected(data), *_silent(data)]
    page = Text(data)
    offsets = [(len(text[:at].encode()), words) for at, words in found]
    offsets = [(at, words) for at, words in offsets if not any(start <= at < end for start, end in hidden)]
    positions = page.positions(at for at, _ in offsets)
    for at, words in offsets:
        yield (*positions[at], words)


def _changing(text: str) -> Iterator[tuple[int, str]]:
    """(where it stands, words) of each run of Chinese that conversion changes.

    The text is converted once, and only the lines that differ are looked at; of those, what stands
    on one line in an element that is not to be translated is left out before anything is parsed.
    """
    lines, start = text.split("\n"), 0
    converted = simplified(text).split("\n")
    for number, line in enumerate(lines):
        if number >= len(converted) or line != converted[number]:
            kept = [match.span() for match in _KEPT_ON_ONE_LINE.finditer(line)]
            for match in _HAN.finditer(line):
                inside = any(first <= match.start() < last for first, last in kept)
                if not inside and simplified(match[0]) != match[0]:
                    yield start + match.start(), match[0]
        start += len(line) + 1


def _silent(data: bytes) -> list[tuple[int, int]]:
    """Scripts, styles and comments: nobody reads them. Templates and text fields are read."""
    return [
        span
        for span in opaque_spans(data)
        if data[span[0] : span[0] + 4] == b"<!--" or _NOT_CONVERTED.match(data, data.rfind(b"<", 0, span[0]))
    ]


def _protected(data: bytes) -> Iterator[tuple[int, int]]:
    """The elements that are marked as not to be translated, from their start to their end."""
    for tag in start_tags(data):
        attributes = tag.attributes() if b"translate" in tag.written or b"lang" in tag.written else {}
        kept = attributes.get("translate") == "no"
        other = attributes.get("lang", DERIVED_LANGUAGE) != DERIVED_LANGUAGE and tag.name != "html"
        if kept or other:
            yield tag.start, tag.end if tag.name in _VOID else _end(data, tag.name, tag.end)


def _end(data: bytes, name: str, position: int) -> int:
    depth = 1
    for match in re.compile(rb"<(/?)" + re.escape(name.encode()) + rb"(?=[\s/>])", re.I).finditer(
        data, position
    ):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(data)
