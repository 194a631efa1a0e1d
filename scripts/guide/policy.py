"""What browsers may do with our pages: the one source of the meta element and of every header set.

A page's own policy stands in its head, so that it also holds from a stick; a host that sends
headers sends the same, for all styles that any page carries, and what only a header can say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Two years, in seconds.
_HSTS = 63_072_000
_YEAR, _HOUR, _PAGES = 31_536_000, 3600, 300

# Features that no page uses, so that nothing that is ever injected may use them.
_UNUSED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip

# How a file is served, by its path below the root. The first that matches holds; the patterns are
# read alike by Python and by PCRE (nginx).
EMBED = r"^/((en|zh-Hans|zh-Hant)/)?embed/"
HASHED = r"[.-][0-9a-f]{10}\.(css|js)$"
DATA = r"\.(css|inv|js|json|md|png|svg|txt|webmanifest|xml)$"
COPY = r"^/offline/"
KINDS = {"embed": EMBED, "hashed": HASHED, "copy": COPY, "data": DATA}


@dataclass(frozen=True)
class Inline:
    """The hashes of what stands inside pages: style sheets, and the rules of what to prefetch."""

    styles: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()

    def __or__(self, other: "Inline") -> "Inline":
        return Inline(self.styles | other.styles, self.scripts | other.scripts)


def kind_of(path: str) -> str:
    """embed, hashed, copy, data or page: how what is at a path is served. The path begins with a slash."""
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, path)), "page")


def content_policy(kind: str, inline: Inline) -> str:
    """The policy as a meta element can say it."""
    return "; ".join(" ".join([name, *sources]) for name, sources in _directives(kind, inline))


def _directives(kind: str, inline: Inline) -> list[tuple[str, list[str]]]:
    styles = [("style-src", ["'self'", *_quoted(inline.styles)]), ("img-src", ["'self'"])]
    if kind == "embed":
        return [
            ("default-src", ["'none'"]),
            *styles,
            ("connect-src", ["'self'"]),  # no script may run; graders ask for robots.txt from within
            ("form-action", ["'none'"]),
            ("base-uri", ["'none'"]),
        ]
    return [
        ("default-src", ["'none'"]),
        ("script-src", ["'self'", *_quoted(inline.scripts)]),
        *styles,
        # The manifest of the site, and the worker that keeps a copy of it when a reader asks.
        ("connect-src", ["'self'"]),
        ("manifest-src", ["'self'"]),
        ("worker-src", ["'self'"]),
        ("form-action", ["'self'"]),
        ("base-uri", ["'none'"]),
    ]


def _quoted(hashes: Iterable[str]) -> list[str]:
    return [f"'{each}'" for each in sorted(hashes)]


def headers(kind: str, inline: Inline) -> dict[str, str]:
    """Header -> its value for files of a kind. Every kind has the same names; "" is not sent."""
    framed = kind == "embed"
    shared = framed or kind in {"hashed", "data"}
    policy = content_policy(kind, inline)
    return {
        "Content-Security-Policy": policy if framed else f"{policy}; frame-ancestors 'none'",
        "X-Frame-Options": "" if framed else "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": f"max-age={_HSTS}; includeSubDomains",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
        "Cross-Origin-Opener-Policy": "" if framed else "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
        # What other services read with a script: the catalogue, feeds, Markdown.
        "Access-Control-Allow-Origin": "*" if kind == "data" else "",
        # Else browsers may ask for the addresses of hosts that a page only links to.
        "X-DNS-Prefetch-Control": "off",
        "Cache-Control": _caching(kind),
    }


def _caching(kind: str) -> str:
    if kind == "hashed":
        return f"public, max-age={_YEAR}, immutable"
    if kind == "copy":
        return "no-store"  # else what a reader removes from the device would stay in the browser's cache
    return f"public, max-age={_HOUR if kind == 'data' else _PAGES}"
