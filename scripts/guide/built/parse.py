"""What a page names and links to, from one exact HTML5 parse."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guide.built.attributes import (
    ARIA,
    ASSET,
    ASSET_ATTRIBUTES,
    FETCHED,
    HINTS,
    HREF,
    HREF_ATTRIBUTES,
    ID_LISTING,
    ID_LISTS,
    META_IMAGES,
    META_LINKS,
    NAMING,
    REFERENCE,
    SRCSETS,
)
from guide.built.css import css_addresses
from guide.built.tokens import flattened, is_too_deep
from guide.built.values import refresh_address, srcset_addresses

# NUL never stands in an attribute (the parser replaces it), so it can part a list in one string.
SEPARATOR = "\0"

_SPACE = re.compile(r"[\t\n\f\r ]+")


class Reference(NamedTuple):
    """The addresses that one kind of attribute names on a page, each once, parted by NUL.

    `note` is the `hreflang` of an `a`, or the `rel` of a `link`.
    """

    kind: str
    tag: str
    attribute: str
    note: str
    values: str


class Page(NamedTuple):
    """What a page names and links to. Plain tuples and strings, so that it can be kept.

    `repeated` counts the addresses that stand more than once, those of `a` left out. `is_listed`
    says that the page does not ask search engines to leave it out.
    """

    language: str
    title: str
    base: str | None
    ids: str
    twice: tuple[tuple[str, int], ...]
    references: tuple[tuple[str, str, str, str, str], ...]
    alternates: tuple[tuple[str, str], ...]
    canonical: str
    refresh: str
    bad_json: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[str, str, str, int], ...]
    is_html: bool
    is_listed: bool


NOTHING = Page("", "", None, "", (), (), (), "", "", (), (), False, False)


_SELF_CLOSED = re.compile(rb"<([a-zA-Z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*?)/>")


def parse_page(data: bytes, xhtml: bool = False, id_lists: bool = False) -> Page:
    """What the page names and links to. `data` is UTF-8, as `text_of` returns it.

    `id_lists` adds what attributes like `for` and `aria-labelledby` name.
    """
    if xhtml:
        data = _SELF_CLOSED.sub(rb"<\1\2></\1>", data)
    if is_too_deep(data):
        data = flattened(data)
    tree = LexborHTMLParser(data)
    return _Reader(data, tree, id_lists).page()


# Selectors that are worth their time only on pages that hold these words.
_RARE = (
    (b"<style", ",style"),
    (b"<img", ",img:not([src])"),
    (b"<link", ",link:not([href])"),
    (b"usemap", ",[usemap]"),
    (b"refresh", ",meta[http-equiv]:not([content])"),
    (b"og:image", ",meta[property]:not([content])"),
    (b"og:url", ",meta[property]:not([content])"),
    (b"ld+json", ",script[type]"),
    (b"<script></script>", ",script:not([src])"),
)


def _excused(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements that other checkers are told to pass over, with all that is in them."""
    return frozenset(
        one.mem_id
        for one in tree.css(
            "[data-proofer-ignore], [data-proofer-ignore] *, .data-proofer-ignore, .data-proofer-ignore *"
        )
    )


