"""What the plan shows besides its amounts."""

import re

from playwright.sync_api import Page

TYPED = {"principal-1": "12000", "rate-1": "0", "budget": "900", "months": "12", "lump": "2400"}


def work(page: Page, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        page.fill(f'[data-field="{name}"]', text)
    page.click("[data-do=work]")


def test_the_first_month_that_does_not_fit_is_marked(page: Page, address: str) -> None:
    """A way above the budget is warned of and its first month is marked; the other ways are not."""
    page.goto(address + "tools/plan/?way=even")
    work(page, TYPED)
    assert page.locator("[data-part=warnings] li").count() == 1
    marked = page.locator("[data-part=schedule] tr.marked")
    assert marked.count() == 1
    assert marked.locator("th").inner_text() == "1"
    assert "超出" in marked.inner_text()
    assert page.locator(".chart rect.over").count() == 12
    page.select_option("[data-field=way]", "first")
    assert page.locator("[data-part=schedule] tr.marked").count() == 0
    assert page.locator("[data-part=schedule] tr").count() == 13


def test_only_the_way_stands_in_the_address(page: Page, address: str) -> None:
    """The chosen way is in the address, opens it again, and no amount ever is."""
    page.goto(address + "tools/plan/")
    work(page, TYPED)
    page.select_option("[data-field=way]", "own")
    assert page.url == address + "tools/plan/?way=own"
    page.reload()
    assert page.input_value("[data-field=way]") == "own"
    page.goto(address + "tools/plan/?way=%3Cscript%3E&principal-1=5")
    assert page.input_value("[data-field=way]") == "first"
    assert page.input_value('[data-field="principal-1"]') == ""


def test_a_plan_that_never_ends_says_so(page: Page, address: str) -> None:
    """A payment below the interest is called endless, and gives no total."""
    page.goto(address + "tools/plan/")
    work(page, TYPED | {"rate-1": "36", "own": "300"})
    assert "還不清" in page.locator("[data-slot=own-paid]").inner_text()
    assert page.locator("[data-part=warnings]").inner_text().count("還不清") == 1


def test_the_chart_is_told_in_words(page: Page, address: str) -> None:
    """The picture has a name, and every number of it stands in a table."""
    page.goto(address + "en/tools/plan/?way=even")
    work(page, TYPED)
    chart = page.locator("svg.chart")
    assert chart.get_attribute("role") == "img"
    assert re.search("table below", chart.locator("title").text_content() or "")
    assert page.locator("[data-part=schedule] tr").count() == chart.locator("rect").count()


def test_a_debt_without_an_amount_is_asked_for(page: Page, address: str) -> None:
    """A rate without a debt, hidden in a closed fold, opens the fold and is said beside the field."""
    page.goto(address + "tools/plan/")
    page.click("details.more summary >> nth=0")
    page.fill('[data-field="rate-2"]', "24")
    page.click("details.more summary >> nth=0")
    work(page, TYPED)
    assert page.evaluate("document.activeElement.dataset.field") == "principal-2"
    assert page.locator("#plan-principal-2-fault").is_visible()
    assert page.locator("[data-part=result]").is_hidden()
