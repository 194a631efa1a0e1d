"""What `make serve` shows at once is, byte for byte, what the whole build makes of the same sources."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from small import HOME, TOPIC, small_site, write

from guide.addresses import page_file, page_path
from guide.content import LANGUAGES, load_site
from guide.preview.building import snapshot
from guide.preview.renderer import Renderer

ROOT = Path(__file__).resolve().parents[1]
# The hash in the name of a built script: what is served at once has the names of the sources.
HASH = re.compile(r"(?<=\w)\.[0-9a-f]{10}(?=\.js\")")
ADDRESS = "http://127.0.0.1:1/"
SOURCE = ROOT / "docs/_data/sources/cpl.yml"


def replace(path: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return edit


def add_pages(root: Path) -> None:
    for language in ("zh-Hant", "en"):
        write(
            root / f"docs/{language}/topics/c.md",
            TOPIC.replace("title: 乙", "title: 丙").replace("正文", "新頁"),
        )
        write(root / f"docs/{language}/index.md", HOME + "\n[][page:topics/c]\n")


def add_source(root: Path) -> None:
    (root / "docs/_data/sources").mkdir()
    shutil.copy(SOURCE, root / "docs/_data/sources")


def move_an_id(root: Path) -> None:
    write(
        root / "docs/_data/redirects.yml",
        "- {from: topics/b#old, to: topics/b#one, since: 2026-11-01}\n"
        "- {from: index#gone, to: topics/b#one, since: 2026-11-01}\n",
    )


# What is changed, one after another; and what is then at a page that it concerns.
EDITS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the text of a page": (
        replace("docs/zh-Hant/topics/b.md", "正文", "改過的長文"),
        "topics/b/",
        "改過的長文",
    ),
    "the same, derived": (lambda root: None, "zh-Hans/topics/b/", "改过的长文"),
    "Chinese in an English page": (
        replace("docs/en/topics/b.md", "正文", "a letter (催收函)"),
        "en/topics/b/",
        '(<span lang="zh-Hans">催收函</span>)',
    ),
    "a snippet": (replace("snippets/zh-Hant/part.md", "片段", "另一個片段"), "topics/b/", "另一個片段"),
    "a title that another page names": (
        replace("docs/zh-Hant/topics/b.md", "title: 乙", "title: 新的題目"),
        "topics/b/",
        "<title>新的題目",
    ),
    "new pages, and a link to one": (add_pages, "", ">丙</a>"),
    "the title of a linked page": (
        replace("docs/zh-Hant/topics/c.md", "title: 丙", "title: 丁"),
        "",
        ">丁</a>",
    ),
    "a source of law": (add_source, "sources/cpl/", "第24條"),
    "a citation": (
        replace("docs/zh-Hant/topics/b.md", "改過的", "改過的（[][law:cpl/24]）"),
        "topics/b/",
        'href="../../sources/cpl/#art-24"',
    ),
    "the page of the source, from behind": (lambda root: None, "sources/cpl/", ">新的題目</a>"),
    "a word of the templates": (
        replace("overrides/strings/zh-Hant.yml", "跳到正文", "到正文去"),
        "",
        "到正文去",
    ),
    "a word, derived": (replace("overrides/strings/en.yml", "skip:", "skip: To it #"), "en/", "To it"),
    "a template": (replace("overrides/partials/footer.html", "<footer", "<footer data-new"), "", "data-new"),
    "ids that moved": (move_an_id, "topics/b/", '<a id="old"></a>'),
    "the settings": (replace("mkdocs.yml", "Overdue Loan Guide", "Another Name"), "en/", "Another Name"),
}


@dataclass
class Written:
    """A site after all edits: each page as it was rendered at once, and the folder of a whole build."""

    root: Path
    seen: dict[str, str]
    at_once: dict[str, bytes]
    built: Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    root = small_site(tmp_path_factory.mktemp("site"))
    home = tmp_path_factory.mktemp("home")
    renderer = Renderer(root, ADDRESS, home)
    files = snapshot(root)
    renderer.change((), files, files)
    places = {page_path(language, key) for language in LANGUAGES for key in ("index", "topics/b")}
    assert all(renderer.page(place).html for place in places)  # so that all is warm, and may be out of date
    seen = {}
    for name, (edit, place, _) in EDITS.items():
        before = files
        edit(root)
        files = snapshot(root)
        if files != before:
            renderer.change(before, files, {path for path, _ in before.items() ^ files.items()})
        page = renderer.page(place)
        seen[name] = page.failure or (page.html or b"").decode()
    site = load_site(root, date(2026, 11, 24))
    pages = [(language, key) for language in LANGUAGES for key in site.keys]
    at_once = {
        page_file(*page): renderer.page(page_path(*page)).html
        or renderer.page(page_path(*page)).failure.encode()
        for page in pages
    }
    renderer.close()
    built = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "-q", "--site-dir", str(built)]
    settings = {**os.environ, "SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=settings)
    return Written(root, seen, at_once, built)


@pytest.mark.parametrize("name", EDITS)
def test_each_kind_of_edit_shows_at_once(written: Written, name: str) -> None:
    """No build is needed to see it, on the page itself or on another that it concerns."""
    assert EDITS[name][2] in written.seen[name]


def test_every_page_is_what_the_whole_build_makes(written: Written) -> None:
    """In all three languages, with all that is put into a page after it is built."""
    assert len(written.at_once) > 10
    for name, html in written.at_once.items():
        assert html.decode() == HASH.sub("", (written.built / name).read_text("utf-8")), name


def test_no_build_carries_the_panel(written: Written) -> None:
    """The panel is put in as a page is served: no file of a build has it, nor its script or style."""
    files = [
        file for folder in (written.built, ROOT / "site") for file in folder.rglob("*") if file.is_file()
    ]
    assert any(file.name == "index.html" for file in files)
    for file in files:
        assert b"-preview/" not in (body := file.read_bytes()), file
        assert b"preview-panel" not in body, file


def test_a_renderer_that_is_killed_says_so_and_comes_back(tmp_path: Path) -> None:
    """The page that was asked for is a failure; after the next change it is there."""
    root = small_site(tmp_path / "site")
    renderer = Renderer(root, ADDRESS, tmp_path / "home")
    renderer.change((), (), ["x.py"])
    first = renderer.page("topics/b/").html
    assert first
    assert renderer._process
    renderer._process.kill()
    renderer._process.wait()
    (root / "docs/zh-Hant/topics/b.md").write_text(TOPIC, "utf-8")
    assert renderer.page("en/topics/b/").failure
    assert renderer.page("en/topics/b/").html is None
    renderer.change(("a.md",), ("a.md",), ["a.md"])
    assert renderer.page("topics/b/").html == first
    renderer.close()
