"""`make serve`, really started on a small site: it shows what is wrong and goes on, whatever breaks.

What it shows at once is compared with the whole build in `test_at_once.py`.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import httpx
import pytest
from small import HOME, TOPIC, small_site, write

from guide.content import load_site
from guide.diagnostics import Place, Problem
from guide.preview.building import snapshot
from guide.preview.faults import check, files_behind, snippets_of
from guide.preview.panel import State, panel, with_panel

ROOT = Path(__file__).resolve().parents[1]
T = TypeVar("T")


class Serving:
    """A running `serve.py`, and what it prints."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log.txt"
        self.client = httpx.Client(trust_env=False, timeout=60)
        command = [sys.executable, str(ROOT / "scripts/serve.py"), "--port", "0", "--root", str(root)]
        self.scratch = root / "scratch"
        self.scratch.mkdir()
        settings = {**os.environ, "TMPDIR": str(self.scratch)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", env=settings)
        self.address = self.until(lambda: re.search(r"http://127\.0\.0\.1:\d+/", self.printed())).group()  # type: ignore[union-attr]

    def printed(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def get(self, path: str) -> httpx.Response:
        return self.client.get(self.address + path)

    def state(self, path: str = "/", version: int = -1) -> dict[str, object]:
        return dict(self.get(f"-preview/state?version={version}&page={quote(path)}").json())

    def until(self, found: Callable[[], T], seconds: float = 120) -> T:
        """Wait for something to be so, while the server lives."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.printed()
            if result := found():
                return result
            time.sleep(0.1)
        raise AssertionError(self.printed())

    def stop(self) -> None:
        self.client.close()
        self.process.terminate()
        assert self.process.wait(30) == 0


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for all tests here; each mends what it breaks."""
    serving = Serving(small_site(tmp_path_factory.mktemp("site")))
    serving.until(lambda: "all built" in serving.printed())
    yield serving
    serving.stop()


def spoil(text: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text)


def replace_with_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


# What is broken, how, and what is then said at the page topics/b, in the panel.
BREAKS = {
    "front matter that is no YAML": (
        "docs/zh-Hant/topics/b.md",
        spoil(b"---\ntitle: [\n---\n\nx\n"),
        "b.md:3:1",
    ),
    "front matter without an end": ("docs/zh-Hant/topics/b.md", spoil(b"---\ntitle: x\n"), "has no end"),
    "front matter that is a list": ("docs/zh-Hant/topics/b.md", spoil(b"---\n- x\n---\n\nx\n"), "problem"),
    "facts of the wrong kind": (
        "docs/zh-Hant/topics/b.md",
        spoil(b"---\ntitle: 3\nstages: 3\naliases: {}\n---\n\nx\n"),
        "problem",
    ),
    "invalid UTF-8": (
        "docs/zh-Hant/topics/b.md",
        spoil(b"---\ntitle: x\n---\n\n\xff\xfe\n"),
        "b.md:5:1</code> not UTF-8",
    ),
    "an empty page": ("docs/zh-Hant/topics/b.md", spoil(b""), "problem"),
    "a missing include": (
        "docs/zh-Hant/topics/b.md",
        spoil(TOPIC.replace("part", "gone").encode()),
        "there is no snippet zh-Hant/gone.md",
    ),
    "an include that never ends": (
        "snippets/zh-Hant/part.md",
        spoil(b"{!zh-Hant/part.md!}\n"),
        "part.md:1:1</code> zh-Hant/part.md includes itself",
    ),
    "an include from outside": (
        "docs/zh-Hant/topics/b.md",
        spoil(TOPIC.replace("zh-Hant/part", "../../x").encode()),
        "there is no snippet",
    ),
    "an invalid snippet": ("snippets/zh-Hant/part.md", spoil(b"\xff\n"), "part.md:1:1</code> not UTF-8"),
    "an unknown reference": (
        "docs/zh-Hant/topics/b.md",
        spoil((TOPIC + "\n[x][risk:nothing]\n").encode()),
        "nothing is named risk:nothing",
    ),
    "template words in Markdown": (
        "docs/zh-Hant/topics/b.md",
        spoil((TOPIC + "\n{{ topics }} {% if %} {# \n\n{{ nothing }}\n\n<div markdown>\n").encode()),
        "there is no listing nothing",
    ),
    "HTML that is never closed": (
        "docs/zh-Hant/topics/b.md",
        spoil((TOPIC + "\n<!-- <script> <table markdown=1> </aside>\n").encode()),
        "",
    ),
    "a broken template": ("overrides/main.html", spoil(b"{% if %}"), "not rebuilt"),
    "words that are no YAML": ("overrides/strings/zh-Hant.yml", spoil(b"a: [\n"), "elsewhere"),
    "words of another shape": ("overrides/strings/zh-Hant.yml", spoil(b"- a\n"), ""),
    "data of another shape": ("docs/_data/terms.yml", spoil(b"- 3\n- {a: 3}\n"), ""),
    "settings that are no YAML": ("mkdocs.yml", spoil(b"a: [\n"), "not rebuilt"),
    "no settings": ("mkdocs.yml", Path.unlink, "not rebuilt"),
    "hooks that are no Python": ("scripts/hooks.py", spoil(b"def ("), "not rebuilt"),
    "a page that is gone": ("docs/zh-Hant/topics/b.md", Path.unlink, "problem"),
    "a folder in its place": ("docs/zh-Hant/topics/b.md", replace_with_folder, "problem"),
    "a link to itself": ("docs/zh-Hant/topics/b.md", link_to_itself, "b.md:1:1</code> cannot be read"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_it_goes_on_whatever_breaks_and_recovers(serving: Serving, name: str) -> None:
    """Pages are served all the time; the panel says what is wrong, and is clean once it is mended.

    Where the whole build must fail, it is waited for: it fails without taking anything with it.
    """
    path, spoils, said = BREAKS[name]
    file = serving.root / path
    before, good = serving.state("/topics/b/"), file.read_bytes()
    spoils(file)
    try:
        serving.until(lambda: changed(serving, before) and said in str(serving.state("/topics/b/")["panel"]))
        if said == "not rebuilt":
            serving.until(lambda: "building" not in str(serving.state("/topics/b/")["panel"]))
            assert said in str(serving.state("/nothing/")["panel"])
        answer = serving.get("topics/b/")
        assert answer.status_code in (200, 404)
        assert 'id="preview-panel"' in answer.text
        assert serving.get("").status_code == 200
    finally:
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        file.unlink(missing_ok=True)
        file.write_bytes(good)
        mark = f"mended-{time.monotonic_ns()}"
        write(serving.root / "docs/en/index.md", HOME + f"\n{mark}\n")
    serving.until(lambda: mark in serving.get("en/").text)
    serving.until(lambda: "片段" in serving.get("topics/b/").text)
    serving.until(lambda: "not rebuilt" not in str(serving.state("/topics/b/")["panel"]))


def changed(serving: Serving, before: dict[str, object]) -> bool:
    """Whether the change has been seen, and checked."""
    return int(str(serving.state("/topics/b/")["version"])) >= int(str(before["version"])) + 2


def test_problems_are_shown_on_their_own_page_and_its_translations_are_not(serving: Serving) -> None:
    """A page shows its own problems and its snippets'; zh-Hans those of zh-Hant; others a count."""
    file = serving.root / "snippets/zh-Hant/part.md"
    file.write_text("[x][risk:nowhere]\n")
    serving.until(lambda: "risk:nowhere" in str(serving.state("/topics/b/")["panel"]))
    assert "snippets/zh-Hant/part.md:1:5" in str(serving.state("/zh-Hans/topics/b/")["panel"])
    assert "risk:nowhere" not in str(serving.state("/")["panel"])
    assert "risk:nowhere" in serving.get("-preview/").text
    assert (
        "snippets/zh-Hant/part.md:1:5: error: nothing is named risk:nowhere [unknown-reference]"
        in serving.printed()
    )
    file.write_text("片段。\n")
    serving.until(lambda: "risk:nowhere" not in str(serving.state("/topics/b/")["panel"]))


def test_a_question_for_news_waits_until_there_is_some(serving: Serving) -> None:
    """The state of an older version is answered at once; its number tells a page what it has."""
    state = serving.state("/")
    assert set(state) == {"version", "built", "panel"}
    assert serving.state("/", -1)["version"] == state["version"]


@pytest.mark.parametrize(
    "path", ["nothing/", "%00", "a" * 5000, "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "-preview/x"]
)
def test_what_is_not_there_is_not_found(serving: Serving, path: str) -> None:
    """Odd addresses are answered, and none leads out of the site."""
    answer = httpx.get(serving.address + path, trust_env=False)
    assert answer.status_code == 404
    assert "root:x:" not in answer.text


def test_pages_keep_the_policy_of_the_real_site(serving: Serving) -> None:
    """What is served is what is built: the same strict policy, and nothing inline in the panel."""
    html = serving.get("topics/b/").text
    assert "script-src 'self'" in html
    # Data blocks are no scripts: browsers do not run them; the policy names the rules by hash.
    assert not re.search(r'<script(?![^>]*\s(?:src=|type="(?:application/ld\+json|speculationrules)"))', html)
    assert " style=" not in html


def test_it_starts_on_a_site_that_cannot_be_built(tmp_path: Path) -> None:
    """Before the first good build a page that cannot be rendered says what is wrong; others are there."""
    root = small_site(tmp_path)
    page = root / "docs/zh-Hant/index.md"
    page.write_bytes(b"---\ntitle: x\n---\n\xff\n")
    serving = Serving(root)
    try:
        serving.until(lambda: "not built" in serving.printed())
        serving.until(lambda: "docs/zh-Hant/index.md:4:1" in serving.get("").text)
        answer = serving.get("")
        assert answer.status_code == 503
        assert "not built" in answer.text
        assert serving.get("topics/b/").status_code == 200
        page.write_text(HOME, "utf-8")
        serving.until(lambda: serving.get("").status_code == 200)
    finally:
        serving.stop()
    assert list(serving.scratch.iterdir()) == []


def test_scripts_and_styles_are_those_of_the_sources_at_once(serving: Serving) -> None:
    """A changed style sheet or part of a script needs no build, and pages are loaded again for it."""
    style, part = serving.root / "overrides/assets/guide.css", serving.root / "overrides/assets/search-box.js"
    before = serving.state("/topics/b/")["built"]
    style.write_text(style.read_text("utf-8") + ".changed-now {}\n", "utf-8")
    part.write_text(part.read_text("utf-8") + "\nconst changedNow = 1;\n", "utf-8")
    serving.until(lambda: serving.get("assets/guide.css").text.endswith(".changed-now {}\n"))
    serving.until(lambda: "const changedNow = 1;" in serving.get("assets/search-box.js").text)
    serving.until(lambda: serving.state("/topics/b/")["built"] != before)
    assert "import {" not in serving.get("assets/search-box.js").text


def test_a_page_is_loaded_again_only_if_it_has_changed(serving: Serving) -> None:
    """Its name is that of its bytes: another page's change leaves it, and so does the build behind."""
    (serving.root / "docs/en/index.md").write_text(HOME + "\nonly here\n", "utf-8")
    serving.until(lambda: "only here" in serving.get("en/").text)
    first = serving.state("/topics/b/")["built"], serving.state("/en/")["built"]
    (serving.root / "docs/en/index.md").write_text(HOME + "\nand now here\n", "utf-8")
    serving.until(lambda: "and now here" in serving.get("en/").text)
    second = serving.state("/topics/b/")["built"], serving.state("/en/")["built"]
    assert first[0] == second[0]
    assert first[1] != second[1]
    serving.until(lambda: "building" not in str(serving.state("/")["panel"]))
    assert (serving.state("/topics/b/")["built"], serving.state("/en/")["built"]) == second


def test_a_page_that_cannot_be_rendered_stays_as_it_was_and_others_go_on(serving: Serving) -> None:
    """The last good page, not only the last good build, is shown; the next edit of others is seen."""
    page = serving.root / "docs/zh-Hant/topics/b.md"
    page.write_text(TOPIC.replace("正文", "第二稿"), "utf-8")
    serving.until(lambda: "第二稿" in serving.get("topics/b/").text)
    page.write_text(TOPIC.replace("part", "gone"), "utf-8")
    serving.until(lambda: "page not rebuilt" in str(serving.state("/topics/b/")["panel"]))
    (serving.root / "docs/en/index.md").write_text(HOME + "\ngoes on\n", "utf-8")
    serving.until(lambda: "goes on" in serving.get("en/").text)
    assert "第二稿" in serving.get("topics/b/").text
    assert "page not rebuilt" not in str(serving.state("/en/")["panel"])
    page.write_text(TOPIC, "utf-8")
    serving.until(lambda: "正文" in serving.get("topics/b/").text)


def test_a_port_that_is_taken_is_a_misuse(serving: Serving) -> None:
    """Status 2, and what to do."""
    port = serving.address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, str(ROOT / "scripts/serve.py"), "--port", port]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "--port 0" in ended.stderr


def test_a_rule_that_stops_is_a_problem_and_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other rules still run, and what happened is said."""
    import guide.preview.faults as faults
    from guide.rule import Rule

    def fall(site: object) -> Iterator[Problem]:
        raise KeyError("boom")
        yield

    monkeypatch.setattr(faults, "SOURCE_RULES", (Rule("bad-rule", fall, "error", ""), *faults.SOURCE_RULES))
    _, problems = check(ROOT / "tests/sites/unknown-reference", date(2026, 11, 23))
    assert any("bad-rule stopped: KeyError: 'boom'" in p.message for p in problems)
    assert any(p.rule == "unknown-reference" for p in problems)


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("/", {"docs/zh-Hant/index.md", "docs/zh-Hant/index/index.md"}),
        ("/en/", {"docs/en/index.md", "docs/en/index/index.md"}),
        (
            "/zh-Hans/topics/b/",
            {"docs/zh-Hant/topics/b.md", "docs/zh-Hant/topics/b/index.md", "snippets/zh-Hant/part.md"},
        ),
        (
            "/en/topics/b/index.html",
            {"docs/en/topics/b.md", "docs/en/topics/b/index.md", "snippets/zh-Hant/part.md"},
        ),
        (
            "/sources/cpl/",
            {
                "docs/zh-Hant/sources/cpl.md",
                "docs/zh-Hant/sources/cpl/index.md",
                "docs/_data/sources/cpl.yml",
            },
        ),
        ("/../../x", {"docs/zh-Hant/x.md", "docs/zh-Hant/x/index.md"}),
    ],
)
def test_the_files_behind_an_address_are_known(address: str, files: set[str], tmp_path: Path) -> None:
    """The page's own file, its snippets, and a source's data."""
    site = load_site(small_site(tmp_path), date(2026, 11, 23))
    assert files_behind(snippets_of(site), address) == files


def test_words_of_a_problem_cannot_become_html() -> None:
    """Whatever an editor typed is shown, not obeyed."""
    problem = Problem(Place("docs/en/<b>.md"), "<script>", "<i>", "x&y")
    state = State(building=False, failure="</pre><script>", problems=(problem,))
    for html in (panel(state, "/en/<b>/"), with_panel(b"", state, "/").decode()):
        assert "<script>" not in html
        assert "<b>" not in html


def test_nothing_is_shown_when_there_is_nothing_to_say() -> None:
    """A page without problems has an empty panel."""
    assert panel(State(building=False), "/") == ""


def test_a_snapshot_tells_every_change(tmp_path: Path) -> None:
    """A file that is new, changed or gone makes another snapshot; hidden files do not."""
    write(tmp_path / "docs/a.md", "one")
    first = snapshot(tmp_path)
    write(tmp_path / "docs/.a.md.swp", "x")
    assert snapshot(tmp_path) == first
    write(tmp_path / "docs/a.md", "two more")
    second = snapshot(tmp_path)
    (tmp_path / "docs/a.md").unlink()
    assert len({json.dumps(s, sort_keys=True) for s in (first, second, snapshot(tmp_path))}) == 3
