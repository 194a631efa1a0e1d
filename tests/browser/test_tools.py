"""What every tool promises: nothing leaves the device, nothing stays on it unasked, nothing typed is lost."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request
from selectolax.lexbor import LexborHTMLParser

from browser import conftest
from browser.tools import (
    HUGE,
    LANGUAGES,
    NOTHING,
    Tool,
    fields,
    fill,
    fill_by_keyboard,
    left_behind,
    result,
    work,
)

# One way of filling in each tool, and each part of a tool that has a result of its own.
TOOLS = [
    Tool(
        "cost",
        {"principal": "1萬", "rate": "10%", "penalty": "50", "days": "30"},
        "10,125.00",
        section="[data-part=overdue]",
    ),
    Tool(
        "cost",
        {"received": "12000", "each": "1,120", "count": "12"},
        "21.46%",
        section="[data-part=actual]",
    ),
    Tool(
        "budget",
        {
            "wages": "5000",
            "rent": "1,500",
            "food": "一千五",
            "medical": "700",
            "debts-1": "500",
            "reserve": "200",
        },
        "600.00",
    ),
    Tool(
        "plan",
        {"principal-1": "12000", "rate-1": "12", "budget": "1000", "months": "12", "lump": "2000"},
        "1,066.19",
    ),
    Tool(
        "letters",
        {"amount-due": "1,000", "name": "張三", "due-date": "2026-11-01", "lender": "某銀行"},
        "1,000元",
        section="[data-part=letter]",
        alone=True,
    ),
    Tool(
        "agreement",
        {"owed": "12000", "each": "1,066.19", "count": "12"},
        "794.28",
        chosen={"interest": "no", "creditor": "yes"},
    ),
    Tool("where", {"days": "9"}, "12368", chosen={"arrived": "payment-order"}),
    Tool("deadlines", {"payment-order": "2026-03-02", "award": "2025-11-30"}, "2026-03-17"),
    # Any text may be pasted here: what is refused is none at all, and a book of it.
    Tool(
        "message",
        {"text": "法院通知：今天把錢轉到個人賬戶", "sender": "微信"},
        "個人賬戶",
        refused=("", " ", HUGE),
    ),
    Tool(
        "log",
        {
            "date": "2026-11-02",
            "time": "21:40",
            "who": "某公司，自稱姓王",
            "said": "今天不還就上門",
            "name": "張三",
        },
        "今天不還就上門",
        moves=True,
    ),
]


@pytest.fixture(autouse=True)
def errors(page: Page) -> Iterator[list[str]]:
    """No script error and no refusal by the content policy, whatever is typed."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    yield found
    assert found == []


def built(tool: Tool, language: str) -> LexborHTMLParser:
    file = conftest.SITE / LANGUAGES[language] / tool.path / "index.html"
    return LexborHTMLParser(file.read_text("utf-8"))


