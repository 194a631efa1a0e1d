#!/usr/bin/env python3
"""Measure the whole build beside plain MkDocs: python scripts/bench_build.py [--pages 0 500 1800].

Ours is all of `make site`: three languages, checks, search index, permalinks, downloads. Beside it
stands `mkdocs build` with Material, its search and static-i18n on the same texts in two languages.
Both run in turn; the best of the rounds counts. Times of all processors together are given too,
because a busy machine disturbs them less. Then the same page is saved twenty times while `make
serve` runs, and three times beside `mkdocs serve --dirty`, which takes longer at each.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.edits import checks, edits, edits_of_plain, told
from bench.grown import grown, plain

ROOT = Path(__file__).resolve().parent.parent
_PEER_EDITS = 3


@dataclass(frozen=True)
class Run:
    """Seconds of the clock, of all processors, and MiB of the largest process."""

    seconds: float
    processors: float
    memory: float


def run(command: list[str], folder: Path) -> Run:
    """Run it; what it says goes to a file, and is shown if it fails."""
    began = time.monotonic()
    log = folder / "log"
    process = os.fork()
    if not process:
        os.chdir(folder)
        settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        with log.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        os.execve(command[0], command, settings)
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text('utf-8')[-3000:]}")
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def best(runs: list[Run]) -> Run:
    return min(runs, key=lambda one: one.seconds)


def measured(pages: int, rounds: int, folder: Path) -> dict[str, Run]:
    ours = grown(ROOT, folder / f"ours-{pages}", pages)
    build = [sys.executable, str(ours / "scripts/build.py")]
    cold, warm, peer = [], [], []
    for _ in range(rounds):
        shutil.rmtree(ours / ".build", ignore_errors=True)
        cold.append(run(build, ours))
        warm.append(run(build, ours))
        beside = plain(ours / "site", folder / f"plain-{pages}")
        peer.append(run([sys.executable, "-m", "mkdocs", "build", "--quiet"], beside))
    return {"ours, nothing kept": best(cold), "ours, all kept": best(warm), "plain MkDocs": best(peer)}


def edited(pages: int, count: int, folder: Path) -> dict[str, list[float]]:
    """Seconds from an edit to the changed page, and of the check of the sources after it."""
    ours = folder / f"ours-{pages}"
    if not (ours / "mkdocs.yml").is_file():
        ours = grown(ROOT, ours, pages)
    found = {"edit to page": edits(ours, count), "check after an edit": checks(ours, count)}
    beside = folder / f"plain-{pages}"
    if beside.is_dir() and count:
        found["edit to page, plain"] = edits_of_plain(beside, _PEER_EDITS)
    return found


def print_builds(results: dict[str, Run]) -> None:
    unit = results["plain MkDocs"]
    for name, one in results.items():
        print(
            f"  {name:20} {one.seconds:6.1f} s ({one.seconds / unit.seconds:4.2f} of plain)"
            f"  processors {one.processors:6.1f} s ({one.processors / unit.processors:4.2f})"
            f"  memory {one.memory:4.0f} MiB",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the whole build beside plain MkDocs.")
    parser.add_argument("--pages", type=int, nargs="+", default=[0, 500, 1800], help="a language; 0: our own")
    parser.add_argument("--rounds", type=int, default=2, help="0: only the edits")
    parser.add_argument("--edits", type=int, default=20, help="0: only the builds")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-build")
    options = parser.parse_args()
    for pages in options.pages:
        print(
            f"{pages or 'our own'} pages a language (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)",
            flush=True,
        )
        if options.rounds:
            print_builds(measured(pages, options.rounds, options.folder))
        if options.edits:
            for name, seconds in edited(pages, options.edits, options.folder).items():
                print(f"  {name:20} {told(seconds)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
