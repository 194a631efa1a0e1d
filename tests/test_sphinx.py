"""A Sphinx project elsewhere refers to our pages with its ordinary means, and notices what is gone."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[1] / "site"
GOOD = (
    ":external+hant:ref:`being-sued`",
    ":external+en:ref:`own words <being-sued#do-now>`",
    ":external+hans:ref:`T53`",
    ":external+en:ref:`civil-code/188`",
    ":external+en:doc:`topics/being-sued`",
    ":external+hant:term:`失信被執行人`",
    ":external+hans:term:`失信被执行人`",
    ":external+en:doc:`index`",
)
LED_TO = (
    "topics/being-sued/",
    "en/topics/being-sued/#do-now",
    "zh-Hans/topics/being-sued/",
    "en/sources/civil-code/#art-188",
    "en/topics/being-sued/",
    "risks/judgment-debtor-list/",
    "zh-Hans/risks/judgment-debtor-list/",
    "en/./",
)
GONE = (
    ":external+en:ref:`being-seud`",
    ":external+en:ref:`being-sued#no-such-place`",
    ":external+hant:ref:`T999`",
    ":external+en:doc:`topics/beeing-sued`",
    ":external+hant:term:`失信被执行人`",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The tests have nothing to read in a log of requests."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    assert (SITE / "objects.inv").exists(), "run make site first"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def built(folder: Path, address: str, body: str) -> tuple[int, str, str]:
    """(exit status, what was said, the page) of a strict and nitpicky build of one page."""
    folders = {"hant": "", "en": "en/", "hans": "zh-Hans/"}
    mapping = {name: (address + path, None) for name, path in folders.items()}
    settings = f'extensions = ["sphinx.ext.intersphinx"]\nintersphinx_mapping = {mapping!r}\n'
    (folder / "conf.py").write_text(settings, encoding="utf-8")
    (folder / "index.rst").write_text(f"Title\n=====\n\n{body}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-n",
        "-W",
        "-q",
        "-b",
        "html",
        str(folder),
        str(folder / "out"),
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    page = folder / "out" / "index.html"
    return told.returncode, told.stderr, page.read_text("utf-8") if page.exists() else ""


def test_every_kind_of_reference_leads_to_its_page(tmp_path: Path, address: str) -> None:
    """Ids, places, codes, articles, keys and terms, in three languages, in one strict build."""
    status, told, page = built(tmp_path, address, "\n".join(GOOD))
    assert (status, told) == (0, "")
    for path in LED_TO:
        assert f'href="{address}{path}"' in page, path


@pytest.mark.parametrize("reference", GONE)
def test_a_name_that_is_not_there_stops_the_build(tmp_path: Path, address: str, reference: str) -> None:
    """A wrong id, place, code, key or term fails; so does one of another script."""
    status, told, _ = built(tmp_path, address, reference)
    assert status == 1
    assert "reference target not found" in told
