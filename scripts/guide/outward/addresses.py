"""Every outgoing address that is written, and each place where it stands."""

import re
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from pathlib import Path

from guide.content import Site
from guide.diagnostics import Place
from guide.markdown import Document
from guide.records import Record

# The ledger is about addresses; it is not a place where one stands.
LEDGER = "links"

_HTTP = re.compile(r"(?:https?:)?//", re.I)
_HTML = re.compile(r"<(https?://[^<>\s]+)>|\s(?:href|src|cite)\s*=\s*[\"']?((?:https?:)?//[^\s\"'<>]+)", re.I)
# In running text an address ends where ASCII ends, since Chinese has no spaces; only a host that
# begins in Chinese goes on in it.
_BARE = re.compile(
    r"https?://(?:[\w.:@\[\]-]+|[^\x00-\x7f，。；：、（）「」《》“”…][^\s<>\"'/?#，。；：、（）「」《》“”…]*)"
    r"(?:[/?#][!#-&(-;=?-~]*)?",
    re.I | re.A,
)
# Names set aside for examples (RFC 2606, RFC 6761) lead nowhere.
_EXAMPLE = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$")
_ENTITY = re.compile(r"&#?\w+;")
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]*)", re.I)


def outgoing(site: Site) -> dict[str, list[Place]]:
    """Each outgoing http or https address as it is written, sorted, with its places in order."""
    found: dict[str, set[Place]] = {}
    for address, place in _Finder(site).all():
        host = _HOST.match(address)
        if host and not _EXAMPLE.search(host.group(1).lower().rstrip(".")):
            full = f"https:{address}" if address.startswith("//") else address
            found.setdefault(full, set()).add(place)
    return {address: sorted(found[address]) for address in sorted(found)}


class _Finder:
    """Walks all that is written, and knows the lines of each file it has looked at."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._lines: dict[str, list[str]] = {}

    def all(self) -> Iterator[tuple[str, Place]]:
        for page in self.site.pages.values():
            yield from self.of_document(page.document)
            yield from self.of_record(page.front)
        for snippet in self.site.snippets.values():
            yield from self.of_document(snippet)
        for name, record in self.site.data.items():
            if name != LEDGER:
                yield from self.of_record(record)
        for record in (*self.site.source_records.values(), *self.site.words.values()):
            yield from self.of_record(record)
        yield from self.of_templates()

    def of_document(self, document: Document) -> Iterator[tuple[str, Place]]:
        for link in document.links:
            if _HTTP.match(link.target):
                yield _plain(link.target), self.exact(link.target, link.place)
        for match in _HTML.finditer(document.visible):
            group = 1 if match.group(1) else 2
            yield _plain(match.group(group)), document.place(match.start(group))

    def of_record(self, record: Record) -> Iterator[tuple[str, Place]]:
        for keys, value in _texts(record.data):
            for address in bare_addresses(value):
                yield address, self.exact(address, record.at(*keys))

    def of_templates(self) -> Iterator[tuple[str, Place]]:
        for file in self._templates:
            try:
                text = file.read_bytes().decode("utf-8", errors="replace")
            except OSError:
                continue
            document = Document(file.relative_to(self.site.root).as_posix(), text)
            for address, place in self.of_document(document):
                if "{" not in address:
                    yield address, place

    @cached_property
    def _templates(self) -> list[Path]:
        return sorted((self.site.root / "overrides").rglob("*.html"))

    def exact(self, address: str, near: Place) -> Place:
        """Where an address stands, from a place at or before it; that place if it is not found."""
        lines = self.lines(near.path)
        for number in range(near.line - 1, len(lines)):
            start = near.column - 1 if number == near.line - 1 else 0
            column = lines[number].find(address, start)
            if column >= 0:
                return Place(near.path, number + 1, column + 1)
        return near

    def lines(self, path: str) -> list[str]:
        if path not in self._lines:
            try:
                text = (self.site.root / path).read_bytes().decode("utf-8", errors="replace")
            except OSError:
                text = ""
            self._lines[path] = text.split("\n")
        return self._lines[path]


def _plain(target: str) -> str:
    """An address as a browser reads it from HTML: `&amp;` is `&`, `&copy=` is what it is."""
    return _ENTITY.sub(lambda match: unescape(match.group()), target)


def bare_addresses(text: str) -> Iterator[str]:
    """The addresses in a value: the whole of it if it is one, else those in its running text.

    One that goes on with an ellipsis was shortened by whoever wrote it, and is none.
    """
    whole = text.strip()
    if _HTTP.match(whole) and not re.search(r"\s", whole) and "…" not in whole and not whole.startswith("//"):
        yield whole
        return
    for match in _BARE.finditer(text):
        address = match.group()
        if text.startswith("…", match.end()) or address.endswith("..."):
            continue
        while address and (address[-1] in ".,;:!?*_~" or _unbalanced(address)):
            address = address[:-1]
        yield address


def _unbalanced(address: str) -> bool:
    pairs = {")": "(", "]": "["}
    last = address[-1]
    return last in pairs and address.count(last) > address.count(pairs[last])


def _texts(value: object, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text below a value of YAML, with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, (*keys, str(key)))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _texts(below, (*keys, index))
