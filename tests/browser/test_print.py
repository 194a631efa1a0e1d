"""What comes out of a printer: pages on A4, with addresses that a reader on paper can follow."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from browser.test_pages import LANGUAGES, TEMPLATES

SITE_URL = "https://overdue-loan-guide.example/"
PRINTED = [path for path in TEMPLATES if not path.startswith(("tools/c", "tools/b", "tools/p", "404"))]
PAPER = 688  # pixels: A4 less margins of 14 mm at 96 dots an inch


@pytest.mark.parametrize("path", PRINTED)
def test_nothing_is_cut_on_paper(chromium: Browser, address: str, path: str) -> None:
    """At the width of the paper nothing stands outside, in each language; all pages are A4."""
    page = chromium.new_page(viewport={"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    for home in LANGUAGES.values():
        page.goto(address + home + path)
        cut = page.evaluate(
            """(width) => [...document.querySelectorAll("body *")]
                .filter((each) => !each.closest(".hidden, .skip, thead, svg"))
                .filter((each) => each.getClientRects().length)
                .filter((each) => {
                    const style = getComputedStyle(each);
                    const box = each.getBoundingClientRect();
                    const clips = style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1;
                    return box.right > width + 1 || box.left < -1 || clips;
                })
                .map((each) => each.outerHTML.slice(0, 120))""",
            PAPER,
        )
        assert cut == [], (home, cut)
    for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_page_says_where_it_is_from(page: Page, address: str, language: str) -> None:
    """The paper has the permanent address in letters and as a QR code, and codes for what it links to."""
    page.emulate_media(media="print")
    page.goto(f"{address}{LANGUAGES[language]}topics/being-sued/")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    code = page.locator(".facts b").first.inner_text()
    assert f"{SITE_URL}go/{code}/" in text.replace("\n", "")
    picture = Image.open(io.BytesIO(page.locator(".facts .qr").screenshot(scale="css")))
    picture = picture.resize((picture.width * 4, picture.height * 4))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [f"{SITE_URL}go/{code}/"]
    link = page.locator(".text a[data-code]").first
    assert link.evaluate("(each) => getComputedStyle(each, '::after').content").strip('" ') == (
        f"({link.get_attribute('data-code')})"
    )


def test_addresses_outside_are_written_out(page: Page, address: str) -> None:
    """Each link to another host is followed by its address on paper."""
    page.emulate_media(media="print")
    page.goto(f"{address}sources/civil-code/")
    contents = page.eval_on_selector_all(
        ".text a[href^='http']", "(all) => all.map((each) => getComputedStyle(each, '::after').content)"
    )
    assert all("http" in content or content.startswith('" ("') for content in contents), contents
