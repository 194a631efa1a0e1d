"""Baselines hold known debt; fixes put right what has one right answer, and nothing else."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import check
from guide import baseline
from guide.content import load_site
from guide.diagnostics import Place, Problem
from guide.fix import Edit, applied, fixes, write
from guide.live import Watch
from guide.rule import run
from guide.rules import SOURCE_RULES

SITES = Path(__file__).parent / "sites"
TODAY = date(2026, 11, 23)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A clean site to break."""
    return Path(shutil.copytree(SITES / "clean", tmp_path / "site"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def test_what_a_baseline_holds_is_not_reported(site: Path, tmp_path: Path) -> None:
    """Known problems are silent, also when lines move above them; a new one is not."""
    page, debt = site / "docs/zh-Hant/index.md", tmp_path / "debt.json"
    change(page, "/risks/deposit.md", "/risks/none.md")
    change(site / "docs/en/index.md", "/risks/deposit.md", "/risks/none.md")
    root = ["--root", str(site), "broken-link"]
    assert check.main(root) == 1
    assert check.main([*root, "--baseline", str(debt), "--write-baseline"]) == 0
    change(page, "## 甲", "一段。\n\n## 甲")
    assert check.main([*root, "--baseline", str(debt)]) == 0
    change(page, "一段。", "[無](/risks/nothing.md)")
    assert check.main([*root, "--baseline", str(debt)]) == 1


def test_a_baseline_counts() -> None:
    """The third of what was known twice is new."""
    twice = [Problem(Place("x.md", n), "m", rule="r") for n in (1, 2)]
    known = baseline.read(baseline.written(twice))
    assert baseline.unknown([*twice, Problem(Place("x.md", 9), "m", rule="r")], known) == [
        Problem(Place("x.md", 9), "m", rule="r")
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"problems": [1]}', "[" * 100_000, '{"problems": [{}]}'])
def test_what_is_no_baseline_is_said_to_be_none(text: str) -> None:
    """Any other file is refused, not believed."""
    with pytest.raises(ValueError, match="not a baseline"):
        baseline.read(text)


def test_a_baseline_is_stable() -> None:
    """The same problems in another order make the same file."""
    problems = [Problem(Place("b.md"), "m", rule="r"), Problem(Place("a.md"), "m", rule="r")]
    assert baseline.written(problems) == baseline.written(problems[::-1])
    assert json.loads(baseline.written([]))["problems"] == []


def broken(site: Path) -> dict[Path, bytes]:
    """Break the site in every way that can be put right; the files as they should become."""
    (site / "docs/_data/terms.yml").write_text("zh-Hant:\n  - {not: 帳戶, write: 賬戶}\n", "utf-8")
    zh, en = site / "docs/zh-Hant/index.md", site / "docs/en/index.md"
    change(zh, "{!zh", "賬戶，15日，é。\n\n{!zh")
    change(en, "{!zh", "An account, 15 days, é.\n\n{!zh")
    for page in load_site(site, TODAY).pages_in("zh-Hant"):
        if page.key == "index":
            old = en.read_text("utf-8").partition('translated_from: "')[2][:8]
            change(en, old, page.digest)
    wanted = {file: file.read_bytes() for file in (zh, en)}
    change(zh, "賬戶，15日，é。", "帳戶，１５日，e\u0301。")
    change(en, " { #one }", "")
    change(en, "(/risks/deposit.md)", "(/topics/deposit.md)")
    change(en, "[risk:deposit]", "[topic:deposit]")
    en.write_bytes(b"\xef\xbb\xbf" + en.read_bytes().replace(b"\n", b"\r\n"))
    return wanted


def test_fixing_gives_back_exactly_what_was_broken(site: Path) -> None:
    """Terms, ids, moved pages, characters and line ends come right; not a byte more changes."""
    wanted = broken(site)
    others = {file: file.read_bytes() for file in site.rglob("*") if file.is_file() and file not in wanted}
    for _ in range(3):
        check.main(["--root", str(site), "--fix", "--write"])
    for file, data in wanted.items():
        assert file.read_bytes().decode() == data.decode()
    assert {file: file.read_bytes() for file in others} == others
    assert check.main(["--root", str(site), "--fix"]) == 0


def test_without_write_nothing_is_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--fix alone shows a diff, changes no file, and ends with status 1."""
    broken(site)
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert check.main(["--root", str(site), "--fix"]) == 1
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before
    assert "+++ b/docs/en/index.md" in capsys.readouterr().out


def test_the_diff_is_one_that_git_applies(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is shown is what would be written."""
    change(site / "docs/en/index.md", " { #one }", "")
    check.main(["--root", str(site), "--fix"])
    diff = capsys.readouterr().out.rpartition("\n1 files")[0] + "\n"
    command = ["git", "apply", "--unsafe-paths", f"--directory={site}", "-"]
    subprocess.run(command, input=diff.encode(), cwd=site, check=True)
    assert "{ #one }" in (site / "docs/en/index.md").read_text("utf-8")


def test_a_stamp_is_renewed_only_for_pages_that_are_named(site: Path) -> None:
    """A stale stamp is put right by somebody's look, never by itself."""
    change(site / "docs/zh-Hant/index.md", "title: 首頁", "title: 主頁")
    stale = ["stale-translation", "--root", str(site)]
    check.main([*stale, "--fix", "--write"])
    assert check.main(stale) == 1
    check.main([*stale, "--fix", "--write", "--looked-at", "index"])
    assert check.main(stale) == 0


def test_a_file_that_has_changed_meanwhile_is_left_alone(site: Path) -> None:
    """Nobody's work is overwritten."""
    page = site / "docs/en/index.md"
    change(page, " { #one }", "")
    read = load_site(site, TODAY)
    (one,) = fixes(read, run(SOURCE_RULES, read))
    change(page, "Home", "House")
    assert "meanwhile" in "".join(write(site, one))
    assert "{ #one }" not in page.read_text("utf-8")


def test_a_file_keeps_its_permissions(site: Path) -> None:
    """Replaced in one step, with the mode it had."""
    page = site / "docs/en/index.md"
    change(page, " { #one }", "")
    page.chmod(0o640)
    check.main(["--root", str(site), "--fix", "--write"])
    assert page.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in page.parent.iterdir()) == ["index.md", "risks"]


def test_of_edits_that_overlap_the_first_is_made() -> None:
    """No edit is applied to what another has changed."""
    assert applied("abcdef", [Edit(1, 3, "X"), Edit(2, 4, "Y"), Edit(5, 6, "")]) == "aXde"


def test_after_a_change_only_the_changed_file_is_read_again(site: Path) -> None:
    """Pages that have stayed are the same objects; the answer is that of a fresh run."""
    watch = Watch(site)
    assert watch.check(TODAY) == []
    before = watch.site
    change(site / "docs/en/index.md", " { #one }", "")
    problems = watch.check(TODAY)
    assert before
    assert watch.site
    assert watch.site.pages["zh-Hant", "index"] is before.pages["zh-Hant", "index"]
    assert watch.site.pages["en", "index"] is not before.pages["en", "index"]
    assert problems == run(SOURCE_RULES, load_site(site, TODAY))
    change(site / "docs/en/index.md", "## One", "## One { #one }")
    assert watch.check(TODAY) == []
