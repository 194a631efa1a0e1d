"""What browsers may do with the pages, and how much they must fetch: on the built site."""

import posixpath
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from guide.make.headers import LONGEST_LINE, MOST_RULES
from guide.make.inline import digest, slim_css
from guide.make.well_known import security
from guide.policy import HASHED, KINDS, Inline, content_policy, headers, kind_of

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
KIB = 1024
POLICY = 'meta[http-equiv="Content-Security-Policy"]'


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Path below the root -> the HTML of every page."""
    assert (SITE / "index.html").exists(), "run make site first"
    return {f.relative_to(SITE).as_posix(): f.read_text("utf-8") for f in sorted(SITE.rglob("*.html"))}


def directives(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}


def hosts_rules() -> dict[str, dict[str, str]]:
    """Path -> headers, as Netlify and Cloudflare read `_headers`."""
    rules: dict[str, dict[str, str]] = {}
    for line in (SITE / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            current = rules.setdefault(line, {})
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            current[name] = value
    return rules


def matching(path: str) -> list[dict[str, str]]:
    """The rules of `_headers` that fit a path."""
    return [
        values
        for rule, values in hosts_rules().items()
        if (path.startswith(rule[:-1]) if rule.endswith("*") else path == rule)
    ]


def test_every_page_has_its_policy_before_anything_it_governs(pages: dict[str, str]) -> None:
    """The policy stands once, right below the character set, and forbids all by default."""
    for path, html in pages.items():
        assert html.count('http-equiv="Content-Security-Policy"') == 1, path
        before = html.partition("<meta http-equiv=")[0]
        assert not re.search(r"<(link|script|style|title)\b", before), path
        policy = LexborHTMLParser(html).css_first(POLICY).attributes["content"] or ""
        assert directives(policy)["default-src"] == {"'none'"}, path
        assert "unsafe" not in policy, path
        assert "*" not in policy, path


def test_a_page_carries_only_what_its_policy_names(pages: dict[str, str]) -> None:
    """Each inline style and script has its hash in the page's policy, and no other hash is in it."""
    for path, html in pages.items():
        tree = LexborHTMLParser(html)
        policy = directives(tree.css_first(POLICY).attributes["content"] or "")
        named = {
            source for source in policy["style-src"] | policy.get("script-src", set()) if "sha" in source
        }
        kinds = [
            n for n in tree.css("script:not([src])") if n.attributes.get("type") != "application/ld+json"
        ]
        inline = {f"'{digest(node.text(strip=False))}'" for node in [*tree.css("style"), *kinds]}
        assert inline == named, path
        assert not tree.css("[style]"), path
        assert not re.search(r"<[^>]+\son\w+=", html), path


def test_headers_say_what_pages_say(pages: dict[str, str]) -> None:
    """The header of every host allows each page what its own policy allows, and no page more."""
    for path, html in pages.items():
        said = directives(LexborHTMLParser(html).css_first(POLICY).attributes["content"] or "")
        rules = matching("/" + path.removesuffix("index.html"))
        assert len(rules) == 1, path
        sent = directives(rules[0]["Content-Security-Policy"])
        framed = sent.pop("frame-ancestors", None)
        assert (framed == {"'none'"}) != (kind_of("/" + path) == "embed"), path
        assert said.keys() == sent.keys(), path
        assert all(said[name] <= sent[name] for name in said), path


def test_the_header_sets_are_of_one_source() -> None:
    """nginx, Caddy, Netlify and Cloudflare are given the same values for the same kind of file."""
    nginx = (SITE / "headers.nginx").read_text("utf-8")
    caddy = (SITE / "headers.caddy").read_text("utf-8")
    for name, value in matching("/")[0].items():
        assert f'map $guide_kind $guide_{name.lower().replace("-", "_")} {{\n    default "{value}";' in nginx
        assert f"{name} `{value}`" in caddy
    lines = (SITE / "headers-server.nginx").read_text("utf-8").splitlines()
    assert len(lines) - 1 == len(headers("page", Inline()))


