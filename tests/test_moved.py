"""Old addresses answer: pages lead on, places are kept, hosts that redirect are told how."""

import subprocess
import sys
from pathlib import Path

import pytest
from moved import build, project
from selectolax.lexbor import LexborHTMLParser

from guide.built.load import load_built
from guide.content import LANGUAGES, Site
from guide.rule import run
from guide.rules import BUILT_RULES
from guide.rules.ledger import altered_ledger, broken_redirect, lost_address, reused_code

URL = "https://guide.example/base/"
FOLDERS = {"zh-Hant": "", "en": "en/", "zh-Hans": "zh-Hans/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(site, folder, URL)
    return folder


def page(folder: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((folder / path / "index.html").read_text("utf-8"))


def test_the_sources_pass_the_rules_on_addresses(site: Site) -> None:
    """What moved and was withdrawn in the proper way is no fault."""
    assert run([lost_address, broken_redirect, reused_code], site) == []


def test_a_ledger_without_a_seal_is_a_fault(site: Site) -> None:
    """The ledger of this site was written by hand, which shows."""
    assert [problem.message for problem in run([altered_ledger], site)] == ["the ledger has no seal"]


def test_the_built_pages_pass_the_built_rules(folder: Path) -> None:
    """Every link of the pages that lead on leads somewhere, in its own language."""
    assert run(BUILT_RULES, load_built(folder, base_url=URL)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_page_leads_on_and_keeps_its_places(folder: Path, language: str) -> None:
    """Refresh, canonical, a link, and each id that was served with its new place."""
    old = page(folder, f"{FOLDERS[language]}topics/old")
    assert old.css_first("noscript meta").attributes["content"] == "0; url=../sued/"
    assert old.css_first("link[rel=canonical]").attributes["href"] == f"{URL}{FOLDERS[language]}topics/sued/"
    assert old.css_first("meta[name=robots]").attributes["content"] == "noindex"
    places = {node.attributes["id"]: node.css_first("a").attributes["href"] for node in old.css(".places li")}
    assert places == {"costs": "../court/#fees", "do-now": "../sued/#do-now"}


def test_an_id_that_moved_is_kept_on_its_page(folder: Path) -> None:
    """On the same page it stands at the new place; to another page it is a link."""
    court = page(folder, "en/topics/court")
    assert court.css_first("#price").next.attributes["id"] == "fees"
    assert court.css_first("#answer a").attributes["href"] == "../sued/#do-now"


def test_a_withdrawn_page_says_so(folder: Path) -> None:
    """Its address, its permanent links and its code say the date and lead nowhere by themselves."""
    for path in ("en/topics/bad-advice", "go/bad-advice", "go/T03", "go/t03", "en/go/t03"):
        html = page(folder, path)
        assert "2027-01-31" in html.body.text(), path
        assert "Court" not in html.css_first("h1").text(), path
        assert html.css("noscript, a[data-go]") == [], path
        assert any("court/" in (a.attributes["href"] or "") for a in html.css("a")), path
    assert page(folder, "en/topics/bad-advice").css_first("#do-now")
    assert "2027-01-31" in page(folder, "topics/worse-advice").body.text()


def test_titles_are_text(folder: Path) -> None:
    """What looks like markup in a title is shown as it is written."""
    assert page(folder, "en/go/court").css_first("h1").text() == "T02 · Court <b>&"


def test_permanent_links_name_the_three_languages(folder: Path) -> None:
    """By id, by code and by code in small letters, each with its language and title."""
    for name in ("sued", "T01", "t01"):
        links = page(folder, f"go/{name}").css("a[data-go]")
        assert [(a.attributes["hreflang"], a.attributes["href"], a.text()) for a in links] == [
            ("zh-Hant", "../../topics/sued/", "繁體中文 · 被起訴了"),
            ("en", "../../en/topics/sued/", "English · I am being sued"),
            ("zh-Hans", "../../zh-Hans/topics/sued/", "简体中文 · 被起诉了"),
        ]
        assert page(folder, f"zh-Hant/go/{name}").css_first("a").attributes["href"] == "../../../topics/sued/"


def test_hosts_that_redirect_are_told(folder: Path) -> None:
    """What moved comes first, below the path of the site; a 410 for what was withdrawn."""
    rules = (folder / "_redirects").read_text("utf-8").splitlines()
    assert rules[1:4] == [f"/base/{f}topics/old/ /base/{f}topics/sued/ 301" for f in FOLDERS.values()]
    assert "/base/en/go/sued/ /base/en/topics/sued/ 301" in rules
    nginx = (folder / "redirects.nginx").read_text("utf-8")
    assert "    /base/zh-Hans/topics/old/ /base/zh-Hans/topics/sued/;" in nginx
    assert "    /base/en/go/T01/ /base/en/topics/sued/;" in nginx
    assert "    /base/en/topics/bad-advice/ 1;" in nginx
    sources = [line.split()[0] for line in nginx.splitlines() if line.startswith("    /")]
    assert len({each.lower() for each in sources}) == len(sources), (
        "nginx compares without regard to capitals"
    )


def ledger(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).resolve().parents[1] / "scripts" / "ledger.py"
    command = [sys.executable, str(script), "--root", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def test_the_ledger_is_added_to_and_never_taken_from(tmp_path: Path) -> None:
    """The verb records what is new; a line taken out is noticed, and comes back where there is git."""
    project(tmp_path)
    file = tmp_path / "docs" / "_data" / "published-urls.txt"
    file.unlink()
    assert ledger(tmp_path, "--check").returncode == 1
    assert ledger(tmp_path).returncode == 0
    assert ledger(tmp_path, "--check").returncode == 0
    whole = file.read_text("utf-8")
    assert "/en/topics/court/#fees\n" in whole
    assert whole.splitlines() == sorted(whole.splitlines())
    short = whole.replace("/en/topics/court/#fees\n", "")
    file.write_text(short, encoding="utf-8")
    assert ledger(tmp_path, "--check").returncode == 1
    refused = ledger(tmp_path)
    assert (refused.returncode, "changed by hand" in refused.stderr) == (1, True)
    file.write_text(whole, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "docs")
    git(tmp_path, "commit", "-qm", "ledger")
    file.write_text(short, encoding="utf-8")
    assert ledger(tmp_path).returncode == 0
    assert file.read_text("utf-8") == whole


def test_a_code_given_once_is_kept(tmp_path: Path) -> None:
    """A row may be added and a key may change; an id or a code that is gone stops the ledger."""
    project(tmp_path)
    (tmp_path / "docs" / "_data" / "published-urls.txt").unlink()
    assert ledger(tmp_path).returncode == 0
    file = tmp_path / "docs" / "_data" / "permalinks.yml"
    text = file.read_text("utf-8")
    first, *rest = text.strip().splitlines()
    file.write_text("\n".join([first, "- {id: new, code: G02, key: index}", *rest]) + "\n", encoding="utf-8")
    assert ledger(tmp_path).returncode == 0, "a merge may put a new row between old ones"
    file.write_text(text.replace("code: T01", "code: T09"), encoding="utf-8")
    refused = ledger(tmp_path)
    assert (refused.returncode, "sued has the code T09" in refused.stderr) == (1, True)
