"""The check of built folders: what is a link, where it leads, what is kept, and what a stranger tries."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from anybody import as_anybody

import check
from guide.built import workers
from guide.built.check import check_folder, rules_for
from guide.built.load import load_built
from guide.built.parse import parse_page
from guide.built.places import Text
from guide.built.rules.links import broken_idref
from guide.built.values import refresh_address, srcset_addresses
from guide.rule import run

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "tests" / "sites"


def write(root: Path, **pages: str | bytes) -> Path:
    """A folder of files; `__` in a name is a slash and `_html` at its end a suffix."""
    for name, text in pages.items():
        file = root / (name.replace("__", "/").removesuffix("_html") + ".html" * name.endswith("_html"))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def found(root: Path, **options: object) -> list[str]:
    """What is found in any folder, as "line rule"."""
    built = load_built(root, **options)  # type: ignore[arg-type]
    return [f"{p.place.path}:{p.place.line} {p.rule}" for p in run(rules_for(built.ours), built)]


@pytest.mark.parametrize(
    ("href", "is_fine"),
    [
        ("a.html", True),
        ("./a.html", True),
        ("%61.html", True),
        ("a%2Ehtml", True),
        ("x/../a.html", True),
        ("x/%2e%2E/a.html", True),
        ("../../a.html", True),
        ("//host.example/gone", True),
        ("\\\\host.example\\gone", True),
        ("HTTPS://host.example/gone", True),
        ("https:\\\\host.example\\gone", True),
        ("\ta.ht\nml ", True),
        ("a.html?gone#", True),
        ("a.html;x", False),
        ("A.html", False),
        ("a.html%20", False),
        ("a.html/", False),
        ("%2561.html", False),
        ("folder", True),
        ("folder/.", True),
        ("folder/", True),
        ("folder//", True),
        ("bare/", False),
        ("bare", False),
        ("a", False),
        ("#gone", False),
        ("#in", True),
        ("#%69n", True),
        ("#In", False),
        ("a.html#tOp", True),
        ("mailto:a@b.example,c@d.example?subject=x", True),
        ("mailto:?to=a@b.example", True),
        ("mailto:a", False),
        ("tel:", False),
        ("sms:", True),
        ("whatsapp://send?text=x", True),
        ("blob:https://x", True),
        ("about:blank", True),
        ("javascript:", True),
        ("https://[::1]:8000/", True),
        ("https://host.example:99999/", False),
        ("https://host.example:/", True),
        ("https://例子.example/", True),
        ("https://user:word@host.example/", True),
        ("https://ho<st/", False),
        ("http:///", False),
        ("https://%zz/", False),
        ("1:a.html", False),
        ("{{ url }}", False),
    ],
)
def test_an_address_leads_where_a_browser_goes(tmp_path: Path, href: str, is_fine: bool) -> None:
    """Each address is fine or not, as a browser and a static server have it."""
    write(tmp_path, a_html="<i id=in>", folder__index_html="x", bare__x_html="x")
    text = href.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    write(tmp_path, page_html=f'<i id="in"></i><a href="{text}">x</a>')
    assert (found(tmp_path) == []) is is_fine


def test_the_options_of_a_host_are_known(tmp_path: Path) -> None:
    """--base-url makes absolute addresses ours, below a prefix too; --extensionless adds .html."""
    write(
        tmp_path,
        a_html='<a href="https://me.example/docs/gone">x</a><a href="/docs/a.html">x</a><a href="/b">x</a>',
    )
    assert found(tmp_path) == ["a.html:1 broken-href", "a.html:1 broken-href"]
    assert found(tmp_path, base_url="https://me.example/docs/") == ["a.html:1 broken-href"]
    write(tmp_path, a_html='<a href="a">x</a>')
    assert found(tmp_path, extensionless=True) == []


def test_addresses_are_read_from_every_attribute_that_has_one() -> None:
    """Values are decoded as HTML says: entities, first of two, no quotes, foreign elements."""
    page = parse_page(
        b"<a href=x&amp;y HREF=z><svg><a xlink:href=q /></svg><link rel=preload imagesrcset='m 1x,n'>"
        b"<iframe srcdoc='<img src=inner>'></iframe><math href=no></math><p style=\"background:url(&quot;s&quot;)\">"
    )
    found = {(tag, attribute, values) for _, tag, attribute, _, values in page.references}
    assert {("a", "href", "x&y"), ("a", "xlink:href", "q"), ("link", "imagesrcset", "m\0n")} <= found
    assert {("img", "src", "inner"), ("p", "style", "s")} <= found


def test_srcset_and_refresh_are_read_as_the_standard_says() -> None:
    """Commas inside addresses, missing descriptors, quotes and a bare number of seconds."""
    assert srcset_addresses("a,b 1x, c") == ["a,b", "c"]
    assert srcset_addresses(" ,a 1x,b 2x,, data:image/png;base64,AA== 3x") == [
        "a",
        "b",
        "data:image/png;base64,AA==",
    ]
    assert srcset_addresses("") == []
    assert refresh_address("0;url=x") == "x"
    assert refresh_address("0, URL = 'x y' z") == "x y"
    assert refresh_address("5 x") == "x"
    assert refresh_address("5") is refresh_address(" 5;") is None
    assert refresh_address("x") == refresh_address("") == refresh_address("3x;url=y") == ""


def test_encodings_are_those_that_a_browser_takes(tmp_path: Path) -> None:
    """A byte-order mark, a declared charset and UTF-8: an id in Chinese is found in each."""
    page = '<meta charset="gb18030"><h2 id="费用">x</h2><a href="#费用">x</a><a href="#无">x</a>'
    write(tmp_path, a_html=page.encode("gb18030"))
    write(tmp_path, b_html=page.replace("gb18030", "utf-8").encode("utf-8-sig"))
    write(tmp_path, c_html=b"\xff\xfe" + page.encode("utf-16-le"))
    write(tmp_path, d_html=b"\xfe\xff" + page.encode("utf-16-be"))
    write(tmp_path, e_html=b'<i id="caf\xe9"></i><a href="#caf%C3%A9">x</a>')
    assert found(tmp_path) == [f"{name}.html:1 broken-fragment" for name in "abcd"]


def test_places_are_lines_and_columns_of_the_tag() -> None:
    """Columns count characters; what stands in comments, scripts and templates is not taken for it."""
    data = '甲<!-- <a href="x"> -->\n乙<a\nhref="x">\n<script>"<a href=x>"</script><template><a href="x"></template>'.encode()
    text = Text(data)
    offsets = text.offsets("a", "href", "x")
    assert text.positions(offsets) == {offsets[0]: (2, 2)}


def test_a_folder_read_by_many_is_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes or none: the same findings, also of fragments on pages that another process read."""
    for n in range(150):
        write(
            tmp_path,
            **{f"p{n}_html": f'<i id="i{n}"></i><a href="p{n // 2}.html#i{n}">x</a><a href="q{n}">x</a>'},
        )
    many = found(tmp_path)
    monkeypatch.setattr(workers, "WORTH_FORKING", 1000)
    assert many == found(tmp_path)
    assert len(many) == 150 + 149


