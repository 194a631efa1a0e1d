"""What is due: from which dates, in which order, and as calendar and JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fresh
from guide.content import load_site
from guide.diagnostics import Place
from guide.freshness import PERIODS, Due, freshness
from guide.make.calendar import calendar, listing

TODAY = date(2026, 11, 23)
CLAIMS = """\
- {id: cap, claim: 上限, at: [a#x, b#y, a#z], review_by: 2026-12-31, until: 2026-11-22}
- {id: over, claim: 過了, at: [b#y], until: 2026-01-01, ended: true}
- {id: today, at: [], review_by: 2026-11-23}
- just a line
"""
SOURCE = """\
id: law
short: {zh-Hant: 《法》, en: Law}
basis: statute text
read: '2026-06-01'
url: http://law.gov.cn/1
articles:
  "1": {cite: {zh-Hant: 第1條}, says: {zh-Hant: 一}}
  "2": {cite: {zh-Hant: 第2條}, says: {zh-Hant: 二}, basis: press, read: '2026-03-01'}
"""
LEDGER = "http://law.gov.cn/1: {asked: '2026-11-20', failing_since: '2026-11-15', verdict: failed, status: '404', detail: gone}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "docs/zh-Hant/a.md": "---\ntitle: 甲\nreview_by: 2027-01-31\n---\n依[][law:law/1]。\n",
        "docs/zh-Hant/b.md": "---\ntitle: 乙\nreview_by: 2026-11-01\n---\n依[][law:law/2]。\n",
        "docs/en/a.md": "---\ntitle: A\n---\nSee.\n",
        "docs/_data/claims.yml": CLAIMS,
        "docs/_data/sources/law.yml": SOURCE,
        "docs/_data/links.yml": LEDGER,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def run(root: Path, *more: str) -> int:
    return fresh.main(["--root", str(root), "--today", TODAY.isoformat(), *more])


def test_everything_with_a_date_is_listed_soonest_first_with_its_pages(root: Path) -> None:
    """Pages, claims, ends, each reading of a source, and links that fail, with where they stand."""
    found = freshness(load_site(root, TODAY))
    assert found.problems == ()
    assert [(str(d.day), d.kind, d.name, d.pages, str(d.place)) for d in found.due] == [
        ("2026-08-31", "source", "law/2", ("b",), "docs/_data/sources/law.yml:8:65"),
        ("2026-11-01", "page", "b", ("b",), "docs/zh-Hant/b.md:3:1"),
        ("2026-11-22", "end", "cap", ("a", "b"), "docs/_data/claims.yml:1:68"),
        ("2026-11-23", "claim", "today", (), "docs/_data/claims.yml:3:23"),
        ("2026-11-29", "link", "http://law.gov.cn/1", ("a", "b"), "docs/_data/sources/law.yml:5:6"),
        ("2026-12-31", "claim", "cap", ("a", "b"), "docs/_data/claims.yml:1:45"),
        ("2027-01-31", "page", "a", ("a",), "docs/zh-Hant/a.md:3:1"),
        ("2027-06-01", "source", "law/1", ("a",), "docs/_data/sources/law.yml:4:1"),
    ]


def test_what_is_overdue_is_an_error_here(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The day before today is late, today is not; status 1, each at its place."""
    assert run(root) == 1
    printed = capsys.readouterr().out
    assert "docs/zh-Hant/b.md:3:1: error: page b was due on 2026-11-01 [overdue-page]" in printed
    assert "docs/_data/claims.yml:1:68: error: end cap was due on 2026-11-22 [overdue-end]" in printed
    assert "2026-11-23  claim" in printed
    assert "3 overdue, 4 due within 100 days, 1 later" in printed
    assert fresh.main(["--root", str(root), "--today", "2026-08-31"]) == 0


@pytest.mark.parametrize(
    "value", ["soon", "2026-02-30", "20270131", "2027-W04", "31.1.2027", "2027-01-31T00:00:00"]
)
def test_a_date_that_is_none_is_an_error_at_its_place(
    value: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is neither passed over nor guessed."""
    (root / "docs/zh-Hant/a.md").write_text(f"---\ntitle: 甲\nreview_by: {value}\n---\n", "utf-8")
    assert run(root) == 1
    assert (
        f"docs/zh-Hant/a.md:3:1: error: review_by is no date: {value} [unreadable-date]"
        in capsys.readouterr().out
    )


def test_calendar_and_json_have_the_same_entries(root: Path) -> None:
    """Both files hold everything, the calendar one event each, with lasting names."""
    run(root)
    data = json.loads((root / ".build/fresh/due.json").read_bytes())
    events = events_of((root / ".build/fresh/due.ics").read_bytes())
    assert [row["day"] for row in data["due"]] == [str(event["DTSTART"].dt) for event in events]
    assert len({str(event["UID"]) for event in events}) == len(events) == 8
    assert [row["overdue"] for row in data["due"]] == [True] * 3 + [False] * 5
    assert data["due"][2]["pages"] == [{"key": "a", "title": "甲"}, {"key": "b", "title": "乙"}]
    assert "上限" in str(events[2]["DESCRIPTION"])


def test_the_same_day_gives_the_same_bytes(root: Path) -> None:
    """Nothing in either file depends on the clock."""
    run(root, "--out", str(root / "one"))
    run(root, "--out", str(root / "two"))
    for name in ("due.ics", "due.json"):
        assert (root / "one" / name).read_bytes() == (root / "two" / name).read_bytes()


def test_a_source_read_in_the_press_is_due_sooner_than_a_statute() -> None:
    """What was not read in the text of the law is relied on for a shorter time."""
    assert PERIODS["press"] == PERIODS["secondary"] < PERIODS["statute text"]


def events_of(raw: bytes) -> list[Any]:
    parsed = icalendar.Calendar.from_ical(raw)
    assert parsed.errors == []
    events = list(parsed.walk("VEVENT"))
    for event in events:
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    return events


@given(st.text(min_size=1, max_size=120), st.text(max_size=400), st.dates())
def test_any_words_make_a_calendar_that_can_be_read(name: str, what: str, day: date) -> None:
    """Lines of at most 75 bytes ending in CR LF, and the words come back as they were."""
    due = Due(day, "claim", name, what, Place("x.yml"), ())
    site = load_site(Path("/nonexistent"), TODAY)
    raw = calendar(site, [due], TODAY).encode("utf-8", errors="replace")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw.split(b"\r\n"))
    (event,) = events_of(raw)
    assert event["DTSTART"].dt == day
    json.loads(listing(site, [due], TODAY))


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["C", "Zl", "Zp"]), max_size=300))
def test_words_come_back_from_the_calendar(what: str) -> None:
    """Commas, semicolons, backslashes and Chinese are the same after reading."""
    due = Due(TODAY, "claim", "x", what, Place("x.yml"), ())
    (event,) = events_of(calendar(load_site(Path("/nonexistent"), TODAY), [due], TODAY).encode())
    assert str(event["DESCRIPTION"]).partition("\nx.yml")[0] == what


def test_our_own_list_can_be_made(tmp_path: Path) -> None:
    """Every page and source of this site has a day on which it is due."""
    site = load_site(fresh.ROOT, TODAY)
    found = freshness(site)
    assert found.problems == ()
    assert {d.name.partition("/")[0] for d in found.due if d.kind == "source"} == set(site.sources)
    events_of(calendar(site, found.due, TODAY).encode())
