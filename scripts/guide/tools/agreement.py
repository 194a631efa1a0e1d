"""Whether the amounts of an agreement add up: the same as `assets/lib/agreement.js`."""

from collections.abc import Mapping
from decimal import Decimal


def agreement_check(answers: Mapping[str, str]) -> dict[str, list[str]]:
    """The ids by what is to be done: ask for it, or look it up first."""
    names = {"missing": "no", "open": "unknown", "clear": "yes"}
    return {name: [id for id, given in answers.items() if given == answer] for name, answer in names.items()}


def agreement_sums(
    owed: Decimal, waived: Decimal, first: Decimal, each: Decimal, count: Decimal
) -> dict[str, Decimal] | None:
    """What is paid in all beside what is owed after the waiver, in yuan; None without amounts."""
    due, paid = owed - waived, first + each * count
    if not owed or not paid:
        return None
    return {
        "due": due,
        "paid": paid,
        "difference": abs(paid - due),
        "sign": Decimal((paid > due) - (paid < due)),
    }
