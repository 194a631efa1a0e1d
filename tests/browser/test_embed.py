"""An embed in a strict page of another origin, on a narrow screen, in the dark."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page

LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}
EMBEDS = (
    "early",
    "negotiation",
    "being-sued",
    "judgment-debtor-list",
    "letter-extension",
    "hotlines",
    "law-civil-code",
)
SANDBOX = "allow-popups allow-top-navigation-by-user-activation"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another origin, whose pages allow nothing but frames; its address and its folder."""

    class Strict(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """The test has nothing to read in a log of requests."""

        def end_headers(self) -> None:
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; frame-src http://127.0.0.1:*",
            )
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Referrer-Policy", "no-referrer")
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", tmp_path
    server.shutdown()


def framed(page: Page, host: tuple[str, Path], source: str) -> FrameLocator:
    """A page of the other origin with the frame in it, as the link builder gives it."""
    frame = f'<iframe src="{source}" title="x" width="100%" height="560" sandbox="{SANDBOX}"></iframe>'
    (host[1] / "index.html").write_text(f"<!doctype html><title>host</title>{frame}", encoding="utf-8")
    page.goto(host[0])
    return page.frame_locator("iframe")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_with_its_style_in_a_strict_sandboxed_page(
    page: Page, address: str, host: tuple[str, Path], language: str
) -> None:
    """In a sandboxed frame of a page with a strict policy it is styled, asks nothing else, sets nothing."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    frame = framed(page, host, f"{address}{LANGUAGES[language]}embed/being-sued/")
    frame.locator("h1").wait_for()
    page.wait_for_load_state("networkidle")
    border = frame.locator(".answer").evaluate("node => getComputedStyle(node).borderInlineStartWidth")
    assert border == "4px", "the policy did not allow the style"
    paths = [urlsplit(url).path for url in asked if url.startswith(address)]
    assert paths == [f"/{LANGUAGES[language]}embed/being-sued/"]
    assert [text for text in said if "favicon" not in text] == []
    assert page.context.cookies() == []


def test_its_link_opens_the_whole_page_in_the_window(
    page: Page, address: str, host: tuple[str, Path]
) -> None:
    """A click leads the window, not the frame, to the full page, whose own scripts then run."""
    frame = framed(page, host, f"{address}en/embed/being-sued/")
    frame.locator("a.more").click()
    page.wait_for_url(f"{address}en/topics/being-sued/")
    assert page.evaluate("!!customElements.get('language-switch')")


def test_its_link_works_from_the_keyboard(page: Page, address: str, host: tuple[str, Path]) -> None:
    """Tab reaches the links inside the frame, and Enter follows them."""
    frame = framed(page, host, f"{address}embed/hotlines/")
    frame.locator("a.more").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}about/hotlines/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_280_pixels(chromium: Browser, address: str, language: str, scheme: str) -> None:
    """At 280 pixels, in light and dark: axe, contrast of 7:1, nothing to scroll sideways."""
    context = chromium.new_context(viewport={"width": 280, "height": 600}, color_scheme=scheme)
    page = context.new_page()
    options = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
    for name in EMBEDS:
        page.goto(f"{address}{LANGUAGES[language]}embed/{name}/")
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, name + results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 280, name
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_twice_the_size_fits(chromium: Browser, address: str, language: str) -> None:
    """With the reader's text at 200 %, nothing is wider than a narrow frame, nothing overlaps it."""
    context = chromium.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for name in EMBEDS:
        page.goto(f"{address}{LANGUAGES[language]}embed/{name}/")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") == 32
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    context.close()


def test_it_works_without_scripts(chromium: Browser, address: str) -> None:
    """With scripts off nothing is missing, because there are none."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}embed/early/")
    assert page.locator("main ol > li").count() >= 7
    context.close()
