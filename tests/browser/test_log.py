"""The record of contacts in a browser: entries, files of the reader's own, the sheet for a complaint."""

import csv
import io
import zipfile
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Dialog, Page, expect

from browser.tools import HARM, LANGUAGES, NOTHING, left_behind

PATH = "tools/log/"
CALL = {"date": "2026-11-02", "time": "2140", "who": "+86 138 0000 0000", "lender": "某銀行", "said": "=1+1"}
NIGHT = {
    "date": "2026/11/2",
    "time": "22：00",
    "who": "@王",
    "lender": "某銀行",
    "said": 'a,"b"\n第二行',
    "proof": HARM,
}
VISIT = {"date": "2026-11-01", "way": "visit", "promised": "-5 元\t;", "others": "母親"}
FIELDS = ["date", "time", "who", "lender", "said", "promised", "others", "proof"]


def enter(page: Page, row: dict[str, str]) -> None:
    for name, text in row.items():
        if name == "way":
            page.select_option("[data-field=way]", text)
        else:
            page.fill(f"[data-field={name}]", text)


def add(page: Page, *rows: dict[str, str]) -> None:
    for row in rows:
        enter(page, row)
        page.click("[data-do=work]")


def entries(page: Page) -> list[str]:
    return page.locator("[data-part=rows] tr").all_inner_texts()


def save(page: Page, folder: Path, format: str) -> Path:
    with page.expect_download() as download:
        page.click(f"[data-do=save][data-format={format}]")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def opened(page: Page, file: Path | dict[str, object]) -> None:
    page.set_input_files("[data-part=open]", file)  # type: ignore[arg-type]
    expect(page.locator("[data-part=open]")).to_have_value("", timeout=30_000)
    page.wait_for_timeout(100)


def bytes_file(data: bytes, name: str = "x.csv") -> dict[str, object]:
    return {"name": name, "mimeType": "text/csv", "buffer": data}


def counts(page: Page) -> dict[str, str]:
    cells = page.locator("[data-slot^=count-]").all()
    return {str(cell.get_attribute("data-slot")).removeprefix("count-"): cell.inner_text() for cell in cells}


def fault(page: Page) -> str:
    return page.locator("#log-open-fault").inner_text()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("other", LANGUAGES)
def test_a_file_comes_back_in_every_language(
    page: Page, address: str, tmp_path: Path, format: str, other: str
) -> None:
    """What a page saves, a page of any language opens again, to the letter, without a request, and only once."""
    page.goto(address + PATH)
    add(page, CALL, NIGHT, VISIT)
    file = save(page, tmp_path, format)
    before, numbers = entries(page), counts(page)
    assert len(before) == 3
    page.goto(address + LANGUAGES[other] + PATH, wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, file)
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert counts(page) == numbers
    page.locator("[data-do=edit]").nth(2).click()
    written = {name: page.input_value(f"[data-field={name}]") for name in NIGHT}
    assert written == NIGHT | {"date": "2026-11-02", "time": "22:00"}
    assert page.input_value("[data-field=way]") == "call"
    page.click("[data-do=cancel]")
    opened(page, file)
    assert len(entries(page)) == 3
    assert page.locator("guide-log :is(script, img)").count() == 0
    assert page.evaluate("window.harmed") is None
    assert left_behind(page) == NOTHING


def test_the_csv_holds_no_formula(page: Page, address: str, tmp_path: Path) -> None:
    """With a mark of UTF-8 for Excel; no cell of it begins as a formula does; lines and quotes are whole."""
    page.goto(address + PATH)
    add(page, CALL, NIGHT, VISIT)
    data = save(page, tmp_path, "csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["日期", "時間", "方式"]
    assert [row[0] for row in rows[1:]] == ["2026-11-01", "2026-11-02", "2026-11-02"]
    assert rows[2][5] == "'=1+1"
    assert rows[3][5] == 'a,"b"\n第二行'
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell]


def test_what_a_spreadsheet_saved_is_opened(page: Page, address: str, tmp_path: Path) -> None:
    """Another program packs it, and makes days and times of texts."""
    page.goto(address + "en/" + PATH)
    add(page, CALL, NIGHT, VISIT)
    numbers, shown = counts(page), entries(page)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in openpyxl.load_workbook(save(page, tmp_path, "xlsx")).worksheets[0].iter_rows():
        for cell in row:
            copy = sheet.cell(cell.row, cell.column, cell.value)
            if copy.data_type == "f":  # openpyxl takes any text that begins so for a formula
                copy.data_type = "s"
    sheet["A3"], sheet["B3"] = date(2026, 11, 2), time(21, 40)
    other = tmp_path / "other.xlsx"
    book.save(other)
    assert {info.compress_type for info in zipfile.ZipFile(other).infolist()} == {zipfile.ZIP_DEFLATED}
    page.reload()
    opened(page, other)
    expect(page.locator("[data-part=rows] tr")).to_have_count(3)
    assert counts(page) == numbers
    assert entries(page) == shown