def test_a_worker_that_dies_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash of the parser is reported at the file that caused it; the others are checked."""
    for n in range(100):
        write(tmp_path, **{f"p{n}_html": '<a href="gone">x</a>'})
    write(tmp_path, bad_html="<p>")
    real = workers.Reader.read

    def deadly(self: object, path: str, *rest: object) -> object:
        if path == "bad.html":
            os._exit(3)
        return real(self, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workers.Reader, "read", deadly)
    problems = found(tmp_path)
    assert "bad.html:1 unreadable-file" in problems
    assert len(problems) == 101


def test_what_is_kept_is_believed_for_its_content_alone(tmp_path: Path) -> None:
    """A change that leaves size and time alone is seen, and so is a file that comes or goes."""
    site, project = tmp_path / "site", tmp_path / "project"
    write(site, a_html='<a href="b.html">x</a>', b_html="x")
    past = 1_600_000_000
    for file in site.iterdir():
        os.utime(file, (past, past))

    def findings() -> int:
        return len(check_folder(site, project)[0])

    assert findings() == findings() == 0
    write(site, a_html='<a href="c.html">x</a>')
    os.utime(site / "a.html", (past, past))
    assert findings() == findings() == 1
    write(site, c_html="x")
    assert findings() == 0
    (site / "b.html").unlink()
    assert findings() == 0
    write(site, a_html='<a href="b.html">x</a>')
    assert findings() == 1
    for kept in (project / ".build").rglob("*"):
        if kept.is_file():
            kept.write_bytes(b"not what was written")
    assert findings() == 1
    shutil.rmtree(project / ".build")
    assert findings() == 1
    assert not [file for file in site.rglob("*") if file.suffix != ".html"]


def test_the_quick_answer_is_the_long_one(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What is printed from memory is letter by letter what was printed before."""
    from guide.built.quick import answered

    site = str(SITES / "broken-href" / "site")
    first = check.main(["--site", site])
    printed = capfdbinary.readouterr().out
    assert answered(["--site", site], str(ROOT)) == first == 1
    assert capfdbinary.readouterr().out == printed
    assert answered(["--site", site, "--format", "json"], str(ROOT)) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_of_the_file_system_are_followed_once(tmp_path: Path) -> None:
    """A cycle ends; a broken link is a missing file; a page behind a cycle can be linked to."""
    write(
        tmp_path, a__x_html='<a href="up/a/x.html">x</a><a href="lost.html">x</a><a href="up/gone.html">x</a>'
    )
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "a" / "lost.html").symlink_to("nowhere.html")
    (tmp_path / "round").symlink_to("round")
    assert found(tmp_path) == ["a/x.html:1 broken-href"] * 2


