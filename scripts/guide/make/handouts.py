"""Sheets of paper for a client: A4, one page for each stage and letter, and the glossary.

At `handouts/<id>/` in each language, taken from the built pages; `scripts/handouts.py` prints them.
On paper a link is no use: behind what led to a page stands that page's spoken code.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborNode

from guide.addresses import page_path, relative
from guide.changelog import released
from guide.content import LANGUAGES, SOURCE_LANGUAGE, Site
from guide.excerpts import Excerpts, Part, retarget
from guide.facts import codes
from guide.languages import answer, title
from guide.linkable import Linkable, go_path, handout_path, linkables, qr_path
from guide.make.templates import templates, words, write
from guide.paper import SIZES, largest
from guide.script import mark_chinese, simplified

GLOSSARY = "risks-table"
SAYINGS = "letters/call-scripts"  # on further pages: what to say, call by call
# Sections of a stage or of negotiation, as far as the page has them.
_SHEET = ("do-not", "do-today", "before-you-call", "lender-may-not", "what-to-ask")
_WITHIN = re.compile(r'<a href="#[^"]*">(.*?)</a>', re.S)
_PAGES_OF_TERMS = 4


def template_of(page: Linkable) -> str:
    """The template of a page's sheet; empty for a page that has none."""
    if page.id == GLOSSARY:
        return "glossary"
    return {"stage": "stage", "hub": "stage", "letter": "letter"}.get(page.kind, "")


def handouts(site: Site) -> list[Linkable]:
    """The pages that have a sheet to print, in the order of their codes' ledger."""
    return [page for page in linkables(site) if template_of(page)]


def write_handouts(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the handouts beside a built site. `site_url` is the absolute address of its root."""
    made = templates(site)
    spoken = {page_path(language, key): code for key, code in codes(site).items() for language in LANGUAGES}
    for language in LANGUAGES:
        shared = words(site, language)
        for page in handouts(site):
            template = made.get_template(f"handout-{template_of(page)}.html")
            facts = _facts(site, site_dir, site_url, language, page, spoken)
            html = template.render(**shared, **facts)
            html = mark_chinese(html) if language == "en" else html
            write(site_dir / handout_path(language, page.id) / "index.html", html)


def _facts(
    site: Site, site_dir: Path, site_url: str, language: str, page: Linkable, spoken: dict[str, str]
) -> dict[str, Any]:
    here = handout_path(language, page.id)

    def say_the_code(path: str, anchor: LexborNode) -> None:
        name, _, fragment = path.partition("#")
        if name == page_path(language, page.key) and fragment:
            retarget(name, anchor, f"{name}#{fragment}")
            return
        code = spoken.get(name)
        if code and not code.startswith("R"):  # terms: see the glossary
            anchor.insert_after(f" ({code})")
        anchor.unwrap()

    excerpts = Excerpts(site_dir, language, page.key, say_the_code)
    return {
        **_CONTENTS[template_of(page)](site, language, excerpts),
        "page": excerpts,
        "description": answer(site, language, page.key),
        "code": page.code,
        "released": released(site),
        "canonical": site_url + page_path(language, page.key),
        "full": relative(here, page_path(language, page.key)),
        "permanent": site_url + go_path(language, page.code),
        "qr": relative(here, qr_path(language, page.code, "svg")),
        "root": relative(here, ""),
    }


def _stage(site: Site, language: str, excerpts: Excerpts) -> dict[str, Any]:
    """The lists of a stage or of negotiation; each step is explained if there is room."""
    short = [part for id in _SHEET if (part := excerpts.list_of(id))]
    full = [excerpts.explained(part) for part in short]
    points = _size(language, excerpts, full)
    chosen = full if points else short
    parts = [Part(part.id, part.heading, _WITHIN.sub(r"<b>\1</b>", part.html)) for part in chosen]
    return {"parts": parts, **_paper(points if chosen is full else _size(language, excerpts, short))}


def _size(language: str, excerpts: Excerpts, parts: list[Part]) -> float:
    return largest(language, excerpts.answer, [[f"<h2>{part.heading}</h2>{part.html}" for part in parts]])


def _letter(site: Site, language: str, excerpts: Excerpts) -> dict[str, Any]:
    """The letter to send, and in English what it says: beside it, or on a second page."""
    texts = excerpts.letters()
    uses = ("send", "meaning")
    letters = [
        {"html": text, "use": use, "named": len(texts) > 1} for text, use in zip(texts, uses, strict=False)
    ]
    beside = largest(language, excerpts.answer, [["<h2>·</h2>", text] for text in texts])
    apart = len(letters) > 1 and not beside
    sheets = [[letter] for letter in letters] if apart else [letters]
    points = largest(language, excerpts.answer, [["<h2>·</h2>", texts[0]]]) if apart else beside
    if excerpts.key != SAYINGS:
        return {"sheets": sheets, **_paper(points, len(sheets))}
    sayings = "".join(f"<h2>{part.heading}</h2>{part.html}" for part in excerpts.tables())
    sheets.append([{"html": sayings, "use": "sayings", "named": False}])
    return {"sheets": sheets, **_paper(points, len(sheets) + (not largest(language, "", [[sayings]])))}


def _glossary(site: Site, language: str, excerpts: Excerpts) -> dict[str, Any]:
    return {"terms": list(_terms(site, language)), **_paper(min(SIZES), _PAGES_OF_TERMS)}


def _paper(points: float, pages: int = 1) -> dict[str, Any]:
    """The class of the type, and how many pages the sheet may fill."""
    return {"size": f"size-{int(10 * (points or min(SIZES)))}", "pages": pages}


def _terms(site: Site, language: str) -> Iterator[dict[str, str]]:
    """The terms in the order of their codes: in Chinese as papers have them, in English, explained."""
    for page in linkables(site):
        if page.kind == "risk":
            yield {
                "code": page.code,
                "chinese": simplified(site.title(SOURCE_LANGUAGE, page.key)),
                "pinyin": str(site.facts(page.key).get("pinyin") or ""),
                "english": title(site, "en", page.key),
                "meaning": answer(site, language, page.key),
            }


_CONTENTS = {"stage": _stage, "letter": _letter, "glossary": _glossary}
