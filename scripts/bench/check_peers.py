"""Other checkers of links: which are installed, how they are called, what a run takes."""

import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

# Told to check files of this machine only, with fragments where they can.
COMMANDS: dict[str, list[str]] = {
    "hyperlink": ["hyperlink", "--check-anchors", "{site}"],
    "htmltest": ["htmltest", "--skip-external", "{site}"],
    "lychee": [
        "lychee",
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--root-dir",
        "{site}",
        "{site}",
    ],
    "linkinator": [
        "linkinator",
        "{site}",
        "--recurse",
        "--check-fragments",
        "--skip",
        "^https?://(?!localhost)",
    ],
    "linkchecker": ["linkchecker", "--no-status", "--no-warnings", "{site}/index.html"],
    "html-proofer": ["htmlproofer", "--disable-external", "{site}"],
}


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of all processors, MiB at its peak; None if cut off."""

    seconds: float
    processor: float
    memory: float


def installed(extra: str = "") -> dict[str, list[str]]:
    """The commands of the peers that are here; `extra` is a folder to look in besides PATH."""
    path = os.pathsep.join(filter(None, [extra, os.environ.get("PATH", "")]))
    found = {name: shutil.which(command[0], path=path) for name, command in COMMANDS.items()}
    return {name: [program, *COMMANDS[name][1:]] for name, program in found.items() if program}


def ours(root: Path) -> list[str]:
    return [sys.executable, str(root / "scripts" / "check.py"), "--site", "{site}"]


def run(command: list[str], site: Path, patience: float) -> Run | None:
    """Run a checker on a folder; None if it takes longer than `patience` seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    words = [word.replace("{site}", str(site)) for word in command]
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=site.parent
    )
    watch = _Memory(process.pid)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return None
    finally:
        watch.stop()
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor, watch.peak / 1024)


class _Memory:
    """Looks again and again at what a process and its children hold; shared pages count once."""

    def __init__(self, process: int) -> None:
        self.process, self.peak, self._ends = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ends.wait(0.05):
            self.peak = max(self.peak, sum(map(_held, [self.process, *_children(self.process)])))

    def stop(self) -> None:
        self._ends.set()
        self._thread.join()


def _children(process: int) -> list[int]:
    found = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            direct = [int(number) for number in file.read_text().split()]
        except OSError:
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found


def _held(process: int) -> int:
    """KiB in memory, shared pages in proportion; 0 where it cannot be told."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
