"""Where am I: every answer, its address, what the days do, and the table without script."""

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from browser.tools import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PAPERS = yaml.safe_load((ROOT / "docs/_data/papers.yml").read_text("utf-8"))
TODAY = "2026-11-23T23:30:00"
LATE = "31天以上"


def at(address: str, arrived: str, stage: str, language: str = "") -> str:
    return f"{address}{language}tools/where/?arrived={arrived}&stage={stage}"


def shown(page: Page, part: str) -> list[str]:
    """The texts of the parts of the result that are shown."""
    return page.locator(f"[data-part=result] {part}:visible").all_inner_texts()


def choose(page: Page, **options: str) -> None:
    for name, option in options.items():
        page.check(f'[data-field={name}] input[value="{option}"]')
    page.click("guide-where [data-do=work]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_that_arrives_has_its_answer(page: Page, address: str, language: str) -> None:
    """One stage, one page, three steps and one word on deadlines for each, from its address alone."""
    for row in PAPERS:
        page.goto(at(address, row["id"], "early", LANGUAGES[language]))
        for part, count in {
            "h2": 1,
            "[data-by]": 1,
            "[data-paper]": 1,
            "[data-steps]": 1,
            "[data-periods]": 1,
        }.items():
            assert len(shown(page, part)) == count, (row["id"], part)
        assert len(shown(page, "[data-steps] li")) == 3
        assert len(shown(page, "[data-periods] li")) == len(row.get("periods", []))
        stage = page.locator("[data-part=result] h2:visible").get_attribute("data-stage")
        assert stage == row.get("stage", "early"), row["id"]
        for link in page.locator("[data-part=result] a:visible").all():
            assert link.get_attribute("href"), row["id"]


def test_the_document_wins_over_the_day(page: Page, address: str) -> None:
    """A payment order on day 3 is a late case and says why; calls on day 3 are an early one."""
    page.goto(address + "tools/where/")
    page.fill("[data-field=days]", "3")
    choose(page, arrived="payment-order")
    assert LATE in shown(page, "h2")[0]
    assert "文書優先於天數" in shown(page, "[data-by]")[0]
    assert re.search("15日內.*227", shown(page, "[data-periods]")[0], re.S)
    choose(page, arrived="calls")
    assert "第1天至第7天" in shown(page, "h2")[0]


def test_nothing_need_be_known(page: Page, address: str) -> None:
    """The button alone, and “I don't know” twice, give three steps and a way to count the days."""
    page.goto(address + "tools/where/")
    page.click("guide-where [data-do=work]")
    alone = page.locator("[data-part=result]").inner_text()
    assert len(shown(page, "[data-steps] li")) == 3
    assert page.locator("[data-by=none] a").is_visible()
    choose(page, arrived="unknown", band="unknown")
    assert page.locator("[data-part=result]").inner_text() == alone


def test_the_address_of_the_answer_holds_no_day(page: Page, address: str) -> None:
    """A due date gives a band; the address has the band alone, goes in the bar when asked, and opens the answer."""
    page.clock.set_fixed_time(TODAY)
    page.goto(address + "tools/where/")
    page.fill("[data-field=due]", "2026-11-15")
    choose(page, arrived="letter")
    answer = page.locator("[data-part=result]").inner_text()
    assert "第8天至第30天" in answer
    assert page.url == address + "tools/where/"
    page.click("[data-part=own]")
    assert page.url == at(address, "letter", "mid")
    page.reload()
    assert page.locator("[data-part=result]").inner_text() == answer
    assert page.input_value("[data-field=due]") == ""
    page.click("[data-do=clear]")
    assert page.url == address + "tools/where/"
    assert not page.locator("[data-part=result]").is_visible()


def test_an_address_leads_to_its_answer(page: Page, address: str) -> None:
    """Whoever is sent an answer sees it, and need not scroll past the questions; it has the focus."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(at(address, "payment-order", "late"))
    heading = page.locator("[data-part=result] h2:visible").bounding_box()
    assert heading is not None
    assert 0 <= heading["y"] < 640
    assert page.evaluate("document.activeElement.matches('[data-part=result]')")


def test_an_address_written_by_others_does_no_harm(page: Page, address: str) -> None:
    """What is not among the choices is as if it were not there; one of the two is enough."""
    page.goto(at(address, "%3Cscript%3E", "__proto__"))
    assert not page.locator("[data-part=result]").is_visible()
    page.goto(address + "tools/where/?arrived=judgment")
    assert LATE in shown(page, "h2")[0]
    page.goto(address + "tools/where/?stage=mid&arrived=toString")
    assert "第8天至第30天" in shown(page, "h2")[0]


@pytest.mark.parametrize(
    ("typed", "band", "field", "said"),
    [
        ({"due": "2026-12-01"}, None, "due", "還有8天"),
        ({"due": "2026-11-15", "days": "9"}, None, "days", "8天"),
        ({"days": "9"}, "late", "days", "第8天至第30天"),
        ({"due": "2026-11-15"}, "late", "due", "第8天至第30天"),
        ({"due": "2026-02-30"}, None, "due", "沒有這一天"),
        ({"due": "1926-11-02"}, None, "due", "太早"),
        ({"days": "99999"}, None, "days", "36,500"),
    ],
)
def test_what_cannot_be_is_said_beside(
    page: Page, address: str, typed: dict[str, str], band: str | None, field: str, said: str
) -> None:
    """Days that contradict each other, or a due date to come, get a sentence; no answer is shown."""
    page.clock.set_fixed_time(TODAY)
    page.goto(address + "tools/where/")
    for name, text in typed.items():
        page.fill(f"[data-field={name}]", text)
    choose(page, **({"band": band} if band else {}))
    assert said in page.locator(f"#where-{field}-fault").inner_text()
    assert page.evaluate("document.activeElement.dataset.field") == field
    assert not page.locator("[data-part=result]").is_visible()


def test_due_today_is_not_overdue(page: Page, address: str) -> None:
    """On the due date itself nothing is overdue, by the reader's own calendar at half past eleven at night."""
    page.clock.set_fixed_time(TODAY)
    page.goto(address + "tools/where/")
    page.fill("[data-field=due]", "2026-11-23")
    choose(page)
    assert "還沒到期" in shown(page, "h2")[0]


def test_by_arrow_keys_alone(page: Page, address: str) -> None:
    """Both questions are answered with Tab, arrow keys and Space; Enter on the button gives the answer."""
    page.goto(address + "tools/where/")
    page.locator("#where-arrived-nothing").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator("guide-where [data-do=work]").focus()
    page.keyboard.press("Enter")
    assert page.get_attribute("[data-part=own]", "href") == "?arrived=family&stage=not-due"
    assert page.evaluate("document.activeElement.matches('[data-part=result]')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_script_a_table_says_the_same(chromium: Browser, address: str, language: str) -> None:
    """Without script each thing that arrives has a row with its stage and a link to its page."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LANGUAGES[language] + "tools/where/")
    rows = page.locator(".text table tbody tr")
    assert rows.count() == len(PAPERS)
    for row, paper in zip(rows.all(), PAPERS, strict=True):
        links = [link.get_attribute("href") or "" for link in row.locator("a").all()]
        assert any("stages/late" in link for link in links[:-1]) == bool(
            paper.get("stage") or paper.get("if_true")
        )
        assert paper["page"].partition(":")[2].removeprefix("page:").partition("#")[0] in links[-1]
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_leads_here(page: Page, address: str, language: str) -> None:
    """The first link below the first question of the home page leads to the tool."""
    page.goto(address + LANGUAGES[language])
    link = page.locator("#how-many-days ~ ul a").first
    link.click()
    assert page.url == address + LANGUAGES[language] + "tools/where/"


def test_paper_has_the_answer_and_what_was_chosen(page: Page, address: str) -> None:
    """Printed with an answer, the questions show what was chosen alone; printed blank, all can be ticked by hand."""
    page.goto(address + "tools/where/")
    page.emulate_media(media="print")
    options = page.locator(".option:visible")
    assert options.count() == len(PAPERS) + 5
    page.emulate_media(media="screen")
    page.fill("[data-field=days]", "9")
    choose(page, arrived="visit")
    page.emulate_media(media="print")
    assert [text.strip() for text in options.all_inner_texts()] == ["有人上門"]
    assert page.locator("[data-field=days]").is_visible()
    assert not page.locator("[data-field=due]").is_visible()
