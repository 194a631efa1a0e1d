"""Whatever a page holds, the check of built folders ends without an exception."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from guide.built.addresses import decoded, joined, parse_address
from guide.built.css import css_addresses
from guide.built.encoding import text_of
from guide.built.load import load_built
from guide.built.parse import SEPARATOR, parse_page
from guide.built.places import Text
from guide.built.redirects import parse_redirects
from guide.built.tokens import flattened, opaque_spans, start_tags
from guide.built.values import refresh_address, srcset_addresses
from guide.rule import run
from guide.rules import BUILT_RULES as RULES

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = st.sampled_from(
    [
        "<a href=", "<a ", "href", "=", '"', "'", ">", "<", "/", "</a>", "<!--", "-->", "--!>", "<!", "<?", "</",
        "<script>", "</script>", "<template>", "</template>", "<svg>", "</svg>", "<table>", "<select>", "<style>",
        "<base href=", "<img srcset=", "id=", "name=", "#x", "%41", "%", "&amp;", "&#0;", "\0", "\x0b", "\n", " ",
        "url(", ")", "../", "//", "\\", ":", "http:", "費用", "e\u0301", "\ufeff", "<plaintext>", "<noscript>",
        "<meta http-equiv=refresh content=", "0;url=", "<iframe srcdoc=", "<![CDATA[", "]]>", "xlink:href=", "style=",
    ]
)  # fmt: skip
PAGES = st.one_of(
    st.binary(max_size=300), st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode())
)


@QUICK
@given(pages=st.lists(PAGES, min_size=1, max_size=3), redirects=st.text(max_size=60))
def test_any_folder_is_checked_to_its_end(pages: list[bytes], redirects: str) -> None:
    """Random bytes and random soup: all rules run, and every finding has a place in its file."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number, page in enumerate(pages):
            (root / f"p{number}.html").write_bytes(page)
            (root / f"s{number}.css").write_bytes(page)
            (root / f"v{number}.svg").write_bytes(page)
            (root / f"x{number}.xhtml").write_bytes(page)
        (root / "manifest.json").write_bytes(pages[0])
        (root / "_redirects").write_bytes(redirects.encode("utf-8", "replace"))
        for problem in run(RULES, load_built(root, ours=True)):
            assert problem.place.line >= 1
            assert problem.place.column >= 1
            assert problem.message
            str(problem).encode()


@QUICK
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)))
def test_any_address_is_read(text: str) -> None:
    """Addresses, srcsets, refreshes, styles and redirects: never an exception."""
    parse_address(text)
    decoded(text)
    path = joined("a/b/", text)
    assert not path.startswith("/")
    assert ".." not in path.split("/") or "%2" in text.lower() or "\\" in text
    srcset_addresses(text)
    refresh_address(text)
    css_addresses(text)
    parse_redirects(text)


@QUICK
@given(data=PAGES)
def test_tags_are_found_where_they_are(data: bytes) -> None:
    """Each tag that is found starts with a `<` in the text; spans lie in it, in order."""
    text = text_of(data)
    for tag in start_tags(text):
        assert text[tag.start : tag.start + 1] == b"<"
        assert tag.start < tag.end <= len(text)
        tag.attributes()
    spans = opaque_spans(text)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    parse_page(flattened(text))


@QUICK
@given(
    hrefs=st.lists(st.from_regex(r"[a-z/.#?%=&;' -]{0,12}", fullmatch=True), min_size=1, max_size=6),
    quote=st.sampled_from(['"', "'"]),
)
@example(hrefs=["", "&shy&shy="], quote='"')
@example(hrefs=["x?a=1&copy=2", "&copy", "&copy;=", "&notit;", "&ampx;y", "&#38"], quote="'")
def test_links_are_those_of_the_parser_and_all_are_placed(hrefs: list[str], quote: str) -> None:
    """On a well-formed page each link is read as lexbor reads it, and found at its own tag."""
    hrefs = [href.replace(quote, "") for href in hrefs]
    data = "\n".join(f"<p><a class=x href={quote}{href}{quote}>x</a>" for href in hrefs).encode()
    page = parse_page(data)
    values = {
        value for kind, tag, *_, values in page.references if tag == "a" for value in values.split(SEPARATOR)
    }
    assert values == {node.attributes["href"] or "" for node in LexborHTMLParser(data).css("a")}
    text = Text(data)
    for value in values - {""}:
        lines = [line for line, _ in text.positions(text.offsets("a", "href", value)).values()]
        expected = [
            n
            for n, href in enumerate(hrefs, 1)
            if LexborHTMLParser(f'<a href="{href}">').css("a")[0].attributes["href"] == value
        ]
        assert set(expected) <= set(lines)
