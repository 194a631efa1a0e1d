"""A language as a zip, unpacked and read from `file://` in a real browser."""

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from browser.conftest import SITE
from guide.content import LANGUAGES, load_site
from guide.make.pack import pack

ROOT = Path(__file__).resolve().parents[2]
SITE_URL = "https://overdue-loan-guide.example/"
HOME = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}


@cache
def packed(language: str) -> bytes:
    return pack(load_site(ROOT, date(2026, 11, 23)), SITE, language, SITE_URL)


@pytest.fixture(params=LANGUAGES)
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A language, and the folder that its zip was unpacked into; its name has signs that need care."""
    folder = tmp_path / "逾期 guide #1 100%"
    zipfile.ZipFile(io.BytesIO(packed(request.param))).extractall(folder)
    return request.param, folder


def test_the_same_site_gives_the_same_zip() -> None:
    """Two zips of the same site are the same bytes."""
    again = pack(load_site(ROOT, date(2027, 1, 1)), SITE, "en", SITE_URL)
    assert again == packed("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_safe_on_every_system(language: str) -> None:
    """Names differ by more than capitals, are ASCII, and stay inside the folder."""
    names = zipfile.ZipFile(io.BytesIO(packed(language))).namelist()
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.isascii() and not name.startswith("/") and ".." not in name for name in names)
    assert "index.html" in names


def test_every_link_leads_to_a_file_or_to_the_site(unpacked: tuple[str, Path]) -> None:
    """In each page, what is relative is a file of the zip; what is not in it is an address of the site."""
    _, folder = unpacked
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files):
        if not name.endswith(".html"):
            continue
        page = LexborHTMLParser((folder / name).read_text(encoding="utf-8"))
        for attribute in ("href", "src", "action"):
            for node in page.css(f"[{attribute}]"):
                address = node.attributes[attribute] or ""
                parts = urlsplit(address)
                if parts.scheme or not parts.path:
                    continue
                target = (folder / name).parent.joinpath(unquote(parts.path)).resolve()
                assert target.is_file(), (name, address)
                assert target.relative_to(folder.resolve()).as_posix() in files


def test_it_is_read_searched_and_used_from_a_folder(
    page: Page, unpacked: tuple[str, Path], errors: list[str]
) -> None:
    """From `file://`: from the front to a page by clicks, by search, and by a code; a tool reckons."""
    language, folder = unpacked
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    home = page.url
    assert home == (folder / HOME[language] / "index.html").as_uri()
    page.locator("main a[href*='stages/early']").first.click()
    page.wait_for_url("**/stages/early/index.html*")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    page.locator(".crumbs a").first.click()
    page.wait_for_url(home)
    page.fill("#query", "being sued" if language == "en" else "被起訴")
    expect(page.locator("#suggestions a:visible").first).to_be_visible(timeout=10_000)
    page.locator("#query").press("Enter")
    page.wait_for_url("**/search/index.html*")
    page.locator("main a[href*='being-sued']").first.click(timeout=10_000)
    page.wait_for_url("**/topics/being-sued/index.html*")
    page.goto((folder / HOME[language] / "tools/cost/index.html").as_uri())
    page.fill("main form input[type=text] >> nth=0", "10000")
    page.goto((folder / HOME[language] / "go/index.html").as_uri())
    page.fill("code-form input", "r29")
    page.locator("code-form button").click()
    page.wait_for_url("**/risks/field-visit/index.html*")
    assert all(url.startswith("file://") for url in asked), asked


def test_what_is_in_other_languages_is_on_the_site() -> None:
    """The switch of languages leads to the same page of the site."""
    html = zipfile.ZipFile(io.BytesIO(packed("en"))).read("en/topics/being-sued/index.html").decode()
    assert f'href="{SITE_URL}zh-Hans/topics/being-sued/"' in html
    assert f'href="{SITE_URL}topics/being-sued/"' in html
