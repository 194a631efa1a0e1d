"""The search box and the search page on the built site, in a real browser."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser import conftest
from search import Engine

LANGUAGES = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}
QUERIES = sorted((Path(__file__).parents[1] / "search").glob("*.csv"))
CRISIS = [
    ("zh-Hant", "想死"),
    ("zh-Hant", "撐不下去了"),
    ("zh-Hans", "zisha"),
    ("zh-Hans", "欠钱想自杀"),
    ("en", "I want to end it"),
    ("en", "自殺"),
]
HOSTILE = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    "逾期" * 5000,
    "\ud83d",
    "逾期\udc00\ud800 loan",
    "(.*)+$[^\\]{1,}|?\\",
    "😀👨‍👩‍👧‍👦 逾期 🏦",
    "{count} ${1} %s $& __proto__ constructor toString",
    "\u202e\u0000\u200b\ufeff",
    "   ",
]

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


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """What goes wrong in the page; a test that asks for it fails if anything does."""
    seen: list[str] = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    yield seen
    assert seen == []


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


@pytest.mark.parametrize(
    ("language", "query"), [("zh-Hant", "征信"), ("en", "court papers"), ("zh-Hans", "催收")]
)
@pytest.mark.parametrize("place", ["", "topics/being-sued/", "404.html"])
def test_the_box_of_any_page_leads_to_the_answer(
    page: Page, address: str, errors: list[str], language: str, query: str, place: str
) -> None:
    """Enter in the box opens the search page of the language with the query answered."""
    page.goto(address + LANGUAGES[language] + place)
    page.fill("#query", query)
    page.keyboard.press("Enter")
    answered(page, query)
    assert page.url.startswith(f"{address}{LANGUAGES[language]}search/?")
    assert asked(page) == {"q": [query]}
    assert page.input_value("#query") == query
    assert all(link.startswith(address + LANGUAGES[language]) for link in addresses(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_is_answered(page: Page, address: str, errors: list[str], language: str) -> None:
    """A link with a query and a stage shows the answer; each result shows what one must know of it."""
    page.goto(f"{address}{LANGUAGES[language]}search/?q={quote('被起诉')}&stage=late")
    answered(page, "被起诉")
    first = page.locator("#results > li").first
    expect(first.locator(".labels .stage-late")).to_be_visible()
    expect(page.locator("#results mark").first).to_be_visible()
    expect(page.locator("guide-search [role=status]")).to_contain_text(str(len(addresses(page))))
    expect(page.locator("[data-value=late]")).to_have_attribute("aria-current", "true")
    expect(page.locator(".text")).to_be_hidden()


def test_facets_filter_and_are_in_the_address(page: Page, address: str, errors: list[str]) -> None:
    """A chosen stage, kind or group filters, is in the address, and is given up by Back."""
    page.goto(address + "search/")
    ask(page, "逾期")
    everything = addresses(page)
    page.click("[data-value=negotiation]")
    answered(page, "逾期")
    negotiation = addresses(page)
    assert asked(page) == {"q": ["逾期"], "stage": ["negotiation"]}
    assert negotiation != everything
    page.click(".facets summary")
    letters = page.locator("[data-value=letter]")
    count = int(letters.locator("b").inner_text())
    letters.click()
    answered(page, "逾期")
    assert asked(page) == {"q": ["逾期"], "stage": ["negotiation"], "kind": ["letter"]}
    assert len(addresses(page)) == min(count, 20)
    assert all("/letters/" in link for link in addresses(page))
    page.go_back()
    answered(page, "逾期")
    assert addresses(page) == negotiation
    page.go_back()
    answered(page, "逾期")
    assert addresses(page) == everything
    page.go_forward()
    answered(page, "逾期")
    assert addresses(page) == negotiation
    page.click("[data-part=clear]")
    answered(page, "逾期")
    assert asked(page) == {"q": ["逾期"]}


def test_a_result_is_followed_and_back_returns(page: Page, address: str, errors: list[str]) -> None:
    """After a result, Back shows the same answer again; typing added nothing to the history."""
    page.goto(address)
    page.goto(address + "search/")
    for query in ("被", "被起", "被起诉"):
        ask(page, query)
    found = addresses(page)
    page.click("#results > li:first-child a")
    page.wait_for_url(found[0])
    page.go_back()
    answered(page, "被起诉")
    assert addresses(page) == found
    page.go_back()
    page.wait_for_url(address)


def test_the_keyboard_alone_chooses_a_suggestion(page: Page, address: str, errors: list[str]) -> None:
    """The box is a combobox: arrows choose, Escape closes, Enter opens what is chosen."""
    page.goto(address + "en/")
    box = page.locator("#query")
    expect(box).to_have_role("combobox")
    box.focus()
    page.keyboard.type("lawyer's letter")
    box_opens = page.locator("#query[aria-expanded=true]")
    expect(box_opens).to_be_visible()
    listbox = page.locator(f"#{box.get_attribute('aria-controls')}")
    expect(listbox).to_have_role("listbox")
    expect(page.locator("search-box [role=status]")).to_contain_text(str(len(list(options(page)))))
    for key, chosen in [
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", None),
        ("ArrowUp", -1),
    ]:
        page.keyboard.press(key)
        active = box.get_attribute("aria-activedescendant")
        selected = page.locator("[role=option][aria-selected=true]:visible")
        if chosen is None:
            assert active is None
            assert selected.count() == 0
        else:
            assert selected.get_attribute("id") == active
            assert selected.inner_text() == list(options(page))[chosen]
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("lawyer's letter")
    page.keyboard.press("ArrowDown")
    expect(listbox).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = page.locator("[role=option][aria-selected=true]:visible").evaluate("a => a.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert "/search/" not in target


def test_leaving_the_box_closes_the_list(page: Page, address: str, errors: list[str]) -> None:
    """Tab closes the suggestions; a click on one opens it."""
    page.goto(address)
    page.fill("#query", "信用卡逾期")
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.fill("#query", "信用卡逾期了")
    first = page.locator("[role=listbox] > a").first
    target = first.evaluate("a => a.href")
    first.click()
    page.wait_for_url(target)


def test_characters_being_composed_are_not_searched(page: Page, address: str, errors: list[str]) -> None:
    """While an input method composes, nothing is searched; when it is done, its text is."""
    page.goto(address + "search/")
    ask(page, "逾期")
    compose = """(text) => {
      const box = document.querySelector("#query");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { isComposing: true }));
    }"""
    page.evaluate(compose, "zheng xin")
    page.wait_for_timeout(100)
    assert page.locator("#results").get_attribute("data-for") == "逾期"
    page.evaluate(compose, "征信")
    page.dispatch_event("#query", "compositionend")
    answered(page, "征信")


@pytest.mark.parametrize(("language", "query"), CRISIS)
def test_despair_is_answered_first(
    page: Page, address: str, errors: list[str], language: str, query: str
) -> None:
    """Words of despair show the numbers and the page before anything else, also in suggestions."""
    page.goto(address + LANGUAGES[language] + "search/")
    ask(page, query)
    panel = page.locator("guide-search > :not([hidden])").first
    expect(panel).to_have_class("despair")
    for target in ("tel:12356", "tel:110"):
        expect(panel.locator(f"a[href='{target}']")).to_be_in_viewport()
    expect(panel.locator("a[href*='topics/suicidal-thoughts/']")).to_be_visible()
    assert "/topics/suicidal-thoughts/" in addresses(page)[0]
    expect(page.locator("guide-search [role=status]")).to_contain_text("12356")
    page.goto(address + LANGUAGES[language] + "letters/")
    page.fill("#query", query)
    panel = page.locator("[role=listbox] > .despair")
    panel.wait_for()
    expect(panel.locator("a[href='tel:12356']")).to_be_in_viewport()
    expect(page.locator("search-box [role=status]")).to_contain_text("12356")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/suicidal-thoughts/")


def test_what_nothing_fits_still_leads_on(page: Page, address: str, errors: list[str]) -> None:
    """For nonsense there are three doors and the telephone numbers, and no suggestion that leads astray."""
    page.goto(address + "en/search/")
    ask(page, "qqqq zzzzzz 9x9x9x")
    weak = page.locator("[data-part=weak]")
    expect(weak).to_be_visible()
    assert weak.locator("[data-part=doors] a").count() == 3
    for number in ("12348", "12378", "12356"):
        expect(weak.locator(f"a[href='tel:{number}']")).to_be_visible()


def test_a_word_of_taiwan_or_hong_kong_is_met_with_a_line(
    page: Page, address: str, errors: list[str]
) -> None:
    """A legal word from elsewhere brings the line that this is mainland law, and the nearest pages."""
    page.goto(address + "search/")
    ask(page, "聯徵")
    expect(page.locator("[data-part=elsewhere]")).to_be_visible()
    assert addresses(page)
    ask(page, "徵信")
    expect(page.locator("[data-part=elsewhere]")).to_be_hidden()


def test_a_wrong_character_is_put_right(page: Page, address: str, errors: list[str]) -> None:
    """The query as it was meant is offered, and following it asks that."""
    page.goto(address + "search/")
    ask(page, "愈期了怎么办")
    offered = page.locator("[data-part=corrected] a")
    right = offered.inner_text()
    assert "逾期" in right
    offered.click()
    answered(page, right)
    assert asked(page) == {"q": [right]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_listed(chromium: Browser, address: str, language: str) -> None:
    """With scripts off the box leads to a page that says so and lists the stages and topics."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LANGUAGES[language] + "topics/")
    page.fill("#query", "逾期")
    page.press("#query", "Enter")
    page.wait_for_url(f"{address}{LANGUAGES[language]}search/?q=*")
    expect(page.locator("noscript .no-script")).to_be_visible()
    expect(page.locator("guide-search")).to_be_hidden()
    assert page.locator(".text a[href*='stages/']").count() >= 3
    assert page.locator(".text a[href*='topics/']").count() >= 20
    context.close()


