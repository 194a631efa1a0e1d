"""The last days: the list, what is said of weekends and past days, and the calendar file."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from playwright.sync_api import Page

from browser.tools import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
ROWS = yaml.safe_load((ROOT / "docs/_data/deadlines.yml").read_text("utf-8"))
TODAY = "2026-11-23T10:00:00"


def work(page: Page, address: str, typed: dict[str, str], language: str = "") -> None:
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{address}{language}tools/deadlines/")
    for name, text in typed.items():
        page.locator(f"[data-field={name}]").evaluate(
            "field => field.closest('details')?.setAttribute('open', '')"
        )
        page.fill(f"[data-field={name}]", text)
    page.click("guide-deadlines [data-do=work]")


def told(page: Page, period: str) -> str:
    return page.locator(f"[data-period={period}]").inner_text()


def saved(page: Page, folder: Path) -> Any:
    """The calendar as a library reads it."""
    with page.expect_download() as download:
        page.click("[data-do=save][data-format=ics]")
    file = folder / "deadlines.ics"
    download.value.save_as(file)
    assert download.value.suggested_filename == file.name
    return icalendar.Calendar.from_ical(file.read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_gives_its_periods(page: Page, address: str, language: str) -> None:
    """All dates at once: each period is shown once, with its article and a page, the earliest first."""
    events = list(dict.fromkeys(row["event"] for row in ROWS))
    work(page, address, dict.fromkeys(events, "2026-11-20"), LANGUAGES[language])
    shown = page.locator("[data-period]:visible")
    assert shown.count() == len(ROWS)
    days = shown.locator("[data-slot=day]").all_inner_texts()
    dated = [day[:10] for day in days if day[:4].isdigit()]
    assert dated == sorted(dated)
    assert len(dated) == len([row for row in ROWS if row.get("unit") != "open"])
    for item in shown.all():
        assert "/sources/" in (item.locator("[data-slot=law] a").get_attribute("href") or "")
        assert item.locator("a").count() >= 2
    assert page.locator("[data-slot]:visible", has_text="{").count() == 0


def test_a_weekend_is_pointed_out_and_not_counted_on(page: Page, address: str) -> None:
    """A last day on a Saturday stays, with the Friday before it; a weekday says nothing."""
    work(page, address, {"payment-order": "2026-11-13", "award": "2026-11-20"})
    assert "2026-11-28（星期六）" in told(page, "object-order")
    assert "2026-11-27（星期五）或更早" in told(page, "object-order")
    assert "還有5天" in told(page, "object-order")
    assert "2027-02-20（星期六）" in told(page, "set-aside")
    work(page, address, {"payment-order": "2026-11-09"})
    assert "2026-11-24（星期二）" in told(page, "object-order")
    assert "週末" not in told(page, "object-order")


def test_a_day_that_has_passed_is_not_the_end(page: Page, address: str) -> None:
    """A past day says so, that a holiday may have moved it, and how more time is asked for."""
    work(page, address, {"judgment": "2026-11-07", "complaint": "2026-11-01"})
    assert "是昨天" in told(page, "appeal")
    assert "也許順延" in told(page, "appeal")
    assert "第86條" in told(page, "appeal")
    work(page, address, {"judgment": "2026-11-07", "complaint": "2026-11-01", "award": "2026-08-21"})
    assert "12348" in told(page, "set-aside")
    assert "第86條" not in told(page, "set-aside"), "nothing we read says that this period can be extended"
    assert "已過7天" in told(page, "complaint")
    assert "順延" not in told(page, "complaint")
    work(page, address, {"judgment": "2026-11-08"})
    assert "就是今天" in told(page, "appeal")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"claim": "2026-11-24"}, "claim", "還沒到"),
        ({"complaint": "2027-11-24", "claim": "2026-11-02"}, "complaint", "還沒到"),
        ({"judgment": "1926-11-02"}, "judgment", "太早"),
        ({"performance": "9999-12-31"}, "performance", "太遠"),
        ({"legal-aid": "2026-02-29"}, "legal-aid", "沒有這一天"),
        ({}, "claim", "至少填一個"),
    ],
)
def test_impossible_days_are_said_beside(
    page: Page, address: str, typed: dict[str, str], field: str, said: str
) -> None:
    """A paper cannot have come tomorrow; the sentence is seen and has the focus, in a closed group too."""
    work(page, address, typed)
    assert said in page.locator(f"#deadlines-{field}-fault").inner_text()
    assert page.evaluate("document.activeElement.dataset.field") == field
    assert not page.locator("[data-part=result]").is_visible()


def test_a_hearing_may_be_to_come(page: Page, address: str) -> None:
    """Before a hearing means the day before it at the latest."""
    work(page, address, {"hearing": "2026-12-14", "tribunal": "2026-12-02"})
    assert "2026-12-13（星期日）" in told(page, "small-claims")
    assert "2026-12-11（星期五）或更早" in told(page, "small-claims")
    assert "順延" not in told(page, "small-claims")
    assert "2026-12-01（星期二）" in told(page, "deny-agreement")


def test_on_the_day_of_the_hearing_it_is_not_too_late(page: Page, address: str) -> None:
    """An objection is in time until the hearing begins; no holiday moves that, and no extension is spoken of."""
    work(page, address, {"hearing": "2026-11-23"})
    assert "還沒有開庭的，馬上提出" in told(page, "small-claims")
    assert "順延" not in told(page, "small-claims")


def test_a_weekend_that_has_begun_means_today(page: Page, address: str) -> None:
    """On the Saturday before a last Sunday the page does not advise a Friday that has passed."""
    page.clock.set_fixed_time("2026-11-28T10:00:00")
    page.goto(address + "tools/deadlines/")
    page.fill("[data-field=payment-order]", "2026-11-14")
    page.click("guide-deadlines [data-do=work]")
    assert "就是明天" in told(page, "object-order")
    assert "今天就辦好" in told(page, "object-order")
    assert "星期五" not in told(page, "object-order")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_is_read_by_a_library(page: Page, address: str, language: str, tmp_path: Path) -> None:
    """Days to come are whole-day events with alarms 3 days and 1 day before; past and creditors' days are left out."""
    typed = {
        "payment-order": "2026-11-13",
        "judgment": "2026-10-01",
        "enforcement": "2026-11-20",
        "last-due": "2025-01-31",
    }
    work(page, address, typed, LANGUAGES[language])
    calendar = saved(page, tmp_path)
    events = {str(event["UID"]).rsplit("-2026-", 1)[0]: event for event in calendar.walk("VEVENT")}
    assert set(events) == {"object-order", "refuse-award", "refuse-notarised"}
    event = events["object-order"]
    assert event["DTSTART"].dt == date(2026, 11, 28)
    assert "227" in str(event["DESCRIPTION"])
    assert str(event["DESCRIPTION"]).count("\n") == 3, (
        "what to do, its article, the weekend, and that it is an estimate"
    )
    assert str(event["SUMMARY"]).count("{") == 0
    alarms = sorted(alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
    nine = timedelta(hours=9)
    assert alarms == [nine - timedelta(days=3), nine - timedelta(days=1)]


def test_without_days_to_come_there_is_no_calendar(page: Page, address: str) -> None:
    """Nothing is saved where all days have passed, or none was typed; the status line says why."""
    work(page, address, {"judgment": "2026-10-01"})
    page.click("[data-do=save]")
    assert "日曆沒有下載" in page.locator("[data-part=status]").inner_text()
    page.fill("[data-field=judgment]", "")
    page.click("[data-do=save]")
    assert "至少填一個" in page.locator("#deadlines-claim-fault").inner_text()


def test_where_am_i_leads_to_the_field(page: Page, address: str) -> None:
    """The link beside a running deadline opens this page at the field of its paper."""
    page.goto(address + "tools/where/?arrived=payment-order")
    page.click("[data-periods=payment-order] a[href*='#deadlines-']")
    assert page.url.endswith("tools/deadlines/#deadlines-payment-order")
    assert page.locator("#deadlines-payment-order").is_visible()
