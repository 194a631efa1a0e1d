"""QR codes: each is read by a decoder that is not the encoder, and leads to its page."""

from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
import zxingcpp
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from guide.addresses import page_path
from guide.content import LANGUAGES, Site, load_site
from guide.linkable import go_path, linkables, qr_path
from guide.make.qr import pictures

ROOT = Path(__file__).resolve().parents[1]
SITE_URL = "https://overdue-loan-guide.example/"
ANY = ("", *LANGUAGES)


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def read(file: Path) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(file))]


@pytest.mark.parametrize("language", ANY)
def test_every_code_says_its_permanent_address(site: Site, language: str) -> None:
    """The PNG of each page, for each language and for the reader's own, decodes to its address."""
    for page in linkables(site):
        file = ROOT / "site" / qr_path(language, page.code, "png")
        assert read(file) == [SITE_URL + go_path(language, page.code)], file


@pytest.mark.parametrize("language", ANY)
def test_every_address_in_a_code_leads_to_its_page(site: Site, language: str) -> None:
    """The address is served, and links to the page of that code, in that language or in all."""
    for page in linkables(site):
        address = go_path(language, page.code)
        html = (ROOT / "site" / address / "index.html").read_text(encoding="utf-8")
        wanted = {"/" + page_path(each, page.key) for each in ([language] if language else LANGUAGES)}
        hrefs = [a.attributes["href"] or "" for a in LexborHTMLParser(html).css("a[data-go]")]
        assert {urljoin(f"/{address}", href) for href in hrefs} == wanted, address


def test_a_code_has_a_quiet_zone_and_is_black_on_white() -> None:
    """Four modules of white stand around the code, in both formats, also on a dark page."""
    made = pictures(SITE_URL + "go/T53/")
    assert b'fill="#fff"' in made["svg"]
    assert b"<script" not in made["svg"]
    assert b"style=" not in made["svg"]


def test_the_pictures_are_small_and_the_same_each_time() -> None:
    """A picture weighs at most 2.2 KB as SVG and 0.6 KB as PNG, and is the same at each build."""
    address = SITE_URL + "zh-Hans/go/T53/"
    made = pictures(address)
    assert len(made["svg"]) < 2200
    assert len(made["png"]) < 600
    assert pictures(address) == made
