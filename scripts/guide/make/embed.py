"""Pages for other sites to show in a frame: title, short answer, what to do now, hotlines, link.

One for each permanent name and language, at `embed/<id>/`. Taken from the built pages, so made
after the last language, the derived one included.
"""

from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborNode

from guide.addresses import page_path, relative
from guide.content import LANGUAGES, Site
from guide.excerpts import Excerpts, retarget
from guide.languages import answer, title
from guide.linkable import Linkable, embed_path, linkables
from guide.make.templates import templates, words, write
from guide.make.together import together
from guide.permalinks import Permalink, withdrawn


def write_embeds(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the embeds beside a built site. `site_url` is the absolute address of its root."""
    together([partial(_write_embeds, site, site_dir, site_url, language) for language in LANGUAGES])


def _write_embeds(site: Site, site_dir: Path, site_url: str, language: str) -> None:
    template = templates(site).get_template("embed.html")
    gone = templates(site).get_template("embed-withdrawn.html")
    shared = words(site, language)
    for page in linkables(site):
        html = template.render(**shared, **_facts(site, site_dir, site_url, language, page))
        write(site_dir / embed_path(language, page.id) / "index.html", html)
    for name in withdrawn(site):
        html = gone.render(**shared, **_notice(site, site_url, language, name))
        write(site_dir / embed_path(language, name.id) / "index.html", html)


def _facts(site: Site, site_dir: Path, site_url: str, language: str, page: Linkable) -> dict[str, Any]:
    here = embed_path(language, page.id)

    def leave_the_frame(path: str, anchor: LexborNode) -> None:
        retarget(here, anchor, path)
        anchor.attrs["target"] = "_top"
        anchor.attrs["rel"] = "noopener"

    excerpts = Excerpts(site_dir, language, page.key, leave_the_frame)
    return {
        "page": excerpts,
        "description": answer(site, language, page.key),
        "do_now": excerpts.do_now(),
        "code": page.code,
        **_addresses(site_url, language, page.id, page.key),
    }


def _notice(site: Site, site_url: str, language: str, name: Permalink) -> dict[str, Any]:
    """What a frame shows of a page that was withdrawn: that, and what to read instead."""
    return {
        "date": name.withdrawn,
        "code": name.code,
        "instead": title(site, language, name.see or "index"),
        **_addresses(site_url, language, name.id, name.see or "index"),
    }


def _addresses(site_url: str, language: str, id: str, key: str) -> dict[str, str]:
    here = embed_path(language, id)
    return {
        "canonical": site_url + page_path(language, key),
        "full": relative(here, page_path(language, key)),
        "home": relative(here, page_path(language, "index")),
        "root": relative(here, ""),
    }
