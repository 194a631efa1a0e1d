"""How the text is set in each language, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page

from browser.test_pages import LANGUAGES


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_a_line_of_chinese_has_30_to_38_characters(chromium: Browser, address: str, language: str) -> None:
    """On a wide screen a full line of a paragraph holds 30 to 38 characters, never more."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}{LANGUAGES[language]}topics/being-sued/")
    ems = page.eval_on_selector_all(
        ".text p, .text li",
        "(all) => all.map((each) => each.clientWidth / parseFloat(getComputedStyle(each).fontSize))",
    )
    assert ems
    assert max(ems) <= 38.01
    assert max(ems) >= 30
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_those_of_the_language(page: Page, address: str, language: str) -> None:
    """Each script asks for its own fonts, also where it stands in a page of another."""
    page.goto(f"{address}{LANGUAGES[language]}")
    stacks = {"zh-Hant": "PingFang TC", "zh-Hans": "PingFang SC", "en": "Segoe UI"}
    for part, font in stacks.items():
        found = page.evaluate(
            """(lang) => {
                const part = Object.assign(document.createElement("span"), { lang });
                document.querySelector("main").append(part);
                return getComputedStyle(part).fontFamily;
            }""",
            part,
        )
        assert font in found, (part, found)


def test_chinese_is_neither_slanted_nor_made_bold_by_the_browser(page: Page, address: str) -> None:
    """Stress in Chinese is a dot below, not a slant; the browser makes up no face that a font lacks."""
    page.goto(address)
    style = page.evaluate(
        """() => {
            const part = document.createElement("em");
            document.querySelector("main").append(part);
            const { fontStyle, fontSynthesis, textEmphasisStyle, lineBreak, textAutospace } = getComputedStyle(part);
            return [fontStyle, fontSynthesis, textEmphasisStyle, lineBreak, textAutospace];
        }"""
    )
    assert style[0] == "normal"
    assert "style" not in style[1]
    assert "dot" in style[2]
    assert style[3] == "strict"
    assert style[4] in ("normal", None)


def test_punctuation_gives_way(page: Page, address: str) -> None:
    """Two full-width signs side by side take less than two characters, where fonts allow it."""
    page.goto(address)
    width = page.evaluate(
        """() => {
            const part = document.createElement("span");
            document.querySelector("main").append(part);
            const size = parseFloat(getComputedStyle(part).fontSize);
            part.textContent = "一」，一";
            return part.getBoundingClientRect().width / size;
        }"""
    )
    assert width < 3.9
