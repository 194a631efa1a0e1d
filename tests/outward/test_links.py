"""`make links`: which addresses there are, what is remembered of them, and what is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import links
from guide.content import load_site
from guide.outward.addresses import bare_addresses, outgoing
from guide.outward.answers import Answer
from guide.outward.ledger import Entry, dumped, entries, recorded, write
from guide.records import parse_yaml

from .server import Server

TODAY = date(2026, 11, 23)
GONE = Answer("failed", "404", "answers 404 not found")
WELL = Answer("well", "200")


def project(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def run(root: Path, *more: str, today: date = TODAY) -> int:
    return links.main(
        ["--root", str(root), "--today", today.isoformat(), "--pause", "0", "--timeout", "20", *more]
    )


def test_addresses_are_found_wherever_they_are_written(tmp_path: Path) -> None:
    """Pages, front matter, snippets, sources, data, words of templates and templates, each at its place."""
    root = project(
        tmp_path,
        {
            "docs/zh-Hant/index.md": "---\ntitle: 一\nsee: https://a.cn/front\n---\n見[甲](https://a.cn/1)，<https://a.cn/2>。\n\n"
            '<a href="//a.cn/3?x=1&amp;y=2">乙</a>\n\n[丁]: HTTPS://a.cn/4\n\n`https://a.cn/code` <!-- https://a.cn/comment -->\n'
            "[我們](https://overdue-loan-guide.example/) [電話](tel:12368) [頁](/risks/x.md)\n",
            "snippets/en/s.md": "line\n[a](https://a.cn/1)\n",
            "docs/_data/sources/law.yml": 'url: https://a.cn/5\narticles:\n  "1":\n    note: >-\n      見於\n      （https://a.cn/6），以及 https://a.cn/…\n',
            "docs/_data/links.yml": "https://a.cn/old: {status: '200'}\n",
            "overrides/strings/en.yml": "help: https://a.cn/7\n",
            "overrides/main.html": '<link href="https://a.cn/8">\n<a href="https://a.cn/{{ x }}">\n',
        },
    )
    found = {a: [str(p) for p in places] for a, places in outgoing(load_site(root, TODAY)).items()}
    assert found == {
        "HTTPS://a.cn/4": ["docs/zh-Hant/index.md:9:6"],
        "https://a.cn/1": ["docs/zh-Hant/index.md:5:6", "snippets/en/s.md:2:5"],
        "https://a.cn/2": ["docs/zh-Hant/index.md:5:23"],
        "https://a.cn/3?x=1&y=2": ["docs/zh-Hant/index.md:7:10"],
        "https://a.cn/5": ["docs/_data/sources/law.yml:1:6"],
        "https://a.cn/6": ["docs/_data/sources/law.yml:6:8"],
        "https://a.cn/7": ["overrides/strings/en.yml:1:7"],
        "https://a.cn/8": ["overrides/main.html:1:13"],
        "https://a.cn/front": ["docs/zh-Hant/index.md:3:6"],
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("見https://a.cn/b。又", ["https://a.cn/b"]),
        ("見https://a.cn下一句", ["https://a.cn"]),
        ("(https://a.cn/b_(c)) and https://a.cn/d).", ["https://a.cn/b_(c)", "https://a.cn/d"]),
        ("http://a.cn/… and https://a.cn/b...", []),
        ("https://例子.cn/路", ["https://例子.cn/路"]),
        ("在 https://例子.cn/a 看", ["https://例子.cn/a"]),
        ("https://a.cn/?q=1,2;3!", ["https://a.cn/?q=1,2;3!"]),
        ("see https://a.cn/?q=1,2;3!", ["https://a.cn/?q=1,2;3"]),
        ("//a.cn/b and ftp://a.cn", []),
        ("", []),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, found: list[str]) -> None:
    """Punctuation, brackets and Chinese characters that follow are no part of an address."""
    assert list(bare_addresses(text)) == found


def test_one_failure_is_no_news_and_fourteen_days_of_it_are_an_error(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Day 0 silence, later days a warning, from day 14 an error at each place; well again, nothing."""
    address = f"http://law.gov.cn:{server.port}/missing"
    page = f"[a]({address})\n\n[b](http://law.gov.cn:{server.port}/well)\n"
    root = project(tmp_path, {"docs/zh-Hant/index.md": page, "docs/en/index.md": page})
    well = Entry("2026-11-22", "2026-11-22", "well", "200")
    write(root / "docs/_data/links.yml", dumped({address: well}))
    for day, status, shown in ((0, 0, ""), (1, 0, "warning"), (13, 0, "warning"), (14, 1, "error")):
        assert run(root, today=TODAY + timedelta(day)) == status
        printed = capsys.readouterr().out
        for path in ("docs/en/index.md", "docs/zh-Hant/index.md"):
            line = f"{path}:1:5: {shown}: {address}: answers 404 not found since 2026-11-23, last seen well on 2026-11-22"
            assert (line in printed) == bool(shown), (day, printed)
    (root / "docs/zh-Hant/index.md").write_text(page.replace("/missing", "/well"))
    (root / "docs/en/index.md").write_text(page.replace("/missing", "/well"))
    assert run(root) == 0
    assert "missing" not in (root / "docs/_data/links.yml").read_text()


