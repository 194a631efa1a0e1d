"""Sheets to print: what stands on them, and the estimate of their type."""

from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from guide.content import LANGUAGES, Site, load_site
from guide.linkable import handout_path, linkables
from guide.make.handouts import GLOSSARY, handouts
from guide.paper import SIZES, ems, largest
from guide.script import simplified

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def sheet(language: str, id: str) -> LexborHTMLParser:
    html = (ROOT / "site" / handout_path(language, id) / "index.html").read_text("utf-8")
    return LexborHTMLParser(html)


def test_each_stage_and_letter_and_the_glossary_has_a_sheet(site: Site) -> None:
    """Three stages, negotiation, every letter, one glossary: no more, no less."""
    wanted = {page.id for page in linkables(site) if page.kind in ("stage", "hub", "letter")}
    assert {page.id for page in handouts(site)} == wanted | {GLOSSARY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_has_code_picture_date_and_room_for_names(site: Site, language: str) -> None:
    """At the foot stand the code, its QR code in the sheet's language, the dates and two lines."""
    for page in handouts(site):
        for foot in sheet(language, page.id).css(".foot"):
            assert foot.css_first(".code").text() == page.code
            assert foot.css_first("img").attributes["src"].endswith(f"qr/{language}/{page.code}.svg")
            assert f"/{language}/go/{page.code}/" in foot.css_first(".address").text()
            assert len(foot.css(".counsellor input")) == 2
            if page.id != GLOSSARY:
                assert "2026-11-23" in foot.text(), page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_has_every_term_in_both_languages(site: Site, language: str) -> None:
    """Each of the terms stands in Simplified, as papers have it, and in English, with its code."""
    rows = [
        [cell.text().strip() for cell in row.css("td")] for row in sheet(language, GLOSSARY).css("tbody tr")
    ]
    terms = [page for page in linkables(site) if page.kind == "risk"]
    assert [row[0] for row in rows] == [page.code for page in terms]
    for row, page in zip(rows, terms, strict=True):
        assert row[1].startswith(simplified(site.title("zh-Hant", page.key)))
        assert row[2] == simplified(site.title("en", page.key))
        assert row[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_its_whole_text_with_lines_to_write_on(site: Site, language: str) -> None:
    """What is to be filled in has become lines; no 【bracket】 is left on any sheet."""
    for page in handouts(site):
        if page.kind == "letter":
            made = sheet(language, page.id)
            assert made.css(".letters .fill"), page.id
            assert "【" not in made.body.text(), page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_has_a_link_that_paper_cannot_follow(site: Site, language: str) -> None:
    """On the sheet itself only telephone numbers are links; pages are named by their codes."""
    for page in handouts(site):
        for link in sheet(language, page.id).css("main a[href]"):
            assert (link.attributes["href"] or "").startswith("tel:"), page.id


def test_a_stage_says_what_not_to_do_what_to_do_and_what_cannot_happen(site: Site) -> None:
    """Each of the three stages has the three lists."""
    for id in ("early", "mid", "late"):
        found = [section.attributes["class"] for section in sheet("zh-Hant", id).css("section")]
        assert found == ["do-not", "do-today", "lender-may-not"]


def test_a_longer_text_is_never_set_larger() -> None:
    """The type shrinks as text grows, and is 0 when no size is small enough."""
    sizes = [largest("zh-Hant", "", [["<p>" + "字" * n + "</p>"] * 10]) for n in range(10, 900, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == max(SIZES)
    assert sizes[-1] == 0


def test_what_is_filled_in_takes_room() -> None:
    """A line to write on counts more than the words that it replaces, tags nothing."""
    assert ems('<p><b>字</b><span class="fill">姓名</span></p>') > 1 + 2
