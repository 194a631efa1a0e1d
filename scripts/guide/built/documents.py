"""The files of a built folder by their kind: pages, style sheets, manifests."""

import json
import os
import re
from typing import Any

from guide.built.attributes import ASSET
from guide.built.css import css_addresses
from guide.built.encoding import text_of
from guide.built.parse import NOTHING, SEPARATOR, Page, parse_page
from guide.built.walk import PAGE_SUFFIXES

_SNIFFED = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


def is_page(path: str) -> bool:
    return path.lower().endswith(PAGE_SUFFIXES) or "." not in path.rpartition("/")[2]


def parse_file(path: str, data: bytes, detail: bool = False) -> Page:
    """What a file names and links to, by its kind."""
    name = path.lower()
    text = text_of(data)
    if name.endswith(".css"):
        return _sheet(text.decode("utf-8", "replace"))
    if name.endswith((".webmanifest", "manifest.json")):
        return _manifest(text)
    if "." not in name.rpartition("/")[2] and not _SNIFFED.match(text[:4096]):
        return NOTHING
    return parse_page(text, xhtml=name.endswith((".xhtml", ".xht")), detail=detail)


def _sheet(text: str) -> Page:
    addresses = dict.fromkeys(one for one in css_addresses(text) if not one.startswith("#"))
    return NOTHING._replace(
        references=((ASSET, "css", "url", "", SEPARATOR.join(addresses)),) if addresses else ()
    )


def _manifest(text: bytes) -> Page:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(manifest, dict) or not manifest.keys() & {"icons", "start_url", "display"}:
        return NOTHING
    pictures = [manifest.get(name) for name in ("icons", "screenshots")]
    shortcuts = [one for one in _list(manifest.get("shortcuts")) if isinstance(one, dict)]
    pictures += [one.get("icons") for one in shortcuts]
    named = [one.get("src") for many in pictures for one in _list(many) if isinstance(one, dict)]
    named += [manifest.get("start_url"), *(one.get("url") for one in shortcuts)]
    values = dict.fromkeys(one.replace("\0", "\ufffd") for one in named if isinstance(one, str) and one)
    return NOTHING._replace(
        references=((ASSET, "manifest", "src", "", SEPARATOR.join(values)),) if values else ()
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def content_of(path: str) -> bytes:
    """The bytes of a file. The calls of the system themselves: a folder has many small files."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(file).st_size
        data = os.read(file, size + 1)
        while len(data) > 0 and (more := os.read(file, 1 << 20)):
            data += more
        return data
    finally:
        os.close(file)
