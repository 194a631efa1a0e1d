"""Permanent links and old addresses in a real browser, with scripts and without."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from moved import build, project
from playwright.sync_api import Browser, Page, expect

from browser.conftest import SITE, _Quiet

FOLDERS = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}
# The languages of a browser, in its order -> the language of the page; none means the list.
READERS = (
    (["zh-CN"], "zh-Hans"),
    (["zh-TW", "en-US"], "zh-Hant"),
    (["zh-Hant-HK"], "zh-Hant"),
    (["yue-HK"], "zh-Hant"),
    (["en-GB"], "en"),
    (["fr-FR", "zh-Hans-SG"], "zh-Hans"),
    (["ja-JP", "en"], "en"),
    (["fr-FR"], None),
)


def opened(chromium: Browser, languages: list[str], url: str, script: bool = True) -> Page:
    """A page opened by a reader whose browser asks for these languages."""
    context = chromium.new_context(java_script_enabled=script, locale=languages[0])
    context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ get: () => {languages} }})")
    page = context.new_page()
    page.goto(url)
    return page


def led_to(page: Page, url: str) -> bool:
    """Whether the page is, or comes to be, at an address; the test fails by itself if not."""
    page.wait_for_url(lambda now: now == url, timeout=5000)
    return True


@pytest.mark.parametrize(("languages", "expected"), READERS, ids=lambda value: str(value))
def test_a_permanent_link_opens_in_the_browsers_language(
    chromium: Browser, address: str, languages: list[str], expected: str | None
) -> None:
    """The first of the browser's languages that there is; without one, the list of the three."""
    page = opened(chromium, languages, f"{address}go/T53/?from=leaflet#do-now")
    if expected is None:
        page.wait_for_load_state("networkidle")
        assert page.url == f"{address}go/T53/?from=leaflet#do-now"
        hrefs = page.eval_on_selector_all("a[data-go]", "links => links.map(link => link.href)")
        assert hrefs == [f"{address}{f}topics/being-sued/?from=leaflet#do-now" for f in FOLDERS.values()]
    else:
        assert led_to(page, f"{address}{FOLDERS[expected]}topics/being-sued/?from=leaflet#do-now")
        assert page.evaluate("document.querySelector(':target') !== null")
    page.context.close()


@pytest.mark.parametrize("name", ["being-sued", "T53", "t53"])
@pytest.mark.parametrize("language", FOLDERS)
def test_a_link_in_one_language_is_direct(chromium: Browser, address: str, name: str, language: str) -> None:
    """`/<language>/go/<name>/` leads on at once, whatever the browser prefers, scripts or no scripts."""
    for script in (True, False):
        page = opened(chromium, ["fr-FR"], f"{address}{language}/go/{name}/#do-now", script)
        # Without scripts a page cannot know what stands behind its #.
        assert led_to(page, f"{address}{FOLDERS[language]}topics/being-sued/{'#do-now' if script else ''}")
        page.context.close()


def test_without_scripts_the_three_languages_are_offered(chromium: Browser, address: str) -> None:
    """A list of three links, each in its language, all of which lead to the page."""
    page = opened(chromium, ["en-GB"], f"{address}go/hotlines/", script=False)
    links = page.locator("main li a").all()
    assert [link.get_attribute("lang") for link in links] == list(FOLDERS)
    links[1].click()
    assert page.url == f"{address}en/about/hotlines/"
    page.context.close()


def test_a_chosen_language_comes_first_and_nothing_is_kept_unasked(chromium: Browser, address: str) -> None:
    """A reader who asks for it is remembered on the device, and forgotten as easily."""
    page = opened(chromium, ["zh-CN"], f"{address}go/T53/")
    assert led_to(page, f"{address}zh-Hans/topics/being-sued/")
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    assert page.evaluate(stored) == '[{},{},""]'
    page.goto(f"{address}en/go/")
    assert page.evaluate(stored) == '[{},{},""]'
    assert page.locator("input[name=language]:checked").input_value() == ""
    page.locator("input[value=en]").check()
    assert page.locator(".choice [role=status]").inner_text() == "Kept on this device"
    page.goto(f"{address}go/T53/")
    page.wait_for_url(f"{address}en/topics/being-sued/")
    page.goto(f"{address}zh-Hans/go/")
    assert page.locator("input[name=language]:checked").input_value() == "en"
    page.locator("input[name=language][value='']").check()
    assert page.evaluate(stored) == '[{},{},""]'
    page.goto(f"{address}go/T53/")
    page.wait_for_url(f"{address}zh-Hans/topics/being-sued/")
    page.context.close()


