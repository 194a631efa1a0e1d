"""What of a built site one language needs where there is no network: its pages and their files."""

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS
from guide.make.search import FOLDER as SEARCH
from guide.make.search import read_call

# Folders whose pages are for other sites, or only lead to a page that is there.
_ELSEWHERE = {"go", "embed", "assets", SOURCE_LANGUAGE, *TRANSLATIONS, DERIVED_LANGUAGE}
_LOADED = re.compile(r'<(?:link|script|img|source)\b[^<>]*?\s(?:href|src)="([^"]*)"')
_ASSETS = (".css", ".js", ".svg", ".png")


def home(language: str) -> str:
    """The folder of a language below the root of the site, with a slash; empty for the first one."""
    return "" if language == SOURCE_LANGUAGE else f"{language}/"


def pages_of(site_dir: Path, language: str) -> list[str]:
    """The pages of a language, as paths of files below the root; its 404 page among them."""
    folder = site_dir / home(language)
    found = []
    for file in sorted(folder.rglob("*.html")):
        first = file.relative_to(folder).parts[0]
        # What is beside the languages at the root is Traditional Chinese; /go/ itself is a page.
        if first not in _ELSEWHERE or file == folder / "go" / "index.html":
            found.append(file.relative_to(site_dir).as_posix())
    return found


def files_of(site_dir: Path, language: str) -> list[str]:
    """All that the pages of a language need, the pages included; sorted paths below the root."""
    pages = pages_of(site_dir, language)
    found = {*pages, *_loaded(site_dir, pages), *_assets(site_dir), *_index(site_dir, language)}
    found |= {_name(site_dir, file) for file in site_dir.glob(f"counsellors/cards/{language}*.js")}
    return sorted(found)


def _name(site_dir: Path, file: Path) -> str:
    return file.relative_to(site_dir).as_posix()


def _assets(site_dir: Path) -> Iterator[str]:
    """Scripts, styles and pictures of our own: scripts ask for some that no page names."""
    for file in (site_dir / "assets").rglob("*"):
        if file.suffix in _ASSETS and file.parent.name != "stylesheets":
            yield _name(site_dir, file)


def _index(site_dir: Path, language: str) -> Iterator[str]:
    """The search index: its first file names the others, some of which are of the other script."""
    # Where its name has the hash of its content too, that is the one that pages ask for.
    boot = max((site_dir / SEARCH / language).glob("boot*.js"), key=lambda file: len(file.name))
    yield _name(site_dir, boot)
    text = boot.read_text(encoding="utf-8")
    for path in re.findall(r'"([\w-]+/[\w-]+\.js)"', text):
        if path != f"{language}/boot.js" and (site_dir / SEARCH / path).is_file():
            yield f"{SEARCH}/{path}"
    if not read_call(text).get("pages"):
        raise ValueError(f"{boot}: no pages in the index")


def _loaded(site_dir: Path, pages: list[str]) -> Iterator[str]:
    """What the pages load by name: styles, scripts, pictures, manifests."""
    addressed = {
        (page.rpartition("/")[0], address)
        for page in pages
        for address in _LOADED.findall((site_dir / page).read_text(encoding="utf-8"))
    }
    for path in {below(f"{folder}/" if folder else "", unescape(address)) for folder, address in addressed}:
        if path and not path.endswith((".xml", ".json", ".md")) and (site_dir / path).is_file():
            yield path


def below(page: str, address: str) -> str | None:
    """The path below the root that an address on a page leads to, a slash at the end kept.

    None for addresses of other places, and for those within the page.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if path.startswith(".."):
        return None
    path = "" if path == "." else path
    is_folder = parts.path.rpartition("/")[2] in ("", ".", "..")
    return f"{path}/" if path and is_folder else path
