"""The panel of `make serve` in a real browser, on a small site that is really served."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from test_serve import Serving, small_site

BAD = "[x][risk:nowhere]\n"


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    serving = Serving(small_site(tmp_path_factory.mktemp("site")))
    serving.until(lambda: serving.get("topics/b/").status_code == 200)
    yield serving
    serving.stop()


def test_the_panel_follows_what_is_written_and_the_page_what_is_built(page: Page, serving: Serving) -> None:
    """Without a hand on the browser: the fault appears, then the new words, under the strict policy."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(serving.address + "topics/b/")
    panel = page.locator("#preview-panel")
    snippet = serving.root / "snippets/zh-Hant/part.md"
    snippet.write_text(BAD, "utf-8")
    expect(panel).to_contain_text("nothing is named risk:nowhere", timeout=60_000)
    snippet.write_text("全新的話。\n", "utf-8")
    expect(page.locator("main")).to_contain_text("全新的話", timeout=60_000)
    expect(panel).not_to_contain_text("risk:nowhere", timeout=60_000)
    page.wait_for_load_state("load")
    assert complaints == []


def test_the_panel_is_discreet(page: Page, serving: Serving) -> None:
    """Closed, it covers less than a twentieth of a phone, moves nothing, and is not printed."""
    page.goto(serving.address + "topics/b/")
    expect(page.locator("#preview-panel")).not_to_contain_text("building", timeout=60_000)
    summary = page.locator("#preview-panel summary")
    expect(summary).to_contain_text("here")
    box = page.locator("#preview-panel").bounding_box()
    assert box
    assert box["width"] * box["height"] < 360 * 740 / 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#preview-panel a")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#preview-panel")).to_be_hidden()
