"""What has become of links to the guide: one judgement in Python and in the page, on the same cases."""

import csv
import gzip
import io
import json
import subprocess
import sys
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import quickjs
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.inbound.index import index_of
from guide.inbound.reading import links_in_html, links_in_table, links_in_text, links_of, text_of
from guide.inbound.verdict import judge
from guide.make.scripts import joined

ROOT = Path(__file__).resolve().parents[1]
FILE = yaml.safe_load((ROOT / "tests" / "cases" / "inbound.yml").read_text("utf-8"))
ADDRESS = FILE["catalogue"]["address"]
BASES = [ADDRESS]


def filled(text: str) -> str:
    return text.replace("$", ADDRESS)


def wanted(case: dict[str, Any]) -> dict[str, str]:
    return {"state": case["state"], "link": filled(case.get("new", "")), "part": case.get("part", "")}


@cache
def _context() -> quickjs.Context:
    context = quickjs.Context()
    context.eval(joined(ROOT / "overrides" / "assets" / "inbound" / "all.js"))
    context.eval(f"const index = inbound.inboundIndex({json.dumps(FILE['catalogue'])});")
    return context


@pytest.fixture(scope="module")
def page() -> quickjs.Context:
    """The script of the page, without a page."""
    return _context()


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["link"].strip() or "nothing")
def test_python_and_the_page_judge_alike(case: dict[str, Any], page: quickjs.Context) -> None:
    """Each case comes out as it says, from the program and from the page's script."""
    link = filled(case["link"])
    of_python = asdict(judge(index_of(FILE["catalogue"]), FILE["bases"], link))
    call = f"JSON.stringify(inbound.judgeLink(index, {json.dumps(FILE['bases'])}, {json.dumps(link)}))"
    assert json.loads(page.eval(call)) == of_python
    assert {name: of_python[name] for name in ("state", "link", "part")} == wanted(case)
    for name in ("id", "code"):
        assert case.get(name, of_python[name]) == of_python[name]


PIECES = st.sampled_from([*"/#?.:%@\\&= \t\n", "..", "//", "https:", "HTTP:", "guide.example", "GUIDE.EXAMPLE:443",
                          "mirror.example:8443", "www.", "q=1", "handouts", "GO", "T053", "art-188", "zh-hans", "base", "topics", "being-sued", "being-seud", "en", "zh-Hant", "go",
                          "embed", "T53", "t53", "sued", "do-now", "index.html", "index.md", ".html", "%2e", "%2F",
                          "%E9", "%zz", "逾期", "İ", "\u2028", ":~:text=", "bad-advice", "base/", "/base/topics/"])  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["", ADDRESS]))
@settings(max_examples=800, deadline=None)
def test_python_and_the_page_agree_on_anything(tail: str, start: str) -> None:
    """Whatever is pasted, both come to the same verdict and neither fails."""
    link = start + tail
    context = _context()
    of_python = asdict(judge(index_of(FILE["catalogue"]), FILE["bases"], link))
    call = f"JSON.stringify(inbound.judgeLink(index, {json.dumps(FILE['bases'])}, {json.dumps(link)}))"
    assert json.loads(context.eval(call)) == of_python


TEXT = (
    "見（https://guide.example/base/topics/being-sued/），又見guide.example/base/go/T53。"
    "[x](https://guide.example/base/a_(b)) <https://guide.example/base/en/>. "
    "notguide.example/base/ guide.example.evil/base/ https://other.example/ "
    "https://guide.example/base/x/,y;https://guide.example/base/z/;https://guide.example/base/|\0"
)
IN_TEXT = ["topics/being-sued/", "go/T53", "a_(b)", "en/", "x/", "z/", ""]


def test_links_are_found_in_running_text(page: quickjs.Context) -> None:
    """Brackets, full stops and Chinese punctuation end a link; a host needs no https://."""
    found = [each.link for each in links_in_text(TEXT, "t", BASES)]
    assert [link.split("/base/")[1] for link in found] == IN_TEXT
    call = f"JSON.stringify(inbound.ownLinks({json.dumps(TEXT)}, {json.dumps(BASES)}))"
    assert json.loads(page.eval(call)) == found


