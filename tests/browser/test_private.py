"""What stays on a reader's device, the button that removes it, and the quick way out."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.test_offline import Host, host, keep, stored
from guide.graph import WATCHED

__all__ = ["host"]  # a fixture

HOMES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}


def left(page: Page) -> list[object]:
    """Everything that a site can leave in a browser."""
    found: list[object] = page.evaluate(
        """async () => [
            ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
            ...(await navigator.serviceWorker.getRegistrations()).map((each) => each.scope),
            ...(await indexedDB.databases()).map((each) => each.name), ...document.cookie.split(";").filter(Boolean),
        ]"""
    )
    return found


@pytest.mark.parametrize("language", HOMES)
def test_reading_leaves_nothing(page: Page, host: Host, language: str) -> None:
    """After reading, searching and using a tool the browser has nothing of ours, and the page says so."""
    for path in ("", "topics/home-visit/", "tools/cost/"):
        page.goto(host.url(HOMES[language] + path), wait_until="networkidle")
    page.fill("#query", "12")
    page.goto(host.url(f"{HOMES[language]}about/privacy/"))
    said = page.locator("clear-storage").get_attribute("data-none") or ""
    expect(page.locator("clear-storage [role=status]")).to_have_text(said)
    expect(page.locator("clear-storage button")).to_be_disabled()
    assert left(page) == []


def test_the_button_removes_all_of_ours_and_nothing_else(page: Page, host: Host) -> None:
    """Tools, language, copy and worker go; what another site on the same host keeps stays."""
    keep(page, host)
    page.goto(host.url("en/tools/cost/"))
    page.locator("[data-do=keep]").check()
    page.evaluate("localStorage.setItem('guide-language', 'en'); localStorage.setItem('another', '1')")
    page.evaluate("caches.open('another')")
    page.goto(host.url("en/about/privacy/"))
    expect(page.locator("clear-storage [data-kept]:visible")).to_have_count(3)
    page.locator("clear-storage button").click()
    done = page.locator("clear-storage").get_attribute("data-done") or ""
    expect(page.locator("clear-storage [role=status]")).to_have_text(done)
    expect(page.locator("clear-storage [data-kept]:visible")).to_have_count(0)
    assert stored(page) == []
    assert left(page) == ["another", "another"]
    page.reload()
    assert left(page) == ["another", "another"]


def test_what_cannot_be_removed_is_said(page: Page, host: Host) -> None:
    """A browser that refuses to remove something is not said to have removed it."""
    page.goto(host.url("en/about/privacy/"))
    page.evaluate("localStorage.setItem('guide.tool.cost', '{}'); Storage.prototype.removeItem = () => {}")
    page.evaluate("dispatchEvent(new Event('storage'))")
    page.locator("clear-storage button").click()
    failed = page.locator("clear-storage").get_attribute("data-failed") or ""
    expect(page.locator("clear-storage [role=status]")).to_have_text(failed)


def test_without_scripts_the_page_says_what_holds(chromium: Browser, host: Host) -> None:
    """Without scripts there is no dead button."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.url("en/about/privacy/"))
    expect(page.locator("clear-storage noscript p")).to_be_visible()
    assert page.locator("clear-storage button:visible").count() == 0
    context.close()


def elsewhere(route: Route) -> None:
    """Stands for the site that the exit leads to: no test speaks to another host."""
    route.fulfill(status=200, content_type="text/html", body="<title>weather</title>")


def test_the_exit_takes_the_place_of_the_page(page: Page, host: Host) -> None:
    """One press, by the keyboard too; no word of where the reader was; going back skips the page."""
    asked: list[dict[str, str]] = []
    page.route("https://**", lambda route: (asked.append(route.request.headers), elsewhere(route)))
    page.goto(host.url("en/"))
    page.goto(host.url("en/topics/home-visit/"))
    page.locator(".exit .leave").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("https://**")
    assert len(asked) == 1
    assert "referer" not in asked[0]
    page.go_back()
    assert page.url == host.url("en/")
    expect(page.locator("h1")).to_be_visible()


def test_the_exit_is_on_pages_about_family_and_visits_only(page: Page, host: Host) -> None:
    """It is there, in each language, and stays in sight; elsewhere it is not."""
    for key in WATCHED:
        for home in HOMES.values():
            page.goto(host.url(f"{home}{key}/"))
            expect(page.locator(".exit .leave")).to_have_count(1)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    expect(page.locator(".exit .leave")).to_be_in_viewport()
    for path in ("", "topics/being-sued/", "tools/cost/", "about/privacy/"):
        page.goto(host.url(path))
        expect(page.locator(".exit")).to_have_count(0)


def test_without_scripts_the_exit_is_a_link(chromium: Browser, host: Host) -> None:
    """It leads away without scripts too."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://**", elsewhere)
    page.goto(host.url("topics/home-visit/"))
    page.locator(".exit .leave").click()
    page.wait_for_url("https://**")
    context.close()


def test_a_page_is_fetched_ahead_when_pointed_at(page: Page, host: Host) -> None:
    """A link of this site that is pointed at is asked for before it is pressed; a file to keep is not."""
    page.goto(host.url("en/"), wait_until="networkidle")
    assert "en/stages/early/" not in host.asked
    page.locator("main a[href*='stages/early']").first.hover()
    for _ in range(50):
        if "en/stages/early/" in host.asked:
            break
        page.wait_for_timeout(100)
    assert "en/stages/early/" in host.asked
