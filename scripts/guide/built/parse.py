"""What a page names and links to, from one exact HTML5 parse."""

import re
from collections import Counter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from guide.built.elements import Elements
from guide.built.tokens import flattened, is_too_deep

# NUL never stands in an attribute (the parser replaces it), so it can part a list in one string.
SEPARATOR = "\0"


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


def parse_page(data: bytes, xhtml: bool = False, detail: bool = False) -> Page:
    """What the page names and links to. `data` is UTF-8, as `text_of` returns it.

    `detail` adds what attributes like `for` and `aria-labelledby` name, and the notes of links.
    """
    if xhtml:
        data = _SELF_CLOSED.sub(rb"<\1\2></\1>", data)
    if is_too_deep(data):
        data = flattened(data)
    tree = LexborHTMLParser(data)
    elements = Elements(data, tree, detail)
    ids = [id for node in tree.css("[id]") if (id := node.id)]
    known = set(ids)
    twice = _twice(ids) if len(known) < len(ids) else ()
    known.update(name for node in tree.css("a[name]") if (name := node.attrs.get("name")))
    root, head = tree.root, tree.head
    title = head.css_first("title") if head else None
    return Page(
        str((root.attributes.get("lang") if root else None) or ""),
        " ".join(title.text().split()) if title else "",
        elements.base,
        SEPARATOR.join(known),
        twice,
        tuple((*key, SEPARATOR.join(values)) for key, values in elements.found.items()),
        tuple(elements.alternates),
        elements.canonical,
        elements.refresh,
        tuple(elements.bad_json),
        _repeated(elements),
        True,
        elements.is_listed,
    )


def _twice(ids: list[str]) -> tuple[tuple[str, int], ...]:
    """The ids that stand more than once, and how often."""
    return tuple((id, count) for id, count in Counter(ids).items() if count > 1)


def _repeated(elements: Elements) -> tuple[tuple[str, str, str, int], ...]:
    return tuple(
        (tag, attribute, value, count)
        for (_, tag, attribute, _), values in elements.found.items()
        for value, count in (values.items() if tag != "a" else ())
        if count > 1
    )
