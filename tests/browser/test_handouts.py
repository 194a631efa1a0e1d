"""Sheets on paper: pages, size, fonts, nothing cut; and on the screen."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from guide.content import load_site
from guide.linkable import handout_path, linkables, qr_path
from guide.make.handouts import handouts
from handouts import faults, printed

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}


def _giving(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_fits_its_pages(page: Page, language: str) -> None:
    """Each prints to its number of pages of A4, with its fonts in the file and all of its words."""
    for sheet in handouts(load_site(ROOT, date(2026, 11, 23))):
        html = ROOT / "site" / handout_path(language, sheet.id) / "index.html"
        found = list(faults(printed(page, html), html.read_text("utf-8")))
        assert found == [], sheet.id


def test_a_sheet_that_is_too_long_is_found(page: Page, tmp_path: Path) -> None:
    """More text than a page holds, a wrong size of paper and a lost word are all reported."""
    (tmp_path / "long.html").write_text(
        '<body data-pages="1"><main>' + "<p>字</p>" * 90 + "</main><style>@page { size: A5 }</style><main>",
        encoding="utf-8",
    )
    made = printed(page, tmp_path / "long.html")
    found = list(faults(made, '<body data-pages="1"><main><p>字</p><p>not printed</p></main>'))
    assert any("pages instead of 1" in fault for fault in found)
    assert any("is not A4" in fault for fault in found)
    assert any("not printed" in fault for fault in found)


def test_the_code_on_paper_is_read(page: Page, address: str, tmp_path: Path) -> None:
    """The QR code at the foot, as a browser draws it, is read by a decoder."""
    page.set_viewport_size({"width": 800, "height": 1100})
    for path in ("handouts/early/", "en/handouts/letter-extension/", "zh-Hans/handouts/risks-table/"):
        page.goto(address + path)
        page.locator(".foot img").first.screenshot(path=tmp_path / "code.png")
        codes = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
        assert [code.text for code in codes] == [page.locator(".address").first.inner_text()]


@pytest.mark.parametrize("language", ["", *LANGUAGES])
def test_every_drawn_code_is_read(page: Page, address: str, tmp_path: Path, language: str) -> None:
    """Each SVG, drawn by the browser at the size at which it is shown, decodes to its address."""
    pages = list(linkables(load_site(ROOT, date(2026, 11, 23))))
    page.set_viewport_size({"width": 1640, "height": 1200})
    for start in range(0, len(pages), 60):
        part = pages[start : start + 60]
        cell = "<span style='display:inline-block;width:164px;height:164px'><img src='{}'></span>"
        images = "".join(cell.format(address + qr_path(language, each.code, "svg")) for each in part)
        body = f"<!doctype html><body style='margin:0;line-height:0'>{images}"
        page.unroute("**/codes.html")
        page.route("**/codes.html", _giving(body))
        page.goto(address + "codes.html", wait_until="load")
        page.screenshot(path=tmp_path / "codes.png")
        with Image.open(tmp_path / "codes.png") as drawn:
            for number, each in enumerate(part):
                left, top = 164 * (number % 10), 164 * (number // 10)
                found = zxingcpp.read_barcodes(drawn.crop((left, top, left + 164, top + 164)))
                assert [code.text.split("/go/")[1] for code in found] == [f"{each.code}/"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [280, 1000])
def test_axe_finds_nothing_on_sheets(page: Page, address: str, language: str, width: int) -> None:
    """On the screen of a phone and of a desk the sheets pass axe and do not scroll sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    for name in (
        "late",
        "negotiation",
        "letter-extension",
        "letter-settlement",
        "letter-call-scripts",
        "risks-table",
    ):
        page.goto(f"{address}{LANGUAGES[language]}handouts/{name}/")
        results = Axe().run(page)
        assert results.violations_count == 0, name + results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_typed_name_is_printed_and_not_kept(chromium: Browser, address: str) -> None:
    """What a counsellor types at the foot is on the paper, and gone when the page is opened again."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address + "en/handouts/early/")
    page.locator(".counsellor input").first.fill("Li Ming")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.goto(address)
    page.goto(address + "en/handouts/early/")
    assert page.locator(".counsellor input").first.input_value() == ""
    context.close()
