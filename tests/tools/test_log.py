"""The record of contacts: its counts, its order, and files that come back as they were."""

import csv
import io
import zipfile
from time import process_time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tools.log import csv_text, summary_of
from tools.engine import bytes_of, called, cases

COLUMNS = ["date", "time", "way", "who", "lender", "said", "promised", "others", "proof"]
HEADINGS = {name: [name.title(), f"{name}*"] for name in COLUMNS}
WAYS = {"call": ["電話", "Call"], "visit": ["上門"], "other": ["其他"]}
FACTS = {"headings": HEADINGS, "ways": WAYS}
QUIET = {"from": 8, "until": 22}
# What a file can hold: no half surrogates, and no control characters that XML lacks.
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r"), max_size=12)
CELL = st.one_of(CELLS, st.sampled_from(["=1+1", "'=1", "''+x", "@SUM(A1)", "-5", "+86 138", '"', ",", "a\nb", "\r", "\t=", "＝1", "'", "\ufeff"]))  # fmt: skip


def row(date: str, time: str = "", way: str = "call", others: str = "", lender: str = "") -> dict[str, str]:
    given = {"date": date, "time": time, "way": way, "others": others, "lender": lender}
    return dict.fromkeys(COLUMNS, "") | given


@pytest.mark.parametrize("case", cases("log"), ids=lambda case: case["of"])
def test_counts(case: dict[str, Any]) -> None:
    """Page and program count alike, as the case says."""
    rows = [row(*cells) for cells in case["rows"]]
    found = summary_of(rows, 8, 22)
    assert found == called("log", "summaryOf", rows, QUIET)
    assert {name: found[name] for name in case["result"]} == case["result"]


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["2026-11-22", "2026-11-23", "2026-01-05"]),
        st.one_of(st.just(""), st.times().map(lambda time: f"{time:%H:%M}")),
        st.sampled_from(["call", "missed", "visit", "text"]),
        st.sampled_from(["", "母親"]),
        st.sampled_from(["", "某銀行", "Bank", "ＢＡＮＫ ", "İ", "ß"]),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_counts_add_up(rows: list[dict[str, str]]) -> None:
    """Both count alike; the days add up to the calls; order changes no count and loses no row."""
    found = called("log", "summaryOf", rows, QUIET)
    assert found == summary_of(rows, 8, 22)
    assert (
        sum(day["answered"] + day["missed"] for day in found["days"]) == found["answered"] + found["missed"]
    )
    assert sum(day["quiet"] for day in found["days"]) == found["quietCalls"]
    assert all(day["most"] <= day["answered"] for day in found["days"])
    ordered = called("log", "inTimeOrder", rows)
    assert called("log", "summaryOf", ordered, QUIET) == found
    assert sorted(map(str, ordered)) == sorted(map(str, rows))
    dates = [(each["date"], each["time"] or "99:99") for each in ordered]
    assert dates == sorted(dates)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("21:40", {"value": "21:40"}),
        ("9:05", {"value": "09:05"}),
        ("２１：４０", {"value": "21:40"}),
        ("21點40分", {"value": "21:40"}),
        ("9时", {"value": "09:00"}),
        ("2140", {"value": "21:40"}),
        ("21:40:33", {"value": "21:40"}),
        ("24:00", {"fault": "no-time"}),
        ("12:60", {"fault": "no-time"}),
        ("night", {"fault": "no-time"}),
        ("9", {"fault": "no-time"}),
        ("", {"fault": "empty"}),
    ],
)
def test_times_as_people_type_them(typed: str, found: dict[str, str]) -> None:
    """A time is read, or has a fault."""
    assert called("log", "readTime", typed) == found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_csv_comes_back_and_holds_no_formula(table: list[list[str]]) -> None:
    """Both programs write the same file; it is read back to the letter, and no cell of it is a formula."""
    text = called("csv", "csvText", table)
    assert text == csv_text(table)
    assert called("csv", "readCsv", text) == table
    for cells in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not [cell for cell in cells if cell[:1] in {*"=+-@\t\r＝＋－＠"} and cell]


def test_other_separators_are_read() -> None:
    """Semicolons, tabs and lines without a last end are read too."""
    assert called("csv", "readCsv", "a;b\n1;2") == [["a", "b"], ["1", "2"]]
    assert called("csv", "readCsv", 'a\tb\r\n"x\ny"\t2\r\n') == [["a", "b"], ["x\ny", "2"]]
    assert called("csv", "readCsv", "") == []
    assert called("csv", "readCsv", '"never closed, 1') == [["never closed, 1"]]


BOOK = '(rows) => workbook([{ name: "x", rows: rows.map((row) => row.map((text) => textCell(text))) }])'
READ = """(bytes, decoded) => {
  const entries = entriesOf(Uint8Array.from(bytes));
  if (!entries) return null;
  const { sheet, strings } = partsNeeded(entries.map(({ name }) => name));
  return rowsOfSheet(decoded[sheet] ?? "", decoded[strings] ?? "");
}"""


