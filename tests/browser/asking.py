"""Type a query on the search page, as a reader does, and see what comes."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}

# Answers a list of queries one after another, as typed, and gives the order of each.
TYPED = """async (queries) => {
  const box = document.querySelector("#query");
  const list = document.querySelector("#results");
  const orders = [];
  for (const query of queries) {
    box.value = query;
    box.dispatchEvent(new Event("input"));
    const end = performance.now() + 20000;
    while (list.dataset.for !== query) {
      if (performance.now() > end) throw new Error(`not answered: ${query}`);
      await new Promise((done) => setTimeout(done));
    }
    orders.push([...list.children].map((item) => item.querySelector("a").href));
  }
  return orders;
}"""


def answered(page: Page, query: str) -> None:
    """Wait until the final order stands."""
    page.wait_for_function("(query) => document.querySelector('#results')?.dataset.for === query", arg=query)


def ask(page: Page, query: str) -> None:
    page.fill("#query", query)
    answered(page, query)


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def addresses(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#results > li", "all => all.map(li => li.querySelector('a').href)"
    )
    return found


def options(page: Page) -> Iterator[str]:
    for link in page.locator("[role=option]:visible").all():
        yield link.inner_text()