WORDS = st.sampled_from([*" \n,.;:!?)(]['\"<>*_~{}|`。，、（）「」：", "見", "x", "-", "@", "/", "//", "https://", "HTTP://",
                         "guide.example", "guide.example/base/", "www.", "\0", "&amp;", ADDRESS, "other.example", "go/T53/", "a_(b)", "#do-now"])  # fmt: skip


@given(st.lists(WORDS, max_size=14).map("".join))
@settings(max_examples=800, deadline=None)
def test_both_find_the_same_links_in_any_text(text: str) -> None:
    """However a text is punctuated, the program and the page find the same links in it."""
    found = list(dict.fromkeys(each.link for each in links_in_text(text, "t", BASES)))
    call = f"JSON.stringify(inbound.ownLinks({json.dumps(text)}, {json.dumps(BASES)}))"
    assert json.loads(_context().eval(call)) == found


def test_a_table_is_read_by_column_with_its_lines() -> None:
    """A column by name or number; a quoted cell may hold a line break; semicolons as in Excel."""
    text = f'name;url\r\n"a\nb";{ADDRESS}go/T53/\r\nc;{ADDRESS}en/\r\n'
    for column in ("url", "2"):
        found = [(each.line, each.link) for each in links_in_table(text, "t", BASES, column)]
        assert found == [(3, f"{ADDRESS}go/T53/"), (4, f"{ADDRESS}en/")]
    with pytest.raises(LookupError, match="no column link; it has name, url"):
        list(links_in_table(text, "t", BASES, "link"))


def test_a_table_needs_no_column() -> None:
    """Without a column, a link ends where its cell does, quoted or not, and a cell may have several."""
    text = f'url,name\n{ADDRESS}go/T53/,Sued\n"{ADDRESS}en/;{ADDRESS}go/N01/|{ADDRESS}go/","x"\n'
    found = [each.link.removeprefix(ADDRESS) for each in links_in_text(text, "links.csv", BASES)]
    assert found == ["go/T53/", "en/", "go/N01/", "go/"]


def test_a_cell_may_be_long() -> None:
    """A cell of any length is read, so that a text beside the link does no harm."""
    text = f'text,url\n"{"x" * 200_000}",{ADDRESS}go/T53/\n'
    assert [each.link for each in links_in_table(text, "t", BASES, "url")] == [f"{ADDRESS}go/T53/"]


def test_a_packed_sitemap_is_unpacked(tmp_path: Path) -> None:
    """A sitemap as .xml.gz is read as well; a broken one is an error and not a list of no links."""
    packed = gzip.compress(f"<?xml version='1.0'?><urlset><loc>{ADDRESS}en/</loc></urlset>".encode())
    (tmp_path / "sitemap.xml.gz").write_bytes(packed)
    assert [each.link for each in links_of(str(tmp_path / "sitemap.xml.gz"), None, BASES)] == [
        f"{ADDRESS}en/"
    ]
    with pytest.raises(OSError, match="broken"):
        text_of(packed[:-9])


def test_many_links_that_never_existed_are_judged_soon() -> None:
    """Ten thousand links, each wrong in its own way, among two hundred pages: seconds, not minutes."""
    pages = [
        [f"page-{n:b}-of-many", f"T{n}", f"topics/page-{n:b}-of-many/", [], "", ""] for n in range(100, 300)
    ]
    index = index_of({**FILE["catalogue"], "pages": pages})
    begun = time.process_time()
    for n in range(10_000):
        judge(index, [], f"{ADDRESS}topics/{n:x}-never-was-{n * n:x}/")
    assert time.process_time() - begun < 20


