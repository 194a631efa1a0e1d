"""Addresses as browsers read them (the URL standard), as far as a checker of a folder needs it."""

import re
from typing import NamedTuple
from urllib.parse import unquote

_STRIP = "".join(map(chr, range(0x21)))
_DROP = {ord(c): None for c in "\t\n\r"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[^/\\?#]*")
_BAD_IN_HOST = re.compile(r"[\x00-\x20<>^|\x7f]|%(?![0-9A-Fa-f]{2})")
_DOTS = {".": ".", "%2e": ".", "..": "..", ".%2e": "..", "%2e.": "..", "%2e%2e": ".."}


class Address(NamedTuple):
    """A parsed address. `fault` says why a browser cannot read it.

    `host` is None for an address without one, "" never. `path` is as written, with its escapes;
    None if there is none. `fragment` is None if there is no `#`.
    """

    scheme: str = ""
    host: str | None = None
    path: str = ""
    query: bool = False
    fragment: str | None = None
    fault: str = ""


def parse_address(text: str) -> Address:
    """The parts of an address as written in an attribute."""
    text = text.strip(_STRIP)
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.translate(_DROP)
    scheme, host = "", None
    if match := _SCHEME.match(text):
        scheme = match[1].lower()
        if scheme not in ("http", "https"):
            return Address(scheme, fault=_fault_of(scheme, text[match.end() :]))
        rest = text[match.end() :]
        if rest[:2].replace("\\", "/") != "//":
            return Address(scheme, fault=f"has not two slashes after {scheme}:")
        text = rest
    text, hash, fragment = text.partition("#")
    text, mark, _ = text.partition("?")
    text = text.replace("\\", "/")
    if text.startswith("//"):
        text = text.lstrip("/")
        found = _HOST.match(text)
        host = (found[0] if found else "").lower()
        text = text[len(host) :]
        if fault := _fault_of_host(host):
            return Address(scheme, host, fault=fault)
        host = host.rpartition("@")[2].removesuffix(":443" if scheme != "http" else ":80")
    return Address(scheme, host, text, bool(mark), fragment if hash else None)


def _fault_of_host(host: str) -> str:
    name = host.rpartition("@")[2]
    port = re.search(r":([^\]:]*)\Z", name)
    if port:
        name = name[: port.start()]
        if port[1] and not (port[1].isascii() and port[1].isdigit() and int(port[1][:6]) < 65536):
            return f"has no such port: {port[1]}"
    if not name:
        return "names no host"
    bad = _BAD_IN_HOST.search(name) or (re.search(r"[\[\]:]", name) if name[0] != "[" else None)
    return f"has a host that cannot be: {host}" if bad else ""


def _fault_of(scheme: str, rest: str) -> str:
    """What is wrong with an address of another scheme; only what cannot be meant."""
    rest = rest.partition("#")[0]
    if scheme == "mailto":
        to, _, fields = rest.partition("?")
        receivers = [one.strip() for one in unquote(to).split(",") if one.strip()]
        if bad := re.search(r"%(?![0-9A-Fa-f]{2})\S{0,2}", to):
            return f"has an escape that means no character: {bad[0]}"
        if not receivers and not re.search(r"(?:^|[?&])(?:to|cc|bcc|subject|body)=.", fields, re.I):
            return "names no receiver"
        for one in receivers:
            name, at, domain = one.rstrip(">").rpartition("@")
            if not (name and at and domain):
                return f"names a receiver without an address: {one}"
    if scheme in ("tel", "sms") and not rest.strip() and scheme == "tel":
        return "names no number"
    return ""


def decoded(text: str) -> str:
    """Percent-escapes undone once, as UTF-8; other bytes as Python shows them in names of files."""
    if "%" not in text:
        return text
    return unquote(text, errors="surrogateescape")


def joined(folder: str, path: str) -> str:
    """The path below the root, decoded, that a path written on a page in `folder` leads to.

    `folder` is decoded, without a leading slash, and ends in one unless it is empty. A `..` above
    the root stays at the root, as in browsers. Doubled slashes count as one, as on most servers.
    """
    if path.startswith("/"):
        parts: list[str] = []
    else:
        parts = folder.split("/")[:-1]
    segments = path.split("/")
    for segment in segments:
        dots = _DOTS.get(segment.lower()) if segment[:1] in (".", "%") else None
        if dots == "..":
            if parts:
                parts.pop()
        elif segment and dots is None:
            parts.append(decoded(segment))
    last = segments[-1]
    ends_in_slash = not last or (last[:1] in (".", "%") and last.lower() in _DOTS)
    text = "/".join(parts)
    return text + "/" if ends_in_slash and text else text


def fragment_of(address: Address) -> str:
    """The id that an address points at, as written; "" for the top or for none.

    What follows `:~:` is for the browser (a text fragment), not for the page.
    """
    fragment = (address.fragment or "").partition(":~:")[0]
    return "" if fragment.lower() == "top" or decoded(fragment).lower() == "top" else fragment


def has_id(fragment: str, ids: "frozenset[str] | set[str]") -> bool:
    """Whether a page with these ids has the place: as written, or else with its escapes undone.

    GitHub puts `user-content-` before the ids of pages that it makes, and its links do without.
    """
    if fragment in ids:
        return True
    plain = decoded(fragment)
    return plain in ids or f"user-content-{plain}" in ids
