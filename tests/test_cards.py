"""What the link builder offers to copy."""

import json
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from guide.content import LANGUAGES, load_site
from guide.linkable import linkables

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://overdue-loan-guide.example/"
FILES = [(language, leads) for language in LANGUAGES for leads in ("any", language)]


def cards(language: str, leads: str) -> dict[str, dict[str, str]]:
    text = (ROOT / f"site/counsellors/cards/{language}-{leads}.js").read_text("utf-8")
    file = json.loads(text.removeprefix("linkCards(").removesuffix(")\n"))
    assert file["name"] == f"{language}-{leads}"
    return dict(file["cards"])


@pytest.mark.parametrize(("language", "leads"), FILES)
def test_every_page_has_a_card_and_a_frame(language: str, leads: str) -> None:
    """Each card links permanently to its page and names the site, the code and the limits."""
    found = cards(language, leads)
    folder = "" if leads == "any" else f"{leads}/"
    pages = list(linkables(load_site(ROOT, date(2026, 11, 23))))
    assert list(found) == [page.code for page in pages]
    for page in pages:
        made = found[page.code]
        assert made["link"] == f"{SITE_URL}{folder}go/{page.id}/"
        card = LexborHTMLParser(made["card"])
        assert {a.attributes["href"] for a in card.css("a")} == {made["link"]}
        assert card.css_first("section").attributes["lang"] == language
        assert page.code in card.body.text()
        assert not card.css("script, style, [style], img, iframe")


@pytest.mark.parametrize(("language", "leads"), FILES)
def test_a_frame_is_shut_in_and_leads_to_an_embed(language: str, leads: str) -> None:
    """The frame is sandboxed without scripts, has a title, and shows a page that is built."""
    for code, made in cards(language, leads).items():
        frame = LexborHTMLParser(made["frame"]).css_first("iframe")
        path = frame.attributes["src"].removeprefix(SITE_URL)
        assert (ROOT / "site" / path / "index.html").exists(), code
        assert frame.attributes["title"]
        assert "allow-scripts" not in frame.attributes["sandbox"]
        assert "allow-same-origin" not in frame.attributes["sandbox"]


def test_titles_are_escaped() -> None:
    """No title or answer can end a tag of what is pasted into another page."""
    for language in LANGUAGES:
        for code, made in cards(language, "any").items():
            assert len(LexborHTMLParser(made["card"]).css("section > *")) in (3, 4), code
            assert len(LexborHTMLParser(made["frame"]).body.css("*")) == 2, code
