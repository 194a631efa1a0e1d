"""The link builder, with the mouse, with the keyboard, without scripts; its pages and axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from guide.linkable import embed_path

SITE_URL = "https://overdue-loan-guide.example/"
LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}
PAGES = ("links", "signposting", "reuse", "genuine", "handouts")
BUILDER = "counsellors/links/"


def value(page: Page, name: str) -> str:
    return page.locator(f"#made-{name}").input_value()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("leads", ["any", *LANGUAGES])
def test_a_choice_gives_link_code_picture_card_and_frame(
    page: Page, address: str, language: str, leads: str
) -> None:
    """For a page and a language: the link, the code, both pictures, the card, the frame."""
    page.goto(address + LANGUAGES[language] + BUILDER)
    page.select_option("#link-page", "T53")
    page.check(f"input[name=language][value={leads}]")
    folder = "" if leads == "any" else f"{leads}/"
    expect(page.locator("#made-permanent")).to_have_value(f"{SITE_URL}{folder}go/being-sued/")
    assert value(page, "code") == "T53"
    spoken = language if leads == "any" else leads
    assert f'<section lang="{spoken}">' in value(page, "card")
    assert f'src="{SITE_URL}{embed_path(spoken, "being-sued")}"' in value(page, "frame")
    assert page.locator(".qr img").get_attribute("src") == f"{address}qr/{folder}T53.svg"
    for suffix in ("svg", "png"):
        href = page.locator(f"[data-file={suffix}]").get_attribute("href") or ""
        assert page.request.get(href).ok


def test_every_page_can_be_chosen(page: Page, address: str) -> None:
    """The list offers as many pages as the tables below have rows."""
    page.goto(address + BUILDER)
    assert page.locator("#link-page option").count() == page.locator(".all-links tbody tr").count() > 250


def test_stage_and_words_narrow_the_list(page: Page, address: str) -> None:
    """The stage and the words leave the pages that fit; words that fit nothing say so."""
    page.goto(address + "en/" + BUILDER)
    page.select_option("#link-stage", "early")
    few = page.locator("#link-page option").count()
    assert 0 < few < 250
    page.fill("#link-words", "ＧＲＡＣＥ period")
    assert "grace" in page.locator("#link-page option").first.inner_text().lower()
    assert 0 < page.locator("#link-page option").count() < few
    page.fill("#link-words", "l01")
    expect(page.locator("[data-part=none]")).to_be_visible()
    expect(page.locator("[data-part=made]")).to_be_hidden()
    page.select_option("#link-stage", "")
    expect(page.locator("#made-code")).to_have_value("L01")
    page.fill("#link-words", "<img src=x>")
    expect(page.locator("[data-part=none]")).to_be_visible()


def test_a_choice_survives_a_filter_that_it_fits(page: Page, address: str) -> None:
    """Narrowing the list does not change the page chosen while it is still in the list."""
    page.goto(address + BUILDER)
    page.select_option("#link-page", "T53")
    page.select_option("#link-stage", "late")
    assert page.locator("#link-page").input_value() == "T53"


def test_copying_says_what_was_copied(chromium: Browser, address: str) -> None:
    """A button copies its field, and a status says so to a screen reader."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "en/" + BUILDER)
    page.select_option("#link-page", "R01")
    for name in ("permanent", "code", "card", "frame"):
        page.click(f"[data-copy=made-{name}]")
        label = page.locator(f"label[for=made-{name}]").inner_text()
        expect(page.locator("link-builder [role=status]")).to_have_text(f"Copied: {label}")
        assert page.evaluate("navigator.clipboard.readText()") == value(page, name)
    context.close()


def test_where_copying_is_not_allowed_the_text_is_selected(page: Page, address: str) -> None:
    """When the browser refuses, the field is selected and the status tells what to do."""
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(address + "en/" + BUILDER)
    page.click("[data-copy=made-permanent]")
    expect(page.locator("link-builder [role=status]")).to_contain_text("selected")
    assert page.evaluate("getSelection().toString()") == value(page, "permanent")


def test_with_the_keyboard_alone_one_gets_a_link(chromium: Browser, address: str) -> None:
    """Tab goes through stage, words, page, language, fields and buttons; Enter copies."""
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "en/" + BUILDER)
    page.focus("#link-words")
    page.keyboard.type("T53")
    page.keyboard.press("Enter")
    expect(page.locator("#made-code")).to_have_value("T53")
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.copy || document.activeElement.name"
            )
        )
    assert reached == ["link-page", "language", "made-permanent", "made-permanent", "made-code", "made-code"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("link-builder [role=status]")).to_contain_text("Permanent link")
    context.close()


def test_when_the_cards_do_not_load_the_page_says_so_and_tries_again(page: Page, address: str) -> None:
    """Without its file of cards the builder points to the tables; the next choice asks again."""
    page.route("**/cards/en-any.js", lambda route: route.abort())
    page.goto(address + "en/" + BUILDER)
    expect(page.locator("[data-part=failed]")).to_be_visible()
    expect(page.locator("[data-part=made]")).to_be_hidden()
    page.unroute("**/cards/en-any.js")
    page.select_option("#link-page", "T53")
    expect(page.locator("#made-code")).to_have_value("T53")
    expect(page.locator("[data-part=failed]")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_tables_have_every_link(chromium: Browser, address: str, language: str) -> None:
    """With scripts off the form is not there; each row has the code, the link and the pictures."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LANGUAGES[language] + BUILDER)
    assert page.locator("link-builder").is_hidden()
    row = page.locator("#link-T53")
    assert f"{SITE_URL}go/being-sued/" in row.inner_text()
    assert row.locator("a[href$='qr/T53.svg'], a[href$='qr/T53.png']").count() == 2
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [280, 1280])
def test_axe_finds_nothing_on_the_pages_for_counsellors(
    page: Page, address: str, language: str, width: int
) -> None:
    """At 280 pixels and on a desktop each page passes axe, and none scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 700})
    for name in PAGES:
        page.goto(f"{address}{LANGUAGES[language]}counsellors/{name}/")
        page.wait_for_load_state("networkidle")
        results = Axe().run(page)
        assert results.violations_count == 0, name + results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
