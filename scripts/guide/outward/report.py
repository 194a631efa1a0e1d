"""What the ledger calls for, at each place where an address stands."""

from collections.abc import Iterator, Mapping, Sequence

from guide.diagnostics import Place, Problem, Severity, in_order
from guide.outward.ledger import Entry

# A link that has failed for so many days is not coming back by itself.
DAYS = 14


def problems(places: Mapping[str, Sequence[Place]], ledger: Mapping[str, Entry]) -> list[Problem]:
    """The problems of all addresses, sorted by place; a link that failed on one day only is none."""
    found: list[Problem] = []
    for address, stands in places.items():
        for problem in _of(address, ledger.get(address, Entry())):
            found += [Problem(at, problem[1], problem[2], problem[0], problem[3]) for at in stands]
    return in_order(found)


def _of(address: str, entry: Entry) -> Iterator[tuple[str, str, str, Severity]]:
    """(rule, message, hint, severity) of one address."""
    days = entry.days_failing
    if entry.verdict == "invalid":
        yield "invalid-link", f"{address}: {entry.detail}", "write it as the browser shows it", "error"
    elif entry.verdict == "refused" and days >= DAYS:
        message = f"{address} {entry.detail} since {entry.failing_since} ({entry.status})"
        yield (
            "unseen-link",
            message,
            "open it in a browser, and see whether it is still what is meant",
            "warning",
        )
    elif entry.verdict == "failed" and (days >= 1 or not entry.seen):
        lost = entry.status == "no-fragment"  # which a script of that page may make
        severity: Severity = "error" if days >= DAYS and not lost else "warning"
        seen = f"last seen well on {entry.seen}" if entry.seen else "never seen well"
        message = f"{address}: {entry.detail} since {entry.failing_since}, {seen} ({entry.status})"
        hint = f"write {entry.moved_to}" if entry.moved_to else "find where it is now, or take the link out"
        yield "lost-fragment" if lost else "dead-link", message, hint, severity
    if entry.verdict == "well" and entry.moved_to:
        yield "moved-link", f"{address} has moved for good", f"write {entry.moved_to}", "warning"
