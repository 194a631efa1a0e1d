"""What is due, as a calendar (RFC 5545) and as JSON: the same entries in both."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from guide.content import SOURCE_LANGUAGE, Site
from guide.freshness import Due

TITLES = {
    "page": "Review page",
    "claim": "Review claim",
    "end": "Claim ends",
    "source": "Read source again",
    "link": "Replace link",
}


def calendar(site: Site, due: Sequence[Due], today: date) -> str:
    """One all-day event for each entry; its UID lasts, so that a later file moves it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Overdue Loan Guide//make fresh//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Overdue Loan Guide: to be looked at again",
    ]
    for each in due:
        lines += _event(site, each, today)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(site: Site, due: Due, today: date) -> Iterator[str]:
    pages = "".join(f"\n- {key}: {site.title(SOURCE_LANGUAGE, key)}" for key in due.pages)
    words = f"{due.what}\n{due.place}{pages}"
    yield "BEGIN:VEVENT"
    yield f"UID:{due.kind}.{quote(due.name, safe='-')}@overdue-loan-guide"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(due.day)}"
    yield f"SUMMARY:{_text(f'{TITLES[due.kind]}: {_label(site, due)}')}"
    yield f"DESCRIPTION:{_text(words)}"
    yield f"CATEGORIES:{due.kind.upper()}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _label(site: Site, due: Due) -> str:
    return site.title(SOURCE_LANGUAGE, due.name) if due.kind == "page" else due.name


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """A TEXT value: its own signs escaped, control characters left out."""
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    value = "\\n".join(value.splitlines())
    return "".join(c for c in value if c == "\t" or (ord(c) >= 32 and ord(c) != 127))


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 bytes, no character broken; each after the first begins with a space."""
    part, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", errors="replace"))
        if size + width > 75:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part


def listing(site: Site, due: Sequence[Due], today: date) -> str:
    """The same as JSON, for programs."""
    rows = [
        {
            "day": each.day.isoformat(),
            "overdue": each.is_overdue(today),
            "kind": each.kind,
            "name": each.name,
            "what": each.what,
            "path": each.place.path,
            "line": each.place.line,
            "column": each.place.column,
            "pages": [{"key": key, "title": site.title(SOURCE_LANGUAGE, key)} for key in each.pages],
        }
        for each in due
    ]
    return json.dumps({"today": today.isoformat(), "due": rows}, ensure_ascii=False, indent=1) + "\n"
