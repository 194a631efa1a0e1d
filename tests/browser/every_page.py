"""Opens pages in Chromium, several tabs at once, and tells what is wrong with them.

Each is opened with scripts and without: no message of an error, no request that fails or leaves the
host. axe is asked with all its rules where the markup is not known yet; what is skipped is in `visits`.
"""

import asyncio
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.async_api import Browser, BrowserContext, Error, Page, Route, async_playwright

from browser.browser import ARGUMENTS, find

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
FINDINGS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""
IDLE = "() => new Promise((done) => requestIdleCallback(done, { timeout: 1000 }))"
# A picture of the tab that was not yet there when the tab went on to its next page.
LEFT = "net::ERR_ABORTED"

_TAG = re.compile(r"<(/?[a-z][\w-]*)([^>]*)>", re.I)
_ATTRIBUTE = re.compile(r"""\s([\w-]+)(?:=("[^"]*"|'[^']*'|[^\s>]*))?""")
# Attributes by which axe judges, that hold no words: of these the values count.
_TELLING = {"class", "id", "role", "type", "for", "tabindex", "hidden"}
_SCRIPTS = re.compile(r"<script\b.*?</script>|</?noscript>", re.S)
_LEADS_ON = re.compile(r"assets/go\.js|http-equiv=\"?refresh")


@dataclass(frozen=True)
class Visit:
    """One opening of a page; `path` is that of its file below the site."""

    path: str
    scripts: bool
    axe: bool

    def __str__(self) -> str:
        return f"{self.path} ({'with' if self.scripts else 'without'} scripts)"


def pages(site: Path, folder: str = "", others: Iterable[str] = ()) -> list[str]:
    """The pages that are read, below a folder but not below `others`: neither embeds nor forwarding."""
    files = (file.relative_to(site) for file in sorted((site / folder).rglob("*.html")))
    return [
        file.as_posix()
        for file in files
        if not {"go", "embed"} & set(file.parts) and file.parts[0] not in others
    ]


def small_pages(site: Path) -> list[str]:
    """Embeds and permanent links: one of each markup, for there are thousands, made by two programs."""
    files = sorted(file for name in ("go", "embed") for file in site.rglob(f"{name}/**/*.html"))
    first = {shape(file.read_text("utf-8")): file for file in reversed(files)}
    return sorted(file.relative_to(site).as_posix() for file in first.values())


def shape(html: str) -> tuple[str, ...]:
    """The markup of a page without its words and addresses."""
    return tuple(_shapes(html))


def _shapes(html: str) -> Iterator[str]:
    for name, rest in _TAG.findall(html):
        written = {key: value if key in _TELLING else "" for key, value in _ATTRIBUTE.findall(rest)}
        written.pop("aria-current", None)  # which of the languages is the page's
        yield f"{name} {sorted(written.items())}"


def visits(site: Path, paths: Iterable[str]) -> Iterator[Visit]:
    """Each page with scripts and, if it has any, without.

    axe is not asked about a page that leads on at once; about one in Simplified Chinese whose markup
    is that of its Traditional twin; nor, without scripts, where the page has nothing to say then.
    """
    for path in paths:
        html = (site / path).read_text("utf-8")
        twin = site / path.removeprefix("zh-Hans/")
        known = path.startswith("zh-Hans/") and shape(twin.read_text("utf-8")) == shape(html)
        unknown = not known and not _LEADS_ON.search(html)
        yield Visit(path, True, unknown)
        if "<script" in html:
            yield Visit(path, False, unknown and "<noscript>" in html)


def walk(address: str, planned: Iterable[Visit]) -> list[str]:
    """What is wrong with the pages of a server, a line each. To be called where no loop is running."""
    return asyncio.run(_walk(address, list(planned)))


async def _walk(address: str, planned: list[Visit]) -> list[str]:
    found: list[str] = []
    waiting = iter(planned)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        context = await _reader(browser)
        tabs = min(os.cpu_count() or 1, len(planned))
        await asyncio.gather(*(_tab(context, address, waiting, found) for _ in range(tabs)))
        await browser.close()
    return found


async def _reader(browser: Browser) -> BrowserContext:
    """A telephone of somebody in no language of ours, who is not led on from a list of languages."""
    return await browser.new_context(
        viewport={"width": 360, "height": 740}, locale="fr-FR", service_workers="block"
    )


async def _tab(context: BrowserContext, address: str, waiting: Iterator[Visit], found: list[str]) -> None:
    page = await context.new_page()
    settings = await context.new_cdp_session(page)
    said: list[str] = []
    _listen(page, urlsplit(address).netloc, said)
    for visit in waiting:
        await settings.send("Emulation.setScriptExecutionDisabled", {"value": not visit.scripts})
        try:
            await page.goto(address + visit.path.removesuffix("index.html"))
            if visit.axe and not visit.scripts:
                await settings.send("Emulation.setScriptExecutionDisabled", {"value": False})
                await _as_without_scripts(page)
            if visit.axe:
                await page.evaluate(f"{AXE};0")
                said.extend(await page.evaluate(FINDINGS))
            elif visit.scripts:
                await page.evaluate(IDLE)
        except Error as error:
            if not _led_on(error):
                said.append(error.message)
        found.extend(f"{visit}: {text}" for text in said)
        said.clear()
    await page.close()


async def _as_without_scripts(page: Page) -> None:
    """Open a page again as it is without scripts, but in a browser that runs axe."""

    async def plain(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=_SCRIPTS.sub("", await answer.text()))

    await page.route(page.url, plain)
    await page.reload()
    await page.unroute(page.url)


def _listen(page: Page, host: str, said: list[str]) -> None:
    """Keep what goes wrong in a tab."""
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: said.append(f"{request.failure} {request.url}") if request.failure != LEFT else None,
    )
    page.on(
        "request",
        lambda request: (
            said.append(f"asks {request.url}") if urlsplit(request.url).netloc not in (host, "") else None
        ),
    )
    page.on(
        "response",
        lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    )


def _led_on(error: Error) -> bool:
    """Whether a page went on to another before it was looked at, as a permanent link does."""
    return "interrupted by another navigation" in error.message or "context was destroyed" in error.message
