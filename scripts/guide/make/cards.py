"""What the link builder offers to copy: for each page its link, an HTML card and a frame.

Files `counsellors/cards/<words>-<leads>.js`: in which language the card speaks, and to which the
link leads, `any` for the reader's own. Each is a call of one function, as with the search index, so
that it loads from `file://` too. The page's script only picks among them.
"""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment

from guide.content import LANGUAGES, SOURCE_LANGUAGE, Site
from guide.facts import page_facts
from guide.languages import answer, title
from guide.linkable import Linkable, embed_path, go_path, linkables
from guide.make.templates import templates, words

FOLDER = "counsellors/cards"
CALL = "linkCards"
ANY = "any"


def write_cards(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the cards beside a built site. `site_url` is the absolute address of its root."""
    made = templates(site)
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for leads in ("", language):
            name = f"{language}-{leads or ANY}"
            cards = {
                page.code: _card(site, made, site_url, language, leads, page) for page in linkables(site)
            }
            text = json.dumps({"name": name, "cards": cards}, ensure_ascii=False, separators=(",", ":"))
            (folder / f"{name}.js").write_text(f"{CALL}({text})\n", encoding="utf-8")


def _card(
    site: Site, made: Environment, site_url: str, language: str, leads: str, page: Linkable
) -> dict[str, str]:
    given: dict[str, Any] = {
        **words(site, language),
        "link": site_url + go_path(leads, page.id),
        "source": site_url + embed_path(language, page.id),
        "title": title(site, language, page.key),
        "answer": answer(site, language, page.key),
        "code": page.code,
        "read": page_facts(site, SOURCE_LANGUAGE, page.key, site_url).read,
    }
    return {
        "link": given["link"],
        "card": made.get_template("card.html").render(given),
        "frame": made.get_template("frame.html").render(given),
    }
