"""What being late costs: overdue interest, and the actual rate of a loan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

CENT = Decimal("0.01")
PERIOD = 30
_PRECISE = Context(prec=80, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Overdue:
    """An overdue debt: amounts in yuan, rates in percent, `basis` days in a year."""

    principal: Decimal
    unpaid: Decimal
    fees: Decimal
    rate: Decimal
    rate_unit: str
    way: str
    penalty: Decimal
    penalty_unit: str
    days: int
    basis: int
    compound: bool


def yearly(rate: Decimal, unit: str, basis: int) -> Decimal:
    return rate * {"year": 1, "month": 12, "day": basis}[unit]


def overdue_rate(debt: Overdue) -> Decimal:
    """The rate in percent a year that runs after the due date."""
    contract = yearly(debt.rate, debt.rate_unit, debt.basis)
    if debt.way == "surcharge":
        return contract + contract * debt.penalty / 100
    if debt.way == "instead":
        return yearly(debt.penalty, debt.penalty_unit, debt.basis)
    beside = yearly(debt.penalty, debt.penalty_unit, debt.basis) if debt.way == "beside" else Decimal(0)
    return contract + beside


def overdue_cost(debt: Overdue) -> dict[str, Decimal | None]:
    """Interest to date, the charge of one more day, the total, and the rate that it comes to."""
    with localcontext(_PRECISE):
        rate = overdue_rate(debt)
        # Damages beside the contract rate are no principal: they run on it, and bear no interest.
        apart = debt.compound and debt.way == "beside"
        damages = yearly(debt.penalty, debt.penalty_unit, debt.basis) if apart else Decimal(0)
        a_day = debt.principal * damages / (100 * debt.basis)
        rate -= damages
        bearing = debt.principal + (debt.unpaid if debt.compound else 0)
        interest = (a_day * debt.days).quantize(CENT)
        lengths = [PERIOD] * (debt.days // PERIOD) + [debt.days % PERIOD] if debt.compound else [debt.days]
        for number, length in enumerate(lengths):
            step = (bearing * rate * length / (100 * debt.basis)).quantize(CENT)
            interest += step
            bearing += step if debt.compound and number < len(lengths) - 1 else 0
        charges = (interest + debt.fees).quantize(CENT)
        share = charges / debt.principal if debt.days and debt.principal else None
        return {
            "interest": interest.quantize(CENT),
            "perDay": (bearing * rate / (100 * debt.basis) + a_day).quantize(CENT),
            "charges": charges,
            "total": (debt.principal + debt.unpaid + charges).quantize(CENT),
            "allIn": (share * 100 * debt.basis / debt.days).quantize(CENT) if share is not None else None,
        }


def actual_rate(received: Decimal, payments: Sequence[Decimal]) -> dict[str, Decimal] | None:
    """The rate of a loan paid back month by month, by Newton's method; None if too little is paid."""
    if received <= 0 or sum(payments) < received:
        return None
    with localcontext(_PRECISE):
        month = _discount(received, payments)
        percent = (1 / month - 1) * 100
        return {
            "monthly": percent.quantize(Decimal("0.0001")),
            "simple": (percent * 12).quantize(CENT),
            "compounded": ((month ** Decimal(-12) - 1) * 100).quantize(CENT),
        }


def _discount(received: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The v = 1/(1+i) at which the payments, each v times the one before, are worth what was received.

    The sum is a convex, growing function of v, so that Newton's steps from v = 1 come down to it.
    """
    v = Decimal(1)
    for _ in range(500):
        worth = sum((p * v**n for n, p in enumerate(payments, 1)), Decimal(0))
        slope = sum((n * p * v ** (n - 1) for n, p in enumerate(payments, 1)), Decimal(0))
        step = (worth - received) / slope
        v -= step
        if abs(step) < Decimal("1e-40"):
            break
    return v
