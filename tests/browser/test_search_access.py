"""Search for everyone: axe, contrast, the size of what one touches."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.asking import LANGUAGES, ask


@pytest.mark.parametrize("query", ["逾期一天上征信吗", "想死", "聯徵 愈期", "qqqq zzzzzz"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_answers(page: Page, address: str, language: str, query: str) -> None:
    """With results, panels and facets shown, axe finds nothing, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(address + LANGUAGES[language] + "search/")
    ask(page, query)
    page.click(".facets summary") if page.locator(".facets summary").is_visible() else None
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("query", ["被起诉", "想死"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_with_the_list_open(page: Page, address: str, language: str, query: str) -> None:
    """With the suggestions open and one chosen, axe finds nothing, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(address + LANGUAGES[language])
    page.fill("#query", query)
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("ArrowDown")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_have_a_contrast_of_seven(chromium: Browser, address: str, scheme: str) -> None:
    """Answers, panels and suggestions have a contrast of 7:1 in light and in dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    rule = {
        "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    for query in ("逾期一天上征信吗", "想死", "qqqq zzzzzz"):
        page.goto(address + "search/")
        ask(page, query)
        results = Axe().run(page, options=rule)
        assert results.violations_count == 0, results.generate_report()
        page.goto(address)
        page.fill("#query", query)
        page.wait_for_timeout(500)
        results = Axe().run(page, options=rule)
        assert results.violations_count == 0, results.generate_report()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_large_enough(page: Page, address: str, language: str) -> None:
    """Every link and button among answers and suggestions is at least 44 pixels high."""
    height = "all => all.filter(a => a.offsetParent && a.offsetHeight < 44).map(a => a.textContent)"
    page.goto(address + LANGUAGES[language] + "search/")
    for query in ("愈期了怎么办", "想死", "qqqq zzzzzz"):
        ask(page, query)
        assert page.eval_on_selector_all("guide-search :is(a, button, summary)", height) == []
    page.goto(address + LANGUAGES[language])
    page.fill("#query", "想死")
    page.locator("[role=listbox]").wait_for()
    assert page.eval_on_selector_all("[role=option]", height) == []