def read_book(data: bytes) -> Any:
    """Read by the page's code; unpacking and decoding, which browsers do, is done here."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return called("xlsx-reading", READ, list(data), {name: archive.read(name).decode() for name in archive.namelist()})  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS.map(lambda text: text.replace("\r", "")), min_size=2, max_size=3), min_size=1, max_size=3))  # fmt: skip
def test_a_workbook_comes_back(table: list[list[str]]) -> None:
    """What we write as .xlsx is read back to the letter, what XML cannot hold left out."""
    table = [[cell.replace("\ufffe", "").replace("\uffff", "") for cell in cells] for cells in table]
    assert read_book(bytes_of("xlsx", BOOK, table)) == table


def test_a_workbook_of_a_spreadsheet_is_read() -> None:
    """Shared texts, empty cells, numbers, days and times of another program are read."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Date", "Time", "Way", "Said"])
    sheet.append([46349, 0.9027777777777778, "Call", "a & <b>\n「c」"])
    sheet.append([None, None, None, None])
    sheet["D4"] = "only this"
    out = io.BytesIO()
    book.save(out)
    table = read_book(out.getvalue())
    found = called("log", "rowsOfTable", table, FACTS)["rows"]
    assert [(each["date"], each["time"], each["way"], each["said"]) for each in found] == [
        ("2026-11-23", "21:40", "call", "a & <b>\n「c」"),
        ("", "", "other", "only this"),
    ]


def test_a_table_in_another_order_is_read() -> None:
    """Headings in any order and language, below other lines; what cannot be read stays as written."""
    table = [
        ["My log"],
        ["said*", "Way", "DATE"],
        ["hello", "上門", "2026/1/5"],
        ["x", "pigeon", "soon"],
        ["", "", ""],
    ]
    found = called("log", "rowsOfTable", table, FACTS)["rows"]
    assert [(each["date"], each["way"], each["said"]) for each in found] == [
        ("2026-01-05", "visit", "hello"),
        ("soon", "other", "pigeon: x"),
    ]
    assert called("log", "rowsOfTable", [["a", "b"]], FACTS) == {"fault": "no-headings"}
    assert called("log", "rowsOfTable", [["Date", "Said"]], FACTS) == {"fault": "no-rows"}


def test_rows_are_joined_once() -> None:
    """Opening the same file twice adds nothing; two equal rows of a file, such as two calls a minute, stay two."""
    rows = [row("2026-11-23"), row("2026-11-24")]
    twice = [*rows, *rows]
    assert called("log", "joinedRows", rows, rows) == rows
    assert called("log", "joinedRows", [], twice) == twice
    assert called("log", "joinedRows", twice, twice) == twice
    assert called("log", "joinedRows", rows, twice) == twice
    assert called("log", "joinedRows", twice, rows) == twice


SHEET = "(sheet, strings) => rowsOfSheet(sheet, strings)"
REPEATED = "(part, count) => rowsOfSheet(part.repeat(count), part.repeat(count)).length"


def test_parts_of_a_sheet() -> None:
    """Prefixes, empty cells and rows, formulas, shared texts in pieces and without their sounds; no place beyond."""
    sheet = (
        '<x:sheetData><x:row r="1"><x:c r="B1" t="s"><x:v>0</x:v></x:c><x:c r="C1"/><x:c r="D1"><f>1+1</f><v>2</v></x:c></x:row>'
        '<row/><row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>&apos;-a&amp;&#x5e74;&#9;&bad;</t></is></c><c><v>9</v></c><c r="ZZZ3"><v>far</v></c></row></x:sheetData>'
    )
    strings = (
        "<sst><si><r><t>one </t></r><rPh><t>sound</t></rPh><r><t>two</t></r></si><si><t>'=1</t></si></sst>"
    )
    found = called("xlsx-reading", SHEET, sheet, strings)
    assert found == [["", "one two", "", "2"], [], ["=1", "'-a&年\t&bad;", "9"]]


@pytest.mark.parametrize(
    "part", ["<row>", "<c", "<row><c>", "<si><t>", "<a ", "<row><c r=", "<t>", "&#x", "<", "</row"]
)
def test_parts_made_to_be_slow(part: str) -> None:
    """A megabyte of tags that never end is read in seconds; a square of its length would take hours."""
    before = process_time()
    called("xlsx-reading", REPEATED, part, 1_000_000 // len(part))
    assert process_time() - before < 20


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 60, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    """Broken archives have no entries; nothing is thrown and nothing is read beyond the end."""
    assert not called("xlsx-reading", "(bytes) => entriesOf(Uint8Array.from(bytes))", list(data))
