"""A site is made beside the one that is served, and takes its place in one step.

Below the folder of the build: `lock`, held while a build runs; `making-…`, where one build writes;
`site`, made and not yet, or not, found good; `old`, the site before. Each build writes in a folder
of its own, because programs of a build that was killed may go on writing for a while.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from guide.release.exchange import exchange

_MAKING = "making-"

Step = Callable[[Path], int]


class Busy(Exception):
    """Another build of the same folder is under way."""


def publish(served: Path, build: Path, make: Step, check: Step) -> int:
    """Make a site, check it, and let it take the place of `served`; the first status that is not 0.

    Whatever happens, and whenever the program ends, `served` is the site before or the whole new
    one. Raises Busy, or OSError for what the disk refuses.
    """
    build.mkdir(parents=True, exist_ok=True)
    with _lock(build / "lock"):
        _tidy(served, build)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=build))
        making.chmod(0o755)
        status = make(making)
        if status:
            _remove(making)
            return status
        # One name for each build, by which the check knows what it has read before.
        fresh = build / "site"
        making.rename(fresh)
        status = check(fresh)
        if not status:
            _switch(served, fresh, build / "old")
        return status


@contextmanager
def _lock(file: Path) -> Iterator[None]:
    """Hold the lock; the system lets go of it when the program ends, however it ends."""
    with file.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            raise Busy(held.read().strip() or "?") from None
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield


def _tidy(served: Path, build: Path) -> None:
    """Clear away what builds left that did not end."""
    if (build / "old").is_dir() and not served.exists():
        (build / "old").rename(served)  # killed between the two steps of a disk that cannot exchange
    for left in (build / "site", build / "old", *build.glob(f"{_MAKING}*")):
        _remove(left)


def _switch(served: Path, fresh: Path, old: Path) -> None:
    if not served.exists():
        fresh.rename(served)
    elif exchange(fresh, served):
        fresh.rename(old)
    else:
        served.rename(old)
        fresh.rename(served)
    _remove(old)


def _remove(folder: Path) -> None:
    """Thousands of files, one after the other, take a disk longer than the site took to make."""
    remove = partial(shutil.rmtree, ignore_errors=True)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(remove, folder.glob("*/*/")))
    remove(folder)
