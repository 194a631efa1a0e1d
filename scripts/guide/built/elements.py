"""What the elements of a page name: collected from a tree that the exact parser built."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

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
from guide.built.values import refresh_address, srcset_addresses

_SPACE = re.compile(r"[\t\n\f\r ]+")


def _excused(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements that other checkers are told to pass over, with all that is in them."""
    return frozenset(
        one.mem_id
        for one in tree.css(
            "[data-proofer-ignore], [data-proofer-ignore] *, .data-proofer-ignore, .data-proofer-ignore *"
        )
    )


class Elements:
    """Collects the references of one parsed page.

    `found` has the addresses by kind, element, attribute and note, each with how often it stands
    there; those of plain links are not counted. `detail` is for rules that look at all links: what
    attributes like `for` name, and the `hreflang` of links, as their note.
    """

    def __init__(self, data: bytes, tree: LexborHTMLParser, detail: bool) -> None:
        self.tree = tree
        self.found: dict[tuple[str, str, str, str], dict[str, int]] = {}
        self.base: str | None = None
        self.alternates: list[tuple[str, str]] = []
        self.canonical = self.refresh = ""
        self.bad_json: list[tuple[int, str]] = []
        self.json_scripts = 0
        self.is_listed = True
        self.excused = _excused(tree) if b"data-proofer-ignore" in data else frozenset()
        self._links(detail)
        for node in tree.css(NAMING + ID_LISTING if detail else NAMING):
            if "href" not in node.attrs or node.tag == "a":
                self._element(node)

    def add(self, kind: str, tag: str, attribute: str, value: str, note: str = "") -> None:
        values = self.found.setdefault((kind, tag, attribute, note), {})
        values[value] = values.get(value, 0) + 1

    def _links(self, detail: bool) -> None:
        """All that has an `href`: there are many plain links, which are taken the short way."""
        plain = self.found.setdefault((HREF, "a", "href", ""), {})
        excused = self.excused
        for node in self.tree.css("[href]"):
            if node.tag != "a":
                self._element(node)
            elif excused and node.mem_id in excused:
                continue
            elif detail or "href" not in (attributes := node.attrs):  # in SVG it may be xlink:href
                self._link_in_detail(node.attributes)
            else:
                plain[attributes["href"] or ""] = 1

    def _link_in_detail(self, attributes: dict[str, Any]) -> None:
        name = "href" if "href" in attributes else "xlink:href"
        self.add(HREF, "a", name, attributes.get(name) or "", attributes.get("hreflang") or "")

    def _element(self, node: LexborNode) -> None:
        if self.excused and node.mem_id in self.excused:
            return
        tag, attributes = node.tag or "", node.attributes
        for name, given in attributes.items():
            take = _TAKEN.get((tag, name)) or _TAKEN_ANYWHERE.get(name)
            if take is not None:
                take(self, tag, name, given or "", attributes)
        if (special := _SPECIAL.get(tag)) is not None:
            special(self, node, attributes)

    def _asset(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        if tag != "input" or (attributes.get("type") or "").lower() == "image":
            self.add(ASSET, tag, name, value)

    def _href(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        self.add(HREF, tag, name, value)

    def _srcset(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        for candidate in srcset_addresses(value):
            self.add(ASSET, tag, name, candidate)

    def _ids(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        for id in _SPACE.split(value):
            if id:
                self.add(REFERENCE, tag, name, id)

    def _styled(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        for address in css_addresses(value):
            self.add(ASSET, tag, name, address)

    def _shown(self, tag: str, name: str, value: str, attributes: dict[str, Any]) -> None:
        """The `href` of an element of SVG shows what it names; so does `xlink:href`, without it."""
        if (tag not in ("a", "base", "link", "area")) if name == "href" else "href" not in attributes:
            self.add(ASSET, tag, name, value)

    def _iframe(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        """The page inside an `<iframe srcdoc>`: its addresses are resolved like its owner's."""
        text = attributes.get("srcdoc") or ""
        if not text or len(text) > 1_000_000:
            return
        data = text.encode("utf-8", "replace")
        for (kind, tag, attribute, _), values in Elements(data, LexborHTMLParser(data), False).found.items():
            for value in values:
                if kind != REFERENCE and not value.startswith("#"):
                    self.add(kind, tag, attribute, value, "srcdoc")

    def _base(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if self.base is None and attributes.get("href") is not None:
            self.base = attributes["href"]

    def _lacking(self, node: LexborNode, attribute: str) -> None:
        """An element without the address that it is there for; found again by its number."""
        tag = node.tag or ""
        number = [one.mem_id for one in self.tree.css(tag)].index(node.mem_id)
        self.add(ASSET, tag, attribute, "", f"number {number}")

    def _link(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "href" not in attributes:
            if "imagesrcset" not in attributes:
                self._lacking(node, "href")
            return
        href, rel = attributes["href"] or "", (attributes.get("rel") or "").lower()
        rels = set(rel.split())
        if rels and rels <= HINTS:
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
            self._map_of(node, attributes["usemap"] or "")
        if "src" in attributes or attributes.get("srcset"):
            return
        if any(name.startswith("data-") and "src" in name for name in attributes):
            return  # a script fills it in
        self._lacking(node, "src")

    def _object(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "usemap" in attributes:
            self._map_of(node, attributes["usemap"] or "")

    def _map_of(self, node: LexborNode, value: str) -> None:
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
            self._lacking(node, "src")  # neither a file nor a program
        if (attributes.get("type") or "").strip().lower() != "application/ld+json" or "src" in attributes:
            return
        self.json_scripts += 1
        try:
            json.loads(node.text(), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            self.bad_json.append((self.json_scripts - 1, str(error)))


# How the value of an attribute is read, by element and attribute, or by attribute alone.
_Take = Callable[[Elements, str, str, str, dict[str, Any]], None]
_TAKEN: dict[tuple[str, str], _Take] = {
    **dict.fromkeys(ASSET_ATTRIBUTES, Elements._asset),
    **dict.fromkeys(HREF_ATTRIBUTES, Elements._href),
    **dict.fromkeys(SRCSETS, Elements._srcset),
    **dict.fromkeys(ID_LISTS, Elements._ids),
}
_TAKEN_ANYWHERE: dict[str, _Take] = {
    **dict.fromkeys(ARIA, Elements._ids),
    "style": Elements._styled,
    "href": Elements._shown,
    "xlink:href": Elements._shown,
}
_SPECIAL: dict[str, Callable[[Elements, LexborNode, dict[str, Any]], None]] = {
    "base": Elements._base,
    "iframe": Elements._iframe,
    "img": Elements._img,
    "link": Elements._link,
    "meta": Elements._meta,
    "object": Elements._object,
    "script": Elements._script,
    "style": Elements._style,
}


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements that an element stands in, from the nearest on."""
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
