"""The last days: the page's counting against Python's, and the data that it goes by."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.content import WRITTEN_LANGUAGES, Site, load_site
from guide.deadlines import deadlines
from guide.tools.deadlines import Period, last_day, periods_from
from tools.engine import called, cases

ROOT = Path(__file__).resolve().parents[2]
CASES = cases("deadlines")
UNITS = ("days", "months", "years", "before", "open")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["of"])
def test_the_last_day_is_as_the_law_counts(case: dict[str, Any]) -> None:
    """Each worked case comes out, on the page and in Python; the safe day is no Saturday or Sunday."""
    page = called("deadlines", "lastDay", case["day"], case["unit"], case["value"])
    python = last_day(date.fromisoformat(case["day"]), case["unit"], case["value"])
    assert page == case["last"]
    assert (python and python.isoformat()) == case["last"]
    if page:
        assert called("deadlines", "weekdayBefore", page) == case["safe"]


PERIODS = st.lists(
    st.builds(
        Period,
        id=st.uuids().map(str),
        event=st.sampled_from("abcd"),
        unit=st.sampled_from(UNITS),
        value=st.integers(1, 400),
    ),
    max_size=8,
)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), DAYS, max_size=4), PERIODS, DAYS)
def test_page_and_python_agree(given: dict[str, date], periods: list[Period], today: date) -> None:
    """For any days and periods the two find the same last days in the same order."""
    page = called(
        "deadlines",
        "periodsFrom",
        {event: day.isoformat() for event, day in given.items()},
        [vars(period) for period in periods],
        today.isoformat(),
    )
    python = [
        {
            "id": found.id,
            "day": found.day and found.day.isoformat(),
            "left": found.left,
            "safe": found.safe and found.safe.isoformat(),
        }
        for found in periods_from(given, periods, today)
    ]
    assert page == python
    dated = [found["day"] for found in page if found["day"]]
    assert dated == sorted(dated)
    assert [found["day"] for found in page[: len(dated)]] == dated


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["days", "months", "years"]), st.integers(1, 60))
def test_a_later_paper_never_means_an_earlier_end(day: date, unit: str, value: int) -> None:
    """A period ends after it begins; one that begins a day later never ends earlier."""
    end, next_end = last_day(day, unit, value), last_day(day + timedelta(days=1), unit, value)
    assert end is not None
    assert next_end is not None
    assert end > day
    assert 0 <= (next_end - end).days <= 4
    if unit == "days":
        assert (end - day).days == value


def test_every_period_has_its_article_and_words(site: Site) -> None:
    """Each row of deadlines.yml is found with its article; its event, doer and words are there."""
    rows = site.record("deadlines").data
    found = deadlines(site)
    assert [period.id for period in found] == [row["id"] for row in rows]
    assert len({period.id for period in found}) == len(found)
    for period in found:
        assert period.unit in UNITS
        assert (period.value > 0) == (period.unit in {"days", "months", "years"})
        for language in WRITTEN_LANGUAGES:
            for name in (
                f"event-{period.event}",
                f"do-{period.id}",
                f"who-{period.who}",
                f"span-{period.unit}",
            ):
                assert site.tool_word(language, "deadlines", name)


FIGURES = {
    2: "二两",
    3: "三",
    5: "五",
    6: "六",
    7: "七",
    10: "十",
    15: "十五",
    20: "二十",
    30: "三十",
    60: "六十",
}
UNIT_WORDS = {"days": "日|天", "months": "[個个]月", "years": "年"}


def test_each_number_stands_in_its_article(site: Site) -> None:
    """The number and unit of each period are among those of its article, in figures or in Chinese."""
    for period in deadlines(site):
        if period.value and period.id != "jurisdiction":  # its article gives it the period of the answer
            value = int(period.value)
            chinese = list(FIGURES[value]) if value == 2 else [FIGURES[value]]
            number = "|".join([str(value), *chinese])
            said = period.article.quote + period.article.says["zh-Hant"]
            assert re.search(f"(?<![0-9二三四五六七八九十])({number})({UNIT_WORDS[period.unit]})", said), (
                period.id
            )
