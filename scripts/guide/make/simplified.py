"""The Simplified Chinese site, derived from the built Traditional one.

Every page, title, menu and word of the templates is converted, because the conversion works on
what was built; ids and addresses stay the same below `/zh-Hans/`.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from guide.addresses import relative
from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS
from guide.make.together import together
from guide.script import simplify_html

PARTS = 8  # made at once
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_CURRENT = ' aria-current="true"'
_LANG = f'lang="{SOURCE_LANGUAGE}"'


def write_simplified(site_dir: Path, site_url: str) -> None:
    """Write `/zh-Hans/…` beside a built site. `site_url` is the absolute address of its root."""
    files = list(source_pages(site_dir))
    together([partial(_derive_all, files[n::PARTS], site_dir, site_url) for n in range(PARTS)])


def _derive_all(files: Sequence[Path], site_dir: Path, site_url: str) -> None:
    for file in files:
        name = file.relative_to(site_dir).as_posix()
        target = site_dir / DERIVED_LANGUAGE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        html = file.read_text(encoding="utf-8")
        target.write_text(derive(html, name, site_url), encoding="utf-8")


def source_pages(site_dir: Path) -> Iterator[Path]:
    """The built pages of the source language: all that are in no other language's folder."""
    others = {*TRANSLATIONS, DERIVED_LANGUAGE, "assets"}
    for file in sorted(site_dir.rglob("*.html")):
        if file.relative_to(site_dir).parts[0] not in others:
            yield file


def derive(html: str, name: str, site_url: str) -> str:
    """One page, built at `name` below the root, as it is served at `zh-Hans/name`."""
    page = name.removesuffix("index.html")
    moved = _TAG.sub(lambda tag: _retarget(tag.group(), page, site_url), html)
    return simplify_html(moved)


def _retarget(tag: str, page: str, site_url: str) -> str:
    """A start tag with its addresses as they must be one folder deeper, and its language."""
    if _says_its_language(tag):
        # The language switcher and the alternates name all languages: the place they lead to
        # is the same, only the way there and the language one is in differ.
        tag = _ATTRIBUTE.sub(lambda m: m[1] + _moved(m[2], page, site_url, stay=True) + m[3], tag)
        return _marked_current(tag)
    if tag.startswith("<html"):
        return tag.replace(_LANG, f'lang="{DERIVED_LANGUAGE}"', 1)
    return _ATTRIBUTE.sub(lambda m: m[1] + _moved(m[2], page, site_url, stay=False) + m[3], tag)


def _marked_current(tag: str) -> str:
    """A link of the language switcher, marked as current if it is the Simplified one."""
    tag = tag.replace(_CURRENT, "")
    simplified = tag.startswith("<a ") and f'hreflang="{DERIVED_LANGUAGE}"' in tag
    return tag.removesuffix(">") + _CURRENT + ">" if simplified else tag


def _says_its_language(tag: str) -> bool:
    return " hreflang=" in tag


def _moved(address: str, page: str, site_url: str, stay: bool) -> str:
    """An address written on the Traditional page, as the Simplified one writes it.

    With `stay` the target keeps its language; otherwise a page becomes its Simplified twin.
    """
    if address.startswith(site_url):
        path = address.removeprefix(site_url)
        return address if stay or not _is_page(path) else f"{site_url}{DERIVED_LANGUAGE}/{path}"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    if parts.path.startswith("/"):
        return _moved_from_root(address, site_url, stay)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page) or ".", parts.path))
    target = "" if joined == "." else joined + ("/" if parts.path.endswith(("/", ".")) else "")
    if not stay and _is_page(target):
        target = f"{DERIVED_LANGUAGE}/{target}"
    tail = address[len(parts.path) :]
    return relative(f"{DERIVED_LANGUAGE}/{page}", target) + tail


def _moved_from_root(address: str, site_url: str, stay: bool) -> str:
    root = urlsplit(site_url).path
    # MkDocs writes the home page as "/." on a page that is served anywhere, such as 404.html.
    path = address.removeprefix(root).removeprefix(".")
    if stay or not _is_page(path):
        return address
    return f"{root}{DERIVED_LANGUAGE}/{path}"


def _is_page(path: str) -> bool:
    """Whether a path below the root is a page of the source language rather than a shared file."""
    first = path.partition("/")[0]
    return first not in {*TRANSLATIONS, DERIVED_LANGUAGE} and (path == "" or path.endswith(("/", ".html")))
