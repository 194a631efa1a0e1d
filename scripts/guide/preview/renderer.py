"""Pages rendered when they are asked for, between an edit and the end of the build that follows it.

A program beside the server has read the whole site and waits: MkDocs, the content, the templates.
No page is told apart as depending on another; whichever is asked for is rendered from what stands
on the disk now. What this program breaks over is said, and it is started again at the next change.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.preview.pages import CHANNEL

# Seconds within which a page must be there; the first, with the start of the program before it.
_PATIENCE = 30.0
_TEXTS = (".md", ".yml", ".txt")
_SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Rendered:
    """A page as it is now, or as it was when it could last be rendered; None if there is no such page.

    `failure` says why it is not as it should be.
    """

    html: bytes | None = None
    failure: str = ""


class Renderer:
    """The program that renders, and what it has rendered since the last change. Any thread may ask."""

    def __init__(self, root: Path, address: str, home: Path) -> None:
        self.root, self.address, self.home = root, address, home
        self._lock = threading.Lock()
        self._known: dict[str, Rendered] = {}
        self._good: dict[str, bytes] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._failure = ""

    def change(self, before: Iterable[str], now: Iterable[str], changed: Iterable[str]) -> None:
        """Files have changed: the paths that there were, that there are now, and those of other content."""
        changed = list(changed)
        programs = any(path.endswith((".py", _SETTINGS)) for path in changed)
        more = set(before) != set(now) or not all(path.endswith(_TEXTS) for path in changed)
        with self._lock:
            self._known.clear()
            if not programs:
                self._send({"changed": more})
            if programs or not self._channel:
                self._start()

    def published(self) -> None:
        """The build has everything that this had, so nothing older is of use."""
        with self._lock:
            self._good.clear()

    def page(self, path: str) -> Rendered:
        """The page at a path below the root, such as en/topics/x/."""
        with self._lock:
            if path not in self._known:
                self._known[path] = self._page(path)
            return self._known[path]

    def close(self) -> None:
        with self._lock:
            self._end()

    def _page(self, path: str) -> Rendered:
        answer = self._ask(path)
        if "html" in answer:
            self._good[path] = answer["html"].encode("utf-8", errors="xmlcharrefreplace")
        elif "failure" not in answer:
            return Rendered()
        return Rendered(self._good.get(path), answer.get("failure", ""))

    def _ask(self, path: str) -> dict[str, Any]:
        if self._channel:
            self._send({"page": path})
            line = self._line()
            if line:
                return dict(json.loads(line))
            self._end()
            self._failure = f"the page at /{path} could not be rendered\n{self._said()}".strip()
        return {"failure": self._failure}

    def _send(self, asked: dict[str, Any]) -> None:
        if self._channel:
            try:
                self._channel.sendall(json.dumps(asked).encode() + b"\n")
            except OSError:
                self._end()

    def _line(self) -> bytes:
        """One line of its answer; empty when it has ended or takes too long."""
        parts = bytearray()
        while self._channel and not parts.endswith(b"\n"):
            ready = select.select([self._channel], [], [], _PATIENCE)[0]
            part = b""
            with contextlib.suppress(OSError):
                part = self._channel.recv(1 << 20) if ready else b""
            if not part:
                return b""
            parts += part
        return bytes(parts)

    def _start(self) -> None:
        self._end()
        self.home.mkdir(exist_ok=True)  # someone may have tidied up
        ours, theirs = socket.socketpair()
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "--quiet", "--site-dir"]
        settings = {
            **os.environ,
            CHANNEL: str(theirs.fileno()),
            "SITE_URL": self.address,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONUTF8": "1",
        }
        with theirs, (self.home / "pages.log").open("wb") as log:
            self._process = subprocess.Popen(
                [*mkdocs, str(self.home / "pages")],
                cwd=self.root,
                env=settings,
                stdout=log,
                stderr=log,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._channel = ours

    def _said(self) -> str:
        """The last lines of what the program said."""
        with contextlib.suppress(OSError):
            lines = (self.home / "pages.log").read_text("utf-8", errors="replace").splitlines()
            return "\n".join([line.rstrip() for line in lines if line.strip()][-3:])
        return ""

    def _end(self) -> None:
        if self._channel:
            self._channel.close()
            self._channel = None
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
