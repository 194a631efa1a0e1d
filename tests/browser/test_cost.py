"""What the tools on cost and budget say besides their sums: faults, comparisons, warnings."""

import pytest
from playwright.sync_api import Page

DEBT = {"principal": "10000", "rate": "24%", "penalty": "50", "days": "45"}


def work(page: Page, typed: dict[str, str], section: str = "[data-part=overdue]") -> None:
    for name, text in typed.items():
        page.fill(f'[data-field="{name}"]', text)
    page.click(f"{section} [data-do=work]")


def fault(page: Page, name: str) -> str:
    """The sentence beside a field; empty where there is none."""
    place = page.locator(f"#cost-{name}-fault")
    return place.inner_text() if place.is_visible() else ""


@pytest.mark.parametrize(
    ("typed", "name", "part"),
    [
        ({"rate": "3000%"}, "rate", "1,000%"),
        ({"rate": "30", "rate-unit": "day"}, "rate", "1,000%"),
        ({"days": "", "due": "2099-01-01"}, "due", "2026-11-23"),
        ({"days": "", "due": "2026-02-30"}, "due", "2026-03-31"),
        ({"days": "5", "due": "2026-11-01", "until": "2026-11-23"}, "days", "22"),
        ({"days": ""}, "days", ""),
        ({"days": "4.5"}, "days", ""),
        ({"days": "", "due": "1926-01-31"}, "due", "年份"),
        ({"penalty": ""}, "penalty", ""),
        ({"principal": "0"}, "principal", "0.01"),
        ({"principal": "100.999"}, "principal", ""),
        ({"principal": "10億"}, "principal", "100,000,000"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    page: Page, address: str, typed: dict[str, str], name: str, part: str
) -> None:
    """Each impossible entry has its own sentence, all other faults are said at once, and all stays."""
    page.clock.set_fixed_time("2026-11-23T10:00:00+08:00")
    page.goto(address + "tools/cost/")
    if "rate-unit" in typed:
        page.select_option("[data-field=rate-unit]", typed.pop("rate-unit"))
    work(page, DEBT | typed)
    assert fault(page, name)
    assert part in fault(page, name)
    assert page.locator("[data-part=overdue] [data-part=result]").is_hidden()
    for field, text in (DEBT | typed).items():
        assert page.input_value(f'[data-field="{field}"]') == text


def test_several_faults_are_said_at_once(page: Page, address: str) -> None:
    """A negative principal does not hide that the rate and the date are impossible too."""
    page.goto(address + "tools/cost/")
    work(page, {"principal": "-5", "rate": "3000%", "due": "2099-01-01", "penalty": "50"})
    assert all(fault(page, name) for name in ("principal", "rate", "due"))
    assert page.evaluate("document.activeElement.dataset.field") == "principal"


def test_the_days_are_counted_from_the_due_date(page: Page, address: str) -> None:
    """From the due date to the day named, the first day after being the first."""
    page.goto(address + "tools/cost/")
    work(page, DEBT | {"days": "", "due": "2026年1月31日", "until": "2026-03-01"})
    assert "29" in page.locator("[data-slot=until-told]").inner_text()


def test_each_known_rate_says_how_far_above(page: Page, address: str) -> None:
    """24 %, 36 % and four times the reader's LPR are compared for the same days; each has its citation."""
    page.goto(address + "en/tools/cost/")
    work(page, DEBT | {"fees": "200"})
    known = {item.get_attribute("data-known"): item for item in page.locator("[data-known]").all()}
    assert "CNY 350.00 above" in known["court-reduction"].inner_text()
    assert "CNY 200.00 above" in known["illegal-lending"].inner_text()
    assert "Give the one-year LPR" in known["private-lending"].inner_text()
    work(page, {"lpr": "3"})
    assert "12% a year" in known["private-lending"].inner_text()
    assert "CNY 500.00 above" in known["private-lending"].inner_text()
    for item in known.values():
        assert "/sources/" in (item.locator("a").first.evaluate("a => a.href") or "")


def test_the_penalty_asks_for_what_it_needs(page: Page, address: str) -> None:
    """A surcharge has no period; without penalty no rate is asked for."""
    page.goto(address + "tools/cost/")
    assert page.locator("[data-field=penalty-unit]").is_hidden()
    page.select_option("[data-field=way]", "beside")
    assert page.locator("[data-field=penalty-unit]").is_visible()
    page.select_option("[data-field=way]", "none")
    assert page.locator("[data-field=penalty]").is_hidden()
    work(page, {"principal": "10000", "rate": "18", "days": "10"})
    assert "10,050.00" in page.locator("[data-part=overdue] [data-part=result]").inner_text()


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"wages": "3000", "rent": "3500"}, "500.00"),
        ({"wages": "5000", "rent": "4000", "reserve": "400", "wish": "700"}, "600.00"),
        ({"wages": "5000", "rent": "4000", "reserve": "400", "wish": "1,200"}, "1,000.00"),
        ({"wages": "5000", "rent": "4000"}, "應急"),
        ({"wages": "5000", "rent": "4000", "reserve": "1000"}, "不要答應"),
    ],
)
def test_an_offer_that_cannot_be_kept_is_warned_of(
    page: Page, address: str, typed: dict[str, str], part: str
) -> None:
    """Each way in which an offer cannot be kept has its warning, with the amount."""
    page.goto(address + "tools/budget/")
    work(page, typed, "[data-part=sheet]")
    warnings = page.locator("[data-part=warnings] li").all_inner_texts()
    assert any(part in warning for warning in warnings), warnings


def test_a_name_that_is_too_long_is_said(page: Page, address: str) -> None:
    """Two million characters in a name get a sentence and stay."""
    page.goto(address + "tools/budget/")
    page.locator('[data-field="debts-1-name"]').evaluate("field => { field.value = '長'.repeat(2000000); }")
    page.click("[data-do=work]")
    assert page.locator("#budget-debts-1-name-fault").is_visible()
    assert page.evaluate("document.querySelector('[data-field=\"debts-1-name\"]').value.length") == 2000000


def test_copying_nothing_is_said(page: Page, address: str) -> None:
    """Without a result nothing is copied, and the status says so."""
    page.goto(address + "tools/cost/")
    page.click("[data-do=copy]")
    assert page.locator("[data-part=status]").inner_text() == "還沒有結果，請先計算。"
