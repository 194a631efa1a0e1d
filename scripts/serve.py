#!/usr/bin/env python3
"""Show the site while it is written: built again at each change, its problems beside each page.

A file that breaks the build, or the check, breaks neither: the last good build stays, and the
panel of the page and the terminal say what is wrong until it is mended.
"""

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.diagnostics import Problem
from guide.preview.building import Builder, snapshot
from guide.preview.faults import check
from guide.preview.server import HOST, Board, listen

ROOT = Path(__file__).resolve().parent.parent
# Seconds between two looks at the files, and for which they must be still before a build begins.
LOOK = 0.3
STILL = 0.1


def say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


def news(before: Sequence[Problem], now: Sequence[Problem]) -> None:
    """Print the problems that are new, and count them all."""
    shown = {(p.place.path, p.rule, p.message) for p in before}
    for problem in now:
        if (problem.place.path, problem.rule, problem.message) not in shown:
            print(problem, flush=True)
    kinds = Counter(problem.severity for problem in now)
    say(f"{kinds['error']} errors, {kinds['warning']} warnings")


class Preview:
    """One look after another: what changed, what is wrong, what was built."""

    def __init__(self, root: Path, board: Board, builder: Builder) -> None:
        self.root, self.board, self.builder = root, board, builder
        self.files = snapshot(root)
        self.began = 0.0

    def settled(self) -> bool:
        """Whether files have changed since the last time, and are still again."""
        before, now = self.files, snapshot(self.root)
        if now == before:
            return False
        while now != self.files:
            self.files = now
            time.sleep(STILL)
            now = snapshot(self.root)
        if any(path.endswith(".py") for path, _ in before.items() ^ now.items()):
            say("a program has changed: the build follows it; the checks, once this is started again")
        return True

    def changed(self) -> None:
        """Begin a build, and check while it runs."""
        self.began = time.monotonic()
        self.builder.start(self.board.state.folder)
        self.board.change(building=True)
        site, problems = check(self.root, date.today())
        news(self.board.state.problems, problems)
        self.board.change(site=site, problems=tuple(problems))

    def look(self) -> None:
        if self.settled():
            self.changed()
        status = self.builder.status()
        if status == 0:
            seconds = time.monotonic() - self.began
            built = f"{os.getpid()}-{self.board.state.version}"
            self.board.change(built=built, folder=self.builder.folder, building=False, failure="")
            say(f"built in {seconds:.1f} s; see {self.builder.address}")
        elif status is not None:
            said = self.builder.said() or f"the build ended with status {status}"
            self.board.change(building=False, failure=said)
            say(f"not built; the last good build stays\n{said}")


def stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Show the site while it is written.")
    parser.add_argument("--port", type=int, default=8000, help="0 for any that is free (8000)")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    options = parser.parse_args(argv)
    board = Board()
    try:
        server = listen(board, options.port)
    except (OSError, OverflowError) as error:
        print(f"nothing can be served on port {options.port}: {error}; try --port 0", file=sys.stderr)
        return 2
    builder = Builder(options.root.resolve(), f"http://{HOST}:{server.server_address[1]}/")
    signal.signal(signal.SIGTERM, stop)
    try:
        say(f"building; see {builder.address}")
        preview = Preview(options.root.resolve(), board, builder)
        preview.changed()
        while True:
            preview.look()
            time.sleep(LOOK)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        builder.close()
        server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
