"""Permanent links: `/go/<id>/` and `/go/<code>/` lead to a page in the reader's language.

Without a script they are a list of the three languages. `/<language>/go/<id>/` leads straight to
the page in that language; so does the code, in capitals or small letters.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path

from guide.addresses import page_path, relative
from guide.content import LANGUAGE_NAMES, LANGUAGES, SOURCE_LANGUAGE, Site
from guide.languages import title, word
from guide.make.bare import bare_page, refresh
from guide.make.together import together
from guide.permalinks import Permalink, permalinks

FOLDER = "go"
_PARTS = 4  # made at once


def write_go(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the pages of all permanent links below a built site."""
    links = permalinks(site)
    together([partial(_write, site, site_dir, site_url, links[n::_PARTS]) for n in range(_PARTS)])
    if f"{FOLDER}/index" in site.keys:
        _put(site_dir, f"{SOURCE_LANGUAGE}/{FOLDER}/", _to_the_index(site, site_url))


def _write(site: Site, site_dir: Path, site_url: str, links: Sequence[Permalink]) -> None:
    for path, html in _pages(site, site_url, links):
        _put(site_dir, path, html)


def _put(site_dir: Path, path: str, html: str) -> None:
    file = site_dir / path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, encoding="utf-8")


def _pages(site: Site, site_url: str, links: Sequence[Permalink]) -> Iterator[tuple[str, str]]:
    """(path below the root, HTML) of each page of some permanent links."""
    for link in links:
        for name in (link.id, link.code, link.code.lower()):
            yield f"{FOLDER}/{name}/", any_language(site, link, f"{FOLDER}/{name}/")
            for language in LANGUAGES:
                path = f"{language}/{FOLDER}/{name}/"
                yield path, one_language(site, link, path, language, site_url)


def target(link: Permalink) -> str:
    """The key of the page that a permanent link leads to."""
    return (link.see or "index") if link.withdrawn else link.key


def any_language(site: Site, link: Permalink, path: str) -> str:
    """The page that lets the script choose a language, or the reader."""
    key = target(link)
    body = [_withdrawn(site, link, language) for language in LANGUAGES if link.withdrawn]
    body += [
        "<ul>",
        *(_choice(site, path, key, language, bool(link.withdrawn)) for language in LANGUAGES),
        "</ul>",
    ]
    said = (
        word(site, SOURCE_LANGUAGE, "go-withdrawn-title")
        if link.withdrawn
        else title(site, SOURCE_LANGUAGE, key)
    )
    heading = f"{link.code} · {said}"
    return bare_page(site, path, SOURCE_LANGUAGE, heading, [], body, LANGUAGES)


def _choice(site: Site, path: str, key: str, language: str, stay: bool) -> str:
    href = relative(path, page_path(language, key))
    follow = "" if stay else " data-go"
    words = f"{LANGUAGE_NAMES[language][0]} · {title(site, language, key)}"
    return (
        f'<li><a href="{escape(href)}" hreflang="{language}" lang="{language}" translate="no"{follow}>'
        f"{escape(words)}</a></li>"
    )


def one_language(site: Site, link: Permalink, path: str, language: str, site_url: str) -> str:
    """The page that leads straight to one language."""
    key = target(link)
    name = title(site, language, key)
    here = f'<p><a href="{escape(relative(path, page_path(language, key)))}" hreflang="{language}"'
    if link.withdrawn:
        body = [_withdrawn(site, link, language), f"{here}>{escape(name)}</a></p>"]
        heading = f"{link.code} · {word(site, language, 'go-withdrawn-title')}"
        return bare_page(site, path, language, heading, [], body, [language])
    head = [
        f'<link rel="canonical" href="{escape(site_url + page_path(language, key))}">',
        refresh(relative(path, page_path(language, key))),
    ]
    body = [f"{here} data-go>{escape(name)}</a></p>"]
    return bare_page(site, path, language, f"{link.code} · {name}", head, body, [language])


def _withdrawn(site: Site, link: Permalink, language: str) -> str:
    said = word(site, language, "go-withdrawn").format(date=link.withdrawn)
    return f'<p class="overdue" lang="{language}" translate="no">{escape(said)}</p>'


def _to_the_index(site: Site, site_url: str) -> str:
    """`/zh-Hant/go/`: the source language has no folder of its own, but its permanent links do."""
    path, key = f"{SOURCE_LANGUAGE}/{FOLDER}/", f"{FOLDER}/index"
    href = relative(path, page_path(SOURCE_LANGUAGE, key))
    head = [
        f'<link rel="canonical" href="{escape(site_url + page_path(SOURCE_LANGUAGE, key))}">',
        refresh(href),
    ]
    name = title(site, SOURCE_LANGUAGE, key)
    body = [f'<p><a href="{escape(href)}" data-go>{escape(name)}</a></p>']
    return bare_page(site, path, SOURCE_LANGUAGE, name, head, body, [SOURCE_LANGUAGE])