@pytest.mark.parametrize("typed", ["T53", "t 53", "Ｔ５３", "T-53", " t053 "])
def test_a_code_is_typed_as_it_was_heard(page: Page, address: str, typed: str) -> None:
    """Small letters, blanks, dashes and wide letters are read; a wrong code is told at the field."""
    page.goto(f"{address}en/go/")
    page.locator("#code").fill(typed)
    page.locator("#code").press("Enter")
    if typed == " t053 ":  # there may be a T053 one day: it is not T53
        assert "no such code" in page.locator(".code [role=alert]").inner_text()
    else:
        page.wait_for_url(f"{address}en/topics/being-sued/")


def test_every_code_is_in_the_table_without_scripts(chromium: Browser, address: str) -> None:
    """Without scripts there is no form, and the table leads to every page that has a code."""
    page = opened(chromium, ["en-GB"], f"{address}en/go/", script=False)
    assert page.locator("form.code").count() == 0
    rows = page.locator("main table tbody tr")
    assert rows.count() > 250
    assert rows.filter(has_text="T53").locator("a").get_attribute("href") == "../topics/being-sued/"
    page.context.close()


@pytest.mark.parametrize("path", ["go/T53/", "en/go/", "zh-Hans/go/", "counsellors/check-links/"])
def test_axe_finds_nothing_on_the_pages_of_links(chromium: Browser, address: str, path: str) -> None:
    """The list of languages, the page of codes and the link check pass axe at 280 pixels."""
    context = chromium.new_context(viewport={"width": 280, "height": 600}, locale="fr-FR")
    page = context.new_page()
    page.goto(address + path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_a_copy_on_a_stick_leads_on_too(chromium: Browser) -> None:
    """From file:// a permanent link opens the file of the page."""
    page = opened(chromium, ["en-GB"], f"{SITE.as_uri()}/go/T53/index.html#do-now")
    assert led_to(page, f"{SITE.as_uri()}/en/topics/being-sued/index.html#do-now")
    page.context.close()


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site on which things moved, below a path of its host."""
    folder = tmp_path_factory.mktemp("moved")
    build(project(tmp_path_factory.mktemp("project")), folder / "base", "https://guide.example/base/")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/base/"
    server.shutdown()


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_an_old_address_leads_to_the_new_one(chromium: Browser, moved: str, folder: str) -> None:
    """The page, a place that kept its id, one that went to another page; the query is kept."""
    for old, new in (
        ("topics/old/?a=1", "topics/sued/?a=1"),
        ("topics/old/#do-now", "topics/sued/#do-now"),
        ("topics/old/?a=1#costs", "topics/court/?a=1#fees"),
        ("topics/old/#never", "topics/sued/#never"),
    ):
        page = opened(chromium, ["en-GB"], f"{moved}{folder}{old}")
        assert led_to(page, f"{moved}{folder}{new}")
        page.context.close()
    page = opened(chromium, ["en-GB"], f"{moved}{folder}topics/old/", script=False)
    page.wait_for_url(f"{moved}{folder}topics/sued/")
    page.context.close()


def test_a_withdrawn_page_stays_and_says_so(chromium: Browser, moved: str) -> None:
    """A permanent link to it does not lead on by itself: the reader must know."""
    page = opened(chromium, ["en-GB"], f"{moved}go/T03/")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{moved}go/T03/"
    assert "This page was withdrawn on 2027-01-31" in page.locator("main").inner_text()
    page.context.close()


PASTED = """
https://overdue-loan-guide.example/en/topics/being-sued/#do-now
https://overdue-loan-guide.example/go/T53/, https://overdue-loan-guide.example/topics/beeing-sued/
<a href="https://overdue-loan-guide.example/en/topics/being-sued/#nothing-like-it">x</a> https://example.org/
"""


@pytest.mark.parametrize("from_file", [False, True])
def test_pasted_links_are_judged_on_the_device(page: Page, address: str, from_file: bool) -> None:
    """Each of our links has its row, the bad ones first; nothing but the catalogue is asked for."""
    root = f"{SITE.as_uri()}/" if from_file else address
    asked: list[str] = []
    page.goto(f"{root}en/counsellors/check-links/{'index.html' if from_file else ''}")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#links").fill(PASTED)
    page.locator("link-check button").click()
    page.wait_for_selector("link-check tbody tr")
    states = page.eval_on_selector_all("link-check tbody tr", "rows => rows.map(row => row.dataset.state)")
    assert states == ["unknown", "unknown", "works", "works"]
    assert page.locator("link-check [role=status]").inner_text() == "4 links, 2 of which need something done"
    link = page.locator("link-check tbody a").first
    assert link.get_attribute("href") == "https://overdue-loan-guide.example/topics/being-sued/"
    assert asked == [f"{root}permalinks.js"]
    page.locator("#links").fill("no links here <script>alert(1)</script>" * 1000)
    page.locator("link-check button").click()
    expect(page.locator("link-check [role=status]")).to_contain_text("No links")
    assert page.locator("link-check table").is_hidden()
