"""The cache between runs is a shortcut: with it, without it or with a damaged one, the answer is the same."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from guide import cache
from guide.content import load_site
from guide.rule import run
from guide.rules import SOURCE_RULES

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own sources with a fault in many files, so that there is something to remember."""
    root = tmp_path_factory.mktemp("cached")
    for folder in ("docs", "snippets", "overrides"):
        shutil.copytree(ROOT / folder, root / folder)
    for file in sorted((root / "docs").rglob("*.md"))[::7]:
        file.write_text(
            file.read_text("utf-8").replace("{ #", "#", 1) + "\n[x][risk:none] 账户, １\n", "utf-8"
        )
    return root


def test_a_run_with_the_cache_says_the_same(root: Path, tmp_path: Path) -> None:
    """Also after a change of the words not to write, on which findings in every page depend."""
    store = tmp_path / "deep" / "check.cache"
    first = load_site(root, TODAY)
    problems = run(SOURCE_RULES, first)
    assert len(problems) > 100
    cache.save(store, "v", first.files)
    again = load_site(root, TODAY, cache.load(store, "v"))
    assert again.pages["en", "index"] is not first.pages["en", "index"]
    assert run(SOURCE_RULES, again) == problems
    terms = root / "docs/_data/terms.yml"
    before = terms.read_text("utf-8")
    terms.write_text(before.replace("zh-Hant:\n", "zh-Hant:\n  - {not: 電話, write: 話機}\n", 1), "utf-8")
    try:
        changed = run(SOURCE_RULES, load_site(root, TODAY, cache.load(store, "v")))
        assert changed == run(SOURCE_RULES, load_site(root, TODAY))
        assert len(changed) > len(problems)
    finally:
        terms.write_text(before, "utf-8")


def test_a_cache_of_other_code_or_a_damaged_one_is_not_used(root: Path, tmp_path: Path) -> None:
    """Nothing raises; every file is read again."""
    store = tmp_path / "check.cache"
    assert cache.load(store, "v") == {}
    cache.save(store, "v", load_site(root, TODAY).files)
    assert cache.load(store, "w") == {}
    whole = store.read_bytes()
    for damaged in (b"", b"x", whole[: len(whole) // 2], whole[:-1], b"\x80\x05].", bytes(100)):
        store.write_bytes(damaged)
        assert cache.load(store, "v") == {}


def test_where_no_cache_can_be_written_the_check_goes_on(root: Path, tmp_path: Path) -> None:
    """A file in place of the folder, as on a disk that cannot be written."""
    (tmp_path / "file").write_text("", "utf-8")
    cache.save(tmp_path / "file" / "check.cache", "v", load_site(root, TODAY).files)


def test_the_version_is_that_of_the_code() -> None:
    """Two runs of the same code agree."""
    assert cache.version() == cache.version()
