"""Pages for frames: small, without scripts, and with what a frightened reader needs."""

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from guide.content import LANGUAGES, Site, load_site
from guide.linkable import embed_path, linkables
from guide.make.embed import write_embeds
from guide.make.inline import digest

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://overdue-loan-guide.example/"
EVERY = 8 * 1024


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


@pytest.fixture(scope="module")
def embeds(site: Site) -> dict[str, LexborHTMLParser]:
    paths = [embed_path(language, page.id) for language in LANGUAGES for page in linkables(site)]
    folder = ROOT / "site"
    return {path: LexborHTMLParser((folder / path / "index.html").read_text("utf-8")) for path in paths}


def test_each_weighs_under_eight_kib_with_all_it_loads(site: Site) -> None:
    """The page with the style that stands in it, compressed by gzip as a host would, is under 8 KiB."""
    for language in LANGUAGES:
        for page in linkables(site):
            path = embed_path(language, page.id)
            html = (ROOT / "site" / path / "index.html").read_bytes()
            assert len(gzip.compress(html, 6)) < EVERY, path


def test_each_has_its_style_in_it_and_loads_nothing_else(embeds: dict[str, LexborHTMLParser]) -> None:
    """No script, image, frame or style on an element: one style, named by hash in the policy, and the icon."""
    for path, page in embeds.items():
        assert not page.css("script, img, iframe, object, form, [style], [src]"), path
        [style] = page.css("style")
        policy = page.css_first("meta[http-equiv]").attributes["content"]
        assert f"'{digest(style.text())}'" in policy, path
        loaded = {
            (link.attributes["rel"], link.attributes["href"].split("/")[-1])
            for link in page.css("link:not([rel=canonical])")
        }
        assert loaded == {("icon", "icon.svg")}, path


def test_each_has_its_parts(embeds: dict[str, LexborHTMLParser]) -> None:
    """A title, hotlines, a link to the whole page, the notice; not to be indexed."""
    for path, page in embeds.items():
        assert len(page.css("h1")) == 1
        assert page.css_first("h1").text().strip(), path
        assert page.css("a.more[target=_top]"), path
        for number in ("12356", "110", "12348"):
            assert page.css(f'a[href="tel:{number}"]'), path
        assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
        assert page.css_first("link[rel=canonical]").attributes["href"].startswith(SITE_URL)


def test_what_to_do_now_is_there_where_the_page_has_it(
    site: Site, embeds: dict[str, LexborHTMLParser]
) -> None:
    """Each stage, topic, term and letter shows a short answer and a list of what to do."""
    for language in LANGUAGES:
        for page in linkables(site):
            if page.kind in ("stage", "hub", "topic", "risk", "letter"):
                embed = embeds[embed_path(language, page.id)]
                assert embed.css_first(".answer").text().strip(), page.id
                assert embed.css("main ol > li, main ul:not(.help) > li"), page.id


def test_every_link_leaves_the_frame(embeds: dict[str, LexborHTMLParser]) -> None:
    """A link opens in the whole window, so that no page of the site is caught in a narrow frame."""
    for path, page in embeds.items():
        for link in page.css("a[href]"):
            if not (link.attributes["href"] or "").startswith("tel:"):
                assert link.attributes.get("target") == "_top", path
                assert link.attributes.get("rel") == "noopener", path


def test_a_withdrawn_page_says_so_in_its_frames(site: Site, tmp_path: Path) -> None:
    """Where a page was withdrawn, its frames say that and lead elsewhere; none of its words is left."""
    rows = [dict(row) for row in site.record("permalinks").data]
    gone = next(row for row in rows if row["id"] == "being-sued")
    gone |= {"withdrawn": "2027-01-31", "see": "topics/payment-order"}
    data = {**site.data, "permalinks": replace(site.record("permalinks"), data=[gone])}
    write_embeds(replace(site, data=data), tmp_path, SITE_URL)
    for language in LANGUAGES:
        html = (tmp_path / embed_path(language, "being-sued") / "index.html").read_text("utf-8")
        page = LexborHTMLParser(html)
        assert "2027-01-31" in page.css_first(".answer").text()
        assert page.css_first("a.more").attributes["href"].endswith("/topics/payment-order/")
        assert page.css('a[href="tel:12356"]')
        assert not page.css("ol")
