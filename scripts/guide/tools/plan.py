"""Ways of paying off debts month by month: a second calculation, in decimals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

CENT = Decimal("0.01")
LONGEST = 600


@dataclass(frozen=True)
class Debt:
    """Amounts in yuan, the rate in percent a year, the order in which it is paid."""

    principal: Decimal
    unpaid: Decimal
    rate: Decimal
    order: int

    @property
    def owed(self) -> Decimal:
        return self.principal + self.unpaid

    @property
    def interest(self) -> Decimal:
        """The interest of one month."""
        return (self.principal * self.rate / 1200).quantize(CENT, ROUND_HALF_UP)

    def after(self, payment: Decimal) -> "Debt":
        """What is left after a payment, which goes to interest first."""
        rest = payment - self.unpaid
        if rest <= 0:
            return replace(self, unpaid=-rest)
        return replace(self, unpaid=Decimal(0), principal=self.principal - rest)


def even(debts: Sequence[Debt], months: int, lump: Decimal) -> dict[str, object]:
    """All debts spread evenly over the months, after a lump sum has gone to them in their order."""
    start = _in_turn(debts, lump)
    payments: list[Decimal] = [Decimal(0)] * months
    for debt in start:
        for month, payment in enumerate(_run(debt, level(debt, months), months)):
            payments[month] += payment
    while payments and not payments[-1]:
        payments.pop()
    given = sum((d.owed for d in debts), Decimal(0)) - sum((d.owed for d in start), Decimal(0))
    return _told(debts, [given, *payments] if given else payments)


def in_turn(debts: Sequence[Debt], amount: Decimal) -> dict[str, object] | None:
    """So much a month to one debt after the other; None if that never ends."""
    payments: list[Decimal] = []
    now = list(debts)
    while any(debt.owed for debt in now):
        if len(payments) == LONGEST:
            return None
        grown = [replace(debt, unpaid=debt.unpaid + debt.interest) for debt in now]
        now = _in_turn(grown, amount)
        payments.append(sum((d.owed for d in grown), Decimal(0)) - sum((d.owed for d in now), Decimal(0)))
    return _told(debts, payments)


def level(debt: Debt, months: int) -> Decimal:
    """The least level payment that ends in time, from the formula of an annuity and a few steps."""
    i = debt.rate / 1200
    share = i / (1 - (1 + i) ** -months) if i else Decimal(1) / months
    guess = (debt.principal * share + debt.unpaid / months).quantize(CENT, ROUND_UP)
    while _left(debt, guess, months):
        guess += CENT
    while guess and not _left(debt, guess - CENT, months):
        guess -= CENT
    return guess


def _left(debt: Debt, amount: Decimal, months: int) -> Decimal:
    """What is still owed after so many months of paying an amount."""
    for _ in range(months):
        debt = replace(debt, unpaid=debt.unpaid + debt.interest)
        debt = debt.after(min(amount, debt.owed))
    return debt.owed


def _run(debt: Debt, amount: Decimal, months: int) -> list[Decimal]:
    payments: list[Decimal] = []
    while debt.owed and len(payments) < months:
        debt = replace(debt, unpaid=debt.unpaid + debt.interest)
        payments.append(min(amount, debt.owed))
        debt = debt.after(payments[-1])
    return payments


def _in_turn(debts: Sequence[Debt], amount: Decimal) -> list[Debt]:
    """The debts after an amount has gone to one after the other, in their order."""
    after = list(debts)
    for at in sorted(range(len(debts)), key=lambda at: debts[at].order):
        payment = min(amount, debts[at].owed)
        after[at] = debts[at].after(payment)
        amount -= payment
    return after


def _told(debts: Sequence[Debt], payments: list[Decimal]) -> dict[str, object]:
    paid = sum(payments, Decimal(0))
    return {"payments": payments, "paid": paid, "interest": paid - sum((d.owed for d in debts), Decimal(0))}
