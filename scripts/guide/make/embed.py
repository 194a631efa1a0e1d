"""Pages for other sites to show in a frame: title, short answer, what to do now, hotlines, link.

One for each permanent name and language, at `embed/<id>/`. Taken from the built pages, so made
after the last language, the derived one included.
"""

from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborNode

from guide.addresses import page_path, relative
from guide.content import LANGUAGES, Site
from guide.excerpts import Excerpts, retarget
from guide.linkable import Linkable, embed_path, linkables
from guide.make.templates import templates, words, write


def write_embeds(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the embeds beside a built site. `site_url` is the absolute address of its root."""
    template = templates(site).get_template("embed.html")
    for language in LANGUAGES:
        shared = words(site, language)
        for page in linkables(site):
            html = template.render(**shared, **_facts(site, site_dir, site_url, language, page))
            write(site_dir / embed_path(language, page.id) / "index.html", html)


def _facts(site: Site, site_dir: Path, site_url: str, language: str, page: Linkable) -> dict[str, Any]:
    here = embed_path(language, page.id)

    def leave_the_frame(path: str, anchor: LexborNode) -> None:
        retarget(here, anchor, path)
        anchor.attrs["target"] = "_top"
        anchor.attrs["rel"] = "noopener"

    excerpts = Excerpts(site_dir, language, page.key, leave_the_frame)
    return {
        "page": excerpts,
        "do_now": excerpts.do_now(),
        "code": page.code,
        "canonical": site_url + page_path(language, page.key),
        "full": relative(here, page_path(language, page.key)),
        "home": relative(here, page_path(language, "index")),
        "root": relative(here, ""),
    }
