"""Income and expenses of a month, and what can be offered."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal


def monthly_budget(
    income: Sequence[Decimal],
    needs: Sequence[Decimal],
    debts: Sequence[Decimal],
    reserve: Decimal,
    wish: Decimal | None,
) -> tuple[dict[str, Decimal], set[str]]:
    """Totals in yuan with what is left and can be offered, and the names of the warnings."""
    totals = {
        "income": sum(income, Decimal(0)),
        "needs": sum(needs, Decimal(0)),
        "debts": sum(debts, Decimal(0)),
    }
    left = totals["income"] - totals["needs"] - totals["debts"]
    spare = left - reserve
    offer = spare.to_integral_value(ROUND_FLOOR) if spare > 0 else Decimal(0)
    warnings = set()
    if not totals["income"]:
        warnings.add("no-income")
    if not totals["needs"]:
        warnings.add("no-needs")
    if left < 0:
        warnings.add("short")
    elif offer == 0:
        warnings.add("nothing-left")
    if left > 0 and not reserve:
        warnings.add("no-reserve")
    if wish is not None and wish > offer:
        warnings.add("wish-above-left" if wish > max(left, Decimal(0)) else "wish-above-offer")
    return {**totals, "left": left, "offer": offer}, warnings
