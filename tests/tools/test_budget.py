"""Income and expenses: the page's sums against the guide's example and against Python's."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tools.budget import monthly_budget
from tools.engine import called, cases


def on_page(given: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = called("budget", "monthlyBudget", given)
    return result


def in_python(given: dict[str, Any]) -> tuple[dict[str, Decimal], set[str]]:
    lists = [[Decimal(a) for a in given[name]] for name in ("income", "needs", "debts")]
    wish = None if given["wish"] is None else Decimal(given["wish"])
    return monthly_budget(*lists, Decimal(given["reserve"]), wish)


@pytest.mark.parametrize("case", cases("budget"), ids=lambda case: case["of"])
def test_the_sums_are_as_published(case: dict[str, Any]) -> None:
    """Each shared case comes out as it says."""
    page = on_page(case["given"])
    assert {name: page[name] for name in case["result"]} == case["result"]


CENTS = st.integers(0, 10**8).map(lambda n: f"{n // 100}.{n % 100:02}")
LINES = st.lists(CENTS, max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries(
        {"income": LINES, "needs": LINES, "debts": LINES, "reserve": CENTS, "wish": st.none() | CENTS}
    )
)
def test_an_offer_is_never_more_than_is_left(budget: dict[str, Any]) -> None:
    """Page and Python agree; an offer is whole, not negative, and leaves the reserve untouched."""
    page, (totals, warnings) = on_page(budget), in_python(budget)
    assert {name: Decimal(page[name]) for name in totals} == totals
    assert set(page["warnings"]) == warnings
    offer, left = Decimal(page["offer"]), Decimal(page["left"])
    assert offer >= 0
    assert offer == offer.to_integral_value()
    assert offer == 0 or left - offer >= Decimal(budget["reserve"])
