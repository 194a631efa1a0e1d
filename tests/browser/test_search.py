"""What the search page shows, on the built site, in a real browser."""

import csv
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from browser import conftest
from browser.asking import LANGUAGES, TYPED, addresses, answered, ask, asked
from search import Engine

QUERIES = sorted((Path(__file__).parents[1] / "search").glob("*.csv"))
CRISIS = [
    ("zh-Hant", "想死"),
    ("zh-Hant", "撐不下去了"),
    ("zh-Hans", "zisha"),
    ("zh-Hans", "欠钱想自杀"),
    ("en", "I want to end it"),
    ("en", "自殺"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_answered(page: Page, address: str, errors: list[str], language: str) -> None:
    """A link with a query and a stage shows the answer; each result shows what one must know of it."""
    page.goto(f"{address}{LANGUAGES[language]}search/?q={quote('被起诉')}&stage=late")
    answered(page, "被起诉")
    first = page.locator("#results > li").first
    expect(first.locator(".labels .stage-late")).to_be_visible()
    expect(page.locator("#results mark").first).to_be_visible()
    expect(page.locator("guide-search [role=status]")).to_contain_text(str(len(addresses(page))))
    expect(page.locator("[data-value=late]")).to_have_attribute("aria-current", "true")
    expect(page.locator(".text")).to_be_hidden()


def test_facets_filter_and_are_in_the_address(page: Page, address: str, errors: list[str]) -> None:
    """A chosen stage, kind or group filters, is in the address, and is given up by Back."""
    page.goto(address + "search/")
    ask(page, "逾期")
    everything = addresses(page)
    page.click("[data-value=negotiation]")
    answered(page, "逾期")
    negotiation = addresses(page)
    assert asked(page) == {"q": ["逾期"], "stage": ["negotiation"]}
    assert negotiation != everything
    page.click(".facets summary")
    letters = page.locator("[data-value=letter]")
    count = int(letters.locator("b").inner_text())
    letters.click()
    answered(page, "逾期")
    assert asked(page) == {"q": ["逾期"], "stage": ["negotiation"], "kind": ["letter"]}
    assert len(addresses(page)) == min(count, 20)
    assert all("/letters/" in link for link in addresses(page))
    page.go_back()
    answered(page, "逾期")
    assert addresses(page) == negotiation
    page.go_back()
    answered(page, "逾期")
    assert addresses(page) == everything
    page.go_forward()
    answered(page, "逾期")
    assert addresses(page) == negotiation
    page.click("[data-part=clear]")
    answered(page, "逾期")
    assert asked(page) == {"q": ["逾期"]}


def test_a_result_is_followed_and_back_returns(page: Page, address: str, errors: list[str]) -> None:
    """After a result, Back shows the same answer again; typing added nothing to the history."""
    page.goto(address)
    page.goto(address + "search/")
    for query in ("被", "被起", "被起诉"):
        ask(page, query)
    found = addresses(page)
    page.click("#results > li:first-child a")
    page.wait_for_url(found[0])
    page.go_back()
    answered(page, "被起诉")
    assert addresses(page) == found
    page.go_back()
    page.wait_for_url(address)


@pytest.mark.parametrize(("language", "query"), CRISIS)
def test_despair_is_answered_first(
    page: Page, address: str, errors: list[str], language: str, query: str
) -> None:
    """Words of despair show the numbers and the page before anything else, also in suggestions."""
    page.goto(address + LANGUAGES[language] + "search/")
    ask(page, query)
    panel = page.locator("guide-search > :not([hidden])").first
    expect(panel).to_have_class("despair")
    for target in ("tel:12356", "tel:110"):
        expect(panel.locator(f"a[href='{target}']")).to_be_in_viewport()
    expect(panel.locator("a[href*='topics/suicidal-thoughts/']")).to_be_visible()
    assert "/topics/suicidal-thoughts/" in addresses(page)[0]
    expect(page.locator("guide-search [role=status]")).to_contain_text("12356")
    page.goto(address + LANGUAGES[language] + "letters/")
    page.fill("#query", query)
    panel = page.locator("[role=listbox] > .despair")
    panel.wait_for()
    expect(panel.locator("a[href='tel:12356']")).to_be_in_viewport()
    expect(page.locator("search-box [role=status]")).to_contain_text("12356")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/suicidal-thoughts/")


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("zh-Hant", "藥都買好了"),  # a character
        ("zh-Hans", "保险够不够还清贷款"),  # a shape
        ("en", "everyone would be happier without me"),
        ("zh-Hans", "🕯"),
    ],
)
def test_signs_of_despair_bring_the_panel(
    page: Page, address: str, errors: list[str], language: str, query: str
) -> None:
    """What despair may mean by characters and shapes brings the panel, on the page and in suggestions."""
    page.goto(address + LANGUAGES[language] + "search/")
    ask(page, query)
    expect(page.locator("guide-search > :not([hidden])").first).to_have_class("despair")
    page.goto(address + LANGUAGES[language] + "letters/")
    page.fill("#query", query)
    expect(page.locator("[role=listbox] > .despair a[href='tel:12356']")).to_be_in_viewport()


def test_what_nothing_fits_still_leads_on(page: Page, address: str, errors: list[str]) -> None:
    """For nonsense there are three doors and the telephone numbers, and no suggestion that leads astray."""
    page.goto(address + "en/search/")
    ask(page, "qqqq zzzzzz 9x9x9x")
    weak = page.locator("[data-part=weak]")
    expect(weak).to_be_visible()
    assert weak.locator("[data-part=doors] a").count() == 3
    for number in ("12348", "12378", "12356"):
        expect(weak.locator(f"a[href='tel:{number}']")).to_be_visible()


def test_a_word_of_taiwan_or_hong_kong_is_met_with_a_line(
    page: Page, address: str, errors: list[str]
) -> None:
    """A legal word from elsewhere brings the line that this is mainland law, and the nearest pages."""
    page.goto(address + "search/")
    ask(page, "聯徵")
    expect(page.locator("[data-part=elsewhere]")).to_be_visible()
    assert addresses(page)
    ask(page, "徵信")
    expect(page.locator("[data-part=elsewhere]")).to_be_hidden()


def test_a_wrong_character_is_put_right(page: Page, address: str, errors: list[str]) -> None:
    """The query as it was meant is offered, and following it asks that."""
    page.goto(address + "search/")
    ask(page, "愈期了怎么办")
    offered = page.locator("[data-part=corrected] a")
    right = offered.inner_text()
    assert "逾期" in right
    offered.click()
    answered(page, right)
    assert asked(page) == {"q": [right]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_and_the_command_line_agree(
    page: Page, address: str, errors: list[str], language: str
) -> None:
    """On every query of the scoreboard the page shows the order of `scripts/search.py`."""
    rows = [row for file in QUERIES for row in csv.DictReader(file.read_text("utf-8").splitlines())]
    queries = list(dict.fromkeys(row["query"] for row in rows if row["lang"] == language))
    assert queries
    page.set_default_timeout(120_000)
    page.goto(address + LANGUAGES[language] + "search/")
    engine = Engine(conftest.SITE, language)
    for query, shown in zip(queries, page.evaluate(TYPED, queries), strict=True):
        expected = [address + hit["url"] for hit in engine.search(query, limit=20)["results"]]
        assert shown == expected, query
