"""The files that tools write are opened and read back by the usual libraries."""

import io
import zipfile
from datetime import date, timedelta

import icalendar
import openpyxl
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.engine import bytes_of, called

HOSTILE = '=1+1 & <b>"繁體"</b> \U0001f600 \x00\x0b\ud800'
READ_BACK = '=1+1 & <b>"繁體"</b> \U0001f600 '

BOOK = """(text) => workbook([
  { name: "A/B [1]", widths: [20, 12], frozen: 1, rows: [
    [textCell(text, "head"), null, dateCell(20780)],
    [numberCell("1234.50"), formulaCell("A2*2", "2469.00"), numberCell("3", "whole")],
    [textFormulaCell("IF(A2>1,\\"y\\",\\"n\\")", "y")],
  ] },
  { name: "二", rows: [] },
])"""


def test_a_workbook_is_read_back() -> None:
    """Text stays text even when it begins with "=", numbers and days have formats, formulas their values."""
    data = bytes_of("xlsx", BOOK, HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["A B  1", "二"]
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].data_type) == (READ_BACK, "s")
    assert sheet["C1"].value.date() == date(1970, 1, 1) + timedelta(days=20780)
    assert (sheet["A2"].value, sheet["A2"].number_format) == (1234.5, "#,##0.00")
    assert sheet["B2"].value == "=A2*2"
    assert sheet.column_dimensions["A"].width == 20
    assert sheet.freeze_panes == "A2"
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert (values["B2"].value, values["A3"].value) == (2469, "y")


def test_an_archive_is_sound_and_the_same_each_time() -> None:
    """The checksums of an archive hold, its times are fixed, and the same content gives the same bytes."""
    first, second = (bytes_of("xlsx", BOOK, "x") for _ in range(2))
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert archive.testzip() is None
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_text_is_utf_8(text: str) -> None:
    """Any text becomes its UTF-8 bytes; half a surrogate pair becomes U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert bytes_of("zip", "utf8", text).decode("utf-8") == whole or "\ufffd" in whole


def test_a_document_is_read_back() -> None:
    """Headings, paragraphs with line breaks and tables come back; nothing is read as markup."""
    script = """(text) => textDocument([
      headingBlock("申請", 1), paragraphBlock(text), paragraphBlock("a\\nb", "right"), tableBlock([["h", "i"], ["1", "2"]], [2, 1]),
    ], "zh-CN")"""
    document = Document(io.BytesIO(bytes_of("docx", script, HOSTILE)))
    head, body, lines = document.paragraphs[:3]
    assert (head.text, head.style.name) == ("申請", "Heading 1")
    assert body.text == READ_BACK
    assert lines.text == "a\nb"
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["h", "i"], ["1", "2"]]


def test_a_calendar_is_read_back() -> None:
    """Days, words and alarms come back; no line is longer than 75 bytes; no character is cut."""
    title = "在這一天以前，寫好；書面異議\\," * 9
    script = """(title) => calendarFile("期限", [
      { uid: "a@x", day: "2026-12-08", title, text: "第一行\\n第二行", alarms: [0, 1, 7] },
    ], "20261123T120000Z")"""
    text = called("ics", script, title)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert event["SUMMARY"] == title
    assert event["DESCRIPTION"] == "第一行\n第二行"
    assert event.decoded("DTSTART") == date(2026, 12, 8)
    triggers = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(hours=9), timedelta(hours=-15), timedelta(hours=-159)]


DAYS = st.dates(date(1900, 1, 1), date(2400, 12, 31))


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS, st.integers(-1200, 1200))
def test_the_calendar_is_the_gregorian_one(one: date, other: date, months: int) -> None:
    """Counting and adding days and months agrees with Python's calendar; a month's end stays one."""
    script = "(a, b, m) => [daysBetween(a, b), addDays(a, daysBetween(a, b)), addMonths(a, m), weekday(a)]"
    days, there, later, weekday = called("dates", script, one.isoformat(), other.isoformat(), months)
    assert days == (other - one).days
    assert there == other.isoformat()
    assert weekday == one.isoweekday()
    year, month = divmod(one.year * 12 + one.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    assert later == f"{year:04}-{month + 1:02}-{min(one.day, last):02}"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-3-31", "2026-03-31"),
        ("２０２６／０３／３１", "2026-03-31"),
        ("2026年3月31日", "2026-03-31"),
        ("20260331", "2026-03-31"),
        ("2024-02-29", "2024-02-29"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("二○二六年十月三十一日", "2026-10-31"),
        ("二零二六年十二月二十日", "2026-12-20"),
        ("二〇二六年二月三十日", "no-date"),
        ("二〇二六年三十月五日", "no-date"),
        ("二〇二六年三月五十日", "no-date"),
        ("3月5日", "no-date"),
        ("2026-02-29", "no-date"),
        ("2026-13-01", "no-date"),
        ("31/03/2026", "no-date"),
        ("", "empty"),
        ("9" * 99, "long"),
    ],
)
def test_days_are_read_as_typed(typed: str, read: str) -> None:
    """The usual ways to write a day are read; a day that does not exist is refused."""
    found = called("dates", "readDate", typed)
    assert found.get("value", found.get("fault")) == read
