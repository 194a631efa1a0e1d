"""Whatever is typed: hostile, composed, half an address."""

import pytest
from playwright.sync_api import Page

from browser.asking import TYPED, addresses, answered, ask

HOSTILE = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "逾期" * 5000,
    "\ud83d",
    "逾期\udc00\ud800 loan",
    "(.*)+$[^\\]{1,}|?\\",
    "😀👨‍👩‍👧‍👦 逾期 🏦",
    "{count} ${1} %s $& __proto__ constructor toString",
    "\u202e\u0000\u200b\ufeff",
    "   ",
]


def test_characters_being_composed_are_not_searched(page: Page, address: str, errors: list[str]) -> None:
    """While an input method composes, nothing is searched; when it is done, its text is."""
    page.goto(address + "search/")
    ask(page, "逾期")
    compose = """(text) => {
      const box = document.querySelector("#query");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { isComposing: true }));
    }"""
    page.evaluate(compose, "zheng xin")
    page.wait_for_timeout(100)
    assert page.locator("#results").get_attribute("data-for") == "逾期"
    page.evaluate(compose, "征信")
    page.dispatch_event("#query", "compositionend")
    answered(page, "征信")


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_does_no_harm(page: Page, address: str, errors: list[str], query: str) -> None:
    """Whatever is typed is text: no error, no markup, and the page goes on working."""
    page.goto(address + "search/")
    [order] = page.evaluate(TYPED, [query])
    assert isinstance(order, list)
    assert page.evaluate("window.harmed") is None
    assert page.locator("guide-search :is(script, img)").count() == 0
    page.reload()
    ask(page, "逾期")
    assert addresses(page)
    page.goto(address)
    page.evaluate(
        """(query) => {
      const box = document.querySelector("#query");
      box.focus();
      box.value = query;
      box.dispatchEvent(new Event("input"));
    }""",
        query,
    )
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" in url)
    page.locator("#results").wait_for(state="attached")
    assert page.evaluate("window.harmed") is None


def test_an_address_is_only_read(page: Page, address: str, errors: list[str]) -> None:
    """Markup and unknown values in the address do nothing."""
    page.goto(
        f"{address}search/?q=%3Cimg+src%3Dx%3E%ED%A0%80&stage=%22%3E%3Cscript%3E&kind=__proto__&group=late"
    )
    page.locator("#results[data-for]").wait_for(state="attached")
    assert page.locator("guide-search :is(script, img)").count() == 0
    assert page.locator("guide-search [aria-current]").count() == 0


@pytest.mark.parametrize(
    "query", ["مرحبا ديون 逾期", "逾" * 10_000, "a\u0000b\u0000 逾期", "😀" * 5000, "((((((((((a+)+)+)+)+$"]
)
def test_a_hostile_query_keeps_nobody_waiting(
    page: Page, address: str, errors: list[str], query: str
) -> None:
    """Ten thousand characters, or signs of pattern languages, are answered within a second."""
    page.goto(address + "zh-Hans/search/")
    ask(page, "逾期")
    took = page.evaluate(
        f"async (queries) => {{ const began = performance.now(); await ({TYPED})(queries); return performance.now() - began; }}",
        [query],
    )
    assert took < 1000


def test_characters_being_composed_are_not_suggested(page: Page, address: str, errors: list[str]) -> None:
    """While an input method composes in the box of a page, its list stays as it is."""
    page.goto(address)
    page.focus("#query")
    compose = """([text, isComposing]) => {
      const box = document.querySelector("#query");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { isComposing }));
    }"""
    page.evaluate(compose, ["征信", True])
    page.wait_for_timeout(500)
    assert not page.locator("[role=listbox]").is_visible()
    page.dispatch_event("#query", "compositionend")
    page.locator("[role=listbox]").wait_for()