def test_every_tool_is_tried_here() -> None:
    """Each page of a tool that is built is in the list above."""
    pages = {file.parent.name for file in (conftest.SITE / "tools").glob("*/index.html")}
    assert pages == {tool.id for tool in TOOLS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_it_works_and_sends_nothing(page: Page, address: str, tool: Tool, language: str) -> None:
    """In each language a tool gives its result without one request, and leaves nothing on the device."""
    with page.expect_request("**/icon.svg"):  # asked for late, when the page itself is idle
        page.goto(address + LANGUAGES[language] + tool.path, wait_until="networkidle")
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))  # also what is fetched ahead
    fill(page, tool)
    work(page, tool)
    assert tool.shown in result(page, tool)
    for link in page.locator(f"guide-{tool.id} a:visible").all()[:8]:
        link.hover()
        page.wait_for_timeout(300)  # what is pointed at for a quarter of a second may be fetched ahead
    for button in page.locator(f"guide-{tool.id} button[data-do=copy]").all():
        button.click()
    page.wait_for_timeout(200)
    assert [request.url for request in asked if not request.url.startswith("blob:")] == []
    assert left_behind(page) == NOTHING
    assert page.evaluate("history.length") == 2


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_by_keyboard_alone(page: Page, address: str, tool: Tool) -> None:
    """Each field is reached by Tab, and Enter on the button moves to the result."""
    page.goto(address + tool.path)
    fill_by_keyboard(page, tool)
    assert tool.shown in result(page, tool)
    assert page.evaluate("document.activeElement.matches('[data-part=result]')")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_axe_finds_nothing(page: Page, address: str, tool: Tool, language: str) -> None:
    """Empty, with faults and with a result, axe finds nothing and nothing scrolls sideways at 320 pixels."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(address + LANGUAGES[language] + tool.path)
    for step in (lambda: None, lambda: work(page, tool), lambda: (fill(page, tool), work(page, tool))):
        step()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_seven(chromium: Browser, address: str, scheme: str) -> None:
    """With faults and with a result the text has a contrast of 7:1, in light and in dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    rule = {
        "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    for tool in TOOLS:
        page.goto(address + tool.path)
        for step in (lambda: work(page, tool), lambda: (fill(page, tool), work(page, tool))):  # noqa: B023
            step()
            results = Axe().run(page, options=rule)
            assert results.violations_count == 0, results.generate_report()
    context.close()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_impossible_input_gets_a_sentence_and_stays(page: Page, address: str, tool: Tool) -> None:
    """Markup, minus signs, nonsense and two million characters: a sentence beside, nothing run or lost."""
    page.goto(address + tool.path)
    name = next(iter(tool.typed))
    for text in tool.refused:
        fill(page, tool)
        page.locator(tool.at(name)).evaluate("(field, text) => { field.value = text; }", text)
        work(page, tool)
        assert page.locator(tool.at(name)).get_attribute("aria-invalid") == "true", text[:20]
        told = page.locator(f"#{page.locator(tool.at(name)).get_attribute('id')}-fault")
        assert told.is_visible()
        assert len(told.inner_text()) > 4
        assert page.locator(tool.at(name)).get_attribute("aria-describedby").endswith("-fault")
        assert page.evaluate("document.activeElement.dataset.field") == name
        assert page.input_value(tool.at(name)) == text
        others = {field: value for field, value in fields(page, tool).items() if field != name}
        assert others == {field: value for field, value in tool.typed.items() if field != name}
        assert page.evaluate("window.harmed") is None
    assert page.locator(f"guide-{tool.id} :is(script, img)").count() == 0


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_nothing_is_left_when_not_asked(page: Page, address: str, tool: Tool) -> None:
    """After a reload, and after going away and back, the fields are empty again."""
    page.goto(address + tool.path)
    empty = fields(page, tool)
    fill(page, tool)
    work(page, tool)
    page.reload()
    assert fields(page, tool) == empty
    assert tool.shown not in result(page, tool)
    fill(page, tool)
    page.goto(address)
    page.go_back()
    assert fields(page, tool) == empty
    assert left_behind(page) == NOTHING


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_what_is_kept_when_asked(page: Page, address: str, tool: Tool) -> None:
    """With the box ticked a reload and another language restore it; clearing deletes it, and can be undone."""
    page.goto(address + tool.path)
    fill(page, tool)
    page.check("[data-do=keep]")
    assert left_behind(page) == NOTHING | {"local": [f"guide.tool.{tool.id}"]}
    page.reload()
    assert fields(page, tool) == tool.typed
    page.goto(address)
    page.go_back()
    assert fields(page, tool) == tool.typed
    page.goto(address + "en/" + tool.path)
    assert fields(page, tool) == tool.typed
    work(page, tool)
    assert tool.shown in result(page, tool)
    page.click("[data-do=clear]")
    assert left_behind(page) == NOTHING
    assert fields(page, tool) != tool.typed
    assert tool.shown not in result(page, tool)
    page.click("[data-do=clear]")
    if tool.moves:
        assert tool.shown in result(page, tool)
    else:
        assert fields(page, tool) == tool.typed
    page.uncheck("[data-do=keep]")
    assert left_behind(page) == NOTHING


@pytest.mark.parametrize("tool", TOOLS[:3], ids=lambda tool: tool.id + tool.section)
def test_what_is_cleared_in_one_tab_is_not_written_by_another(page: Page, address: str, tool: Tool) -> None:
    """Two tabs keep a tool; cleared in one, the other stops keeping, and loses nothing that was typed."""
    page.goto(address + tool.path)
    fill(page, tool)
    page.check("[data-do=keep]")
    other = page.context.new_page()
    other.goto(address + tool.path)
    assert fields(other, tool) == tool.typed
    other.click("[data-do=clear]")
    page.wait_for_function("!document.querySelector('[data-do=keep]').checked")
    page.fill(tool.at(next(iter(tool.typed))), "88")
    assert left_behind(page) == NOTHING
    assert fields(page, tool) == tool.typed | {next(iter(tool.typed)): "88"}


@pytest.mark.parametrize("kept", ["null", "[]", '{"fields": 3}', "{", '{"fields": {"principal": {"a": 1}}}'])
def test_what_was_kept_by_others_does_no_harm(page: Page, address: str, kept: str) -> None:
    """Whatever stands under a tool's key, the tool opens and works."""
    tool = TOOLS[0]
    page.goto(address + tool.path)
    page.evaluate("kept => localStorage.setItem('guide.tool.cost', kept)", kept)
    page.reload()
    fill(page, tool)
    work(page, tool)
    assert tool.shown in result(page, tool)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_from_a_file_and_offline(page: Page, address: str, tool: Tool) -> None:
    """A tool works from a folder, and on a page whose network has gone."""
    page.goto((conftest.SITE / tool.path / "index.html").as_uri())
    fill(page, tool)
    work(page, tool)
    assert tool.shown in result(page, tool)
    page.goto(address + tool.path, wait_until="networkidle")
    page.context.set_offline(True)
    fill(page, tool)
    work(page, tool)
    assert tool.shown in result(page, tool)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_without_script_it_is_a_form_to_print(
    chromium: Browser, address: str, tool: Tool, language: str
) -> None:
    """With scripts off the fields are there, no button that would do nothing; Enter sends nothing away."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    here = address + LANGUAGES[language] + tool.path
    page.goto(here)
    assert not page.locator(f"guide-{tool.id} button:visible").count()
    for name, text in tool.typed.items():
        page.fill(tool.at(name), text)
        page.press(tool.at(name), "Enter")
    assert page.url == here
    # In a field of several lines Enter is a new line.
    assert {name: page.input_value(tool.at(name)).rstrip("\n") for name in tool.typed} == tool.typed
    context.close()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_it_prints_with_its_result(page: Page, address: str, tool: Tool) -> None:
    """On paper: title, what was typed and the result, or the letter alone; neither buttons nor our menu."""
    page.goto(address + tool.path)
    fill(page, tool)
    work(page, tool)
    page.emulate_media(media="print")
    assert tool.shown in page.locator(f"guide-{tool.id}").inner_text()
    assert page.locator("h1").is_visible() is not tool.alone
    first = next(iter(tool.typed))
    assert page.locator(f"{tool.at(first)}, [data-slot=typed-{first}]").locator("visible=true").count() == 1
    assert not page.locator("button:visible, .top:visible, .bottom:visible, .text:visible").count()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_no_form_of_a_tool_can_send(tool: Tool, language: str) -> None:
    """Forms are dialogs without address or submit button, and no field that is typed in has a name."""
    for form in built(tool, language).css(f"guide-{tool.id} form"):
        assert form.attributes.get("method") == "dialog"
        assert "action" not in form.attributes
        assert form.css("button:not([type=button]), input[type=submit], input[type=image]") == []
        assert form.css("input[type=text][name], textarea[name], select[name]") == []
        for field in form.css("input[type=text], textarea"):
            # Neither the browser's memory nor a spelling service sees what is typed.
            assert field.attributes.get("autocomplete") == "off"
            assert field.attributes.get("spellcheck") == "false"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id + tool.section)
def test_words_for_scripts_are_in_the_language(tool: Tool, language: str) -> None:
    """Templates hold words, converted and complete; English pages hold no Chinese in them."""
    html = built(tool, language).css_first(f"guide-{tool.id}").html or ""
    words = re.findall(r'data-word="[^"]*">([^<]*)<', html)
    assert len(words) > 20
    assert all(word.strip() for word in words)
    if language == "en":
        assert not [word for word in words if re.search(r"[\u3400-\u9fff]", word)]