class _Reader:
    """Collects the references of one parsed page."""

    def __init__(self, data: bytes, tree: LexborHTMLParser, id_lists: bool) -> None:
        self.data, self.tree, self.id_lists = data, tree, id_lists
        self.found: dict[tuple[str, str, str, str], dict[str, int]] = {}
        self.base: str | None = None
        self.alternates: list[tuple[str, str]] = []
        self.canonical = self.refresh = ""
        self.bad_json: list[tuple[int, str]] = []
        self.json_scripts = 0
        self.is_listed = True
        self.excused = _excused(tree) if b"data-proofer-ignore" in data else frozenset()

    def page(self) -> Page:
        self.hrefs()
        lower = self.data.lower()
        selector = NAMING + (ID_LISTING if self.id_lists else "")
        for words, wanted in _RARE:
            selector += wanted if words in lower else ""
        for node in self.tree.css(selector):
            if "href" not in node.attrs or node.tag == "a":
                self.element(node)
        ids = [id for node in self.tree.css("[id]") if (id := node.id)]
        known = set(ids)
        twice: tuple[tuple[str, int], ...] = ()
        if len(known) < len(ids):
            twice = _twice(ids)
        if b" name" in lower or b"\nname" in lower or b"\tname" in lower or b"/name" in lower:
            known.update(name for node in self.tree.css("a[name]") if (name := node.attrs.get("name")))
        root = self.tree.root
        head = self.tree.head
        title = head.css_first("title") if head else None
        return Page(
            str((root.attributes.get("lang") if root else None) or ""),
            " ".join(title.text().split()) if title else "",
            self.base,
            SEPARATOR.join(known),
            twice,
            tuple((*key, SEPARATOR.join(values)) for key, values in self.found.items()),
            tuple(self.alternates),
            self.canonical,
            self.refresh,
            tuple(self.bad_json),
            tuple(
                (tag, attribute, value, count)
                for (_, tag, attribute, _), values in self.found.items()
                for value, count in (values.items() if tag != "a" else ())
                if count > 1
            ),
            True,
            self.is_listed,
        )

    def add(self, kind: str, tag: str, attribute: str, value: str, note: str = "") -> None:
        values = self.found.setdefault((kind, tag, attribute, note), {})
        values[value] = values.get(value, 0) + 1

    def hrefs(self) -> None:
        plain = self.found.setdefault((HREF, "a", "href", ""), {})
        simple = b"hreflang" not in self.data and b"xlink" not in self.data and b"HREFLANG" not in self.data
        for node in self.tree.css("[href]"):
            if node.tag != "a":
                self.element(node)
            elif self.excused and node.mem_id in self.excused:
                continue
            elif simple:
                plain[node.attrs["href"] or ""] = 1
            else:
                attributes = node.attributes
                name = "href" if "href" in attributes else "xlink:href"
                self.add(HREF, "a", name, attributes.get(name) or "", attributes.get("hreflang") or "")

    def element(self, node: LexborNode) -> None:
        if self.excused and node.mem_id in self.excused:
            return
        tag, attributes = node.tag or "", node.attributes
        for name, given in attributes.items():
            value = given or ""
            at = (tag, name)
            if at in ASSET_ATTRIBUTES:
                if tag != "input" or (attributes.get("type") or "").lower() == "image":
                    self.add(ASSET, tag, name, value)
            elif at in HREF_ATTRIBUTES:
                self.add(HREF, tag, name, value)
            elif at in SRCSETS:
                for candidate in srcset_addresses(value):
                    self.add(ASSET, tag, name, candidate)
            elif at in ID_LISTS or name in ARIA:
                for id in _SPACE.split(value):
                    if id:
                        self.add(REFERENCE, tag, name, id)
            elif name == "style":
                for address in css_addresses(value):
                    self.add(ASSET, tag, name, address)
            elif (name == "href" and tag not in ("a", "base", "link", "area")) or (
                name == "xlink:href" and "href" not in attributes
            ):
                self.add(ASSET, tag, name, value)
        if special := getattr(self, f"_{tag}", None):
            special(node, attributes)
        if "srcdoc" in attributes and tag == "iframe":
            self.inner(attributes["srcdoc"] or "")

    def inner(self, text: str) -> None:
        """The page inside an `<iframe srcdoc>`: its addresses are resolved like its owner's."""
        page = parse_page(text.encode("utf-8", "replace")) if len(text) < 1_000_000 else NOTHING
        for kind, tag, attribute, _, values in page.references:
            for value in values.split(SEPARATOR):
                if kind != REFERENCE and not value.startswith("#"):
                    self.add(kind, tag, attribute, value, "srcdoc")

    def _base(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if self.base is None and attributes.get("href") is not None:
            self.base = attributes["href"]

    def lacking(self, node: LexborNode, attribute: str) -> None:
        """An element without the address that it is there for; found again by its number."""
        tag = node.tag or ""
        number = [one.mem_id for one in self.tree.css(tag)].index(node.mem_id)
        self.add(ASSET, tag, attribute, "", f"number {number}")

    def _link(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "href" not in attributes:
            if "imagesrcset" not in attributes:
                self.lacking(node, "href")
            return
        href, rel = attributes["href"] or "", (attributes.get("rel") or "").lower()
        rels = set(rel.split())
        if rels & HINTS and not rels - HINTS:
            return
        if "alternate" in rels and attributes.get("hreflang") and "stylesheet" not in rels:
            self.alternates.append((attributes["hreflang"], href))
        if "canonical" in rels:
            self.canonical = self.canonical or href
        if "stylesheet" in rels and "disabled" in attributes:
            return  # not fetched
        kind = ASSET if rels & FETCHED else HREF
        self.add(kind, "link", "href", href, " ".join(sorted(rels)))

    def _meta(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        content = attributes.get("content") or ""
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            if (target := refresh_address(content)) is not None:
                self.refresh = self.refresh or target
                self.add(ASSET, "meta", "content", target, "refresh")
            return
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        if name == "robots" and "noindex" in content.lower():
            self.is_listed = False
        if name in META_IMAGES and (content.strip() or name == "og:image"):
            self.add(ASSET, "meta", "content", content, name)
        elif name in META_LINKS and (content.strip() or name == "og:url"):
            self.add(HREF, "meta", "content", content, name)

    def _style(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        for address in css_addresses(node.text()):
            self.add(ASSET, "style", "", address)

    def _img(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "usemap" in attributes:
            self.map_of(node, attributes["usemap"] or "")
        if "src" in attributes or attributes.get("srcset"):
            return
        if any(name.startswith("data-") and "src" in name for name in attributes):
            return  # a script fills it in
        self.lacking(node, "src")

    def _object(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "usemap" in attributes:
            self.map_of(node, attributes["usemap"] or "")

    def map_of(self, node: LexborNode, value: str) -> None:
        """The map that a picture names, if it is of no use: there is none of its name or id on the
        page, or the picture is itself part of a link."""
        maps = [one.attributes for one in self.tree.css("map")]
        known = {one.get(name) for one in maps for name in ("name", "id")}
        if value[:1] != "#" or value[1:] not in known - {None, ""}:
            self.add(ASSET, node.tag or "", "usemap", value)
        elif any(up.tag in ("a", "button") for up in _above(node)):
            self.add(ASSET, node.tag or "", "usemap", value, "inside")

    def _script(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if not attributes and not node.text():
            self.lacking(node, "src")  # neither a file nor a program
        if (attributes.get("type") or "").strip().lower() != "application/ld+json" or "src" in attributes:
            return
        self.json_scripts += 1
        try:
            json.loads(node.text(), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            self.bad_json.append((self.json_scripts - 1, str(error)))


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements that an element stands in, from the nearest on."""
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _twice(ids: list[str]) -> tuple[tuple[str, int], ...]:
    """The ids that stand more than once, and how often."""
    return tuple((id, count) for id, count in Counter(ids).items() if count > 1)
