"""What the guide itself must hold, whatever else changes."""

from datetime import date
from pathlib import Path

import pytest

from guide.content import WRITTEN_LANGUAGES, Site, load_site
from guide.graph import clicks_from_home
from guide.references import laws_cited

ROOT = Path(__file__).resolve().parents[1]

# The claims of the source article, by stage; one that is lost here was dropped from the site.
CLAIMS = {
    *(f"intro-{n}" for n in range(1, 5)),
    *(f"early-{n}" for n in range(1, 13)),
    *(f"mid-{n}" for n in range(1, 10)),
    *(f"late-{n}" for n in range(1, 9)),
    *(f"talk-{n}" for n in range(1, 9)),
}
STAGE_SECTIONS = [
    "do-not",
    "do-today",
    "may-and-may-not",
    "cost",
    "letters-and-tools",
    "already-happened",
]


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def test_all_claims_of_the_article_are_mapped(site: Site) -> None:
    """Each of the 41 claims has its place on a page."""
    assert len(CLAIMS) == 41
    assert {row["id"] for row in site.record("article").data if row["at"]} == CLAIMS


@pytest.mark.parametrize("stage", ["early", "mid", "late"])
@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_a_stage_page_goes_in_its_order(site: Site, language: str, stage: str) -> None:
    """Do not, do today, may and may not, cost, letters and tools, already happened."""
    page = site.pages[language, f"stages/{stage}"]
    assert [h.id for h in page.document.headings if h.level == 2] == STAGE_SECTIONS


def test_the_glossary_has_all_its_terms(site: Site) -> None:
    """73 risks, each with its sections."""
    risks = [p for p in site.pages_in("zh-Hant") if p.front.get("kind") == "risk"]
    assert len(risks) == 73
    for page in risks:
        ids = [h.id for h in page.document.headings if h.level == 2]
        assert ids == ["when", "what-it-does-not-mean", "what-to-do", "how-it-ends"], page.key


def test_every_risk_is_set_off_by_something_the_index_lists(site: Site) -> None:
    """Each risk stands in the index by what sets it off."""
    index = site.pages["zh-Hant", "risks/index"].text
    for page in site.pages_in("zh-Hant"):
        if page.front.get("kind") == "risk":
            assert f"{{{{ risks after {page.front.get('trigger')} }}}}" in index, page.key


def test_every_topic_answers_and_follows_the_pattern(site: Site) -> None:
    """At least 45 topics, each with a short answer and the sections of a topic page, in order."""
    topics = [p for p in site.pages_in("zh-Hant") if p.front.get("kind") == "topic"]
    assert len(topics) >= 45
    wanted = ["do-not", "do-now", "what-may-come-next", "what-cannot-happen", "already-happened"]
    for page in topics:
        ids = [h.id for h in page.document.headings if h.level == 2]
        assert [id for id in ids if id in wanted] == wanted, page.key
        assert page.description, page.key


def test_every_page_is_two_clicks_from_home_at_the_most(site: Site) -> None:
    """No page is further than two clicks, in menus and texts, from the home page."""
    reached = clicks_from_home(site)
    far = [p.key for p in site.pages_in("zh-Hant") if reached.get(p.key, 9) > 2]
    assert far == []


def test_every_page_has_its_permanent_name(site: Site) -> None:
    """Ids and codes are given to all pages, and to each once."""
    rows = site.record("permalinks").data
    for name in ("id", "code", "key"):
        values = [row[name] for row in rows]
        assert len(values) == len(set(values)), name
    assert {row["key"] for row in rows} >= site.keys - {"search"}


def test_legal_pages_cite_law(site: Site) -> None:
    """Stage, topic and risk pages cite at least one article, the page for a crisis apart."""
    for page in site.pages_in("zh-Hant"):
        if page.front.get("kind") in ("stage", "topic", "risk") and page.key != "topics/suicidal-thoughts":
            assert laws_cited(site, page), page.key


def test_letters_have_the_same_placeholders_in_both_languages(site: Site) -> None:
    """Each 【…】 is in placeholders.yml, in the same order in both languages of a letter."""
    import re

    names = site.record("placeholders").data
    for path, chinese in site.snippets.items():
        if not path.startswith("zh-Hant/letters/"):
            continue
        english = site.snippets[path.replace("zh-Hant/", "en/")]
        order = []
        for language, document in (("zh-Hant", chinese), ("en", english)):
            ids = {words[language]: id for id, words in names.items()}
            order.append([ids[word] for word in re.findall(r"【([^】]*)】", document.text)])
        assert order[0] == order[1], path
