"""The shared cases of the tools' arithmetic once more, in a real browser."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page
from tools.engine import LIB, cases

from guide.make.scripts import joined

COST = {
    "unpaid": "0",
    "fees": "0",
    "rateUnit": "year",
    "penalty": "0",
    "penaltyUnit": "year",
    "compound": False,
}


@pytest.fixture
def library(page: Page) -> Any:
    """Runs a function of one of the libraries in the browser."""

    def call(name: str, function: str, *arguments: Any) -> Any:
        return page.evaluate(
            "([script, name, given]) => { (0, eval)(script); return globalThis[name](...given); }",
            [joined((LIB / f"{name}.js").resolve()), function, list(arguments)],
        )

    return call


def test_costs_come_out_in_the_browser(library: Any) -> None:
    """Each case of an overdue debt and of an actual rate is as it says."""
    for case in cases("cost")["overdue"]:
        found = library("cost", "overdueCost", COST | case["given"])
        assert {name: found[name] for name in case["result"]} == case["result"], case["of"]
    for case in cases("cost")["actual"]:
        payments = [case["payments"]["each"]] * case["payments"]["count"]
        found = library("cost", "actualRate", case["received"], payments)
        assert case["result"] == (found and {name: found[name] for name in case["result"]}), case["of"]


def test_budgets_come_out_in_the_browser(library: Any) -> None:
    """Each case of a budget is as it says."""
    for case in cases("budget"):
        found = library("budget", "monthlyBudget", case["given"])
        assert {name: found[name] for name in case["result"]} == case["result"], case["of"]


def test_plans_come_out_in_the_browser(library: Any) -> None:
    """Each case of a plan is as it says."""
    for case in cases("plan"):
        ways = library("plan", "planWays", case["given"])
        for name in case.keys() & ways.keys():
            found = ways[name] | {"payments": [row["payment"] for row in ways[name]["schedule"]]}
            assert {key: found[key] for key in case[name]} == case[name], case["of"]


def test_letters_come_out_in_the_browser(library: Any) -> None:
    """Each case of a letter filled in, and of harsh words, is as it says."""
    for case in cases("letters")["filled"]:
        given = [case[name] for name in ("lines", "values", "out", "blanks")]
        filled = library("letters", "filledLetter", *given)
        for language in ("zh", "en"):
            lines = library("letters", "letterLines", filled, language)
            assert [line["text"] for line in lines] == case[language], case["of"]
    harsh = cases("letters")["harsh"]
    for case in harsh["cases"]:
        found = library("letters", "harshWords", case["text"], harsh["entries"], harsh["harmless"])
        assert [each["word"] for each in found] == case["found"], case["text"]


def test_agreements_come_out_in_the_browser(library: Any) -> None:
    """Each case of an agreement's amounts is as it says."""
    for case in cases("agreement"):
        found = library("agreement", "agreementSums", case["given"])
        numbers = [each and {name: Decimal(each[name]) for name in each} for each in (found, case["result"])]
        assert numbers[0] == numbers[1], case["of"]


def test_stages_come_out_in_the_browser(library: Any) -> None:
    """Each case of days overdue is as it says."""
    given = cases("where")
    for case in given["days"]:
        found = library("where", "daysOverdue", case["given"] | {"today": given["today"]})
        assert (found.get("days"), found.get("fault")) == (case.get("days"), case.get("fault")), case["of"]


def test_last_days_come_out_in_the_browser(library: Any) -> None:
    """Each case of a period is as it says."""
    for case in cases("deadlines"):
        found = library("deadlines", "lastDay", case["day"], case["unit"], case["value"])
        assert found == case["last"], case["of"]
