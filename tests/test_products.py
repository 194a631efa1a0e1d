"""What is made for other sites and for machines, on the built site."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from moved import project
from selectolax.lexbor import LexborHTMLParser
from sphobjinv import Inventory

import ledger
from guide.addresses import page_file, page_path
from guide.built.load import Built, load_built
from guide.content import LANGUAGES, Site, load_site
from guide.hotlines import hotlines
from guide.ledger import SEAL, read_seal, recorded
from guide.make.feeds import entries
from guide.permalinks import kind
from guide.records import parse_yaml
from guide.script import simplified
from guide.shapes import FACTS

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
URL = "https://overdue-loan-guide.example/"
FOLDERS = {language: page_path(language, "index") for language in LANGUAGES}
ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


@pytest.fixture(scope="module")
def built() -> Built:
    assert (SITE / "permalinks.json").exists(), "run make site first"
    return load_built(SITE)


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    return json.loads((SITE / "permalinks.json").read_text("utf-8"))


def test_every_address_is_in_the_ledger(site: Site) -> None:
    """What is to be published is recorded: if this fails, run make ledger and commit what it writes."""
    assert ledger.missing(site) == []


def test_the_ledger_keeps_what_git_has(site: Site) -> None:
    """No address and no code of the last commit is gone, seal or no seal."""
    for text in ledger.versions(ROOT, ledger.LEDGER):
        assert set(text.splitlines()) <= set(recorded(site))
    sealed = read_seal(site)
    for text in ledger.versions(ROOT, SEAL):
        assert sealed is not None
        assert (parse_yaml(text, SEAL).get("codes") or {}).items() <= sealed.codes.items()


def test_every_recorded_address_is_built(site: Site, built: Built) -> None:
    """Each path of the ledger is a file of the site, and each id stands on its page."""
    for address in recorded(site):
        path, hash, id = address[1:].partition("#")
        file = f"{path}index.html" if path.endswith("/") or not path else path
        assert file in built.files, address
        assert not hash or id in built.ids(file), address


def test_the_catalogue_is_as_its_schema_says(catalogue: dict[str, Any]) -> None:
    """The published schema is valid, and the published catalogue passes it."""
    schema = json.loads((SITE / "permalinks.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(catalogue)
    assert catalogue["$schema"] == schema["$id"] == f"{URL}permalinks.schema.json"


SPOILT: dict[str, Any] = {
    "code": "T5",
    "id": "t53",
    "kind": "banana",
    "stages": ["never"],
    "see": "early",
    "link": "javascript:alert(1)",
    "titles": {"en": "", "zh-Hant": "x", "zh-Hans": "x"},
    "addresses": {"en": "https://guide.example/"},
    "anchors": [{"id": "a b", "titles": {}}],
    "withdrawn": "2026-02-30",
    "read": "2026-13-01",
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_schema_refuses_what_is_no_catalogue(name: str, catalogue: dict[str, Any]) -> None:
    """A value of the right type that means nothing is refused, of each property."""
    schema = json.loads((SITE / "permalinks.schema.json").read_text("utf-8"))
    entry = {**catalogue["entries"][0], name: SPOILT[name]}
    checker = jsonschema.FormatChecker()
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    assert not validator.is_valid({**catalogue, "entries": [entry]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_listing_for_machines_has_headings_in_words(language: str) -> None:
    """No name of a string is left in llms.txt, and each list has a heading of its own."""
    text = (SITE / FOLDERS[language] / "llms.txt").read_text("utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(headings)) == 9
    assert not any(re.search(r"[a-z]-[a-z]", heading) for heading in headings)


def test_every_address_of_the_catalogue_is_built(catalogue: dict[str, Any], built: Built, site: Site) -> None:
    """Each page and id in each language, each permanent link, each file; and no page is left out."""
    seen = set()
    for entry in catalogue["entries"]:
        assert f"go/{entry['id']}/index.html" in built.files
        for language, address in entry["addresses"].items():
            page = built.by_path[address.removeprefix(URL) + "index.html"]
            assert page.language == language
            assert {anchor["id"] for anchor in entry["anchors"]} <= built.ids(page.path), address
            seen.add(address.removeprefix(URL))
    assert {page_path(language, key) for language in LANGUAGES for key in site.keys} <= seen
    assert set(catalogue["files"]) <= built.files
    by_id = {entry["id"]: {a["id"] for a in entry["anchors"]} for entry in catalogue["entries"]}
    for entry in catalogue["entries"]:
        for source in entry["sources"]:
            assert source["anchor"] is None or source["anchor"] in by_id[source["id"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inventory_leads_to_pages_and_places(language: str, built: Built, site: Site) -> None:
    """Pages, places, codes, articles and terms; each address, and each id, is built."""
    inventory = Inventory(SITE / FOLDERS[language] / "objects.inv")
    objects = {(each.role, each.name): each for each in inventory.objects}
    assert len(objects) == inventory.count
    for each in objects.values():
        path, _, id = each.uri_expanded.partition("#")
        page = built.by_path[FOLDERS[language] + path.removeprefix("./") + "index.html"]
        assert not id or id in built.ids(page.path), each.name
        assert each.role != "label" or each.name == each.name.lower()
    for role, name in (("doc", "topics/being-sued"), ("label", "t53"), ("label", "being-sued#do-now"),
                       ("label", "civil-code/188")):  # fmt: skip
        assert (role, name) in objects
    terms = {name for role, name in objects if role == "term"}
    risks = [key for key in site.keys if kind(site, key) == "risk"]
    assert len(terms) == len(risks)
    term = {
        "zh-Hant": "失信被執行人",
        "zh-Hans": "失信被执行人",
        "en": site.title("en", "risks/judgment-debtor-list"),
    }
    assert term[language] in terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feeds_say_the_same(language: str) -> None:
    """Atom has what RFC 4287 asks for, JSON Feed what its version 1.1 does, and both the same items."""
    feed = ElementTree.parse(SITE / FOLDERS[language] / "feed.xml").getroot()
    made = json.loads((SITE / FOLDERS[language] / "feed.json").read_text("utf-8"))
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == f"{URL}{FOLDERS[language]}feed.json"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.findtext(ATOM + name)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{URL}{FOLDERS[language]}feed.xml", "alternate": URL + FOLDERS[language]}
    of_atom = [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}title")) for e in feed.findall(f"{ATOM}entry")]
    assert of_atom == [(item["id"], item["title"]) for item in made["items"]]
    assert len({id for id, _ in of_atom}) == len(of_atom) > 0
    for item in made["items"]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item["date_published"])
        assert item["id"].startswith("tag:overdue-loan-guide.example,2026:")


CHANGELOG = """# Changelog

