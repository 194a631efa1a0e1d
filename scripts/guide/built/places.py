"""Where on a page something stands: looked for only when there is a finding."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from guide.built.css import css_addresses, css_places
from guide.built.tokens import Tag, opaque_spans, start_tags, tag_at
from guide.built.values import srcset_addresses
from guide.diagnostics import Place

if TYPE_CHECKING:
    from guide.built.facts import Fault

# Shorter values stand everywhere in a text.
_SHORT = 6


def place_of(fault: "Fault") -> Place:
    """Where a fault stands, as it is printed."""
    path = fault.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Place(path, fault.line, fault.column)


class Text:
    """The text of a page, in which tags are looked for by what they hold. Offsets are in bytes."""

    def __init__(self, data: bytes, is_html: bool = True) -> None:
        self.data, self.is_html = data, is_html
        self._spans: list[tuple[int, int]] | None = None
        self._by_value: dict[tuple[str, str, str], list[int]] | None = None

    def offsets(self, tag: str, attribute: str, value: str, count: int = 0) -> list[int]:
        """Where the elements with this value of this attribute start; [0] if they are not found.

        `count` is how many there are, if known.
        """
        if not self.is_html:
            return (self._of_css(value) if tag == "css" else []) or self._of_text(value)
        if quick := self._quick(tag, attribute, value, count):
            return quick
        if self._by_value is None:
            self._by_value = self._read()
        found = self._by_value.get((tag, attribute, value.strip()))
        return found or self._of_text(value) or [0]

    def _quick(self, tag: str, attribute: str, value: str, count: int) -> list[int]:
        """The tags around the places where a value stands as it is, quoted: true of nearly all.

        One that stands once, or as often as the parser saw it, need not be looked for in comments.
        """
        wanted = value.encode("utf-8", "surrogateescape")
        if not wanted or b"&" in wanted or attribute == "":
            return []
        found: list[int] = []
        starts = self._around(wanted)
        if starts is None and not count:
            return []
        for start in starts or self._quoted(wanted):
            one = tag_at(self.data, start)
            if one is None or start in found[-1:] or one.attributes().get(attribute) != value:
                continue
            if tag == "*" or one.name == tag or (tag == "img" and one.name == "image"):
                found.append(start)
                if len(found) == count and not self._may_be_opaque(start):
                    return found
        if len(found) == count or (len(found) == 1 and not count):
            return found
        return [start for start in found if not (self._may_be_opaque(start) and self._is_opaque(start))]

    def _may_be_opaque(self, offset: int) -> bool:
        """Whether a comment, a template or an open script stands before an offset."""
        number = bisect_right(self._scripts, (offset, offset)) - 1
        return offset > self._hiding or (number >= 0 and self._scripts[number][1] > offset)

    @cached_property
    def _hiding(self) -> int:
        """Where the first comment or template starts."""
        found = [self.data.find(one) for one in (b"<!--", b"<template")]
        return min((at for at in found if at >= 0), default=len(self.data))

    @cached_property
    def _scripts(self) -> list[tuple[int, int]]:
        """Where scripts start and end, as far as that can be seen at a glance."""
        found: list[tuple[int, int]] = []
        at = self.data.find(b"<script")
        while at >= 0:
            end = self.data.find(b"</script", at)
            found.append((at, end if end >= 0 else len(self.data)))
            at = self.data.find(b"<script", found[-1][1])
        return found

    @cached_property
    def _quotes(self) -> tuple[bytes, ...]:
        return (b'"', b"'") if b"='" in self.data or b"= '" in self.data else (b'"',)

    @cached_property
    def _has_bare_values(self) -> bool:
        """Whether some value might stand without quotes: not, if each `=` is followed by one."""
        return self.data.count(b"=") > self.data.count(b'="') + self.data.count(b"='")

    def _around(self, value: bytes) -> list[int] | None:
        """The starts of what look like the tags around each place where a value stands in quotes;
        None if it may stand somewhere without them, or is too short to be looked for as it is."""
        if len(value) < _SHORT:
            bare = self._has_bare_values and b"=" + value in self.data
            return None if bare else list(self._quoted(value))
        starts: list[int] = []
        at = self.data.find(value)
        while at >= 0:
            before = self.data[at - 1 : at]
            if before == b"=":
                return None
            if before in (b'"', b"'") and self.data[at + len(value) : at + len(value) + 1] == before:
                starts.append(self.data.rfind(b"<", 0, at))
            at = self.data.find(value, at + len(value))
        return [start for start in starts if start >= 0]

    def _quoted(self, value: bytes) -> Iterator[int]:
        """The same, for any value."""
        for quote in self._quotes:
            wanted = quote + value + quote
            at = self.data.find(wanted)
            while at >= 0:
                start = self.data.rfind(b"<", 0, at)
                if start >= 0:
                    yield start
                at = self.data.find(wanted, at + len(wanted))

    def _is_opaque(self, offset: int) -> bool:
        if self._spans is None:
            self._spans = opaque_spans(self.data)
        spans = self._spans
        index = bisect_right(spans, (offset, len(self.data) + 1)) - 1
        return index >= 0 and spans[index][0] <= offset < spans[index][1]

    def attribute_at(self, offset: int, name: str) -> str:
        """An attribute of the tag that starts at an offset; "" if it has none."""
        tag = tag_at(self.data, offset)
        return tag.attributes().get(name, "") if tag else ""

    def nth(self, tag: str, number: int) -> list[int]:
        """Where the element of this name and number (from 0) starts."""
        starts = [
            one.start for one in start_tags(self.data) if (one.name if one.name != "image" else "img") == tag
        ]
        return [starts[number] if number < len(starts) else 0]

    def _of_css(self, value: str) -> list[int]:
        text = self.data.decode("utf-8", "surrogateescape")
        found = [at for at, address in css_places(text) if address == value]
        return [len(text[:at].encode("utf-8", "surrogateescape")) for at in found]

    def _of_text(self, value: str) -> list[int]:
        wanted = value.encode("utf-8", "surrogateescape")
        at = self.data.find(wanted) if wanted else -1
        return [max(at, 0)]

    def _read(self) -> dict[tuple[str, str, str], list[int]]:
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for tag in start_tags(self.data):
            self._add(found, tag)
        return dict(found)

    def _add(self, found: dict[tuple[str, str, str], list[int]], tag: Tag) -> None:
        attributes = tag.attributes() if tag.written else {}
        name = "img" if tag.name == "image" else tag.name
        for attribute, value in attributes.items():
            if attribute == "id":
                found["*", "id", value.strip()].append(tag.start)
                continue
            keys = [value.strip()]
            if attribute in ("srcset", "imagesrcset"):
                keys = srcset_addresses(value)
            elif attribute == "style":
                keys = css_addresses(value)
            elif attribute in ("headers", "for", "aria-labelledby", "aria-describedby"):
                keys = value.split()
            elif attribute == "content":
                keys = [value.strip(), re.sub(r"(?is).*?url\s*=\s*['\"]?|['\"]\s*$", "", value).strip()]
            elif attribute == "srcdoc":
                found["iframe", "srcdoc", ""].append(tag.start)
            for key in dict.fromkeys(keys):
                found[name, attribute, key].append(tag.start)
                if name == "image" or tag.name == "image":
                    found["image", attribute, key].append(tag.start)
        if name == "script" and attributes.get("type", "").strip().lower() == "application/ld+json":
            count = sum(len(v) for k, v in found.items() if k[:2] == ("script", "ld+json"))
            found["script", "ld+json", str(count)].append(tag.start)
        if name == "style":
            inner = self.data[tag.start : tag.end].decode("utf-8", "replace")
            for at, address in css_places(inner):
                found["style", "", address].append(tag.start + len(inner[:at].encode()))

    def positions(self, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
        """(line, column) of each offset; both count from 1, columns in characters."""
        found: dict[int, tuple[int, int]] = {}
        last, line, column = 0, 1, 1
        for offset in sorted(set(offsets)):
            newlines = self.data.count(b"\n", last, offset)
            if newlines:
                line += newlines
                last, column = self.data.rfind(b"\n", last, offset) + 1, 1
            column += len(self.data[last:offset].decode("utf-8", "ignore"))
            found[offset] = line, column
            last = offset
        return found