def test_odd_files_are_no_obstacle(tmp_path: Path) -> None:
    """Names in any bytes, folders named like pages, pipes, and pages without a suffix or in capitals."""
    write(tmp_path, LICENSE="<p>x", about="<!doctype html><a href=gone>x</a>", dir_html="x")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "UPPER.HTM").write_text('<a href="gone">x</a>')
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / ".hidden", page_html='<a href="gone">x</a>')
    os.mkfifo(tmp_path / "pipe.html")
    with open(os.fsencode(tmp_path) + b"/\xe9.html", "wb") as file:  # noqa: PTH123 (a name in bytes)
        file.write(b'<a href="gone">x</a><a href="%E9.html">x</a>')
    lines = found(tmp_path)
    assert sorted(lines) == sorted(
        f"{name}:1 broken-href" for name in (".hidden/page.html", "UPPER.HTM", "about", "\ufffd.html")
    )


def test_what_may_not_be_read_is_reported() -> None:
    """No permission: a finding at the file or the folder, and the check goes on; also where root runs it."""
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are closed to anybody else
        root = write(Path(place), a_html="x", b_html='<a href="gone">x</a>', shut__c_html="x")
        root.chmod(0o755)
        (root / "a.html").chmod(0)
        (root / "shut").chmod(0)
        with as_anybody():
            lines = found(root)
        (root / "shut").chmod(0o755)
    assert sorted(lines) == ["a.html:1 unreadable-file", "b.html:1 broken-href", "shut/:1 unreadable-file"]


def test_what_fields_name_is_looked_for_on_their_own_page(tmp_path: Path) -> None:
    """Two pages of one folder with the same label: each needs the field; asked for by name, after a
    check that did not ask, it is still found."""
    site, project = tmp_path / "site", tmp_path / "project"
    write(site, a_html='<label for="x">x</label><input id="x">', b_html='<label for="x">x</label>')
    assert check_folder(site, project)[0] == []
    problems, _ = check_folder(site, project, [broken_idref])
    assert [str(p.place) for p in problems] == ["b.html:1:1"]


def test_an_address_means_on_each_page_what_it_says_there(tmp_path: Path) -> None:
    """Addresses are judged once for all pages, but only where all pages mean the same by them."""
    write(
        tmp_path,
        a__b__index_html='<a href="../x.html">x</a><a href="../../c%20d/x.html">x</a><a href=" x.html">x</a>',
        a__index_html='<a href="x.html">x</a><a href="b/ x.html">x</a><a href="mailto:x">x</a>',
        a__x_html="<base href=//host.example/><a href=/gone>x</a>",
        index_html='<a href="a/x.html">x</a><a href="c%20d/x.html">x</a><a href="/gone">x</a>',
    )
    write(tmp_path / "c%20d", x_html='<a href="x.html">x</a>', index_html='<a href="mailto:x">x</a>')
    write(tmp_path / "c d", y_html='<a href="x.html">x</a>')
    assert sorted(found(tmp_path)) == [
        "a/b/index.html:1 broken-href",
        "a/b/index.html:1 broken-href",
        "a/index.html:1 broken-href",
        "a/index.html:1 broken-href",
        "c d/y.html:1 broken-href",
        "c%20d/index.html:1 broken-href",
        "index.html:1 broken-href",
        "index.html:1 broken-href",
    ]


def test_a_page_of_any_size_and_depth_is_read_in_time(tmp_path: Path) -> None:
    """A line of 50 MB with faults, and 200,000 open elements: seconds, not hours."""
    write(
        tmp_path,
        long_html=b"<p>" + b"x" * 25_000_000 + b'<a href="gone">' + b"x" * 25_000_000 + b"<a href=lost>",
    )
    write(tmp_path, deep_html=b"<div>" * 200_000 + b'<a href="gone" id=x>' + b"<a href=#x><a href=#y>")
    assert found(tmp_path) == [
        "deep.html:1 broken-href",
        "deep.html:1 broken-fragment",
        "long.html:1 broken-href",
        "long.html:1 broken-href",
    ]


def test_findings_in_our_site_are_told_in_its_sources(tmp_path: Path) -> None:
    """A broken link of a built page is reported at its line of Markdown; of zh-Hans, in zh-Hant."""
    mark = '<meta name="generator" content="overdue-loan-guide">'
    page = '<html lang="{}"><title>{}</title>' + mark + '<h2 id="a">x</h2><a href="gone/#b">x</a>'
    site = write(
        tmp_path / "site",
        index_html=page.format("zh-Hant", "1"),
        zh_Hans=b"",
        en__fees__index_html=page.format("en", "2"),
    )
    write(site, **{"zh-Hans__index_html": page.format("zh-Hans", "3")})
    docs = tmp_path / "docs"
    write(docs / "zh-Hant", **{"index.md": "---\ntitle: x\n---\n\n## 甲 { #a }\n\n文字 [乙](/gone.md#b)\n"})
    write(docs / "en", **{"fees.md": "---\ntitle: x\n---\n{!en/part.md!}\n"})
    write(tmp_path / "snippets", **{"en__part.md": "one\ntwo [b][page:gone#b]\n"})
    problems, _ = check_folder(site, tmp_path, cached=False)
    at = {(str(p.place), p.rule) for p in problems if p.rule == "broken-href"}
    assert at == {("docs/zh-Hant/index.md:7:8", "broken-href"), ("snippets/en/part.md:2:13", "broken-href")}
    assert all("built at" in p.hint for p in problems if p.rule == "broken-href")
