"""Builds the site beside the one that is served, and notices when a file has changed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# What a change in makes a new build; a file of these names below the root, or all below a folder.
WATCHED = ("mkdocs.yml", "docs", "snippets", "overrides", "scripts")
# Of what a failed build said, the end is what matters.
_LINES = 12
_PRIORITY = 10

Snapshot = dict[str, tuple[int, int]]


def snapshot(root: Path) -> Snapshot:
    """Every watched file with the time of its last change and its size."""
    found: Snapshot = {}
    waiting = [str(root / name) for name in WATCHED]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 - 2,000 times a second
                with os.scandir(path) as entries:
                    waiting += [
                        e.path for e in entries if not e.name.startswith(".") and e.name != "__pycache__"
                    ]
            else:
                stat = os.stat(path)  # noqa: PTH116
                found[path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            continue  # gone since, or not ours to read: the check says so
    return found


class Builder:
    """One build at a time, each in a program of its own, so that none can take the server down.

    Two folders take turns: the one that is served is not the one that is written. It gives way to
    all else that runs, since the page being looked at does not wait for it.
    """

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.address = address
        self.home = Path(tempfile.mkdtemp(prefix="guide-preview-"))
        self.log = self.home / "log"
        self._turn = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def folder(self) -> Path:
        return self.home / str(self._turn)

    def start(self, served: Path | None) -> None:
        """Begin a build; one that is under way is of no more use."""
        self.stop()
        self._turn = 1 if served == self.home / "0" else 0
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--no-strict",
            "--quiet",
            "--site-dir",
            str(self.folder),
        ]
        settings = {
            **os.environ,
            "SITE_URL": self.address,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self.home.mkdir(exist_ok=True)  # someone may have tidied up
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=self.root, env=settings, stdout=log, stderr=log, start_new_session=True
            )
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _PRIORITY)

    def status(self) -> int | None:
        """The exit status of the build that was started, once; None while it runs or there is none."""
        status = self._process.poll() if self._process else None
        if status is not None:
            self._process = None
        return status

    def said(self) -> str:
        """The last lines of what the build said."""
        text = self.log.read_bytes().decode("utf-8", errors="replace") if self.log.exists() else ""
        lines = [line.rstrip() for line in text.splitlines() if line.strip()]
        return "\n".join(lines[-_LINES:])

    def stop(self) -> None:
        if self._process:
            # With all that it has started, which would go on writing into the folder of the next.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