def test_a_page_is_read_in_attributes_and_text() -> None:
    """Links, frames and refreshes count, entities are read, comments are passed over."""
    html = (
        f'<!doctype html>\n<a href="{ADDRESS}go/x/?a=1&amp;b=2">x</a>\n<iframe src={ADDRESS}embed/x/></iframe>\n'
        f'<!-- {ADDRESS}old/ -->\n<meta http-equiv=refresh content="0; url={ADDRESS}en/">\n<p>{ADDRESS}go/</p>'
    )
    found = [(each.line, each.link.removeprefix(ADDRESS)) for each in links_in_html(html, "t", BASES)]
    assert found == [(2, "go/x/?a=1&b=2"), (3, "embed/x/"), (5, "en/"), (6, "go/")]


def test_a_folder_and_a_sitemap_are_read(tmp_path: Path) -> None:
    """Every page below a folder; the addresses of a sitemap."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "p.HTML").write_text(f'<html><a href="{ADDRESS}go/">', "utf-8")
    (tmp_path / "s.xml").write_text(
        f"<?xml version='1.0'?><urlset><url><loc>{ADDRESS}en/</loc></url></urlset>", "utf-8"
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + ADDRESS.encode())
    assert [each.link for each in links_of(str(tmp_path), None, BASES)] == [f"{ADDRESS}go/", f"{ADDRESS}en/"]


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "scripts" / "inbound.py"), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A catalogue as it is published, with one page, one withdrawn and one moved."""
    entry = {"anchors": [{"id": "do-now", "titles": {}}], "withdrawn": None, "see": None}
    made = {
        "address": ADDRESS,
        "languages": ["zh-Hant", "en", "zh-Hans"],
        "files": [],
        "moved": [
            {"from": f"{ADDRESS}{f}old/", "to": f"{ADDRESS}{f}new/", "since": ""}
            for f in ("", "en/", "zh-Hans/")
        ],
        "entries": [
            {**entry, "id": "new", "code": "T01", "addresses": {"zh-Hant": f"{ADDRESS}new/"}},
            {
                **entry,
                "id": "gone",
                "code": "T02",
                "addresses": {"zh-Hant": f"{ADDRESS}gone/"},
                "withdrawn": "2026-12-01",
            },
        ],
    }
    file = tmp_path_factory.mktemp("catalogue") / "permalinks.json"
    file.write_text(json.dumps(made), encoding="utf-8")
    return str(file)


def test_exit_status_and_formats(catalogue: str, tmp_path: Path) -> None:
    """0 when all is well, 1 when something is to be done, 2 when something cannot be read."""
    well = run("-", "--catalogue", catalogue, given=f"{ADDRESS}new/#do-now".encode("utf-16"))
    assert (well.returncode, well.stderr) == (0, b"")
    ill = f"{ADDRESS}en/old/ {ADDRESS}gone/ {ADDRESS}nwe/ {ADDRESS}zh-Hans/new/".encode()
    told = run("-", "--catalogue", catalogue, "--format", "json", given=ill)
    assert told.returncode == 1
    links = json.loads(told.stdout)["links"]
    assert [(each["state"], each["new_link"]) for each in links] == [
        ("moved", f"{ADDRESS}en/new/"),
        ("withdrawn", ""),
        ("unknown", f"{ADDRESS}new/"),
        ("works", ""),
    ]
    rows = csv.DictReader(
        io.StringIO(run("-", "--catalogue", catalogue, "--format", "csv", given=ill).stdout.decode())
    )
    assert [row["state"] for row in rows] == ["moved", "withdrawn", "unknown", "works"]
    text = run("-", "--catalogue", catalogue, given=ill).stdout.decode()
    assert "4 links: 1 works, 1 moved, 1 withdrawn, 1 unknown, 0 unchecked" in text
    for bad in (("missing.csv",), ("-", "--column", "url")):
        assert run(*bad, "--catalogue", catalogue, given=b"a,b\n").returncode == 2
    (tmp_path / "c.json").write_text("[1]", "utf-8")
    for place in (str(tmp_path / "none.json"), str(tmp_path / "c.json")):
        assert run("-", "--catalogue", place).returncode == 2
