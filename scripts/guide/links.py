"""Where an inline Markdown link leads, as the build will resolve it."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

OUTSIDE = ("http:", "https:", "mailto:", "tel:", "data:", "sms:")


@dataclass(frozen=True)
class Destination:
    """A page by its key, or a file below `docs/` by its path; and a fragment, maybe empty."""

    key: str | None
    file: str | None
    fragment: str


def leads_outside(target: str) -> bool:
    return target.lower().startswith(OUTSIDE) or target.startswith("//")


def destination(origin: str, target: str) -> Destination:
    """Resolve a link written on the page `origin` (a key), root-absolute or relative.

    Both languages have the same tree, so that a path from the root of `docs/<language>/` means
    the same in each; `/assets/…` is shared by all.
    """
    parts = urlsplit(target)
    fragment = unquote(parts.fragment)
    if not parts.path:
        return Destination(origin, None, fragment)
    base = "" if parts.path.startswith("/") else posixpath.dirname(origin)
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
    if path.endswith(".md"):
        return Destination(path.removesuffix(".md"), None, fragment)
    return Destination(None, path, fragment)
