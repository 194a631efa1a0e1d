"""What each built page carries in its head: its style, its policy, and what may be fetched ahead.

Style within the page saves a phone on a slow line a round trip before it shows anything. Its hash
is in the page's policy, so nothing else can style or script the page.
"""

import base64
import hashlib
import json
import os
import posixpath
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from guide.policy import Inline, content_policy, kind_of

_POLICY = re.compile(r'[ \t]*<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_CHARSET = re.compile(r'([ \t]*)<meta charset="utf-8">\n')
_ASSET = re.compile(r'<(link|script)\b([^>]*?)\s(href|src)="([^"]+\.(?:css|js))"([^>]*)>')
# Comments, which are dropped, and texts in quotes, which are kept.
_QUOTED = re.compile(r"""/\*.*?\*/|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.S)
# Pages that only lead on are not looked at: their style stays a file, as small as they are.
_LEADS_ON = re.compile(r'<script [^>]*src="[^"]*assets/go\.js"')
# On a tool nothing is fetched ahead: which links its answer has would say what was typed.
_TOOL = re.compile(r'<body class="kind-tool"')
_SCRIPT = re.compile(r"<script\b[^>]*\ssrc=")

# The browser may fetch a page that the reader points at or is about to touch; never anything else.
_AHEAD = json.dumps(
    {
        "prefetch": [
            {
                "where": {"and": [{"href_matches": "/*"}, {"not": {"href_matches": "/*.:suffix"}}]},
                "eagerness": "moderate",
            }
        ]
    },
    separators=(",", ":"),
)

_NOTHING: Mapping[str, Inline] = {"page": Inline(), "embed": Inline()}
_PARTS = 8  # made at once


class PageError(Exception):
    """A page that cannot be finished: which, and why."""


def finish_pages(site_dir: Path, site_url: str, renamed: Mapping[str, str]) -> Mapping[str, Inline]:
    """Finish every page of a site whose assets are renamed; kind of page -> what is inside such pages."""
    root = "/" + site_url.split("://", 1)[-1].partition("/")[2]
    files = sorted(site_dir.rglob("*.html"))
    found = _NOTHING
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        finish = partial(_finish, site_dir=site_dir, root=root, renamed=renamed)
        for part in pool.map(finish, [files[n::_PARTS] for n in range(_PARTS)]):
            found = {kind: found[kind] | part[kind] for kind in found}
    return found


def _finish(
    files: Sequence[Path], site_dir: Path, root: str, renamed: Mapping[str, str]
) -> Mapping[str, Inline]:
    """Finish some of the pages."""
    found = dict(_NOTHING)
    for file in files:
        path = file.relative_to(site_dir).as_posix()
        kind = kind_of(f"/{path}")
        html, inline = finished(file.read_text(encoding="utf-8"), path, root, site_dir, renamed)
        found[kind] |= inline
        file.write_text(html, encoding="utf-8")
    return found


def finished(
    html: str, path: str, root: str, site_dir: Path, renamed: Mapping[str, str]
) -> tuple[str, Inline]:
    """One page at `path` below the root, and what it carries. `root` is the path of the site on its host."""
    styles: set[str] = set()
    ahead: set[str] = set()
    leads_on = _LEADS_ON.search(html) is not None

    def asset(match: re.Match[str]) -> str:
        element, before, attribute, address, after = match.groups()
        target = _target(path, address, root)
        if target not in renamed:
            return match[0]
        if not leads_on and element == "link" and 'rel="stylesheet"' in before + after:
            css = style(site_dir / renamed[target])
            styles.add(digest(css))
            return f"<style>{css}</style>"
        new = address.removesuffix(posixpath.basename(target)) + posixpath.basename(renamed[target])
        return f'<{element}{before} {attribute}="{new}"{after}>'

    if not _CHARSET.search(html):
        raise PageError(
            f'{path}: there is no <meta charset="utf-8"> on a line of its own to put the policy below'
        )
    html = _ASSET.sub(asset, _POLICY.sub("", html))
    kind = kind_of(f"/{path}")
    if kind == "page" and not leads_on and _SCRIPT.search(html) and not _TOOL.search(html):
        ahead.add(digest(_AHEAD))
        html = html.replace("</head>", f'<script type="speculationrules">{_AHEAD}</script>\n</head>', 1)
    inline = Inline(frozenset(styles), frozenset(ahead))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content_policy(kind, inline)}">'
    return _CHARSET.sub(lambda m: f"{m[0]}{m[1]}{meta}\n", html, count=1), inline


def _target(path: str, address: str, root: str) -> str:
    """The path below the root that an address on a page leads to."""
    if address.startswith("/"):
        return address.removeprefix(root)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def style(file: Path) -> str:
    """A style sheet as it stands in a page."""
    css = slim_css(file.read_text(encoding="utf-8"))
    if _names_files(css):
        raise PageError(f"{file.name}: a style sheet that names files cannot stand in pages")
    return css


@cache
def _names_files(css: str) -> bool:
    return re.search(r"url\(\s*[\"']?(?!data:|#)|@import|</", css) is not None


@cache
def slim_css(css: str) -> str:
    """A style sheet without its comments and the space that means nothing; texts in quotes stay."""
    parts = _QUOTED.split(css)
    parts[::2] = [re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    return "".join(part or "" for part in parts).replace(";}", "}").strip()


@cache
def digest(text: str) -> str:
    """The hash of an element's text, as a policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
