"""What a page names and links to, from one exact HTML5 parse."""

import codecs
import json
import re
from collections import Counter
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guide.built.css import css_addresses
from guide.built.tokens import flattened, is_too_deep

# NUL never stands in an attribute (the parser replaces it), so it can part a list in one string.
SEPARATOR = "\0"

# What the browser fetches to show the page, and what a reader may follow.
ASSET, HREF, REFERENCE = "asset", "href", "reference"

# Selectors by attribute: those by name of element are several times slower in the parser's engine.
_NAMING = (
    "[src],[srcset],[imagesrcset],[poster],[data],[action],[formaction],[cite],[background],"
    "[longdesc],[style],[content],[srcdoc]"
)
_ID_LISTING = ",[for],[list],[form],[headers],[aria-labelledby],[aria-describedby]"
_HREF_ATTRIBUTES = {
    ("area", "href"), ("form", "action"), ("input", "formaction"), ("button", "formaction"),
    ("blockquote", "cite"), ("q", "cite"), ("ins", "cite"), ("del", "cite"), ("img", "longdesc"),
}  # fmt: skip
_SRC = {
    "script", "img", "source", "video", "audio", "track", "embed", "iframe", "frame", "input",
}  # fmt: skip
_ASSET_ATTRIBUTES = {
    *((tag, "src") for tag in _SRC),
    ("object", "data"), ("video", "poster"), ("body", "background"), ("table", "background"),
    ("td", "background"), ("th", "background"), ("tr", "background"),
}  # fmt: skip
_SRCSETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_ID_LISTS = {
    ("label", "for"), ("output", "for"), ("input", "list"), ("td", "headers"), ("th", "headers"),
    ("button", "form"), ("input", "form"), ("select", "form"), ("textarea", "form"),
    ("fieldset", "form"), ("object", "form"), ("output", "form"),
}  # fmt: skip
_ARIA = ("aria-labelledby", "aria-describedby")
# Only a name for servers to prepare: nothing is fetched from the address itself.
_HINTS = {"dns-prefetch", "preconnect", "pingback", "webmention", "profile"}
_FETCHED = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "mask-icon",
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "prerender",
}  # fmt: skip
_META_IMAGES = {
    "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image",
    "twitter:image:src", "msapplication-tileimage", "thumbnail", "msapplication-config",
}  # fmt: skip
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


_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([-\w:.]+)", re.I)
_NOT_CHARACTERS = {"base64", "bz2", "hex", "quopri", "rot13", "rot_13", "uu", "zlib", "idna", "punycode"}


def text_of(data: bytes) -> bytes:
    """The page in UTF-8: a byte-order mark decides, then what the page declares, then UTF-8.

    Bytes that are none of it are read as windows-1252, as browsers do.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, "replace").encode("utf-8", "replace")
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    if data.isascii():
        return data
    declared = _CHARSET.search(data, 0, 1024)
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name in ("utf-8", "utf8") or name.startswith("utf-16"):
        return data
    try:
        if name and name not in _NOT_CHARACTERS:
            return data.decode(name, "replace").encode("utf-8", "replace")
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    except (LookupError, UnicodeError, ValueError):
        pass
    return data


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

    def page(self) -> Page:
        self.hrefs()
        lower = self.data.lower()
        selector = _NAMING + (_ID_LISTING if self.id_lists else "")
        for tag, wanted in (
            (b"<style", ",style"),
            (b"<img", ",img:not([src])"),
            (b"ld+json", ",script[type]"),
        ):
            selector += wanted if tag in lower else ""
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
            elif simple:
                plain[node.attrs["href"] or ""] = 1
            else:
                attributes = node.attributes
                name = "href" if "href" in attributes else "xlink:href"
                self.add(HREF, "a", name, attributes.get(name) or "", attributes.get("hreflang") or "")

    def element(self, node: LexborNode) -> None:
        tag, attributes = node.tag or "", node.attributes
        for name, given in attributes.items():
            value = given or ""
            at = (tag, name)
            if at in _ASSET_ATTRIBUTES:
                if tag != "input" or (attributes.get("type") or "").lower() == "image":
                    self.add(ASSET, tag, name, value)
            elif at in _HREF_ATTRIBUTES:
                self.add(HREF, tag, name, value)
            elif at in _SRCSETS:
                for candidate in srcset_addresses(value):
                    self.add(ASSET, tag, name, candidate)
            elif at in _ID_LISTS or name in _ARIA:
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

    def _link(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "href" not in attributes:
            return
        href, rel = attributes["href"] or "", (attributes.get("rel") or "").lower()
        rels = set(rel.split())
        if rels & _HINTS and not rels - _HINTS:
            return
        if "alternate" in rels and attributes.get("hreflang") and "stylesheet" not in rels:
            self.alternates.append((attributes["hreflang"], href))
        if "canonical" in rels:
            self.canonical = self.canonical or href
        kind = ASSET if rels & _FETCHED else HREF
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
        if name in _META_IMAGES and content.strip():
            self.add(ASSET, "meta", "content", content, name)

    def _style(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        for address in css_addresses(node.text()):
            self.add(ASSET, "style", "", address)

    def _img(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if "src" in attributes or attributes.get("srcset") or attributes.get("alt") == "":
            return  # with an empty alt it shows nothing until a script gives it something
        if any(name.startswith("data-") and "src" in name for name in attributes):
            return  # a script fills it in
        parent = node.parent
        if parent is None or parent.tag != "picture" or parent.css_first("source[srcset]") is None:
            number = [one.mem_id for one in self.tree.css("img")].index(node.mem_id)
            self.add(ASSET, "img", "src", "", f"number {number}")

    def _script(self, node: LexborNode, attributes: dict[str, Any]) -> None:
        if (attributes.get("type") or "").strip().lower() != "application/ld+json" or "src" in attributes:
            return
        self.json_scripts += 1
        try:
            json.loads(node.text(), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            self.bad_json.append((self.json_scripts - 1, str(error)))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _twice(ids: list[str]) -> tuple[tuple[str, int], ...]:
    """The ids that stand more than once, and how often."""
    return tuple((id, count) for id, count in Counter(ids).items() if count > 1)


def srcset_addresses(value: str) -> list[str]:
    """The addresses of a `srcset`, read as the standard says: a comma inside one belongs to it."""
    found: list[str] = []
    position = 0
    while match := _CANDIDATE.match(value, position):
        position = match.end()
        address = match[1]
        if address.endswith(","):
            address = address.rstrip(",")
        elif descriptor := _DESCRIPTOR.match(value, position):
            position = descriptor.end()
        if address:
            found.append(address)
    return found


_CANDIDATE = re.compile(r"[\t\n\f\r ,]*+([^\t\n\f\r ]++)")
_DESCRIPTOR = re.compile(r"(?:[^(),]|\([^)]*\)?)*+,?")
_REFRESH = re.compile(
    r"[\t\n\f\r ]*(?:\d+[\d.]*|[.][\d.]*)(?:[\t\n\f\r ]*[;,]?[\t\n\f\r ]*)(?P<rest>.*)\Z", re.S
)
_URL_IS = re.compile(r"url[\t\n\f\r ]*=[\t\n\f\r ]*", re.I)


def refresh_address(content: str) -> str | None:
    """Where a `<meta http-equiv=refresh>` leads, or None if it only reloads its own page."""
    match = _REFRESH.match(content)
    if not match or not match["rest"]:
        return None
    rest = match["rest"]
    if prefix := _URL_IS.match(rest):
        rest = rest[prefix.end() :]
    if rest[:1] in ("'", '"'):
        rest = rest[1:].partition(rest[0])[0]
    return rest.strip() or None
