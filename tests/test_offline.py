"""The copies of each language that a reader may keep, the manifests, and the plain markup of all pages."""

import gzip
import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from guide.addresses import page_file
from guide.content import LANGUAGES, Site, load_site
from guide.make.offline import blocks_of, copy
from guide.make.portable import below, files_of, pages_of

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
LARGEST = 1.5 * 1024 * 1024


@pytest.fixture(scope="module")
def site() -> Site:
    assert (SITE / "index.html").exists(), "run make site first"
    return load_site(ROOT, date(2026, 11, 23))


def newest() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads((SITE / "offline" / "copies.json").read_text())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_is_small_and_is_what_its_name_says(language: str) -> None:
    """Less than 1.5 MiB a language; the name holds the hash of the content; the size is told."""
    told = newest()[language]
    content = (SITE / "offline" / str(told["file"])).read_bytes()
    assert len(content) < LARGEST
    assert told["bytes"] == len(content)
    assert hashlib.sha256(content).hexdigest()[:16] in str(told["file"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_holds_every_page_as_it_is_served(site: Site, language: str) -> None:
    """Each key of the language, its 404 page, and every byte of each file as in the built site."""
    content = (SITE / "offline" / str(newest()[language]["file"])).read_bytes()
    length = int.from_bytes(content[:4], "big")
    head = json.loads(gzip.decompress(content[4 : 4 + length]))
    start, blocks = 4 + length, []
    for size in head["blocks"]:
        blocks.append(gzip.decompress(content[start : start + size]))
        start += size
    assert start == len(content)
    assert {page_file(language, key) for key in site.keys} <= head["files"].keys()
    assert f"{head['home']}404.html" in head["files"]
    for name, (block, at, size) in head["files"].items():
        kept = blocks[block][at : at + size]
        if name.endswith(".html"):
            kept = re.sub(rb"\0(\d+)\0", lambda mark: head["shared"][int(mark[1])].encode(), kept)
        assert kept == (SITE / name).read_bytes(), name
    assert all(to.partition("#")[0] + "index.html" in head["files"] for to in head["moved"].values())


def test_a_copy_is_the_same_for_the_same_site(site: Site) -> None:
    """The day of the build is beside the copy, not in it."""
    later = load_site(ROOT, date(2027, 1, 1))
    assert copy(site, SITE, "en") == copy(later, SITE, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_has_all_that_its_pages_load(language: str) -> None:
    """Each style, script and picture that a page names is in the copy of its language."""
    names = set(files_of(SITE, language))
    for page in pages_of(SITE, language):
        html = LexborHTMLParser((SITE / page).read_text(encoding="utf-8"))
        for node in html.css(
            "link[rel=stylesheet], link[rel=icon], link[rel=manifest], script[src], img[src]"
        ):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            if not address.startswith(("/", "data:")):
                assert below(page, address) in names, (page, address)


def test_no_page_of_another_language_is_in_a_copy() -> None:
    """The pages of two languages have nothing in common."""
    sets = [set(pages_of(SITE, language)) for language in LANGUAGES]
    assert len(set().union(*sets)) == sum(map(len, sets))


def test_blocks_hold_each_file_once_in_any_order() -> None:
    """Empty files, files larger than a block, and the same content in another order."""
    contents = {"a.html": b"", "b.js": b"x" * 500_000, "c.html": b"y" * 150_000, "d.html": b"z" * 150_000}
    places, blocks = blocks_of(contents)
    opened = [gzip.decompress(block) for block in blocks]
    assert {name: opened[b][at : at + size] for name, (b, at, size) in places.items()} == contents
    assert blocks_of(dict(reversed(contents.items()))) == (places, blocks)


@pytest.mark.parametrize(
    ("page", "address", "path"),
    [
        ("en/x/index.html", "../../assets/a.css?v=1", "assets/a.css"),
        ("en/x/index.html", "../", "en/"),
        ("index.html", ".", ""),
        ("en/index.html", "./", "en/"),
        ("en/index.html", "..", ""),
        ("en/index.html", "x/#y", "en/x/"),
        ("en/index.html", "a%20b.css", "en/a b.css"),
        ("en/index.html", "#x", None),
        ("en/index.html", "https://example.org/", None),
        ("en/index.html", "tel:12356", None),
        ("en/index.html", "/en/", None),
        ("en/index.html", "../../x", None),
    ],
)
def test_where_an_address_on_a_page_leads(page: str, address: str, path: str | None) -> None:
    """Paths below the root; nothing for what is elsewhere."""
    assert below(page, address) == path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_names_what_is_there(site: Site, language: str) -> None:
    """Icons have the sizes that they say; shortcuts and start lead to pages; the scope is the whole site."""
    home = SITE / page_file(language, "index")
    manifest = json.loads((home.parent / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["lang"] == language
    for icon in manifest["icons"]:
        file = (home.parent / icon["src"]).resolve()
        if icon["type"] == "image/png":
            assert "x".join(map(str, Image.open(file).size)) == icon["sizes"]
        assert file.is_file()
    for place in [manifest["start_url"], *(each["url"] for each in manifest["shortcuts"])]:
        assert (home.parent / place / "index.html").is_file()
    assert (home.parent / manifest["scope"]).resolve() == SITE.resolve()
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_the_worker_reads_the_format_that_is_written() -> None:
    """`sw.js` and the maker agree on the number of the format."""
    from guide.make.offline import FORMAT

    assert f"const FORMAT = {FORMAT};" in (ROOT / "overrides" / "sw.js").read_text()


# What the Nu checker once found; `make html` runs all of it, where there is Java.
_ROLE = re.compile(r'<(?:table|thead|tbody|tr|th|td)\b[^<>]*\srole="(?!presentation|none)')
_SLASH = re.compile(r"<(?:br|hr|img|input|link|meta|wbr|col|area)\b[^<>]*/>")
_EMPTY_HEADING = re.compile(r"<(h[1-6])\b[^<>]*>\s*</\1>")
_NO_SOURCE = re.compile(r"<img(?![^<>]*\ssrc=)[^<>]*>")
_TICK = re.compile(r'<input(?=[^<>]*type="(?:checkbox|radio)")(?=[^<>]*\sautocomplete=)[^<>]*>')


def test_no_page_has_what_the_html_checker_once_found() -> None:
    """No needless role, slash, empty heading, picture without a source, or completion of a tick."""
    for file in SITE.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        for fault in (_ROLE, _SLASH, _EMPTY_HEADING, _NO_SOURCE, _TICK):
            found = fault.search(html)
            assert found is None, (file, found)
