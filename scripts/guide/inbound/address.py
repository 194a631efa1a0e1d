"""An address as a browser reads it, when it is one of ours. The twin of assets/inbound/address.js."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

_URL = re.compile(r"^(?:(https?):)?//([^/?#]*)([^?#]*)(\?[^#]*)?(?:#(.*))?$", re.I | re.S)


@dataclass(frozen=True)
class Address:
    """`path` is below `base`, the root it belongs to, and decoded; `query` has its mark.

    `www` is whether the link has `www.` before the host where the root has none, or the reverse.
    """

    base: str
    path: str
    query: str
    id: str
    www: bool

    def __str__(self) -> str:
        return f"{self.base}{self.path}{self.query}{'#' if self.id else ''}{self.id}"


@dataclass(frozen=True)
class _Url:
    scheme: str
    host: str
    path: str
    query: str
    fragment: str


def parsed(link: str, bases: Sequence[str]) -> Address | None:
    """A link to one of the bases; None if it leads elsewhere, or is no link."""
    return _parsed(link, bases, False) or _parsed(link, bases, True)


def _parsed(link: str, bases: Sequence[str], www: bool) -> Address | None:
    for base in bases:
        root = _url(base)
        url = _url(link, root.host if root else "")
        if not root or not url or url.host != (_with_or_without_www(root.host) if www else root.host):
            continue
        start = root.path if root.path.endswith("/") else f"{root.path}/"
        if f"{url.path}/" == start:
            url = _Url(url.scheme, url.host, start, url.query, url.fragment)
        if url.path.startswith(start):
            return Address(
                f"{root.scheme}://{root.host}{start}",
                url.path.removeprefix(start),
                url.query,
                _id(url.fragment),
                www,
            )
    return None


def _url(link: str, host: str = "") -> _Url | None:
    """A URL taken apart; `host` is one that may stand without `https://` before it."""
    text = re.sub(r"[\t\n\r]", "", link.strip()).replace("\\", "/")
    if host and re.match(rf"(?:www\.)?{re.escape(host.removeprefix('www.'))}(?=[/?#:]|$)", text, re.I):
        text = f"https://{text}"
    match = _URL.match(text)
    if not match:
        return None
    scheme = (match[1] or "https").lower()
    name = match[2].rpartition("@")[2].lower().rstrip(".")
    name = re.sub(r":(80|443)?$", "", name)
    return _Url(scheme, name, _resolved(_decoded(match[3]) or "/"), match[4] or "", match[5] or "")


def _with_or_without_www(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _decoded(text: str) -> str:
    """Percent signs read as bytes of UTF-8; a text in which they cannot be is left as it is."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _resolved(path: str) -> str:
    """A path without `.` and `..`."""
    parts = path.split("/")
    kept: list[str] = []
    for part in parts[1:]:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _id(fragment: str) -> str:
    """The id that a fragment names, without a directive such as :~:text=."""
    return _decoded(fragment.partition(":~:")[0])
