#!/usr/bin/env python3
"""Show the site while it is written: each change at once, its problems beside each page.

A page that is asked for after a change is rendered by a program that waits for it; behind it the
whole site is built again, with all that is made of pages. A file that breaks the one, the other or
the check breaks none of them: the last good page stays, and the panel of the page and the terminal
say what is wrong until it is mended.
"""

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.diagnostics import Problem
from guide.preview.building import Builder, Snapshot, snapshot
from guide.preview.checking import Checker
from guide.preview.faults import Snippets
from guide.preview.renderer import Renderer
from guide.preview.server import Board, bind, listen

ROOT = Path(__file__).resolve().parent.parent
# Seconds between two looks at the files, and for which they must be still before a build begins.
LOOK = 0.1
STILL = 0.05
# Seconds for which nothing may change before the whole site is built again.
PAUSE = 1.0


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

    def __init__(self, root: Path, board: Board, builder: Builder, renderer: Renderer) -> None:
        self.root, self.board, self.builder, self.renderer = root, board, builder, renderer
        self.checker = Checker(root, self.checked)
        self.files: Snapshot | None = None
        self.due: float | None = None
        self.began = 0.0

    def settled(self) -> Snapshot | None:
        """The files once they are still, if any has changed since the last time."""
        before, now = self.files, snapshot(self.root)
        if now == before:
            return None
        while now != before:
            before = now
            time.sleep(STILL)
            now = snapshot(self.root)
        return now

    def changed(self, files: Snapshot) -> None:
        """Let pages be rendered anew, and check; the whole site is built when no more changes come."""
        before, self.files = self.files or {}, files
        paths = sorted({path for path, _ in before.items() ^ files.items()})
        if before and any(path.endswith(".py") for path in paths):
            say("a program has changed: the build follows it; the checks, once this is started again")
        self.builder.stop()
        self.renderer.change(before, files, paths)
        looks = self.board.state.looks + any("/assets/" in path for path in paths)
        self.board.change(building=True, fresh=False, failure="", looks=looks)
        self.checker.ask(date.today())
        self.due = time.monotonic() + (PAUSE if before else 0)

    def checked(self, snippets: Snippets, problems: Sequence[Problem]) -> None:
        news(self.board.state.problems, problems)
        self.board.change(snippets=snippets, problems=tuple(problems))

    def look(self) -> None:
        files = self.settled()
        if files is not None:
            self.changed(files)
        if self.due is not None and time.monotonic() >= self.due:
            self.due, self.began = None, time.monotonic()
            self.builder.start(self.board.state.folder)
        status = self.builder.status()
        if status == 0:
            self.board.change(folder=self.builder.folder, fresh=True, building=False, failure="")
            self.renderer.published()
            say(f"all built in {time.monotonic() - self.began:.1f} s; see {self.builder.address}")
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
    root, board = options.root.resolve(), Board()
    try:
        server = bind(options.port)
    except (OSError, OverflowError) as error:
        print(f"nothing can be served on port {options.port}: {error}; try --port 0", file=sys.stderr)
        return 2
    builder = Builder(root, server.address)
    renderer = Renderer(root, server.address, builder.home)
    signal.signal(signal.SIGTERM, stop)
    try:
        preview = Preview(root, board, builder, renderer)
        listen(server, board, renderer)
        say(f"see {builder.address}; search and all else that is made of pages comes with the first build")
        while True:
            preview.look()
            time.sleep(LOOK)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        renderer.close()
        builder.close()
        server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
