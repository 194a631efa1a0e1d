"""What stands in every built page: language, addresses in the other languages, the crisis line."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from guide.addresses import page_file, page_path
from guide.built.load import Built, load_built
from guide.content import LANGUAGES, Site, load_site
from guide.script import simplified

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://overdue-loan-guide.example/"
ATOM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


@pytest.fixture(scope="module")
def built() -> Built:
    assert (ROOT / "site" / "index.html").exists(), "run make site first"
    return load_built(ROOT / "site")


def test_every_page_is_built_in_every_language(site: Site, built: Built) -> None:
    """Each key has its file in zh-Hant, en and zh-Hans."""
    wanted = {page_file(language, key) for key in site.keys for language in LANGUAGES}
    assert wanted <= built.files


def test_canonical_and_hreflang_are_absolute_and_reciprocal(site: Site, built: Built) -> None:
    """Each page names its own address, and the same four alternates as its translations."""
    for key in site.keys:
        addresses = {language: SITE_URL + page_path(language, key) for language in LANGUAGES}
        for language in LANGUAGES:
            page = LexborHTMLParser(built.html(page_file(language, key)))
            canonical = page.css("link[rel=canonical]")
            assert [link.attributes["href"] for link in canonical] == [addresses[language]]
            found = {
                link.attributes["hreflang"]: link.attributes["href"]
                for link in page.css("link[rel=alternate][hreflang]")
            }
            assert found == {**addresses, "x-default": addresses["zh-Hant"]}, (key, language)


def test_the_sitemap_has_every_page_in_every_language(site: Site) -> None:
    """One entry a page and language, nothing else."""
    tree = ElementTree.parse(ROOT / "site" / "sitemap.xml")
    found = [element.text for element in tree.iter(f"{ATOM}loc")]
    wanted = {SITE_URL + page_path(language, key) for key in site.keys for language in LANGUAGES}
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_the_crisis_line_is_on_every_page(built: Built) -> None:
    """12356 and 110 can be called from every page, the 404 pages too."""
    for page in built.pages:
        assert 'href="tel:12356"' in built.html(page.path), page.path
        assert 'href="tel:110"' in built.html(page.path), page.path


def test_the_disclaimer_is_on_every_page(built: Built) -> None:
    """Mainland China only, general information: said on each page in its language."""
    words = {
        "zh-Hant": "這是一般信息，不是法律意見",
        "en": "General information, not legal advice",
        "zh-Hans": "这是一般信息，不是法律意见",
    }
    for page in built.pages:
        assert words[page.language] in built.html(page.path), page.path


def test_nothing_traditional_is_left_in_simplified_pages(built: Built) -> None:
    """Converting a Simplified page once more changes nothing, the names of languages apart."""
    for page in built.pages:
        if page.language == "zh-Hans":
            text = built.html(page.path).replace("繁體中文", "").replace(">繁<", "")
            assert simplified(text) == text, page.path


def test_no_reference_is_left_unresolved(built: Built) -> None:
    """No page shows the brackets of a reference, a listing or an include."""
    for page in built.pages:
        left = re.search(r"\]\[[a-z]+:|\{\{|\{!|!\}", built.html(page.path))
        assert left is None, (page.path, left)


def test_no_script_or_style_of_another_host_is_named(built: Built) -> None:
    """No page names a resource of another host."""
    for page in built.pages:
        tree = LexborHTMLParser(built.html(page.path))
        for node in tree.css("script[src], img[src], iframe[src], link[rel=stylesheet], link[rel=icon]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert "//" not in address, (page.path, address)


def test_what_is_not_for_readers_is_not_published(built: Built) -> None:
    """Data of editors, words of templates and the theme's scripts stay out of the site."""
    for name in built.files:
        assert not name.startswith(("_data/", "strings/", "assets/javascripts/")), name


def test_every_citation_leads_to_its_article(site: Site, built: Built) -> None:
    """Each article has its place on the page of its source, in every language."""
    for source in site.sources.values():
        for language in LANGUAGES:
            ids = built.ids(page_file(language, f"sources/{source.id}"))
            assert {article.anchor for article in source.articles.values()} <= ids
