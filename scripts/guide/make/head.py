"""What the head of each page says to machines: feeds, the Markdown twin, the search, linked data.

It is put into the built pages, because those in Simplified Chinese are made of built ones and need
addresses of their own here.
"""

import json
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from guide.addresses import page_file, page_path, relative
from guide.content import LANGUAGES, Site
from guide.languages import word
from guide.make.linked import linked_data
from guide.make.manifest import NAME as MANIFEST
from guide.make.together import together

# Type, and file below the root of a language.
_FEEDS = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))


def write_heads(site: Site, site_dir: Path, site_url: str) -> None:
    together([partial(_write_heads, site, site_dir, site_url, language) for language in LANGUAGES])


def _write_heads(site: Site, site_dir: Path, site_url: str, language: str) -> None:
    for key in sorted(site.keys):
        file = site_dir / page_file(language, key)
        html = file.read_text(encoding="utf-8")
        file.write_text(with_head(site, language, key, html, site_url), encoding="utf-8")


def with_head(site: Site, language: str, key: str, html: str, site_url: str) -> str:
    """A built page with these lines at the end of its head."""
    added = "".join(f"  {line}\n" for line in head(site, language, key, site_url))
    return html.replace("</head>", f"{added}</head>", 1)


def head(site: Site, language: str, key: str, site_url: str) -> Iterator[str]:
    """The lines of one page."""
    here, root = page_path(language, key), page_path(language, "index")
    feed = escape(f"{word(site, language, 'site-name')} · {word(site, language, 'feed')}")
    for type, name in _FEEDS:
        href = relative(here, root + name)
        yield f'<link rel="alternate" type="{type}" title="{feed}" href="{href}">'
    yield f'<link rel="alternate" type="text/markdown" href="{relative(here, here + "index.md")}">'
    search = escape(word(site, language, "opensearch-name"))
    href = relative(here, f"{root}opensearch.xml")
    yield f'<link rel="search" type="application/opensearchdescription+xml" title="{search}" href="{href}">'
    yield f'<link rel="manifest" href="{relative(here, f"{root}{MANIFEST}")}">'
    data = json.dumps(linked_data(site, language, key, site_url), ensure_ascii=False, separators=(",", ":"))
    # A data block that no script runs; "<" must not end it.
    yield f'<script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script>'
