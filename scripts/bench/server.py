"""A folder on a local address, compressed as a host would, with an account of what was sent."""

import gzip
import mimetypes
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")


class Server:
    """Serves a folder; `sent` tells how many bytes of which path, compressed, since `forget`."""

    def __init__(self, folder: Path, brotli: Any = None) -> None:
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        compress = _compressor(brotli)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                """Nobody reads a log of requests."""

            def do_GET(handler) -> None:
                path = unquote(urlsplit(handler.path).path).lstrip("/")
                file = folder / path
                if path == "" or path.endswith("/"):
                    file /= "index.html"
                if not file.is_file():
                    handler.send_error(404)
                    return
                encoding, body = compress(file)
                self.sent.append((path, len(body)))
                handler.send_response(200)
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                handler.send_header("Content-Type", kind)
                if encoding:
                    handler.send_header("Content-Encoding", encoding)
                handler.send_header("Content-Length", str(len(body)))
                handler.send_header("Cache-Control", "max-age=600")
                handler.end_headers()
                handler.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self.compress = compress
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def forget(self) -> None:
        self.sent.clear()

    @property
    def total(self) -> int:
        return sum(size for _, size in self.sent)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _compressor(brotli: Any) -> Any:
    """File -> (encoding, bytes): Brotli if it is there, else gzip; neither if it saves nothing."""

    @cache
    def compress(file: Path) -> tuple[str, bytes]:
        plain = file.read_bytes()
        packed = brotli.compress(plain, quality=11) if brotli else gzip.compress(plain, 9, mtime=0)
        return (("br" if brotli else "gzip"), packed) if len(packed) < len(plain) else ("", plain)

    return compress
