"""Where a case stands: the page's rule against Python's, and the data that it goes by."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.content import WRITTEN_LANGUAGES, Site, load_site
from guide.deadlines import deadlines
from guide.papers import first_steps, papers
from guide.references import resolve
from guide.tools.where import band, days_overdue, where
from tools.engine import called, cases

ROOT = Path(__file__).resolve().parents[2]
CASES = cases("where")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def stages(site: Site) -> list[dict[str, Any]]:
    return [stage for stage in site.record("stages").data if "from" in stage]


def on_page(site: Site, given: dict[str, Any], today: str) -> tuple[str, dict[str, Any]]:
    """The band, or the name of the fault, as the page has it."""
    read = called("where", "daysOverdue", {**given, "today": today})
    if "fault" in read:
        return str(read["fault"]), read
    return str(called("where", "bandOf", read["days"], stages(site))), read


def in_python(site: Site, given: dict[str, Any], today: str) -> str:
    due = date.fromisoformat(given["due"]) if given.get("due") else None
    try:
        return band(days_overdue(given.get("days"), due, date.fromisoformat(today)), stages(site))
    except ValueError as fault:
        return str(fault)


@pytest.mark.parametrize("case", CASES["days"], ids=lambda case: case["of"])
def test_days_come_to_their_band(site: Site, case: dict[str, Any]) -> None:
    """Days and due dates give the band of stages.yml, or the fault, on the page and in Python."""
    found, read = on_page(site, case["given"], CASES["today"])
    assert found == case.get("band", case.get("fault"))
    assert read.get("days") == case.get("days")
    assert in_python(site, case["given"], CASES["today"]) == found


@pytest.mark.parametrize("case", CASES["stages"], ids=lambda case: case["of"])
def test_a_document_beats_a_date(site: Site, case: dict[str, Any]) -> None:
    """What has arrived decides where it can; otherwise the days do."""
    paper = next(each for each in papers(site) if each.id == case["arrived"])
    expected = {name: case[name] for name in ("stage", "by", "steps")}
    given = {"id": paper.id, "stage": paper.stage, "steps": bool(paper.steps)}
    assert called("where", "whereAmI", given, case["band"]) == expected
    assert where(paper, case["band"]) == tuple(expected.values())


@settings(max_examples=200, deadline=None)
@given(
    st.none() | st.integers(0, 40000),
    st.none() | st.dates(date(1950, 1, 1), date(2060, 1, 1)),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_page_and_python_agree(site: Site, days: int | None, due: date | None, today: date) -> None:
    """For any days and dates the two give the same band or the same fault."""
    given = {"days": days, "due": due.isoformat() if due else None}
    assert on_page(site, given, today.isoformat())[0] == in_python(site, given, today.isoformat())


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 40000))
def test_more_days_are_never_an_earlier_stage(site: Site, days: int) -> None:
    """The bands follow each other as the days go on, without a gap."""
    order = ["not-due", *(stage["id"] for stage in stages(site))]
    here, next_day = (order.index(band(each, stages(site))) for each in (days, days + 1))
    assert 0 <= next_day - here <= 1


def test_every_paper_leads_somewhere(site: Site) -> None:
    """Pages, lists of steps, stages and periods that papers name are there, in each language."""
    rows = site.record("papers").data
    found = papers(site)
    assert [paper.id for paper in found] == [row["id"] for row in rows]
    periods = {period.id for period in deadlines(site)}
    known = {stage["id"] for stage in stages(site)}
    for row, paper in zip(rows, found, strict=True):
        assert resolve(site, row["page"]) is not None
        assert set(paper.periods) <= periods, paper.id
        assert {paper.stage, paper.if_true} - {""} <= known
        assert bool(paper.stage) == bool(paper.periods), "a paper that dates a period decides the stage"
        if paper.page.anchor:
            assert paper.page.anchor in ids(site, paper.page.key)


def ids(site: Site, key: str) -> set[str]:
    page = site.page("zh-Hant", key)
    assert page is not None
    return {id for id, _ in page.document.anchors}


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_todays_steps_are_three_and_whole(site: Site, language: str) -> None:
    """Each list gives three steps with words and links resolved, and no mark of Markdown left over."""
    lists = [paper.steps for paper in papers(site) if paper.steps]
    lists += [f"stages/{stage['id']}#do-today" for stage in stages(site)] + ["topics/extension#do-now"]
    for at in lists:
        steps = first_steps(site, language, at)
        assert len(steps) == 3, at
        for step in steps:
            words = "".join(piece.words for piece in step)
            assert words.strip()
            assert not set(words) & set("[]{}*`<>"), (at, words)
