"""Periods of the law from the days on paper; the day of the event is not counted."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FRIDAY = 4


@dataclass(frozen=True)
class Period:
    """One period: `unit` is days, months or years of `value`, "before" or "open"."""

    id: str
    event: str
    unit: str
    value: int


@dataclass(frozen=True)
class Found:
    """The last day of a period, how many days are left, and the last weekday not after it."""

    id: str
    day: date | None
    left: int | None
    safe: date | None


def last_day(day: date, unit: str, value: int) -> date | None:
    """The last day of a period that begins with an event on `day`."""
    if unit in {"days", "before"}:
        return day + timedelta(days=value if unit == "days" else -1)
    if unit == "open":
        return None
    years, month = divmod(day.month - 1 + value * (12 if unit == "years" else 1), 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def periods_from(given: Mapping[str, date], periods: Sequence[Period], today: date) -> list[Found]:
    """The periods of the events given, the earliest last day first, those without a day at the end."""
    found = []
    for period in periods:
        if period.event in given:
            day = last_day(given[period.event], period.unit, period.value)
            safe = day - timedelta(days=max(0, day.weekday() - FRIDAY)) if day else None
            found.append(Found(period.id, day, (day - today).days if day else None, safe))
    return sorted(found, key=lambda each: each.day or date.max)