def test_what_has_moved_is_said_with_its_new_address(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A permanent redirect is a warning whose hint is what to write; one for now is none."""
    host = f"http://law.gov.cn:{server.port}"
    root = project(tmp_path, {"docs/en/index.md": f"[a]({host}/moved#old)\n\n[b]({host}/for-now)\n"})
    assert run(root) == 0
    printed = capsys.readouterr().out
    assert (
        f"docs/en/index.md:1:5: warning: {host}/moved#old has moved for good [moved-link]\n    write {host}/well#old"
        in printed
    )
    assert printed.count("warning:") == 1
    assert f"moved_to: {host}/well#old" in (root / "docs/_data/links.yml").read_text()


def test_two_fragments_of_a_page_are_one_question(server: Server, tmp_path: Path) -> None:
    """The page is fetched once; each fragment has its own line in the ledger."""
    host = f"http://law.gov.cn:{server.port}"
    root = project(
        tmp_path, {"docs/en/index.md": f"[a]({host}/well#old) [b]({host}/well#lost) [c]({host}/well)\n"}
    )
    assert run(root) == 0
    assert server.count("/well") == {"HEAD": 1, "GET": 1}
    known = entries(load_site(root, TODAY).record("links"))
    assert {a.rpartition("/")[2]: e.status for a, e in known.items()} == {
        "well": "200",
        "well#lost": "no-fragment",
        "well#old": "200",
    }


def test_a_mistyped_address_is_an_error_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked, and no fourteen days are waited for."""
    root = project(tmp_path, {"docs/en/index.md": "[a](http://a..cn/) [b](https://me:secret@law.gov.cn/)\n"})
    assert run(root) == 1
    assert capsys.readouterr().out.count("[invalid-link]") == 2


@pytest.mark.parametrize("hosts", [["silent.gov.cn"], ["a.gov.cn", "b.gov.cn", "c.gov.cn"]])
def test_without_a_network_the_ledger_speaks_and_is_left_alone(
    hosts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A silent resolver, or no name of many found: it says so, and forgets nothing."""
    page = "".join(f"[a](http://{host}/)\n\n" for host in hosts)
    root = project(tmp_path, {"docs/en/index.md": page})
    before = dumped(
        {
            f"http://{hosts[0]}/": Entry(
                "2026-11-22", "2026-10-01", "failed", "404", "answers 404 not found", "", "2026-11-01"
            )
        }
    )
    write(root / "docs/_data/links.yml", before)
    assert run(root) == 1
    assert "there is no network here" in (printed := capsys.readouterr().out)
    assert "since 2026-11-01, last seen well on 2026-10-01 (404) [dead-link]" in printed
    assert (root / "docs/_data/links.yml").read_text() == before


def test_offline_asks_nobody(server: Server, tmp_path: Path) -> None:
    """--offline reports from the ledger alone."""
    root = project(tmp_path, {"docs/en/index.md": f"[a](http://law.gov.cn:{server.port}/well)\n"})
    assert run(root, "--offline") == 0
    assert server.asked == []
    assert not (root / "docs/_data/links.yml").exists()


def test_one_lost_host_among_others_is_its_own_fault(server: Server, tmp_path: Path) -> None:
    """When anyone answers there is a network, and a name that is gone is recorded."""
    root = project(
        tmp_path,
        {"docs/en/index.md": f"[a](http://law.gov.cn:{server.port}/well) [b](http://nobody.gov.cn/)\n"},
    )
    assert run(root) == 0
    assert (
        entries(load_site(root, TODAY).record("links"))["http://nobody.gov.cn/"].failing_since == "2026-11-23"
    )


@pytest.mark.parametrize("text", ["a: [", "- one\n", "a: 1\na: 2\n", "just text"])
def test_a_ledger_that_cannot_be_read_is_not_written_over(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Misuse, status 2: history is not thrown away because a merge went wrong."""
    root = project(
        tmp_path, {"docs/_data/links.yml": text, "docs/en/index.md": "[a](http://nobody.gov.cn/)\n"}
    )
    assert run(root) == 2
    assert (root / "docs/_data/links.yml").read_text() == text
    assert "cannot be read" in capsys.readouterr().err


def test_odd_entries_of_the_ledger_are_passed_over() -> None:
    """What an editor typed into it does not end the program."""
    record = parse_yaml(
        "http://a/: {asked: never, failing_since: 2026-99-99, status: 404}\nhttp://b/: 3\n", "links.yml"
    )
    assert entries(record) == {"http://a/": Entry(status="404")}


@given(
    st.dictionaries(
        st.text("/:.#?ab\u4e2d '\"{}[]&*!|>%@`-", min_size=1, max_size=30).map("http://".__add__),
        st.builds(
            Entry,
            st.just("2026-11-23"),
            st.sampled_from(["", "2026-01-01"]),
            status=st.text("a0 :#'\\\"中-~", max_size=8),
        ),
    )
)
def test_the_ledger_reads_what_it_writes(ledger: dict[str, Entry]) -> None:
    """Whatever the addresses, the same entries come back, sorted."""
    text = dumped(ledger)
    record = parse_yaml(text, "links.yml")
    assert record.problems == ()
    assert list(found := entries(record)) == sorted(ledger)
    assert dumped(found) == text


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60), st.sampled_from([WELL, GONE, Answer("busy", "429"), Answer("refused", "403")])
        )
    )
)
def test_a_failure_counts_from_its_first_day_and_ends_when_it_is_well(
    history: list[tuple[int, Answer]],
) -> None:
    """failing_since is the first failure after the last good day; busy changes no verdict."""
    entry, since = Entry(), ""
    for day, answer in sorted(history, key=lambda step: step[0]):
        today = TODAY + timedelta(day)
        entry = recorded(entry, answer, today)
        if answer is WELL:
            since = ""
        elif answer.verdict != "busy":
            since = since or today.isoformat()
        assert entry.failing_since == since
        assert entry.seen <= today.isoformat()


def test_the_ledger_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails the old file stands, and nothing is left beside it."""
    file = tmp_path / "links.yml"
    write(file, "old\n")

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write(file, "new\n")
    assert file.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [file]


def test_our_own_sources_can_be_read_for_addresses() -> None:
    """Every outgoing address of this site is one that can be asked."""
    from guide.outward.asking import address_of

    found = outgoing(load_site(links.ROOT, TODAY))
    assert found
    for address, places in found.items():
        assert address_of(address).host
        assert all((links.ROOT / place.path).is_file() for place in places)
