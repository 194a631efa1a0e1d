"""The built site, read as a browser reads it: one HTML5 parse of each page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from guide.diagnostics import Place
from guide.markdown import blank

_COMMENT = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>", re.S | re.I)
_LINK_TAG = re.compile(r"<(?:a|area)\s(?:[^>]*?\s)?href\s*=", re.I)


@dataclass(frozen=True)
class Anchor:
    """A link of a page: its `href` as written, its `hreflang`, if any, and where it stands."""

    href: str
    hreflang: str | None
    place: Place


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file. `path` is its place below the folder, with slashes."""

    path: str
    html: str

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @cached_property
    def language(self) -> str:
        root = self._tree.css_first("html")
        return str((root.attributes.get("lang") if root else None) or "")

    @cached_property
    def ids(self) -> frozenset[str]:
        found = {node.attributes.get("id") for node in self._tree.css("[id]")}
        found |= {node.attributes.get("name") for node in self._tree.css("a[name]")}
        return frozenset(id for id in found if id)

    @cached_property
    def links(self) -> tuple[Anchor, ...]:
        nodes = self._tree.css("a[href], area[href]")
        # The parser does not say where an element stands. Its elements come in the order of
        # their tags in the text, so the tags found there tell; comments are blanked first.
        starts = [m.start() for m in _LINK_TAG.finditer(_COMMENT.sub(blank, self.html))]
        if len(starts) != len(nodes):
            starts = [0] * len(nodes)
        return tuple(
            Anchor(node.attributes["href"] or "", node.attributes.get("hreflang"), self.place_at(start))
            for node, start in zip(nodes, starts, strict=True)
        )

    @property
    def address(self) -> str:
        """The path at which it is served, from the root."""
        return "/" + self.path.removesuffix("index.html")

    def place(self, text: str) -> Place:
        """Where a piece of text first stands in the file."""
        return self.place_at(max(self.html.find(text), 0))

    def place_at(self, offset: int) -> Place:
        """The line and column of a character of the file."""
        line_start = self.html.rfind("\n", 0, offset) + 1
        return Place(self.path, self.html.count("\n", 0, offset) + 1, offset - line_start + 1)


@dataclass(frozen=True)
class Built:
    """A folder of built HTML, with the names of all its files."""

    root: Path
    pages: tuple[BuiltPage, ...]
    files: frozenset[str]

    @cached_property
    def by_path(self) -> dict[str, BuiltPage]:
        return {page.path: page for page in self.pages}

    def resolve(self, page: BuiltPage, href: str) -> tuple[str | None, str]:
        """(file that a link leads to, fragment); None for a file that is not in the folder."""
        parts = urlsplit(urljoin(page.address, href.strip()))
        path = unquote(parts.path).lstrip("/")
        fragment = unquote(parts.fragment)
        for candidate in (
            path + "index.html" if path == "" or path.endswith("/") else path,
            f"{path}/index.html",
        ):
            if candidate in self.files:
                return candidate, fragment
        return None, fragment


def load_built(root: Path) -> Built:
    """Read every HTML file below a folder."""
    files = sorted(file for file in root.rglob("*") if file.is_file())
    return Built(
        root=root,
        pages=tuple(_pages(root, files)),
        files=frozenset(file.relative_to(root).as_posix() for file in files),
    )


def _pages(root: Path, files: list[Path]) -> Iterator[BuiltPage]:
    for file in files:
        if file.suffix == ".html":
            html = file.read_bytes().decode("utf-8", errors="replace")
            yield BuiltPage(file.relative_to(root).as_posix(), html)
