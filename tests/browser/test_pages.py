"""What a reader meets on the built site, in a real browser. Each page by itself: test_every_page.py."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

# One page of each template and kind.
TEMPLATES = (
    "",
    "stages/early/",
    "stages/late/",
    "negotiation/",
    "topics/",
    "topics/being-sued/",
    "risks/",
    "risks/table/",
    "risks/judgment-debtor-list/",
    "letters/",
    "letters/instalments/",
    "sources/",
    "sources/civil-code/",
    "about/",
    "about/timeline/",
    "about/offline/",
    "about/privacy/",
    "topics/home-visit/",
    "search/",
    "tools/",
    "tools/cost/",
    "tools/budget/",
    "tools/plan/",
    "404.html",
)
LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_a_contrast_of_seven(chromium: Browser, address: str, scheme: str) -> None:
    """Text has a contrast of 7:1 (WCAG AAA) in light and in dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    options = {
        "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    for path in ("", "stages/late/", "topics/being-sued/", "letters/instalments/"):
        page.goto(address + path)
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, results.generate_report()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways(page: Page, address: str, language: str, width: int) -> None:
    """From 320 pixels up, no page is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in TEMPLATES:
        page.goto(address + LANGUAGES[language] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_language_switch_keeps_the_page_and_the_anchor(page: Page, address: str) -> None:
    """Through all three languages one stays on the page, at the same anchor."""
    page.goto(address + "stages/early/#cost")
    for language in ("en", "zh-Hans", "zh-Hant"):
        page.click(f".languages a[hreflang={language}]")
        page.wait_for_url(f"**/{LANGUAGES[language]}stages/early/#cost")
        assert page.locator("html").get_attribute("lang") == language


def test_the_switch_follows_an_anchor_chosen_on_the_page(page: Page, address: str) -> None:
    """After going to a section by a link of the page, the switch leads to that section."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + "topics/being-sued/")
    page.click(".contents a[href='#do-now']")
    page.click(".languages a[hreflang=en]")
    page.wait_for_url("**/en/topics/being-sued/#do-now")


def test_with_the_keyboard_alone_one_reaches_content_menu_and_language(page: Page, address: str) -> None:
    """The first tab stop skips to the content; each stop shows where it is."""
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.goto(address)
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_the_menu_opens_by_keyboard(page: Page, address: str) -> None:
    """Enter on the menu opens it, and its links can be followed."""
    page.goto(address)
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/early/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_two_questions_lead_on(chromium: Browser, address: str, language: str) -> None:
    """With scripts off, the links of both questions on the home page open pages in the language."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    home = address + LANGUAGES[language]
    page.goto(home)
    for question in ("how-many-days", "what-has-arrived"):
        # The first list after the question; a line of text may stand between them.
        links = page.locator(f"#{question} ~ ul").first.locator("li > a:first-child").all()
        targets = [link.evaluate("a => a.href") for link in links]
        assert len(targets) >= 4
        for target in targets:
            assert target.startswith(home)
            response = context.request.get(target)
            assert response.ok
    context.close()


def test_a_page_that_does_not_exist_is_met_in_each_language() -> None:
    """There is a 404 page in each language, in that language."""
    site = Path(__file__).resolve().parents[2] / "site"
    for language, folder in LANGUAGES.items():
        assert f'<html lang="{language}">' in (site / folder / "404.html").read_text("utf-8")
