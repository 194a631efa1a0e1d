"""Serves the last build that succeeded on this computer alone, each page with its panel."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from guide.preview.panel import ASSETS, OURS, State, page_of_all, panel, with_panel

HOST = "127.0.0.1"
# How long a page's question for news is held open, in seconds.
_HELD = 25.0


class Board:
    """The state as all threads see it; whoever waits is told when it changes."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.state = State()

    def change(self, **fields: Any) -> None:
        with self._changed:
            self.state = replace(self.state, version=self.state.version + 1, **fields)
            self._changed.notify_all()

    def after(self, version: int, seconds: float = _HELD) -> State:
        """The state once it is another than that version, or after so long."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.version != version, seconds)
            return self.state


class _Handler(SimpleHTTPRequestHandler):
    """Three addresses of ours below OURS; all others are files of the build."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, board: Board, **more: Any) -> None:
        self.board = board
        super().__init__(*args, directory=str(board.state.folder or "/nonexistent"), **more)

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for problems."""

    def do_GET(self) -> None:
        self.respond()

    def do_HEAD(self) -> None:
        self.respond()

    def respond(self) -> None:
        # The connection may outlive the build that it began with.
        state = self.board.state
        self.directory = str(state.folder or "/nonexistent")
        path = urlsplit(self.path).path
        if path.startswith(OURS):
            self.ours(state, path.removeprefix(OURS))
        elif state.folder is None:
            self.send(page_of_all(state, path), "text/html; charset=utf-8", HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            self.file(state, path)

    def ours(self, state: State, name: str) -> None:
        if name in ASSETS:
            self.send(ASSETS[name].read_bytes(), f"text/{'css' if name.endswith('css') else 'javascript'}")
        elif name == "state":
            query = parse_qs(urlsplit(self.path).query)
            version = query.get("version", ["-1"])[0]
            state = self.board.after(int(version) if version.isdecimal() else -1)
            inside = panel(state, query.get("page", ["/"])[0])
            news = {"version": state.version, "built": state.built, "panel": inside}
            self.send(json.dumps(news).encode(), "application/json")
        elif name == "":
            self.send(page_of_all(state, OURS), "text/html; charset=utf-8")
        else:
            self.send(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def file(self, state: State, path: str) -> None:
        status = HTTPStatus.OK
        try:
            file = Path(self.translate_path(self.path))
            if file.is_dir() and not path.endswith("/"):
                self.send(b"", "text/plain", HTTPStatus.FOUND, location=f"/{path.strip('/')}/")
                return
            file = file / "index.html" if file.is_dir() else file
            body = file.read_bytes()
        except (OSError, ValueError):
            status, file = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
            body = file.read_bytes() if file.is_file() else b""
        kind = self.guess_type(file)
        self.send(with_panel(body, state, path) if kind == "text/html" else body, kind, status)

    def send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in mid-answer is no news."""


def listen(board: Board, port: int) -> Server:
    """A server on this computer alone; OSError when the port is taken."""
    handler: Callable[..., _Handler] = partial(_Handler, board=board)
    server = Server((HOST, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
