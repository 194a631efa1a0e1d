"""What the search loads, when, and what it does without it."""

import re
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser import conftest
from browser.asking import LANGUAGES, addresses, answered, ask


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_listed(chromium: Browser, address: str, language: str) -> None:
    """With scripts off the box leads to a page that says so and lists the stages and topics."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LANGUAGES[language] + "topics/")
    page.fill("#query", "逾期")
    page.press("#query", "Enter")
    page.wait_for_url(f"{address}{LANGUAGES[language]}search/?q=*")
    expect(page.locator("noscript .no-script")).to_be_visible()
    expect(page.locator("guide-search")).to_be_hidden()
    assert page.locator(".text a[href*='stages/']").count() >= 3
    assert page.locator(".text a[href*='topics/']").count() >= 20
    context.close()


def test_a_query_is_sent_to_nobody(context: BrowserContext, page: Page, address: str) -> None:
    """From the first letter to the answer, no request names the query, and none goes elsewhere."""
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.url.partition("#")[0]))
    page.goto(address)
    page.fill("#query", "活着没意思 debt")
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("Enter")
    answered(page, "活着没意思 debt")
    page.click(".languages a[hreflang=en]")
    answered(page, "活着没意思 debt")
    assert {urlsplit(url).netloc for url in sent} == {urlsplit(address).netloc}
    assert [url for url in sent if "?" in url or "%" in url or "debt" in url] == []


def test_nothing_of_the_search_is_loaded_before_it_is_wanted(page: Page, address: str) -> None:
    """A page loads neither engine nor index; focus in the box does."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(address, wait_until="networkidle")
    assert not [path for path in loaded if path.startswith("/search/") or "search-engine" in path]
    with page.expect_request("**/search/zh-Hant/boot.*.js"):
        page.focus("#query")


def test_without_the_index_the_page_lists_everything(page: Page, address: str) -> None:
    """When the index cannot be loaded the page says so and shows its list; then it tries again."""
    page.route("**/boot.*.js", lambda route: route.abort())
    page.goto(f"{address}search/?q={quote('逾期')}")
    expect(page.locator("#search-failed")).to_be_visible()
    expect(page.locator(".text")).to_be_visible()
    page.unroute("**/boot.*.js")
    ask(page, "逾期了")
    expect(page.locator("#search-failed")).to_be_hidden()
    assert addresses(page)


def test_without_the_bodies_the_first_tier_answers(page: Page, address: str) -> None:
    """When the bodies cannot be loaded the answer of the first tier stands."""
    page.route(re.compile(r"/(words|pages|other)-[^/]*\.js$"), lambda route: route.abort())
    page.goto(address + "search/")
    ask(page, "被起诉")
    assert addresses(page)


def test_without_the_bodies_the_box_asks_for_each_once(page: Page, address: str) -> None:
    """A box that finds nothing to suggest, and cannot load more, does not go on trying by itself."""
    tried: list[str] = []
    rest = re.compile(r"/(words|pages|other)-[^/]*\.js$")
    page.route(rest, lambda route: (tried.append(route.request.url), route.abort()))
    page.goto(address)
    page.fill("#query", "qzqz xvxv")
    page.wait_for_timeout(1000)
    assert len(tried) == len(set(tried))


def test_the_search_works_from_a_file(page: Page) -> None:
    """Opened from a folder, without any server, the page answers, and its results are files."""
    page.goto((conftest.SITE / "zh-Hans" / "search" / "index.html").as_uri())
    ask(page, "逾期一天上征信吗")
    found = addresses(page)
    assert found
    assert all(link.partition("#")[0].endswith("/index.html") for link in found)
