"""The pictures of the path of a debt, of a case and of a budget, in a real browser."""

import pytest
from playwright.sync_api import Page

from browser.test_pages import LANGUAGES

PAGES = ("about/timeline/", "stages/early/", "stages/late/", "negotiation/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_the_words_of_a_picture_stay_inside_it(page: Page, address: str, language: str, path: str) -> None:
    """On a narrow phone, no word of a picture is cut off or lies on another."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}{LANGUAGES[language]}{path}")
    assert page.locator(".picture svg").count() == 1
    faults = page.evaluate(
        """() => {
            const svg = document.querySelector(".picture svg");
            const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
            const boxes = [...svg.querySelectorAll("text")].map((each) => [each.textContent, each.getBBox()]);
            const outside = boxes.filter(([, b]) => b.x < 0 || b.y < 0 || b.x + b.width > width || b.y + b.height > height);
            const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height;
            const over = boxes.filter(([, a], i) => boxes.some(([, b], j) => j > i && meet(a, b)));
            return [...outside, ...over].map(([text]) => text);
        }"""
    )
    assert faults == []


@pytest.mark.parametrize("path", PAGES)
def test_a_picture_has_its_words_for_who_does_not_see_it(page: Page, address: str, path: str) -> None:
    """It is an image with a name and a description in the accessibility tree."""
    page.goto(f"{address}en/{path}")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    images = [node for node in nodes if node.get("role", {}).get("value") in ("image", "img")]
    names = [node["name"]["value"] for node in images if not node.get("ignored")]
    assert any(len(name) > 80 for name in names), names
