"""A slow telephone: Chromium with the network of "Slow 4G" and a quarter of the processor's speed."""

import runpy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import Server

ROOT = Path(__file__).resolve().parents[2]
SLOWER = 4
# What Chromium's own tools call Slow 4G.
NETWORK = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6e6 * 0.9 / 8,
    "uploadThroughput": 750e3 * 0.9 / 8,
}
RUNS = 5
PATIENCE = 120_000  # milliseconds

# The reader turns to the box and the query stands in it at once. `release` lets go what the page
# would otherwise have fetched before (see HELD).
_ASKED = """async ([box, query, shown]) => {
  const input = document.querySelector(box);
  const start = performance.now();
  window.release?.();
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  const visible = (element) => element.getClientRects().length > 0;
  while (![...document.querySelectorAll(shown)].some(visible)) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""

# Holds back requests for an index that a page makes before the reader turns to the box, so that
# all engines start at the same moment.
HELD = """(() => {
  const { send, open } = XMLHttpRequest.prototype;
  let held = [];
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.holds = String(url).includes("search_index");
    open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...given) {
    if (this.holds && held) held.push(() => send.apply(this, given));
    else send.apply(this, given);
  };
  window.release = () => { held?.forEach((go) => go()); held = null; };
})()"""

# Types letter by letter, waiting each time for the whole answer: how long each letter kept the
# page until its first results stood there, laid out; and the tasks that were too long.
_TYPED = """async ([box, list, queries]) => {
  const long = [];
  new PerformanceObserver((seen) => long.push(...seen.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask" });
  const input = document.querySelector(box);
  const results = document.querySelector(list);
  const next = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const times = [];
  input.focus();
  for (const query of queries) {
    let text = "";
    for (const letter of query) {
      text += letter;
      input.value = text;
      const start = performance.now();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await next();
      results.getBoundingClientRect();
      times.push([performance.now() - start, text]);
      await pause(20);
      while (results.id === "results" && text.trim() && results.dataset.for !== text) await pause(5);
    }
  }
  await pause(200);
  return { times, long };
}"""


@dataclass(frozen=True)
class Box:
    """A search box of one engine: the page it stands on, where to type, and what a result is.

    `extra`: patterns of files that the search needs and the page had already loaded.
    """

    page: str
    box: str
    shown: str
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class First:
    """Median time to the first result in milliseconds, and the bytes that it took."""

    time: float
    bytes: int
    times: tuple[float, ...]


@dataclass(frozen=True)
class Whole:
    """Median milliseconds from Enter to the first results on the search page, and to the final order."""

    first: float
    final: float
    bytes: int


@dataclass(frozen=True)
class Typing:
    """Milliseconds a letter: the median, what 95 in 100 keep below, the worst and its text; and the
    tasks of more than 50 ms."""

    letters: int
    median: float
    high: float
    worst: float
    at: str
    long: tuple[float, ...]


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """The Chromium of the browser tests; None if there is none."""
    of_tests = runpy.run_path(str(ROOT / "tests" / "browser" / "browser.py"))
    path = of_tests["find"]()
    if not path:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=of_tests["ARGUMENTS"])
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def slow_down(page: Page, network: bool = True) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if network:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)


def first_result(browser: Browser, server: Server, box: Box, query: str, runs: int = RUNS) -> First:
    """From the focus to the first result, each time with an empty cache."""
    times: list[float] = []
    size = 0
    for _ in range(runs):
        with fresh_page(browser) as page:
            page.add_init_script(HELD)
            page.goto(server.address + box.page, wait_until="load")
            page.wait_for_timeout(300)
            slow_down(page)
            server.forget()
            times.append(float(page.evaluate(_ASKED, [box.box, query, box.shown])))
            size = server.total
    loaded = (file for pattern in box.extra for file in server.folder.glob(pattern))
    size += sum(len(server.compress(file)[1]) for file in loaded)
    return First(median(times), size, tuple(times))


def whole_answer(browser: Browser, server: Server, box: Box, query: str, runs: int = RUNS) -> Whole:
    """What a reader waits for who presses Enter in the box; the bytes are all since the focus."""
    first: list[float] = []
    final: list[float] = []
    size = 0
    for _ in range(runs):
        with fresh_page(browser) as page:
            page.goto(server.address + box.page, wait_until="load")
            slow_down(page)
            server.forget()
            page.evaluate(_ASKED, [box.box, query, box.shown])
            began = float(page.evaluate("Date.now()"))
            page.press(box.box, "Enter", no_wait_after=True)
            page.wait_for_url("**/search/**", wait_until="commit")
            for times, shown in ((first, "children.length"), (final, "dataset.for")):
                page.wait_for_function(f"() => document.querySelector('#results')?.{shown}")
                times.append(float(page.evaluate("Date.now()")) - began)
            size = server.total
    return Whole(median(first), median(final), size)


def keystrokes(
    browser: Browser, pages: Sequence[tuple[str, Sequence[str]]], box: str, results: str
) -> Typing:
    """Type queries letter by letter, each group on the page of its address, the processor slowed."""
    times: list[tuple[float, str]] = []
    long: list[float] = []
    for address, queries in pages:
        with fresh_page(browser) as page:
            page.goto(address, wait_until="load")
            page.focus(box)
            page.wait_for_timeout(1000)
            slow_down(page, network=False)
            told: dict[str, Any] = page.evaluate(_TYPED, [box, results, list(queries)])
            times += [(float(time), str(text)) for time, text in told["times"]]
            long += [float(task) for task in told["long"]]
    ordered = sorted(times)
    (worst, at), high = ordered[-1], ordered[len(ordered) * 95 // 100][0]
    middle = median(time for time, _ in times)
    return Typing(len(times), middle, high, worst, at, tuple(sorted(long, reverse=True)))
