"""Where a case stands: by what has arrived, or else by the days overdue."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from guide.papers import Paper


def days_overdue(days: int | None, due: date | None, today: date) -> int | None:
    """Days overdue from what is known; ValueError with the name of the fault where that cannot be."""
    if due is None:
        return days
    counted = (today - due).days
    if counted < 0:
        raise ValueError("not-yet-due")
    if days not in (None, counted):
        raise ValueError("days-differ")
    return counted


def band(days: int | None, stages: Sequence[dict[str, Any]]) -> str:
    """The id of the stage of so many days; "not-due" before the first, "unknown" without days."""
    if days is None:
        return "unknown"
    begun = [stage for stage in stages if stage["from"] <= days]
    return str(max(begun, key=lambda stage: int(stage["from"]))["id"]) if begun else "not-due"


def where(paper: Paper, band: str) -> tuple[str, str, str]:
    """The stage, what tells it ("paper", "days" or "none"), and whose steps are today's."""
    stage = paper.stage or band
    by = "paper" if paper.stage else "none" if stage == "unknown" else "days"
    return stage, by, paper.id if paper.steps else stage