## 2027-02-01

### Law
- Art. 26 is counted in another way (T01).
  第26條另有算法（T01）。

### Pages
- Withdraw now (T03): the page named a wrong time limit.
  請立即撤下（T03）：這一頁的期限寫錯了。

### Site
- Faster.
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawal_is_announced_first_and_once(tmp_path: Path, language: str) -> None:
    """By the changelog where it has it, else by the page's own row; the site's own news is left out."""
    project(tmp_path)
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    page = tmp_path / "docs" / "zh-Hant" / "topics" / "court.md"
    page.write_text(page.read_text("utf-8").replace("kind:", "updated: 2027-01-05\nkind:"), encoding="utf-8")
    found = entries(load_site(tmp_path, date(2027, 2, 2)), language, URL)
    assert [(entry.date, entry.tag) for entry in found] == [
        ("2027-02-01", "withdraw"),
        ("2027-02-01", "law"),
        ("2027-01-31", "withdraw"),
        ("2027-01-05", "updated"),
    ]
    assert [entry.url.removeprefix(URL) for entry in found] == [
        "go/bad-advice/",
        f"{FOLDERS[language]}topics/sued/",
        "go/worse-advice/",
        f"{FOLDERS[language]}topics/court/",
    ]
    words = {"en": "Withdraw now", "zh-Hant": "請立即撤下", "zh-Hans": "请立即撤下"}
    assert words[language] in found[0].text
    assert words[language] in found[2].title
    headings = {"en": "Withdraw now: T03 · the page named a wrong time limit.", "zh-Hant": "請立即撤下：T03 · 這一頁的期限寫錯了",
                "zh-Hans": "请立即撤下：T03 · 这一页的期限写错了"}  # fmt: skip
    assert found[0].title == headings[language]
    assert found[1].text == {"en": "Art. 26 is counted in another way (T01).", "zh-Hant": "第26條另有算法（T01）。",
                             "zh-Hans": "第26条另有算法（T01）。"}[language]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_is_described_and_its_words_stay_on_the_device(language: str) -> None:
    """OpenSearch 1.1 with a name of at most 16 letters; the words stand behind a #."""
    root = ElementTree.parse(SITE / FOLDERS[language] / "opensearch.xml").getroot()
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    assert len(root.findtext(f"{OPENSEARCH}Description") or "") <= 1024
    url = root.find(f"{OPENSEARCH}Url[@type='text/html']")
    assert url is not None
    assert url.attrib["template"] == f"{URL}{FOLDERS[language]}search/#q={{searchTerms}}"


def graph(built: Built, language: str, key: str) -> list[dict[str, Any]]:
    page = LexborHTMLParser(built.html(page_file(language, key)))
    (data,) = page.css('script[type="application/ld+json"]')
    made = json.loads(data.text())
    assert made["@context"] == "https://schema.org"
    return made["@graph"]


