"""The check of a message in a browser: what is pasted stays text, and the way to help is shown."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.tools import HARM, LANGUAGES

PATH = "tools/message/"
LURE = "【法院】點擊 https://court-gov.cn.top/x 把錢轉到個人賬戶，電話13800138000，mail@qq.com"


def judge(page: Page, address: str, text: str) -> None:
    page.goto(address + PATH)
    page.locator("[data-field=text]").evaluate("(field, text) => { field.value = text; }", text)
    page.click("[data-do=work]")


@pytest.mark.parametrize(
    "text", [LURE, HARM + LURE, "javascript:alert(1) tel:110 <a href=https://x.top>法院</a>"]
)
def test_nothing_pasted_becomes_a_link(page: Page, address: str, text: str) -> None:
    """Links of the result are those of the page: none leads to what was pasted, and no markup is made of it."""
    judge(page, address, text)
    links = page.locator("[data-part=result] a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert links
    assert not [link for link in links if re.search(r"court-gov|x\.top|13800138000|qq\.com|javascript", link)]
    assert page.locator("guide-message :is(script, img, iframe)").count() == 0
    assert page.evaluate("window.harmed") is None


def test_the_copy_has_no_address_that_becomes_a_link(page: Page, address: str) -> None:
    """In the copied result the dots of addresses are in brackets."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    judge(page, address, LURE)
    page.click("[data-do=copy]")
    expect(page.locator("[data-part=status]")).to_contain_text("已")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "court-gov[.]cn[.]top" in copied
    assert not re.search(r"(?<!\[)://|court-gov\.|qq\.com", copied)


@pytest.mark.parametrize(("text", "shown"), [("我不想活了", True), ("你好", False)])
def test_words_of_despair_show_the_lines(page: Page, address: str, text: str, shown: bool) -> None:
    """12356 and 110 stand first in the result when the text is of despair."""
    judge(page, address, text)
    part = page.locator("[data-part=crisis]")
    assert part.is_visible() is shown
    if shown:
        assert part.locator("a[href='tel:12356']").is_visible()
        assert part.locator("a[href='tel:110']").is_visible()


def test_a_text_turned_round_stays_in_its_place(page: Page, address: str) -> None:
    """Characters that turn the writing round are named by their numbers, and are in no quotation."""
    judge(page, address, "法院\u202e轉到個人賬戶\u2066" * 3)
    shown = page.inner_text("[data-part=result]")
    assert "U+202E" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_told_in_words(page: Page, address: str, language: str) -> None:
    """Each sign and kind has its words in the page's script, and the way to check is always there."""
    page.goto(address + LANGUAGES[language] + PATH)
    page.fill("[data-field=text]", "法院 征信修复 停息挂账 退息退费 我是公安局")
    page.click("[data-do=work]")
    shown = page.inner_text("[data-part=result]")
    assert "12368" in shown or "110" in shown
    items = page.locator("[data-part=result] li").all_inner_texts()
    assert items
    assert all(len(item.strip()) > 1 for item in items)
    if language == "zh-Hans":
        assert "核实" in shown
        assert "核實" not in shown
