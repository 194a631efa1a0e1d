"""What is remembered of each outgoing address: docs/_data/links.yml."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import yaml

from guide.outward.answers import Answer
from guide.records import Record

_HEAD = """\
# Outgoing addresses and what was found at them. Written by `make links`; not by hand.
# asked: the last day it was asked. seen: the last day it was well. status: what came that day.
# failing_since: the first day of a failure that lasts. moved_to: where it has moved for good.
"""


@dataclass(frozen=True)
class Entry:
    """One address. Dates are ISO 8601, empty when there is none; `verdict` is that of an Answer."""

    asked: str = ""
    seen: str = ""
    verdict: str = ""
    status: str = ""
    detail: str = ""
    moved_to: str = ""
    failing_since: str = ""

    @property
    def days_failing(self) -> int:
        """Days from the first failure to the last time it was asked; -1 while it is well."""
        if not self.failing_since:
            return -1
        return (_date(self.asked) - _date(self.failing_since)).days


def recorded(entry: Entry, answer: Answer, today: date) -> Entry:
    """The entry after one more answer."""
    day = today.isoformat()
    if answer.verdict == "busy":  # says nothing of the page
        return replace(
            entry,
            asked=entry.asked or day,
            verdict=entry.verdict or "busy",
            status=entry.status or answer.status,
        )
    if answer.verdict == "well":
        return Entry(day, day, "well", answer.status, "", answer.moved_to)
    since = min(filter(None, (entry.failing_since, day)))
    return Entry(day, entry.seen, answer.verdict, answer.status, answer.detail, answer.moved_to, since)


def entries(record: Record) -> dict[str, Entry]:
    """The ledger as it was written; what is not an entry of ours is left out."""
    names = [each.name for each in fields(Entry)]
    found = {}
    for address, values in (record.data if isinstance(record.data, dict) else {}).items():
        if isinstance(values, dict):
            texts = {name: str(values[name]) for name in names if values.get(name) is not None}
            texts |= {
                name: "" for name in ("asked", "seen", "failing_since") if not _is_date(texts.get(name, ""))
            }
            found[str(address)] = Entry(**texts)
    return found


def dumped(ledger: Mapping[str, Entry]) -> str:
    """The ledger as YAML, sorted by address, a line for each fact that there is."""
    names = [each.name for each in fields(Entry)]
    data = {
        address: {name: getattr(ledger[address], name) for name in names if getattr(ledger[address], name)}
        for address in sorted(ledger)
    }
    body = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6) if data else "{}\n"
    return _HEAD + body


def write(path: Path, text: str) -> None:
    """Put the text in the place of the file, whole or not at all."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _date(value: str) -> date:
    return date.fromisoformat(value)


def _is_date(value: str) -> bool:
    try:
        return bool(_date(value))
    except ValueError:
        return False