def test_a_query_is_sent_to_nobody(context: BrowserContext, page: Page, address: str) -> None:
    """From the first letter to the answer, no request names the query, and none goes elsewhere."""
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.url.partition("#")[0]))
    page.goto(address)
    page.fill("#query", "活着没意思 debt")
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("Enter")
    answered(page, "活着没意思 debt")
    page.click(".languages a[hreflang=en]")
    answered(page, "活着没意思 debt")
    assert {urlsplit(url).netloc for url in sent} == {urlsplit(address).netloc}
    assert [url for url in sent if "?" in url or "%" in url or "debt" in url] == []


def test_nothing_of_the_search_is_loaded_before_it_is_wanted(page: Page, address: str) -> None:
    """A page loads neither engine nor index; focus in the box does."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(address, wait_until="networkidle")
    assert not [path for path in loaded if path.startswith("/search/") or "search-engine" in path]
    with page.expect_request("**/search/zh-Hant/boot.js"):
        page.focus("#query")


def test_without_the_index_the_page_lists_everything(page: Page, address: str) -> None:
    """When the index cannot be loaded the page says so and shows its list; then it tries again."""
    page.route("**/boot.js", lambda route: route.abort())
    page.goto(f"{address}search/?q={quote('逾期')}")
    expect(page.locator("#search-failed")).to_be_visible()
    expect(page.locator(".text")).to_be_visible()
    page.unroute("**/boot.js")
    ask(page, "逾期了")
    expect(page.locator("#search-failed")).to_be_hidden()
    assert addresses(page)


def test_without_the_bodies_the_first_tier_answers(page: Page, address: str) -> None:
    """When the bodies cannot be loaded the answer of the first tier stands."""
    page.route(re.compile(r"/(words|pages|other)-[^/]*\.js$"), lambda route: route.abort())
    page.goto(address + "search/")
    ask(page, "被起诉")
    assert addresses(page)


def test_without_the_bodies_the_box_asks_for_each_once(page: Page, address: str) -> None:
    """A box that finds nothing to suggest, and cannot load more, does not go on trying by itself."""
    tried: list[str] = []
    rest = re.compile(r"/(words|pages|other)-[^/]*\.js$")
    page.route(rest, lambda route: (tried.append(route.request.url), route.abort()))
    page.goto(address)
    page.fill("#query", "qzqz xvxv")
    page.wait_for_timeout(1000)
    assert len(tried) == len(set(tried))


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_does_no_harm(page: Page, address: str, errors: list[str], query: str) -> None:
    """Whatever is typed is text: no error, no markup, and the page goes on working."""
    page.goto(address + "search/")
    [order] = page.evaluate(TYPED, [query])
    assert isinstance(order, list)
    assert page.evaluate("window.harmed") is None
    assert page.locator("guide-search :is(script, img)").count() == 0
    page.reload()
    ask(page, "逾期")
    assert addresses(page)
    page.goto(address)
    page.evaluate(
        """(query) => {
      const box = document.querySelector("#query");
      box.focus();
      box.value = query;
      box.dispatchEvent(new Event("input"));
    }""",
        query,
    )
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" in url)
    page.locator("#results").wait_for(state="attached")
    assert page.evaluate("window.harmed") is None


def test_an_address_is_only_read(page: Page, address: str, errors: list[str]) -> None:
    """Markup and unknown values in the address do nothing."""
    page.goto(
        f"{address}search/?q=%3Cimg+src%3Dx%3E%ED%A0%80&stage=%22%3E%3Cscript%3E&kind=__proto__&group=late"
    )
    page.locator("#results[data-for]").wait_for(state="attached")
    assert page.locator("guide-search :is(script, img)").count() == 0
    assert page.locator("guide-search [aria-current]").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_and_the_command_line_agree(
    page: Page, address: str, errors: list[str], language: str
) -> None:
    """On every query of the scoreboard the page shows the order of `scripts/search.py`."""
    rows = [row for file in QUERIES for row in csv.DictReader(file.read_text("utf-8").splitlines())]
    queries = list(dict.fromkeys(row["query"] for row in rows if row["lang"] == language))
    assert queries
    page.set_default_timeout(120_000)
    page.goto(address + LANGUAGES[language] + "search/")
    engine = Engine(conftest.SITE, language)
    for query, shown in zip(queries, page.evaluate(TYPED, queries), strict=True):
        expected = [address + hit["url"] for hit in engine.search(query, limit=20)["results"]]
        assert shown == expected, query


@pytest.mark.parametrize("query", ["逾期一天上征信吗", "想死", "聯徵 愈期", "qqqq zzzzzz"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_answers(page: Page, address: str, language: str, query: str) -> None:
    """With results, panels and facets shown, axe finds nothing, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(address + LANGUAGES[language] + "search/")
    ask(page, query)
    page.click(".facets summary") if page.locator(".facets summary").is_visible() else None
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("query", ["被起诉", "想死"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_with_the_list_open(page: Page, address: str, language: str, query: str) -> None:
    """With the suggestions open and one chosen, axe finds nothing, and nothing scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(address + LANGUAGES[language])
    page.fill("#query", query)
    page.locator("[role=listbox]").wait_for()
    page.keyboard.press("ArrowDown")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_have_a_contrast_of_seven(chromium: Browser, address: str, scheme: str) -> None:
    """Answers, panels and suggestions have a contrast of 7:1 in light and in dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    rule = {
        "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    for query in ("逾期一天上征信吗", "想死", "qqqq zzzzzz"):
        page.goto(address + "search/")
        ask(page, query)
        results = Axe().run(page, options=rule)
        assert results.violations_count == 0, results.generate_report()
        page.goto(address)
        page.fill("#query", query)
        page.wait_for_timeout(500)
        results = Axe().run(page, options=rule)
        assert results.violations_count == 0, results.generate_report()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_large_enough(page: Page, address: str, language: str) -> None:
    """Every link and button among answers and suggestions is at least 44 pixels high."""
    height = "all => all.filter(a => a.offsetParent && a.offsetHeight < 44).map(a => a.textContent)"
    page.goto(address + LANGUAGES[language] + "search/")
    for query in ("愈期了怎么办", "想死", "qqqq zzzzzz"):
        ask(page, query)
        assert page.eval_on_selector_all("guide-search :is(a, button, summary)", height) == []
    page.goto(address + LANGUAGES[language])
    page.fill("#query", "想死")
    page.locator("[role=listbox]").wait_for()
    assert page.eval_on_selector_all("[role=option]", height) == []


def test_the_search_works_from_a_file(page: Page) -> None:
    """Opened from a folder, without any server, the page answers, and its results are files."""
    page.goto((conftest.SITE / "zh-Hans" / "search" / "index.html").as_uri())
    ask(page, "逾期一天上征信吗")
    found = addresses(page)
    assert found
    assert all(link.partition("#")[0].endswith("/index.html") for link in found)
