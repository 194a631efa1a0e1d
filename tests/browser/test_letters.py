"""Letters filled in: what is sent, what is said beside it, and the files."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page

from browser.tools import HARM, LANGUAGES

TYPED = {"lender": "某银行", "name": "张三", "contract": "A-1", "reason": "公司停工。", "income": "5,000", "costs": "3700",
         "other-debts": "500", "monthly-payment": "600", "first-instalment": "2099-01-10", "instalments": "24",
         "proof": "工资单", "phone": "13800000000", "date": "2026-11-24"}  # fmt: skip


def opened(page: Page, address: str, letter: str, typed: dict[str, str], language: str = "zh-Hant") -> None:
    page.goto(f"{address}{LANGUAGES[language]}tools/letters/?letter={letter}")
    for name, text in typed.items():
        page.fill(f'[data-field="{name}"]', text)
    page.click("[data-do=work]")


def saved(page: Page, folder: Path, format: str) -> Path:
    with page.expect_download() as download:
        page.click(f"[data-do=save][data-format={format}]")
    file = folder / f"letter.{format}"
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_saved_whole(page: Page, address: str, tmp_path: Path, language: str) -> None:
    """In each language the files hold the Simplified letter with all values, and no bracket is left."""
    opened(page, address, "instalments", TYPED, language)
    assert page.locator("[data-part=missing]").is_hidden()
    lines = [paragraph.text for paragraph in Document(str(saved(page, tmp_path, "docx"))).paragraphs]
    text = saved(page, tmp_path, "txt").read_text("utf-8-sig").splitlines()
    assert text == lines
    assert lines[0] == "事由：申请分期偿还欠款"
    assert "原因是公司停工。" in lines[2]
    assert "我愿意自2099年1月10日起，每月还600元，预计分24期。" in "\n".join(lines)
    assert "【" not in "".join(lines)


def test_an_empty_place_is_agreed_to(page: Page, address: str, tmp_path: Path) -> None:
    """With empty places nothing is saved, copied or printed until the reader agrees; then they are in it."""
    opened(page, address, "instalments", {"name": "张三"})
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    for act in ("print", "copy"):
        page.click(f"[data-do={act}]")
        assert "沒填" in page.locator("[data-part=status]").inner_text()
        assert page.evaluate("document.activeElement.dataset.part") == "agreed"
    assert page.evaluate("window.printed") is None
    page.check("[data-part=agreed]")
    assert "【合同编号】" in saved(page, tmp_path, "txt").read_text("utf-8-sig")
    page.fill('[data-field="contract"]', "B-2")
    page.click("[data-do=work]")
    assert not page.is_checked("[data-part=agreed]")


def test_saving_at_once_asks_first(page: Page, address: str) -> None:
    """A file asked for before the letter is written shows what is missing instead."""
    page.goto(address + "tools/letters/")
    page.click("[data-do=save][data-format=docx]")
    assert page.locator("[data-part=missing]").is_visible()


def test_lines_are_taken_out(page: Page, address: str) -> None:
    """A line without its tick is not in the letter, numbers are counted anew, and it can come back."""
    opened(page, address, "instalments", TYPED)
    page.click(".more summary")
    box = page.get_by_label("分期期間停止催收")
    box.uncheck()
    shown = page.locator("[data-shown=own]")
    assert "停止催收" not in shown.inner_text()
    assert "2. 簽署之前" in shown.inner_text()
    box.check()
    assert "3. 簽署之前" in shown.inner_text()


def test_a_missing_line_is_taken_out_at_once(page: Page, address: str) -> None:
    """The list of empty places leads to the field, or takes out a line in which nothing was typed."""
    opened(page, address, "objection-to-payment-order", {"name": "张三"})
    page.get_by_role("button", name="刪掉這一段：對費用的異議").click()
    assert "違約金和其他費用" not in page.locator("[data-shown=own]").inner_text()
    page.get_by_role("button", name="填寫：案號").click()
    assert page.evaluate("document.activeElement.dataset.field") == "case"


def test_two_versions_are_one_too_many(page: Page, address: str) -> None:
    """The first version is in the letter alone; with both the page asks for a choice."""
    opened(page, address, "cannot-pay-today", {"name": "张三"})
    assert "現在還不能確定" not in page.locator("[data-shown=own]").inner_text()
    page.click(".more summary")
    page.get_by_label("我現在還不能確定").check()
    assert page.locator("[data-part=choices]").is_visible()
    assert "寫法" not in page.locator("[data-shown=own]").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["必須", "必须", "must"])
def test_harsh_words_are_pointed_out(page: Page, address: str, language: str, word: str) -> None:
    """In either script and in English a hard word is shown with a gentler one, and stays in the letter."""
    opened(page, address, "instalments", TYPED | {"reason": f"you {word} stop"}, language)
    row = page.locator("[data-part=harsh-list] li")
    assert row.count() == 1
    assert row.locator("[data-slot=word]").inner_text() == word
    assert len(row.locator("[data-part=gentle]").inner_text()) > 4
    assert f"you {word} stop" in page.locator("[data-shown=own]").inner_text()


def test_what_they_said_may_be_harsh(page: Page, address: str) -> None:
    """Words of the other side are not pointed out."""
    opened(page, address, "confirm-our-call", {"they-said": "必須今天還"})
    assert page.locator("[data-part=harsh]").is_hidden()


def test_distress_leads_to_help(page: Page, address: str) -> None:
    """Who writes of not wanting to live is shown the page that helps, first of all a link."""
    opened(page, address, "instalments", {"reason": "我不想活了"})
    link = page.locator("[data-part=harsh-list] a")
    assert str(link.get_attribute("href")).endswith("topics/suicidal-thoughts/")


def test_days_that_cannot_be(page: Page, address: str) -> None:
    """A first payment in the past and a debt paid off in the future get a sentence each."""
    opened(page, address, "instalments", TYPED | {"first-instalment": "2020-01-10"})
    assert page.locator("#letters-first-instalment-fault").is_visible()
    assert page.evaluate("document.activeElement.dataset.field") == "first-instalment"
    assert page.locator("[data-part=result]").is_hidden()
    opened(page, address, "settlement-certificate", {"paid-off": "2099-01-10"})
    assert page.locator("#letters-paid-off-fault").is_visible()


def test_the_identity_card_is_never_asked_for(page: Page, address: str) -> None:
    """Left empty it is a line to write on, not a missing place."""
    opened(page, address, "complaint-to-regulator", {"name": "张三"})
    assert "身份證" not in page.locator("[data-part=missing-list]").inner_text()
    assert "身份證號碼____" in page.locator("[data-shown=own]").inner_text()


def test_markup_in_a_letter_is_text(page: Page, address: str, tmp_path: Path) -> None:
    """Markup in a long answer is shown, saved and never run; two million characters are refused."""
    opened(page, address, "instalments", TYPED | {"reason": HARM})
    assert HARM in page.locator("[data-shown=own]").inner_text()
    assert page.evaluate("window.harmed") is None
    assert HARM in saved(page, tmp_path, "txt").read_text("utf-8-sig")
    page.locator('[data-field="reason"]').evaluate("field => { field.value = '必'.repeat(2000000); }")
    page.click("[data-do=work]")
    assert page.locator("#letters-reason-fault").is_visible()


def test_another_letter_keeps_what_fits(page: Page, address: str) -> None:
    """The name is there in the next letter; the address names the letter and nothing that was typed."""
    opened(page, address, "instalments", TYPED)
    page.select_option('[data-field="letter"]', "extension")
    assert page.url == address + "tools/letters/?letter=extension"
    assert page.input_value('[data-field="name"]') == "张三"
    assert page.locator('[data-field="income"]').is_hidden()
    assert "展期" in page.locator("[data-shown=own]").inner_text()
    page.goto(address + "tools/letters/?letter=%3Cscript%3E")
    assert page.input_value('[data-field="letter"]') == "cannot-pay-today"


def test_lines_taken_out_are_kept_when_asked(page: Page, address: str) -> None:
    """With the box ticked a reload keeps the letter, what was typed and what was taken out."""
    opened(page, address, "instalments", TYPED)
    page.check("[data-do=keep]")
    page.click(".more summary")
    page.get_by_label("分期期間停止催收").uncheck()
    page.goto(address + "tools/letters/")
    assert page.input_value('[data-field="letter"]') == "instalments"
    page.click("[data-do=work]")
    assert "停止催收" not in page.locator("[data-shown=own]").inner_text()


def test_a_letter_page_leads_here(page: Page, address: str) -> None:
    """The page of a letter has its blank and opens the tool with this letter, in its language."""
    for language, folder in LANGUAGES.items():
        page.goto(f"{address}{folder}letters/extension/")
        blanks = page.locator(".take a[download]:visible").all()
        assert len(blanks) == (1 if language == "zh-Hans" else 2)
        for blank in blanks:
            assert page.request.get(str(blank.evaluate("link => link.href"))).status == 200
        page.click(".take .door")
        assert page.url == f"{address}{folder}tools/letters/?letter=extension"
        assert page.input_value('[data-field="letter"]') == "extension"
