"""The search box of every page, on the built site, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from browser.asking import LANGUAGES, addresses, answered, asked, options


@pytest.mark.parametrize(
    ("language", "query"), [("zh-Hant", "征信"), ("en", "court papers"), ("zh-Hans", "催收")]
)
@pytest.mark.parametrize("place", ["", "topics/being-sued/", "404.html"])
def test_the_box_of_any_page_leads_to_the_answer(
    page: Page, address: str, errors: list[str], language: str, query: str, place: str
) -> None:
    """Enter in the box opens the search page of the language with the query answered."""
    page.goto(address + LANGUAGES[language] + place)
    page.fill("#query", query)
    page.keyboard.press("Enter")
    answered(page, query)
    assert page.url.startswith(f"{address}{LANGUAGES[language]}search/?")
    assert asked(page) == {"q": [query]}
    assert page.input_value("#query") == query
    assert all(link.startswith(address + LANGUAGES[language]) for link in addresses(page))


def test_the_keyboard_alone_chooses_a_suggestion(page: Page, address: str, errors: list[str]) -> None:
    """The box is a combobox: arrows choose, Escape closes, Enter opens what is chosen."""
    page.goto(address + "en/")
    box = page.locator("#query")
    expect(box).to_have_role("combobox")
    box.focus()
    page.keyboard.type("lawyer's letter")
    box_opens = page.locator("#query[aria-expanded=true]")
    expect(box_opens).to_be_visible()
    listbox = page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(listbox).to_have_role("listbox")
    expect(page.locator("search-box [role=status]")).to_contain_text(str(len(list(options(page)))))
    for key, chosen in [
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", None),
        ("ArrowUp", -1),
    ]:
        page.keyboard.press(key)
        active = box.get_attribute("aria-activedescendant")
        selected = page.locator("[role=option][aria-selected=true]:visible")
        if chosen is None:
            assert active is None
            assert selected.count() == 0
        else:
            assert selected.get_attribute("id") == active
            assert selected.inner_text() == list(options(page))[chosen]
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("lawyer's letter")
    page.keyboard.press("ArrowDown")
    expect(listbox).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = page.locator("[role=option][aria-selected=true]:visible").evaluate("a => a.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert "/search/" not in target


def test_leaving_the_box_closes_the_list(page: Page, address: str, errors: list[str]) -> None:
    """Tab closes the suggestions; a click on one opens it."""
    page.goto(address)
    page.fill("#query", "信用卡逾期")
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.fill("#query", "信用卡逾期了")
    first = page.locator("[role=listbox] > a").first
    target = first.evaluate("a => a.href")
    first.click()
    page.wait_for_url(target)