def test_linked_data_of_every_page(built: Built, site: Site) -> None:
    """One graph a page, in its language; every id within the site is one that some page has."""
    ids, named = set(), set()
    for language in LANGUAGES:
        for key in sorted(site.keys):
            for node in graph(built, language, key):
                assert node.get("inLanguage", language) in (language, "zh")
                ids |= {
                    part["@id"] for part in [node, *node.get("hasDefinedTerm", []), *node.get("hasPart", [])]
                }
                named |= {each["@id"] for each in node.get("citation", [])}
                named |= {
                    node[name]["@id"] for name in ("isPartOf", "mainEntity", "publisher") if name in node
                }
    assert named <= ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_linked_data_of_glossary_law_and_hotlines(built: Built, site: Site, language: str) -> None:
    """Each term in its set, the law with its articles, each hotline with its number."""
    (terms,) = [n for n in graph(built, language, "risks/index") if n["@type"] == "DefinedTermSet"]
    assert len(terms["hasDefinedTerm"]) == sum(kind(site, key) == "risk" for key in site.keys)
    (term,) = [n for n in graph(built, language, "risks/overdue") if n["@type"] == "DefinedTerm"]
    assert (term["termCode"], term["inDefinedTermSet"]) == ("R01", terms["@id"])
    (law,) = [n for n in graph(built, language, "sources/civil-code") if n["@type"] == "Legislation"]
    assert law["legislationDateOfApplicability"] == "2021-01-01"
    assert law["legislationJurisdiction"] == "CN"
    assert law["legislationLegalForce"] == "https://schema.org/InForce"
    assert len(law["hasPart"]) == len(site.sources["civil-code"].articles)
    lines = [n for n in graph(built, language, "about/hotlines") if n["@type"] == "ContactPoint"]
    page = built.by_path[page_file(language, "about/hotlines")]
    wanted = [id.removeprefix("line-") for id in re.findall(r'<h3 id="(line-\d+)"', built.html(page.path))]
    assert [line["telephone"] for line in lines] == wanted
    assert all(line["name"] and line["description"] for line in lines)
    assert len(hotlines(site, "en")) == len(wanted)


def test_every_head_leads_to_feeds_twin_and_search(built: Built, site: Site) -> None:
    """The links in the head of each page lead to files of its own language."""
    for language in LANGUAGES:
        for key in sorted(site.keys):
            page = built.by_path[page_file(language, key)]
            links = LexborHTMLParser(built.html(page.path)).css("link[rel=alternate][type], link[rel=search]")
            start = built.folder.place_of(page.path, None)
            found = [built.folder.resolve(link.attributes["href"] or "", start).target for link in links]
            root = FOLDERS[language]
            assert found == [f"{root}feed.xml", f"{root}feed.json", f"{page_path(language, key)}index.md",
                             f"{root}opensearch.xml"], page.path  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_twins_are_plain_markdown_with_addresses(language: str, built: Built, site: Site) -> None:
    """No template, attribute or reference is left; each of our addresses in them is built."""
    for key in sorted(site.keys):
        text = (SITE / page_path(language, key) / "index.md").read_text("utf-8")
        assert text.startswith("# ")
        assert not re.search(r"\]\[|\{\{|\{!|!\}|\{ ?[#.:]|</?(?:div|span)|<!--", text), key
        for path, id in re.findall(rf"\({re.escape(URL)}([^()#\s]*)(?:#([^()\s]*))?\)", text):
            assert path.startswith(FOLDERS[language]), (key, path)
            page = built.by_path[f"{path}index.html"]
            assert not id or id in built.ids(page.path), (key, path, id)
        if language == "zh-Hans":
            assert simplified(text) == text
    listing = (SITE / FOLDERS[language] / "llms.txt").read_text("utf-8")
    assert re.match(r"# .+\n\n> .+\n", listing)
    twins = re.findall(rf"\({re.escape(URL)}([^()]*index\.md)\)", listing)
    assert len(twins) == len(set(twins))
    assert set(twins) <= built.files
    for each in ("stage", "topic", "letter", "risk", "law"):
        keys = [key for key in site.keys if kind(site, key) == each]
        assert {f"{page_path(language, key)}index.md" for key in keys} <= set(twins)


def test_the_catalogue_judges_the_links_of_the_site_itself() -> None:
    """The inbound check finds every permanent link and every page of the sitemap well."""
    links = [f"{URL}go/{name}" for name in ("T53/", "t53", "being-sued/#do-now")]
    command = [sys.executable, str(ROOT / "scripts" / "inbound.py"), "-", str(SITE / "sitemap.xml")]
    told = subprocess.run(command, input="\n".join(links), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    assert " 0 moved, 0 withdrawn, 0 unknown, 0 unchecked" in told.stdout


def test_the_schema_has_every_kind_of_page() -> None:
    """What front matter may say of a page's kind is in the schema, with the law, which has none."""
    schema = json.loads((SITE / "permalinks.schema.json").read_text("utf-8"))
    kinds = schema["$defs"]["entry"]["properties"]["kind"]["enum"]
    assert set(kinds) == {*FACTS, "law", None}
