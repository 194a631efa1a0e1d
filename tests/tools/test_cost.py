"""What being late costs: the page's arithmetic against published examples and against Python's."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tools.cost import Overdue, actual_rate, overdue_cost
from tools.engine import called, cases

CASES = cases("cost")
DEFAULTS = {
    "unpaid": "0",
    "fees": "0",
    "rateUnit": "year",
    "penalty": "0",
    "penaltyUnit": "year",
    "compound": False,
}


def on_page(given: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = called("cost", "overdueCost", DEFAULTS | given)
    return result


def in_python(given: dict[str, Any]) -> dict[str, str | None]:
    g = DEFAULTS | given
    numbers = {name: Decimal(g[name]) for name in ("principal", "unpaid", "fees", "rate", "penalty")}
    debt = Overdue(
        **numbers,
        rate_unit=g["rateUnit"],
        way=g["way"],
        penalty_unit=g["penaltyUnit"],
        days=g["days"],
        basis=g["basis"],
        compound=g["compound"],
    )
    return {name: None if value is None else f"{value:f}" for name, value in overdue_cost(debt).items()}


@pytest.mark.parametrize("case", CASES["overdue"], ids=lambda case: case["of"])
def test_the_overdue_debt_is_as_published(case: dict[str, Any]) -> None:
    """Each worked example comes out to the cent, on the page and in Python."""
    page = on_page(case["given"])
    assert {name: page[name] for name in case["result"]} == case["result"]
    python = in_python(case["given"])
    assert python == {name: page[name] for name in python}


@pytest.mark.parametrize("case", CASES["above"], ids=str)
def test_the_part_above_a_rate(case: dict[str, Any]) -> None:
    """The part of the charges above a rate is what that rate does not allow for the same days."""
    given = [case[name] for name in ("charges", "principal", "days", "basis", "percent")]
    assert called("cost", "aboveRate", *given) == case["result"]


@pytest.mark.parametrize("case", CASES["actual"], ids=lambda case: case["of"])
def test_the_actual_rate_is_as_published(case: dict[str, Any]) -> None:
    """Each worked example of an instalment loan comes out, on the page and in Python."""
    payments = [case["payments"]["each"]] * case["payments"]["count"]
    page = called("cost", "actualRate", case["received"], payments)
    python = actual_rate(Decimal(case["received"]), [Decimal(p) for p in payments])
    if case["result"] is None:
        assert page is None
        assert python is None
        return
    assert {name: page[name] for name in case["result"]} == case["result"]
    assert python is not None
    assert {name: f"{value:f}" for name, value in python.items()} == {name: page[name] for name in python}


CENTS = st.integers(0, 10**10).map(lambda n: f"{n // 100}.{n % 100:02}")
RATES = st.integers(0, 200_000).map(lambda n: f"{n / 1000:.3f}")
DEBTS = st.fixed_dictionaries(
    {
        "principal": CENTS,
        "unpaid": CENTS,
        "fees": CENTS,
        "rate": RATES,
        "way": st.sampled_from(["surcharge", "instead", "beside", "none"]),
        "penalty": RATES,
        "days": st.integers(0, 4000),
        "basis": st.sampled_from([360, 365]),
        "compound": st.booleans(),
    }
)


@settings(max_examples=150, deadline=None)
@given(DEBTS)
def test_the_page_and_python_agree_to_the_cent(debt: dict[str, Any]) -> None:
    """For any debt the two calculations give the same amounts, and nothing is below zero."""
    page, python = on_page(debt), in_python(debt)
    assert python == {name: page[name] for name in python}
    assert all(Decimal(value) >= 0 for value in page.values() if value is not None)


@settings(max_examples=100, deadline=None)
@given(DEBTS, st.integers(0, 5000), st.integers(0, 400))
def test_a_higher_rate_or_more_days_never_cost_less(debt: dict[str, Any], more: int, later: int) -> None:
    """The total does not fall when the rate rises or time passes."""
    dearer = debt | {"rate": f"{Decimal(debt['rate']) + more}"}
    longer = debt | {"days": debt["days"] + later}
    for other in (dearer, longer):
        assert Decimal(on_page(other)["total"]) >= Decimal(on_page(debt)["total"])


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 10**7), st.lists(st.integers(1, 10**6), min_size=1, max_size=60))
def test_actual_rates_agree_and_explain_the_payments(received: int, payments: list[int]) -> None:
    """Halving on the page and Newton's method in Python find the same rate for any payments."""
    page = called("cost", "actualRate", str(received), [str(p) for p in payments])
    python = actual_rate(Decimal(received), [Decimal(p) for p in payments])
    if python is None:
        assert page is None
    else:
        for name, value in python.items():
            difference = abs(value - Decimal(page[name]))
            assert difference <= max(Decimal("0.01"), value.copy_abs() * Decimal("1e-9")), name
