"""The workbooks that the tools save: what is in them, and that their formulas give the page's amounts."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Page

from browser.formulas import worked_out
from browser.tools import HARM

Opened = Callable[[Path], Workbook]


def cached(file: Path) -> Workbook:
    """The values that we wrote beside the formulas."""
    return openpyxl.load_workbook(file, data_only=True)


def recalculated(file: Path) -> Workbook:
    """The values that come of the formulas alone."""
    return worked_out(openpyxl.load_workbook(file))


OPENED = [cached, recalculated]


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click("[data-do=save][data-format=xlsx]")
    file = folder / "book.xlsx"
    download.value.save_as(file)
    assert download.value.suggested_filename.endswith(".xlsx")
    return file


def filled_in(page: Page, address: str, path: str, typed: dict[str, str]) -> None:
    page.goto(address + path)
    for name, text in typed.items():
        page.locator(f'[data-field="{name}"]').evaluate(
            "(field, text) => { field.closest('details')?.setAttribute('open', ''); field.value = text; }",
            text,
        )
    page.click("[data-do=work]")


def rows(book: Workbook, sheet: int = 0) -> list[list[object]]:
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def money(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


@pytest.mark.parametrize("opened", OPENED, ids=["written", "recalculated"])
def test_the_budget_adds_up_in_a_spreadsheet(
    page: Page, address: str, tmp_path: Path, opened: Opened
) -> None:
    """Sums, what is left and the offer are those of the page; text of the reader stays text."""
    typed = {"wages": "5000.55", "income-1": "300", "income-1-name": f"=1+1{HARM}", "rent": "1500",
             "food": "2,000", "debts-1": "500", "debts-1-name": "某銀行", "reserve": "200"}  # fmt: skip
    filled_in(page, address, "tools/budget/", typed)
    file = saved(page, tmp_path)
    found = {str(row[0]): row[1] for row in rows(opened(file)) if row[0]}
    assert money(found["收入合計"]) == Decimal("5300.55")
    assert money(found["必需開支合計"]) == Decimal("3500.00")
    assert money(found["其他債合計"]) == Decimal("500.00")
    assert money(found["每月剩下"]) == Decimal("1300.55")
    assert money(found["每月能還"]) == Decimal("1100.00")
    assert money(found[f"=1+1{HARM}"]) == Decimal("300.00")
    formulas = [
        cell for row in rows(openpyxl.load_workbook(file)) for cell in row if str(cell).startswith("=")
    ]
    assert len([cell for cell in formulas if HARM not in str(cell)]) == 6


def test_an_empty_budget_is_a_sheet_to_fill_in(page: Page, address: str, tmp_path: Path) -> None:
    """Saved without a word typed, the workbook has all lines and its formulas."""
    page.goto(address + "en/tools/budget/")
    book = openpyxl.load_workbook(saved(page, tmp_path))
    cells = [cell for row in rows(book) for cell in row if cell is not None]
    assert len([cell for cell in cells if str(cell).startswith("=")]) == 6
    assert any("Wages" in str(cell) for cell in cells)


PLAN = {"name-1": "某銀行", "principal-1": "12000", "unpaid-1": "300.45", "rate-1": "12", "order-1": "2",
        "name-2": HARM, "principal-2": "8000", "unpaid-2": "0", "rate-2": "23.4", "order-2": "1",
        "principal-3": "999.99", "rate-3": "0", "budget": "1500", "months": "18", "lump": "9000",
        "own": "1400", "start": "2099-01-31"}  # fmt: skip


@pytest.mark.parametrize("opened", OPENED, ids=["written", "recalculated"])
def test_a_plan_comes_out_in_a_spreadsheet(page: Page, address: str, tmp_path: Path, opened: Opened) -> None:
    """The totals, and in each way every month's payment and balance, are those of the page."""
    filled_in(page, address, "tools/plan/", PLAN)
    file = saved(page, tmp_path)
    book = opened(file)
    shown = {way: page.locator(f"[data-slot={way}-paid]").inner_text() for way in ("first", "even", "own")}
    totals = {str(row[0]): row[1] for row in rows(book) if row[0] and row[1] is not None}
    for number, way in enumerate(shown, 1):
        sheet = book.sheetnames[number]
        assert money(totals[sheet]) == Decimal(shown[way].replace(",", "")), way
        page.select_option("[data-field=way]", way)
        lines = page.locator("[data-part=schedule] tr").all()
        on_page = [
            Decimal(line.locator("[data-slot=payment]").inner_text().replace(",", "")) for line in lines
        ]
        left = [Decimal(line.locator("[data-slot=left]").inner_text().replace(",", "")) for line in lines]
        ledger = rows(book, number)[1:]
        months = sorted({int(str(row[1])) for row in ledger})
        paid = [sum(money(row[6]) for row in ledger if row[1] == month) for month in months]
        assert paid == on_page
        ends = {row[0]: money(row[9]) + money(row[10]) for row in ledger}
        assert set(ends.values()) == {Decimal("0.00")}
        assert left[-1] == 0
    assert "[" not in str(totals)


def test_a_plan_has_days_of_months(page: Page, address: str, tmp_path: Path) -> None:
    """Instalments from 31 January are due on the last day of a shorter month."""
    filled_in(page, address, "tools/plan/", PLAN)
    ledger = rows(cached(saved(page, tmp_path)), 2)[1:]
    days = [row[2].date().isoformat() for row in ledger[:3]]  # type: ignore[attr-defined]
    assert days == ["2099-01-31", "2099-02-28", "2099-03-31"]
