"""Serves the site on this computer alone, each page with its panel.

Once a build has all changes, its files are served; until then each page is rendered when it is
asked for, scripts and styles are taken from the sources, and the rest is of the last good build.
"""

import json
import re
import threading
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from guide.preview.assets import asset
from guide.preview.panel import ASSETS, OURS, State, page_of_all, panel, with_panel
from guide.preview.renderer import Rendered, Renderer

HOST = "127.0.0.1"
_HASH = re.compile(rb"(?<=\w)\.[0-9a-f]{10}(?=\.js\")")
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


@dataclass(frozen=True)
class Found:
    """What is at an address. `body` is None where there is nothing yet; `failure` is why it may be old."""

    body: bytes | None
    kind: str = "text/html"
    status: HTTPStatus = HTTPStatus.OK
    failure: str = ""

    def built(self, state: State) -> str:
        """A name for these bytes, and for how they look; a build hashes the names of scripts, rendering not."""
        if self.body is None:
            return str(state.version)
        body = _HASH.sub(b"", self.body)
        return f"{blake2b(body, digest_size=8).hexdigest()}-{state.looks}"


class _Handler(SimpleHTTPRequestHandler):
    """Three addresses of ours below OURS; all others are of the site."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, board: Board, renderer: Renderer, **more: Any) -> None:
        self.board, self.renderer = board, renderer
        super().__init__(*args, directory="/nonexistent", **more)

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for problems."""

    def do_GET(self) -> None:
        self.respond()

    def do_HEAD(self) -> None:
        self.respond()

    def respond(self) -> None:
        state, path = self.board.state, urlsplit(self.path).path
        if path.startswith(OURS):
            self.ours(state, path.removeprefix(OURS))
        elif not path.endswith("/") and self.is_folder(state, path):
            self.send(b"", "text/plain", HTTPStatus.FOUND, location=f"/{path.strip('/')}/")
        else:
            self.site(state, path)

    def site(self, state: State, path: str) -> None:
        found = self.find(state, path)
        if found.body is None:
            body = page_of_all(state, path, found.failure)
            self.send(body, "text/html; charset=utf-8", HTTPStatus.SERVICE_UNAVAILABLE)
        elif found.kind == "text/html":
            body = with_panel(found.body, state, path, found.built(state), found.failure)
            self.send(body, found.kind, found.status)
        else:
            self.send(found.body, found.kind, found.status)

    def ours(self, state: State, name: str) -> None:
        if name in ASSETS:
            self.send(ASSETS[name].read_bytes(), f"text/{'css' if name.endswith('css') else 'javascript'}")
        elif name == "state":
            query = parse_qs(urlsplit(self.path).query)
            version = query.get("version", ["-1"])[0]
            state = self.board.after(int(version) if version.isdecimal() else -1)
            self.news(state, query.get("page", ["/"])[0])
        elif name == "":
            self.send(page_of_all(state, OURS), "text/html; charset=utf-8")
        else:
            self.send(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def news(self, state: State, path: str) -> None:
        """The name of what is now at a path, and its panel."""
        found = Found(None) if path.startswith(OURS) else self.find(state, path)
        inside = panel(state, path, found.failure)
        news = {"version": state.version, "built": found.built(state), "panel": inside}
        self.send(json.dumps(news).encode(), "application/json")

    def is_folder(self, state: State, path: str) -> bool:
        try:
            built = self.built(state, path)
            return (built is not None and built.is_dir()) or self.rendered(state, f"{path}/").html is not None
        except (OSError, ValueError):
            return False

    def find(self, state: State, path: str) -> Found:
        """What is at a path now: as the sources have it, or else the last good build."""
        page = self.rendered(state, path)
        if page.html is not None:
            return Found(page.html, failure=page.failure)
        body = None if state.fresh else asset(self.renderer.root, path)
        if body is not None:
            return Found(body, self.guess_type(path))
        return replace(self.of_build(state, path), failure=page.failure)

    def rendered(self, state: State, path: str) -> Rendered:
        """The page at a path that has changed since the build; none if it is no page, or has not."""
        name = unquote(path).removeprefix("/").removesuffix("index.html")
        return (
            self.renderer.page(name) if not state.fresh and (not name or name.endswith("/")) else Rendered()
        )

    def built(self, state: State, path: str) -> Path | None:
        """The file or folder of a path in the last good build, whether or not there is one."""
        if state.folder is None:
            return None
        self.directory = str(state.folder)  # the connection may outlive the build that it began with
        return Path(self.translate_path(path))

    def of_build(self, state: State, path: str) -> Found:
        if state.folder is None:
            return Found(None)
        try:
            file = Path(self.built(state, path) or "")
            file = file / "index.html" if path.endswith("/") else file
            return Found(file.read_bytes(), self.guess_type(file))
        except (OSError, ValueError):
            missing = state.folder / "404.html"
            body = missing.read_bytes() if missing.is_file() else b""
            return Found(body, "text/html", HTTPStatus.NOT_FOUND)

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

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in mid-answer is no news."""


def bind(port: int) -> Server:
    """A server on this computer alone, which answers nobody yet; OSError when the port is taken."""
    return Server((HOST, port), BaseRequestHandler)


def listen(server: Server, board: Board, renderer: Renderer) -> None:
    """Answer from now on."""
    server.RequestHandlerClass = partial(_Handler, board=board, renderer=renderer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
