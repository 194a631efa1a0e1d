"""Whatever is in the files: the checker reports it, goes on, and ends."""

import os
import re
import shutil
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anybody import as_anybody
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import check
from guide import baseline
from guide.fix import fixes
from guide.live import Watch
from guide.markdown import Document
from guide.records import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)
SOME = (
    "stages/early",
    "topics/call-hours",
    "risks/overdue",
    "letters/instalments",
    "index",
    "about/timeline",
)
SECONDS = 30  # of the processor: far above what is usual, far below what looking back takes

# Pieces that mean something to a parser somewhere.
TOKENS = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "#",
        "`",
        "```",
        "~~~",
        "<!--",
        "-->",
        "---",
        "...",
        ":",
        "-",
        "?",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\x00",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\U0010ffff",
        "[a][risk:overdue]",
        "[](/x.md#)",
        "{!zh-Hant/letters/instalments.md!}",
        "{{",
        "letters",
        "}}",
        "{{",
        "topics",
        "in",
        "calls",
        "}}",
        "**",
        "##",
        "{",
        "#x",
        "}",
        "<a",
        "id=",
        "<span",
        "【姓名】",
        "第1條",
        "2026年2月30日",
        "key:",
        "-",
        "[",
        "{a:",
        "]",
        "&a",
        "*a",
        "!!python/object",
    ]
)
JUNK = st.lists(TOKENS | st.text(max_size=4), max_size=30).map("".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of our own sources: small enough to be checked some hundred times."""
    root = tmp_path_factory.mktemp("some")
    shutil.copytree(ROOT / "docs" / "_data", root / "docs" / "_data")
    shutil.copytree(ROOT / "snippets", root / "snippets")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    for language in ("zh-Hant", "en"):
        for key in SOME:
            target = root / "docs" / language / f"{key}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "docs" / language / f"{key}.md", target)
    return root


@pytest.fixture(scope="module")
def watch(root: Path) -> Watch:
    return Watch(root)


FILES = [
    *(f"docs/{language}/{key}.md" for language in ("zh-Hant", "en") for key in SOME),
    *(
        f"docs/_data/{name}.yml"
        for name in ("stages", "terms", "claims", "permalinks", "placeholders", "synonyms")
    ),
    "docs/_data/article.yml",
    "docs/_data/questions/calls.yml",
    "docs/_data/sources/civil-code.yml",
    "snippets/zh-Hant/letters/instalments.md",
    "overrides/strings/en.yml",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_our_own_files_is_survived(watch: Watch, data: st.DataObject) -> None:
    """Lines dropped, bytes put in: no rule raises, no fix raises, and it ends within seconds."""
    path = watch.root / data.draw(st.sampled_from(FILES))
    before = path.read_bytes()
    lines = before.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(lines) - 1, 0)))
        how = data.draw(st.sampled_from(["drop", "junk", "bytes", "cut", "twice", "rest"]))
        if how == "drop":
            del lines[at : at + 1]
        elif how == "junk":
            lines.insert(at, data.draw(JUNK).encode("utf-8", "surrogatepass"))
        elif how == "bytes":
            lines.insert(at, data.draw(st.binary(max_size=6)))
        elif how == "twice":
            lines[at:at] = lines[at : at + 2]
        elif how == "rest":
            del lines[at:]
        elif lines:
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    try:
        path.write_bytes(b"".join(lines))
        start = time.process_time()
        problems = watch.check(TODAY)
        assert watch.site
        fixes(watch.site, problems)
        baseline.written(problems)
        assert time.process_time() - start < SECONDS
    finally:
        path.write_bytes(before)


@settings(max_examples=200, deadline=None)
@given(JUNK)
def test_any_markdown_is_read(text: str) -> None:
    """The reader of Markdown finds something or nothing, within the text, and never raises."""
    document = Document("x.md", text)
    found = (document.headings, document.links, document.references, document.anchors, document.includes)
    places = [each.place for group in (found[0], found[1], found[2], found[4]) for each in group]
    assert all(1 <= place.line <= text.count("\n") + 1 for place in places)
    assert len(document.visible) == len(text)


@settings(max_examples=200, deadline=None)
@given(JUNK | st.text(max_size=200))
def test_any_yaml_is_read(text: str) -> None:
    """A record or a problem at a line of the text; never an exception."""
    record = parse_yaml(text, "x.yml")
    lines = len(re.split("\r\n|\r|\n", text))
    assert all(1 <= p.place.line <= lines + 1 for p in record.problems)


HARD = {
    "backticks": "`" * 300 + " " + " ".join("`" * n for n in range(1, 180)),
    "brackets": "[" * 19_000,
    "open links": "[a](" * 5_000,
    "open tags": "\n".join(["<a " * 6_000] * 4),
    "ids": "{ " + "#a " * 6_000,
    "comments": "<!--" * 4_000,
    "stars": "**" * 9_000,
    "spaces": "#" + " " * 19_000 + "x",
    "tables": ("|" * 1_000 + "\n") * 50,
    "quotes": "「" * 19_000,
    "citations": "（" + "[][law:civil-code/188]、" * 700,
    "many lines": "[x][risk:overdue]\n\n" * 20_000,
    "numbers": "1" * 19_000,
    "dates": "2026年" * 5_000,
    "include": "{!" * 9_000,
    "listing": "{{" * 9_000,
}


@pytest.mark.parametrize("name", HARD)
def test_no_text_takes_long(tmp_path: Path, name: str) -> None:
    """Texts made to be slow for patterns that look back are checked within seconds."""
    for language in ("zh-Hant", "en"):
        page = tmp_path / "docs" / language / "index.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"---\ntitle: x\n---\n\n{HARD[name]}\n", "utf-8")
    start = time.process_time()
    Watch(tmp_path).check(TODAY)
    assert time.process_time() - start < SECONDS


def test_a_line_of_50_megabytes_is_reported_at_once(tmp_path: Path) -> None:
    """A file too large to be a text is not read."""
    page = tmp_path / "docs" / "zh-Hant" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"x" * 50_000_000)
    start = time.process_time()
    (problem, *_) = [p for p in Watch(tmp_path).check(TODAY) if p.rule == "unreadable-file"]
    assert problem.place.path == "docs/zh-Hant/index.md"
    assert time.process_time() - start < SECONDS


def test_cycles_of_links_and_what_is_no_file_are_reported(tmp_path: Path) -> None:
    """A link to itself, a link to a folder above, a pipe: each is reported, none is waited for."""
    folder = tmp_path / "docs" / "zh-Hant"
    folder.mkdir(parents=True)
    (folder / "self.md").symlink_to("self.md")
    (folder / "above").symlink_to("..")
    (folder / "gone.md").symlink_to("nowhere.md")
    os.mkfifo(folder / "pipe.md")
    found = {p.place.path.removeprefix("docs/zh-Hant/") for p in Watch(tmp_path).check(TODAY)}
    assert {"self.md", "above", "gone.md", "pipe.md"} <= found


def test_snippets_that_include_each_other_end(tmp_path: Path) -> None:
    """A cycle of includes is a problem, not a loop."""
    folder = tmp_path / "snippets" / "zh-Hant"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("{!zh-Hant/b.md!}", "utf-8")
    (folder / "b.md").write_text("{!zh-Hant/a.md!}", "utf-8")
    page = tmp_path / "docs" / "zh-Hant" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: x\n---\n\n{!zh-Hant/a.md!}\n", "utf-8")
    assert {p.place.path for p in Watch(tmp_path).check(TODAY) if p.rule == "recursive-snippet"} == {
        "snippets/zh-Hant/a.md",
        "snippets/zh-Hant/b.md",
    }


def test_what_may_not_be_read_is_reported() -> None:
    """A file and a folder without permission are reported, the rest is checked."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "docs" / "zh-Hant"
        (folder / "shut").mkdir(parents=True)
        (folder / "index.md").write_text("x", "utf-8")
        Path(name).chmod(0o755)
        (folder / "index.md").chmod(0)
        (folder / "shut").chmod(0)
        with as_anybody():
            found = {p.place.path for p in Watch(Path(name)).check(TODAY) if p.rule == "unreadable-file"}
        (folder / "shut").chmod(0o700)
    assert found == {"docs/zh-Hant/index.md", "docs/zh-Hant/shut"}


def test_a_file_that_vanishes_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the listing and the reading of a folder a file may go."""
    folder = tmp_path / "docs" / "zh-Hant"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: x\n---\n", "utf-8")
    monkeypatch.setattr(Path, "read_bytes", lambda path: (_ for _ in ()).throw(FileNotFoundError(2, "gone")))
    (problem, *_) = Watch(tmp_path).check(TODAY)
    assert problem.rule == "unreadable-file"


@pytest.mark.parametrize(
    "name", ["電話.md", "tele\u0301phone.md", "a b.md", "\u202egnp.md", "x\ny.md", "%41.md"]
)
def test_names_in_any_script_are_reported_and_printed(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that makes no good address is a problem; printed, it cannot disturb a terminal."""
    folder = tmp_path / "docs" / "zh-Hant"
    folder.mkdir(parents=True)
    (folder / name).write_text("---\ntitle: x\n---\n\nx\n", "utf-8")
    for form in check.FORMATS:
        assert check.main(["--root", str(tmp_path), "--format", form]) == 1
    printed = capsys.readouterr().out
    assert "odd-file-name" in printed
    assert "\u202e" not in printed


def test_a_name_that_is_no_unicode_is_survived(tmp_path: Path) -> None:
    """File systems hold bytes; a name of other bytes is reported, too."""
    folder = tmp_path / "docs" / "zh-Hant"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(b"\xff\xfe.md")).write_text("x", "utf-8")
    except OSError:
        return  # this file system allows no such name, so there is nothing to survive
    for form in check.FORMATS:
        assert check.main(["--root", str(tmp_path), "--format", form]) == 1


def test_an_empty_project_is_clean(tmp_path: Path) -> None:
    """No pages, no problems."""
    assert Watch(tmp_path).check(TODAY) == []
