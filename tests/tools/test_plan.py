"""Plans: what is paid is what was owed with its interest, on the page and in Python."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tools.plan import Debt, even, in_turn
from tools.engine import called, cases


def on_page(given: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = called("plan", "planWays", given)
    return result


def payments(way: dict[str, Any]) -> list[str]:
    return [row["payment"] for row in way["schedule"]]


def debts_of(given: dict[str, Any]) -> list[Debt]:
    return [
        Debt(Decimal(d["principal"]), Decimal(d["unpaid"]), Decimal(d["rate"]), d["order"])
        for d in given["debts"]
    ]


@pytest.mark.parametrize("case", cases("plan"), ids=lambda case: case["of"])
def test_plans_are_as_published(case: dict[str, Any]) -> None:
    """Each shared case comes out as it says."""
    ways = on_page(case["given"])
    for name in case.keys() & {"even", "first", "own"}:
        found = ways[name] | {"payments": payments(ways[name])}
        assert {key: found[key] for key in case[name]} == case[name]


CENTS = st.integers(0, 5 * 10**6).map(lambda n: f"{n // 100}.{n % 100:02}")
RATES = st.integers(0, 3600).map(lambda n: f"{n / 100:.2f}")
DEBT = st.fixed_dictionaries({"principal": CENTS, "unpaid": CENTS, "rate": RATES, "order": st.integers(1, 6)})
PLANS = st.fixed_dictionaries(
    {
        "debts": st.lists(DEBT, min_size=1, max_size=4),
        "months": st.integers(1, 36),
        "budget": CENTS,
        "lump": st.none() | CENTS,
        "own": st.none() | CENTS,
    }
)


@settings(max_examples=80, deadline=None)
@given(PLANS)
def test_page_and_python_agree_on_every_payment(plan: dict[str, Any]) -> None:
    """The two calculations give the same payments of every month, in each of the ways."""
    ways, debts = on_page(plan), debts_of(plan)
    wanted = {
        "even": even(debts, plan["months"], Decimal(0)),
        "first": even(debts, plan["months"], Decimal(plan["lump"])) if plan["lump"] is not None else None,
        "own": in_turn(debts, Decimal(plan["own"])) if plan["own"] is not None else None,
    }
    for name, way in ways.items():
        if way is None or way["endless"]:
            assert wanted[name] is None
        else:
            expected = wanted[name]
            assert expected is not None
            assert [Decimal(p) for p in payments(way)] == expected["payments"]
            assert Decimal(way["interest"]) == expected["interest"]


@settings(max_examples=80, deadline=None)
@given(PLANS)
def test_payments_sum_to_what_is_owed(plan: dict[str, Any]) -> None:
    """In each way the payments are the debts and the interest, no more; nothing is below zero."""
    owed = sum(debt.owed for debt in debts_of(plan))
    for way in on_page(plan).values():
        if way is None:
            continue
        numbers = [value for row in way["ledger"] + way["schedule"] for value in row.values()]
        assert all(Decimal(number) >= 0 for number in numbers)
        assert sum(Decimal(p) for p in payments(way)) == Decimal(way["paid"])
        left = Decimal(way["schedule"][-1]["left"]) if way["schedule"] else Decimal(0)
        assert Decimal(way["paid"]) + left == owed + Decimal(way["interest"])
        assert way["endless"] == (left > 0) or not owed
        first_over = next((r["month"] for r in way["schedule"] if r["month"] and Decimal(r["payment"]) > Decimal(plan["budget"])), None)  # fmt: skip
        assert way["over"] == first_over


@settings(max_examples=60, deadline=None)
@given(PLANS, st.integers(1, 2000))
def test_a_higher_rate_never_costs_less(plan: dict[str, Any], more: int) -> None:
    """With higher rates each way costs as much or more; rounding may move a cent a month and debt."""
    dearer = plan | {
        "debts": [d | {"rate": f"{Decimal(d['rate']) + Decimal(more) / 100:.2f}"} for d in plan["debts"]]
    }
    cheap, dear = on_page(plan), on_page(dearer)
    slack = Decimal("0.01") * plan["months"] * len(plan["debts"])
    for name in ("even", "first", "own"):
        if cheap[name] and not cheap[name]["endless"] and not dear[name]["endless"]:
            assert Decimal(dear[name]["paid"]) >= Decimal(cheap[name]["paid"]) - slack
