"""Every page of the built site in a real browser, with scripts and without."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from browser.conftest import SITE, _Quiet
from browser.every_page import pages, small_pages, visits, walk

OTHERS = {"": ("en", "zh-Hans"), "en": (), "zh-Hans": ()}
PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"><script src="/fine.js"></script>{head}</head><body><main><h1>x</h1>{body}</main></body></html>'


def wrong(address: str, site: Path, paths: list[str]) -> list[str]:
    """What is wrong with pages; in a thread, because other tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(walk, address, visits(site, paths)).result()


@pytest.mark.parametrize("folder", OTHERS)
def test_nothing_is_wrong_with_any_page(address: str, folder: str) -> None:
    """No error, no failed request, none to another host, and nothing that axe finds, on each page."""
    paths = pages(SITE, folder, OTHERS[folder])
    assert len(paths) > 250
    found = wrong(address, SITE, paths)
    assert not found, "\n".join(found)


def test_nothing_is_wrong_with_embeds_and_permanent_links(address: str) -> None:
    """The same of one page of each markup."""
    paths = small_pages(SITE)
    assert {path.split("/")[0] for path in paths} >= {"embed", "go"}
    found = wrong(address, SITE, paths)
    assert not found, "\n".join(found)


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    """Planted faults are found, each on its page and where it shows: with scripts, without, or both."""
    planted = {
        "clean/index.html": ("", ""),
        "error/index.html": ('<script src="/throws.js"></script>', ""),
        "picture/index.html": ("", '<img src="/none.png" alt="none">'),
        "policy/index.html": (
            '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">',
            '<script src="/fine.js"></script>',
        ),
        "elsewhere/index.html": ('<link rel="stylesheet" href="http://localhost:9/x.css">', ""),
        "unnamed/index.html": ("", '<input type="text">'),
        "silent/index.html": ("", '<noscript><input type="text"></noscript>'),
    }
    for path, (head, body) in planted.items():
        file = tmp_path / path
        file.parent.mkdir()
        file.write_text(PAGE.format(head=head, body=body))
    (tmp_path / "throws.js").write_text("throw new Error('planted')")
    (tmp_path / "fine.js").write_text("0")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    found = wrong(f"http://127.0.0.1:{server.server_address[1]}/", tmp_path, pages(tmp_path))
    server.shutdown()
    told = {(line.split("/")[0], "without" in line.split(":")[0], reason(line)) for line in found}
    expected = {
        ("error", False, "planted"),
        ("picture", False, "404"),
        ("picture", True, "404"),
        ("policy", False, "Content Security Policy"),
        ("elsewhere", False, "asks"),
        ("elsewhere", True, "asks"),
        ("unnamed", False, "label"),
        ("silent", True, "label"),
    }
    assert expected <= told, found
    assert {each[:2] for each in told} == {each[:2] for each in expected}


def reason(line: str) -> str:
    """Which of the planted faults a line tells of."""
    known = ("planted", "404", "Content Security Policy", "asks", "label")
    return next((each for each in known if each in line.partition(": ")[2]), line)
