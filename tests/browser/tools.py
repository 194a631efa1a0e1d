"""What every tool is asked to prove in a real browser. A test of a tool says how it is filled in."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

HARM = "<img src=x onerror=harmed=1><script>harmed=1</script>"
HUGE = "9" * 2_000_000
LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}

# Everything that a page can leave behind on the device.
LEFT = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  cookies: document.cookie,
  databases: ((await indexedDB.databases?.()) ?? []).map(({ name }) => name),
  caches: "caches" in globalThis ? await caches.keys() : [],
})"""
NOTHING = {"local": [], "session": [], "cookies": "", "databases": [], "caches": []}


@dataclass(frozen=True)
class Tool:
    """How a test fills in a tool: field -> what is typed, and a text that its result must show.

    `section` is the part of the page with the button that works it out. `alone`: what is printed is
    sent to somebody, so neither our title nor the form is on it. `refused` is what the first field
    of `typed` must not take. `moves`: working it out moves what is typed into the result.
    """

    id: str
    typed: dict[str, str]
    shown: str
    section: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    alone: bool = False
    moves: bool = False
    refused: tuple[str, ...] = field(default=(HARM, "-5", "abc", "1,2", HUGE), repr=False)

    @property
    def path(self) -> str:
        return f"tools/{self.id}/"

    def at(self, name: str) -> str:
        """The selector of a field."""
        return f'[data-field="{name}"]'


def fill(page: Page, tool: Tool) -> None:
    """Type into each field as a reader does; choose what is chosen."""
    for name, option in tool.chosen.items():
        choose(page, tool, name, option)
    for name, text in tool.typed.items():
        page.fill(tool.at(name), text)


def choose(page: Page, tool: Tool, name: str, option: str) -> None:
    """Choose an option of a list, or of a group of radio buttons."""
    if page.locator(tool.at(name)).evaluate("field => field.matches('fieldset')"):
        page.check(f'{tool.at(name)} input[value="{option}"]')
    else:
        page.select_option(tool.at(name), option)


def work(page: Page, tool: Tool) -> None:
    page.click(f"guide-{tool.id} {tool.section} [data-do=work]")


def result(page: Page, tool: Tool) -> str:
    """The text of the result that is shown; empty while there is none."""
    part = page.locator(f"guide-{tool.id} {tool.section} [data-part=result]").first
    return part.inner_text() if part.is_visible() else ""


def fields(page: Page, tool: Tool) -> dict[str, str]:
    """What stands in each field that the test fills in."""
    return {name: page.input_value(tool.at(name)) for name in tool.typed}


def left_behind(page: Page) -> dict[str, object]:
    """What is stored on the device; equal to NOTHING when nothing is."""
    found: dict[str, object] = page.evaluate(LEFT)
    return found


def fill_by_keyboard(page: Page, tool: Tool) -> None:
    """Reach each field by Tab alone, type, and press Enter on the button that works it out."""
    page.locator(f"guide-{tool.id}").evaluate("tool => { tool.tabIndex = -1; tool.focus(); }")
    waiting = dict(tool.typed)
    for _ in range(120):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.dataset?.field ?? ''")
        act = page.evaluate("document.activeElement.dataset?.do ?? ''")
        group = page.evaluate("document.activeElement.closest('fieldset[data-field]')?.dataset.field ?? ''")
        if (name or group) in tool.chosen:
            choose(page, tool, name or group, tool.chosen[name or group])  # as its arrow keys do
        if name in waiting:
            page.keyboard.type(waiting.pop(name))
        if act == "work" and not waiting:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"not reached by Tab: {sorted(waiting)}")