def archive(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return data.getvalue()


def test_shared_texts_of_a_workbook_are_read(page: Page, address: str) -> None:
    """Most programs keep the texts of all sheets in one part; markup in them stays text."""
    texts = ["日期", "说了什么", "2026-11-02", "&lt;img src=x onerror=harmed=1&gt;"]
    rows = "".join(f'<row><c t="s"><v>{n}</v></c><c t="s"><v>{n + 1}</v></c></row>' for n in (0, 2))
    parts = {
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst>{''.join(f'<si><t>{text}</t></si>' for text in texts)}</sst>",
    }
    page.goto(address + PATH)
    opened(page, bytes_file(archive(parts), "x.xlsx"))
    expect(page.locator("[data-part=rows] .said")).to_have_text("<img src=x onerror=harmed=1>")
    assert page.evaluate("window.harmed") is None


def test_a_workbook_that_unpacks_to_too_much_is_refused(page: Page, address: str) -> None:
    """A small archive of 100 million characters, and one of unending tags, get a sentence in time."""
    page.goto(address + PATH)
    for text in ("<row>" * 20_000_000, "<row><c t='inlineStr'><is><t>x" * 1_000_000):
        data = archive({"xl/worksheets/sheet1.xml": text})
        assert len(data) < 1_000_000
        opened(page, bytes_file(data, "x.xlsx"))
        expect(page.locator("#log-open-fault")).to_be_visible(timeout=30_000)
    assert entries(page) == []


def test_the_workbook_has_record_and_counts(page: Page, address: str, tmp_path: Path) -> None:
    """Two sheets, texts as texts, counts as numbers; openpyxl opens it without a complaint."""
    page.goto(address + "en/" + PATH)
    add(page, CALL, NIGHT, VISIT)
    file = save(page, tmp_path, "xlsx")
    assert zipfile.ZipFile(file).testzip() is None
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Record", "Counts"]
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[2][:6] == ["2026-11-02", "21:40", "Call, answered", "+86 138 0000 0000", "某銀行", "=1+1"]
    assert book.worksheets[0].cell(3, 6).data_type == "s" or book.worksheets[0].cell(3, 6).value == "=1+1"
    numbers = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert numbers["In all"] == 3
    assert numbers["Calls from 22:00 to 08:00"] == 1
    assert numbers["2026-11-02"] == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "找不到"),
        (b"\x89PNG\r\n\x1a\n\0\0", "讀不出"),
        (b"PK\x03\x04 no archive", "讀不出"),
        (b"\xd0\xcf\x11\xe0\0\0", "讀不出"),
        (HARM.encode(), "找不到"),
        (b"a,b\r\n1,2", "找不到"),
        ("日期,說了什麼\r\n".encode(), "沒有記錄"),
        (b"9" * 2_000_000, "找不到"),
        (b"\n" * 2_000_000, "找不到"),
        (b'"' * 2_000_001, "找不到"),
        (b"," * 2_000_000, "找不到"),
        (b"x" * (8 * 1024 * 1024 + 1), "太大"),
        (("日期,說了什麼\n" + "2026-11-02,x\n" * 5001).encode(), "5,000"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_a_wrong_file_gets_a_sentence(page: Page, address: str, data: bytes, told: str) -> None:
    """Beside the button stands why it was not opened; the entries stay, and nothing of it is run."""
    page.goto(address + PATH)
    add(page, CALL)
    opened(page, bytes_file(data))
    page.wait_for_selector("#log-open-fault:visible", timeout=20_000)
    assert told in fault(page)
    assert page.get_attribute("[data-part=open]", "aria-invalid") == "true"
    assert len(entries(page)) == 1
    assert page.evaluate("window.harmed") is None
    opened(page, bytes_file("日期,說了什麼\n2026-11-02,x".encode()))
    expect(page.locator("[data-part=rows] tr")).to_have_count(2, timeout=60_000)
    assert not page.locator("#log-open-fault").is_visible()


def test_files_of_other_programs(page: Page, address: str) -> None:
    """GB 18030, UTF-16 and semicolons; Simplified headings; days and times as people write them."""
    page.goto(address + PATH)
    text = "时间;日期;方式;说了什么\n9:05;2026/11/2;电话，没接;早\n晚上;不详;鸽子;没有"
    for at, data in enumerate((text.encode("gb18030"), text.encode("utf-16"), text.encode("utf-8-sig"))):
        opened(page, bytes_file(data))
        expect(page.locator("[data-part=rows] tr")).to_have_count(2, timeout=60_000)
        assert fault(page) == "", at
    assert counts(page)["missed"] == "1"
    assert "09:05" in entries(page)[0]
    assert "鸽子: 没有" in entries(page)[1]


def test_two_megabytes_are_opened(page: Page, address: str, tmp_path: Path) -> None:
    """A file of 2 MB with 4,000 entries is opened and saved again, the same."""
    lines = [
        f"2026-{n % 9 + 1:02}-{n % 28 + 1:02},{n % 24:02}:{n % 60:02},電話，接通,{n},{'字' * 170}"
        for n in range(4000)
    ]
    lines = [line.replace("電話，接通", '"電話，接通"') for line in lines]
    data = ("日期,時間,方式,號碼、姓名、公司,說了什麼\n" + "\n".join(lines)).encode()
    assert len(data) > 2_000_000
    page.goto(address + PATH)
    opened(page, bytes_file(data))
    expect(page.locator("[data-part=rows] tr")).to_have_count(4000, timeout=60_000)
    assert counts(page)["answered"] == "4000"
    file = save(page, tmp_path, "xlsx")
    assert openpyxl.load_workbook(file).worksheets[0].max_row == 4001


def test_entries_are_changed_deleted_and_brought_back(page: Page, address: str) -> None:
    """By keyboard alone; the focus stays in sight, and a half-written entry survives the change of another."""
    page.goto(address + PATH)
    add(page, CALL, VISIT)
    enter(page, {"said": "還沒寫完", "way": "text"})
    page.locator("[data-do=edit]").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.field") == "date"
    assert page.input_value("[data-field=said]") == "=1+1"
    page.keyboard.press("Control+a")
    page.keyboard.type("2026-10-30")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.part") == "result"
    assert "2026-10-30" in entries(page)[0]
    assert page.input_value("[data-field=said]") == "還沒寫完"
    assert page.input_value("[data-field=way]") == "text"
    page.locator("[data-do=delete]").first.focus()
    page.keyboard.press("Enter")
    assert len(entries(page)) == 1
    assert page.evaluate("document.activeElement.dataset.do") == "undo"
    page.keyboard.press("Enter")
    assert len(entries(page)) == 2
    assert page.evaluate("document.activeElement.dataset.part") == "result"


def test_what_cannot_be_gets_a_sentence(page: Page, address: str) -> None:
    """A day to come, a time that is none, and an entry without a word."""
    page.goto(address + PATH)
    for row, name in (
        ({"date": "2999-01-01", "time": "", "said": "x"}, "date"),
        ({"date": "2026-11-02", "time": "25:00", "said": "x"}, "time"),
        ({"date": "2026-11-02", "time": HARM, "said": "x"}, "time"),
        ({"date": "2026-11-02", "time": "", "said": "x", "who": "9" * 2_000_000}, "who"),
        ({"date": "2026-11-02", "time": "", "said": "9" * 2_000_000, "who": ""}, "said"),
        ({"date": "2026-11-02", "time": "", "said": " ", "who": ""}, "said"),
    ):
        for field, text in row.items():
            page.locator(f"[data-field={field}]").evaluate("(field, text) => { field.value = text; }", text)
        page.click("[data-do=work]")
        assert page.locator(f"#log-{name}-fault").is_visible(), (row.keys(), name)
        assert page.evaluate("document.activeElement.dataset.field") == name
        assert page.input_value(f"[data-field={name}]") == row[name]
    assert entries(page) == []
    page.select_option("[data-field=way]", "missed")
    page.click("[data-do=work]")
    assert len(entries(page)) == 1, "a call that was not answered needs no words"


def leaves(page: Page) -> bool:
    """Whether the browser lets the reader go without a question."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    page.remove_listener("dialog", answer)
    assert set(asked) <= {"beforeunload"}
    return not asked


def test_leaving_warns_when_something_would_be_lost(page: Page, address: str, tmp_path: Path) -> None:
    """With entries in no file, or half an entry; not when empty, saved, opened from a file, or kept here."""
    page.goto(address + PATH)
    page.click("h1")
    assert leaves(page)
    page.fill("[data-field=said]", "x")
    assert not leaves(page)
    add(page, CALL)
    assert not leaves(page)
    add(page, CALL)
    file = save(page, tmp_path, "csv")
    assert leaves(page)
    opened(page, file)
    page.click("h1")
    assert leaves(page)
    opened(page, file)
    add(page, VISIT)
    assert not leaves(page)
    opened(page, file)
    page.locator("[data-do=delete]").first.click()
    page.locator("[data-do=undo]").click()
    assert leaves(page), "undone is as it was saved"
    add(page, CALL)
    page.check("[data-do=keep]")
    assert leaves(page)
    assert len(entries(page)) == 1
    page.uncheck("[data-do=keep]")
    assert not leaves(page)
    assert left_behind(page) == NOTHING


def test_rows_are_kept_when_asked(page: Page, address: str) -> None:
    """Entries, also those added later, come back in another language; clearing deletes them and can be undone."""
    page.goto(address + PATH)
    page.check("[data-do=keep]")
    add(page, CALL, NIGHT)
    page.goto(address + "en/" + PATH)
    assert len(entries(page)) == 2
    page.locator("[data-do=delete]").first.click()
    page.reload()
    assert len(entries(page)) == 1
    page.click("[data-do=clear]")
    assert entries(page) == []
    assert left_behind(page) == NOTHING
    page.click("[data-do=clear]")
    assert len(entries(page)) == 1


@pytest.mark.parametrize("extra", ['"x"', "[1, null]", '[{"date": 1}]', '[{"way": "constructor"}]', "{}"])
def test_what_was_kept_by_others_does_no_harm(page: Page, address: str, extra: str) -> None:
    """Whatever stands under the tool's key, it opens and works."""
    page.goto(address + PATH)
    kept = f'{{"fields": {{}}, "extra": {extra}}}'
    page.evaluate("kept => localStorage.setItem('guide.tool.log', kept)", kept)
    page.reload()
    add(page, CALL)
    assert len(entries(page)) == 1


def test_now_fills_in_day_and_time(page: Page, address: str) -> None:
    """The clock of the device, in the form that the fields take."""
    page.goto(address + PATH)
    page.clock.set_fixed_time("2026-11-24T09:05:00")
    page.click("[data-do=now]")
    assert page.input_value("[data-field=date]") == page.evaluate("new Date().toLocaleDateString('sv')")
    assert page.input_value("[data-field=time]") == page.evaluate("new Date().toTimeString().slice(0, 5)")
    page.fill("[data-field=said]", "x")
    page.click("[data-do=work]")
    assert len(entries(page)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_as_a_sheet(page: Page, address: str, language: str) -> None:
    """Numbered entries, counts, whose it is, a line to sign, and neither form nor buttons; all on A4."""
    page.set_viewport_size({"width": 700, "height": 1000})
    page.goto(address + LANGUAGES[language] + PATH)
    add(page, {**CALL, "said": "字" * 3000, "name": "張三"}, NIGHT, VISIT)
    page.emulate_media(media="print")
    shown = page.locator("guide-log").inner_text()
    for text in ("張三", "____", "母親", "2026-11-02", "GB/T 45251-2025"):
        assert text in shown
    assert [line.split()[0] for line in entries(page)] == ["1", "2", "3"]
    assert not page.locator("guide-log :is(button, input, textarea, select, .private):visible").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_calls_of_one_lender_are_counted_apart(page: Page, address: str) -> None:
    """Four answered calls of two lenders are no remark; four of one are."""
    page.goto(address + PATH)
    for lender in ("甲", "乙", "甲", "乙"):
        add(page, CALL | {"lender": lender})
    assert page.locator("[data-part=days] [data-slot=most]").inner_text() == "2"
    add(page, *[CALL | {"lender": "甲"}] * 2)
    assert page.locator("[data-part=days] [data-slot=most]").inner_text() == "4 （超過3次）"


def test_the_copy_is_the_whole_record(page: Page, address: str) -> None:
    """Each entry with its number and words, and the counts; nothing to copy is said."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + PATH)
    page.click("[data-do=copy]")
    expect(page.locator("[data-part=status]")).to_contain_text("還沒有結果")
    add(page, NIGHT, VISIT)
    page.click("[data-do=copy]")
    expect(page.locator("[data-part=status]")).to_contain_text("已")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.index("1.") < copied.index("2.")
    assert "還聯繫了誰: 母親" in copied
    assert "22:00至次日08:00的電話: 1" in copied
