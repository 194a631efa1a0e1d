"""From a saved edit to the changed page: `make serve`, and `mkdocs serve --dirty` beside it."""

import contextlib
import gc
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

from guide.content import SOURCE_LANGUAGE, Site, load_site
from guide.preview.faults import check

_PATIENCE = 300.0
_LOOK = 0.01
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
T = TypeVar("T")
# Seconds between an edit that is seen and the next: the whole build is then under way.
_BETWEEN = (1.0, 3.0)


def edits(project: Path, count: int) -> list[float]:
    """Seconds from the save to the answer that has it, of so many edits of one page, by `make serve`.

    In turn the page itself and its derived Simplified twin are asked for.
    """
    page = _page(load_site(project, date.today()))
    places = [f"{page}/", f"zh-Hans/{page}/"]
    command = [sys.executable, str(project / "scripts/serve.py"), "--port", "0", "--root", str(project)]
    with _running(command, project) as log:
        root = _until(lambda: _ADDRESS.findall(log.read_text("utf-8", "replace")))[0]
        addresses = [root + place for place in places]
        for address in addresses:
            _until(partial(_get, address))
        return list(_saved(project / f"docs/{SOURCE_LANGUAGE}/{page}.md", addresses, count))


def edits_of_plain(folder: Path, count: int) -> list[float]:
    """The same by `mkdocs serve --dirty` with Material and static-i18n."""
    file = sorted((folder / "docs" / SOURCE_LANGUAGE / "topics").glob("*/index.md"))[0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--dirty", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    address = f"http://127.0.0.1:{port}/topics/{file.parent.name}/"
    with _running([sys.executable, "-m", "mkdocs", "serve", *options], folder):
        _until(partial(_get, address))
        return list(_saved(file, [address], count))


def checks(project: Path, count: int) -> list[float]:
    """Seconds that the check takes after each of so many edits of one page."""
    today, found = date.today(), []
    site, _ = check(project, today)
    gc.freeze()  # as `make serve` does
    file = project / f"docs/{SOURCE_LANGUAGE}/{_page(load_site(project, today))}.md"
    text = file.read_text("utf-8")
    for number in range(count):
        file.write_text(f"{text}\n{_mark(number)}\n", "utf-8")
        began = time.monotonic()
        site, _ = check(project, today, site)
        found.append(time.monotonic() - began)
    file.write_text(text, "utf-8")
    return found


def told(seconds: list[float]) -> str:
    return (
        f"median {statistics.median(seconds):5.2f} s, worst {max(seconds):5.2f} s of {len(seconds)};"
        f" first half {statistics.median(seconds[: len(seconds) // 2 or 1]):5.2f} s,"
        f" second half {statistics.median(seconds[len(seconds) // 2 :]):5.2f} s"
    )


def _page(site: Site) -> str:
    return next(page.key for page in site.pages_in(SOURCE_LANGUAGE) if page.front.get("kind") == "topic")


def _mark(number: int) -> str:
    return "zz" + "".join(chr(ord("a") + number // 26**place % 26) for place in (1, 0)) + "zz"


def _saved(file: Path, addresses: list[str], count: int) -> Iterator[float]:
    """Save it again and again, each time with other words at its end, and wait for them."""
    text, chance = file.read_text("utf-8"), random.Random(count)
    try:
        for number in range(count):
            for each in addresses:
                _get(each)  # someone is looking at it
            mark, address = _mark(number), addresses[number % len(addresses)]
            file.write_text(f"{text}\n{mark}\n", "utf-8")
            began = time.monotonic()
            _until(partial(_has, address, mark))
            yield time.monotonic() - began
            time.sleep(chance.uniform(*_BETWEEN))
    finally:
        file.write_text(text, "utf-8")


def _has(address: str, mark: str) -> bool:
    return mark in _get(address)


def _get(address: str) -> str:
    """The text of a page; empty while there is none."""
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))
    except (OSError, HTTPException):
        return ""


def _until(found: Callable[[], T]) -> T:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(_LOOK)
    raise SystemExit("the page did not come")


@contextlib.contextmanager
def _running(command: list[str], folder: Path) -> Iterator[Path]:
    """A program while it runs; its log."""
    with tempfile.TemporaryDirectory() as place:
        log = Path(place, "log")
        settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "TMPDIR": place}
        with log.open("wb") as file:
            process = subprocess.Popen(
                command, cwd=folder, env=settings, stdout=file, stderr=file, start_new_session=True
            )
        try:
            yield log
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
                process.wait(60)
