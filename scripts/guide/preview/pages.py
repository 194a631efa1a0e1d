"""The other end of `renderer.py`: a program that renders one page after another, as it is asked.

It lives in the process that knows MkDocs. Each line that comes is JSON: `{"changed": all}` says that
files have changed, and whether more than texts; `{"page": path}` asks for a page, and is answered by
one line with its `html`, with a `failure`, or, where there is no such page, with neither.
"""

import gc
import json
import socket
from typing import Any, Protocol

from guide.addresses import page_file, page_path
from guide.content import DERIVED_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, Site
from guide.make.head import with_head
from guide.make.inline import finished as with_style
from guide.make.redirects import with_moved_ids
from guide.make.simplified import derive

# The variable that names the file descriptor on which `make serve` asks.
CHANNEL = "GUIDE_PREVIEW"


# The folder of the style sheets, as the pages name them.
_STYLES = "overrides"


class _Unhashed(dict[str, str]):
    """Path of an asset -> the same path: what is served at once stands under the names of the sources."""

    def __missing__(self, path: str) -> str:
        return path

    def __contains__(self, path: object) -> bool:
        return True


class Pages(Protocol):
    """What renders the pages of the written languages."""

    @property
    def site(self) -> Site: ...

    @property
    def site_url(self) -> str: ...

    def renew(self, all: bool) -> None: ...

    def html(self, language: str, key: str) -> str: ...


def serve_pages(channel: str, pages: Pages) -> None:
    """Answer until the other end is closed."""
    with socket.socket(fileno=int(channel)) as other, other.makefile("rw", encoding="utf-8") as lines:
        answers = _Answers(pages)
        gc.freeze()  # the site stays: looking for cycles in it at each change is in vain
        for line in lines:
            asked = json.loads(line)
            if "changed" in asked:
                answers.change(asked["changed"])
            else:
                print(json.dumps(answers.answer(asked["page"])), file=lines, flush=True)


class _Answers:
    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.stopped = ""
        self.places = places(pages.site)

    def change(self, all: bool) -> None:
        try:
            self.pages.renew(all or bool(self.stopped))
            self.places = places(self.pages.site)
            self.stopped = ""
        except Exception as error:
            self.stopped = said(error)

    def answer(self, path: str) -> dict[str, Any]:
        if self.stopped:
            return {"failure": self.stopped}
        if path not in self.places:
            return {}
        try:
            return {"html": finished(self.pages, *self.places[path])}
        except Exception as error:
            return {"failure": said(error)}


def places(site: Site) -> dict[str, tuple[str, str]]:
    """Path below the root -> language and key of the page that is served there."""
    return {page_path(language, key): (language, key) for language in LANGUAGES for key in site.keys}


def finished(pages: Pages, language: str, key: str) -> str:
    """A page in any language as the whole build leaves it, but for the hashes in the names of its scripts."""
    site, site_url = pages.site, pages.site_url
    if language == DERIVED_LANGUAGE:
        html = derive(pages.html(SOURCE_LANGUAGE, key), page_file(SOURCE_LANGUAGE, key), site_url)
    else:
        html = pages.html(language, key)
    html = with_head(site, language, key, with_moved_ids(site, language, key, html), site_url)
    root = "/" + site_url.split("://", 1)[-1].partition("/")[2]
    return with_style(html, page_file(language, key), root, site.root / _STYLES, _Unhashed())[0]


def said(error: Exception) -> str:
    """What went wrong, and where if the error knows, in one line."""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    place = f"{file}:{line}: " if file and line else ""
    return " ".join(f"{place}{type(error).__name__}: {error}".split())[:500]
