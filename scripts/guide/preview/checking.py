"""The check of the sources in a process of its own, so that nothing waits for it."""

import gc
import signal
from collections.abc import Callable, Sequence
from datetime import date
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from guide.diagnostics import Problem
from guide.preview.faults import Snippets, check, snippets_of

News = Callable[[Snippets, Sequence[Problem]], None]


class Checker:
    """Checks when it is asked, with what it knows of files that have not changed since."""

    def __init__(self, root: Path, news: News) -> None:
        """`news` is called in a thread of its own with each result."""
        ours, theirs = Pipe()
        Process(target=_go_on, args=(root, theirs, ours), daemon=True).start()
        theirs.close()
        self._pipe: Connection = ours
        Thread(target=_listen, args=(ours, news), daemon=True).start()

    def ask(self, today: date) -> None:
        self._pipe.send(today)


def _listen(pipe: Connection, news: News) -> None:
    while True:
        try:
            found = pipe.recv()
        except (EOFError, OSError):
            return
        news(*found)


def _go_on(root: Path, pipe: Connection, other: Connection) -> None:
    """Check for each day that comes, and only for the last of several."""
    other.close()  # so that the end of the program that asks is the end of the pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the program that asks
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    site = None
    while True:
        try:
            today = pipe.recv()
            while pipe.poll():
                today = pipe.recv()
            site, problems = check(root, today, site)
            pipe.send((snippets_of(site), problems))
        except (EOFError, OSError):
            return
        gc.freeze()  # most of it stays: looking for cycles in it at each check is in vain
