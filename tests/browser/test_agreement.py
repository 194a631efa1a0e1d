"""The check of an agreement: what is missing, what is sent, and the file."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page

from browser.tools import LANGUAGES


def answered(page: Page, address: str, answers: dict[str, str], language: str = "zh-Hant") -> None:
    page.goto(f"{address}{LANGUAGES[language]}tools/agreement/")
    for name, answer in answers.items():
        page.select_option(f'[data-field="{name}"]', answer)
    page.click("[data-do=work]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_asked_for(page: Page, address: str, tmp_path: Path, language: str) -> None:
    """The file asks, in Simplified Chinese, for what is missing and for nothing else, in its order."""
    answered(
        page, address, {"certificate": "no", "creditor": "no", "interest": "yes", "case": "none"}, language
    )
    with page.expect_download() as download:
        page.click("[data-do=save][data-format=docx]")
    file = tmp_path / "ask.docx"
    download.value.save_as(file)
    lines = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    assert len(lines) == 5
    assert lines[2].startswith("1. 希望写明债权人的全称")
    assert "结清证明" in lines[3]
    shown = page.locator("[data-shown=own]").inner_text()
    assert ("settlement certificate" if language == "en" else "希望") in shown
    assert page.locator("[data-part=open-list] li").count() == 13


def test_nothing_missing_asks_for_nothing(page: Page, address: str) -> None:
    """When all is clear nothing is sent; before the check the page says what to do."""
    page.goto(address + "tools/agreement/")
    page.click("[data-do=copy]")
    assert "先核對" in page.locator("[data-part=status]").inner_text()
    names = page.locator("[data-item] select").evaluate_all("all => all.map(({ dataset }) => dataset.field)")
    answered(page, address, dict.fromkeys(names, "yes"))
    assert page.locator("[data-part=all-clear]").is_visible()
    assert page.locator("[data-part=ask]").is_hidden()
    page.click("[data-do=save][data-format=txt]")
    assert "沒有要發的話" in page.locator("[data-part=status]").inner_text()


def test_a_waiver_above_the_balance_is_refused(page: Page, address: str) -> None:
    """A waiver above the balance gets a sentence beside the field."""
    page.goto(address + "tools/agreement/")
    page.fill('[data-field="owed"]', "1000")
    page.fill('[data-field="waived"]', "1001")
    page.click("[data-do=work]")
    assert page.locator("#agreement-waived-fault").is_visible()
    assert page.evaluate("document.activeElement.dataset.field") == "waived"


def test_each_item_leads_to_its_page_and_its_article(page: Page, address: str) -> None:
    """Each link beside an item leads to a page that is there."""
    page.goto(address + "en/tools/agreement/")
    links = page.locator("[data-item] a").evaluate_all("all => all.map(({ href }) => href.split('#')[0])")
    assert len(links) > 30
    for link in set(links):
        assert page.request.get(link).status == 200