def test_every_file_falls_under_one_rule_that_cloudflare_reads() -> None:
    """No file has no headers, none has them twice, and the list is within Cloudflare's limits."""
    rules = hosts_rules()
    assert len(rules) <= MOST_RULES
    assert max(map(len, (SITE / "_headers").read_text("utf-8").splitlines())) <= LONGEST_LINE
    unserved = (".br", ".gz", ".zst", ".nginx", ".caddy")
    for file in SITE.rglob("*"):
        name = file.relative_to(SITE).as_posix()
        if file.is_file() and not name.startswith("_") and not name.endswith(unserved):
            assert len(matching("/" + name.removesuffix("index.html"))) == 1, name


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/en/topics/embed/", "page"),
        ("/embed/overdue/", "embed"),
        ("/en/embed/overdue/index.html", "embed"),
        ("/embedded/", "page"),
        ("/assets/guide.0123456789.js", "hashed"),
        ("/search/en/words-0-0123456789.js", "hashed"),
        ("/search/en/boot.js", "data"),
        ("/assets/guide.0123456789.html", "page"),
        ("/feed.xml", "data"),
        ("/404.html", "page"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    """A file is served by what it is: a page, an embed, a file with a hash in its name, other data."""
    assert kind_of(path) == kind


def test_embeds_may_be_framed_and_nothing_else() -> None:
    """Only embeds have neither frame-ancestors nor X-Frame-Options, and they run no script."""
    for kind in ("page", *KINDS):
        sent = headers(kind, Inline())
        framed = "frame-ancestors" not in sent["Content-Security-Policy"] and not sent["X-Frame-Options"]
        assert framed == (kind == "embed")
    assert "script-src" not in content_policy("embed", Inline())


def requests(path: str, html: str) -> Iterator[str]:
    """The files that a first visit fetches: the page, its style, scripts, pictures and icon."""
    yield path
    tree = LexborHTMLParser(html)
    for node in tree.css("script[src], img[src], iframe[src], link[rel=stylesheet], link[rel=icon]"):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        yield posixpath.normpath(urljoin("/" + path, address).lstrip("/"))


def weight(name: str) -> int:
    packed = SITE / f"{name}.br"
    return (packed if packed.exists() else SITE / name).stat().st_size


def test_a_first_visit_is_light(pages: dict[str, str]) -> None:
    """At most 60 KiB compressed and 6 requests on any page, and no style sheet to wait for."""
    for path, html in pages.items():
        asked = set(requests(path, html))
        assert len(asked) <= 6, (path, asked)
        assert sum(map(weight, asked)) <= 60 * KIB, path
        if "assets/go." not in html:
            assert 'rel="stylesheet"' not in html, path
        assert not re.search(r"<script(?![^>]*\bdefer\b)[^>]*\ssrc=", html), path


def test_assets_have_the_hash_of_their_content_in_their_names() -> None:
    """Every style sheet and script of assets/ is named for ever; nothing of the theme is left."""
    names = [f.relative_to(SITE).as_posix() for f in (SITE / "assets").rglob("*") if f.is_file()]
    left = [name for name in names if name.endswith((".css", ".js")) and not re.search(HASHED, name)]
    assert left == []
    assert not any("stylesheets" in name for name in names)


def test_text_is_packed_three_ways() -> None:
    """Beside each page stand .br, .gz and .zst, each smaller, and each what the page is."""
    import gzip

    import brotli
    import zstandard

    for name in ("index.html", "en/index.html", "zh-Hans/search/index.html", "sitemap.xml", "feed.json"):
        plain = (SITE / name).read_bytes()
        unpack = {"br": brotli.decompress, "gz": gzip.decompress, "zst": zstandard.decompress}
        for suffix, undo in unpack.items():
            packed = (SITE / f"{name}.{suffix}").read_bytes()
            assert len(packed) < len(plain)
            assert undo(packed) == plain


def test_slim_css_keeps_texts_and_meaning() -> None:
    """Comments and idle space go; texts in quotes, and space that separates, stay."""
    css = '/* a "b" */ a  >  b::before {\n content: "a;  b /* c */ }" ;\n width: calc(1% + 2px); }\n'
    assert slim_css(css) == 'a > b::before{content: "a;  b /* c */ }";width: calc(1% + 2px)}'


def test_security_txt_has_what_the_rfc_requires() -> None:
    """Contact and Expires, the latter within a year of the build; one Canonical."""
    text = security("https://guide.test/", date(2027, 1, 1))
    assert "Contact: https://guide.test/en/about/corrections/" in text
    assert text.count("Expires: 2027-07-02T00:00:00Z") == 1
    assert "Canonical: https://guide.test/.well-known/security.txt" in text
    built = (SITE / ".well-known" / "security.txt").read_text("utf-8")
    for address in re.findall(r"https://[^/]+/(\S+/)$", built, re.M):
        assert (SITE / address / "index.html").exists(), address
