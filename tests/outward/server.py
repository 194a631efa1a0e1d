"""A local server with every kind of misbehaviour, and a resolver that sends all names to it."""

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("self-signed.pem")
PAGE = (
    "<!doctype html><title>利率</title><h1 id='top-of-it'>利率</h1><a name='old'></a><p id='節'>"
    + "文字。" * 200
)
GONE = "<!doctype html><title>404 Not Found - 某某网</title><p>sorry"


@cache
def bomb() -> bytes:
    """300 MB of nothing in 300 KB."""
    return gzip.compress(bytes(300_000_000), 9)


@dataclass(frozen=True)
class Asked:
    """One request as it came in, and when."""

    method: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Server:
    """Answers by path on 127.0.0.1; `asked` keeps every request, `raw` is what /raw answers."""

    port: int
    raw: bytes = b""
    asked: list[Asked] = field(default_factory=list)

    def count(self, path: str) -> dict[str, int]:
        methods = [each.method for each in self.asked if each.path == path]
        return {method: methods.count(method) for method in methods}


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    kind = (
        []
        if any(h.lower().startswith("content-type") for h in headers)
        else ["content-type: text/html; charset=utf-8"]
    )
    length = (
        []
        if any(h.lower().startswith(("content-length", "transfer")) for h in headers)
        else [f"content-length: {len(body)}"]
    )
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, *kind, *length, "connection: close"])
    return f"{head}\r\n\r\n".encode() + body


def to(location: str, status: str = "302 Found", *headers: str) -> bytes:
    return answer(status, b"", f"location: {location}", *headers)


def replies(server: Server, request: Asked) -> bytes | Callable[[socket.socket], None]:
    """The whole misbehaviour, by path."""
    path, before = (
        request.path,
        sum(each.path == request.path and each.method == request.method for each in server.asked),
    )
    page, gone = PAGE.encode(), GONE.encode()
    plain: dict[str, bytes] = {
        "/": page,
        "/well": answer("200 OK", page),
        "/home": answer("200 OK", page),
        "/latin": answer(
            "200 OK", "<title>页面不存在</title>".encode("gb18030"), "content-type: text/html; charset=gb2312"
        ),
        "/latin-meta": answer(
            "200 OK",
            "<meta charset=gbk><title>页面不存在</title>".encode("gb18030"),
            "content-type: text/html",
        ),
        "/missing": answer("404 Not Found", b"no"),
        "/gone": answer("410 Gone", b"no"),
        "/forbidden": answer("403 Forbidden", b"no"),
        "/soft": answer("200 OK", gone),
        "/about-404": answer(
            "200 OK", ("<title>404 Main Street: a case not found in any book</title>" + PAGE).encode()
        ),
        "/folder/weak": answer("200 OK", b"<title>Site</title><p>Sorry, page not found."),
        "/quotes/weak": answer("200 OK", b"<title>Site</title><p>What to do when it says page not found."),
        "/moved": to("/well", "301 Moved Permanently"),
        "/moved-308": to("/moved", "308 Permanent Redirect"),
        "/moved-then-not": to("/for-now", "301 Moved Permanently"),
        "/for-now": to("/well"),
        "/for-now-307": to("/well", "307 Temporary Redirect"),
        "/for-now-then-moved": to("/moved"),
        "/loop": to("/loop2"),
        "/loop2": to("/loop"),
        "/to-ftp": to("ftp://127.0.0.1/x"),
        "/to-script": to("javascript:alert(1)"),
        "/to-escape": to("x:\x1b[2J\x07"),
        "/to-nowhere": answer("302 Found"),
        "/to-broken": to("http://[::1/"),
        "/to-private": to("http://169.254.169.254/latest/meta-data"),
        "/deep/to-front": to("/", "301 Moved Permanently"),
        "/en": to("/", "302 Found"),
        "/refresh": answer("200 OK", b"<meta http-equiv=Refresh content='0; url=/well'>"),
        "/slow-refresh": answer(
            "200 OK", b"<title>x</title><meta http-equiv=Refresh content='600'><p id=a>text"
        ),
        "/later": answer("429 Too Many Requests", b"", "retry-after: 86400"),
        "/empty": answer("200 OK"),
        "/nothing": answer("204 No Content"),
        "/short": answer("200 OK", page, "content-length: 99999"),
        "/long": answer("200 OK", page + b"<p id=z>", f"content-length: {len(page)}"),
        "/no-length": answer("200 OK", page).replace(b"content-length", b"x-length"),
        "/zip": answer("200 OK", gzip.compress(page), "content-encoding: gzip"),
        "/not-zip": answer("200 OK", page, "content-encoding: gzip"),
        "/brotli": answer("200 OK", b"\x0b\x02\x80", "content-encoding: br"),
        "/odd-header": answer(
            "200 OK", page, "x-odd: \xe9\xff", "content-type: text/html; charset=no-such-thing"
        ),
        "/junk": b"\x00\x01\x02 this is not HTTP\r\n\r\n",
        "/file.pdf": answer("200 OK", b"%PDF-1.7", "content-type: application/pdf"),
        "/teapot": answer("418 I'm a teapot"),
        "/no-reason": answer("599"),
        "/needs-cookie": answer("200 OK", page)
        if "cookie" in request.headers
        else to("/needs-cookie", "302 Found", "set-cookie: a=1"),
    }
    if path in plain:
        body = plain[path]
        return answer("200 OK", body) if path == "/" else body
    if path == "/head-405":
        return answer("405 Method Not Allowed") if request.method == "HEAD" else answer("200 OK", page)
    if path == "/head-404":
        return answer("404 Not Found") if request.method == "HEAD" else answer("200 OK", page)
    if path == "/head-resets":
        return reset if request.method == "HEAD" else answer("200 OK", page)
    if path in ("/busy-once", "/busy-once-date", "/down-once"):
        if before > 1:
            return answer("200 OK", page)
        if path == "/busy-once":
            return answer("429 Too Many Requests", b"", "retry-after: 1")
        now = time.time()
        if path == "/busy-once-date":  # by a clock that is a day late
            late = now - 86400
            return answer(
                "429 Too Many Requests",
                b"",
                f"date: {formatdate(late, usegmt=True)}",
                f"retry-after: {formatdate(late + 1, usegmt=True)}",
            )
        return answer("503 Service Unavailable")
    if path.startswith("/to-plain/"):
        return to(f"http://law.gov.cn:{path.rpartition('/')[2]}/well", "301 Moved Permanently")
    if path == "/raw":
        return server.raw
    if path == "/bomb":
        return answer("200 OK", bomb(), "content-encoding: gzip")
    if path == "/odd-wait":
        return answer("503 Service Unavailable", b"", "retry-after: soon")
    if path == "/down":
        return answer("503 Service Unavailable")
    if path.startswith("/chain/"):
        number = int(path.rpartition("/")[2])
        return to(f"/chain/{number - 1}") if number else answer("200 OK", page)
    if path == "/to-other":
        return to(f"http://other.gov.cn:{server.port}/well", "301 Moved Permanently")
    if path.startswith("/folder/"):
        return answer("200 OK", b"<title>Site</title><p>Sorry, page not found.")
    return MISBEHAVIOURS.get(path, answer("404 Not Found", b"no"))


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket) -> None:
    time.sleep(6)


def drips(head: bytes) -> Callable[[socket.socket], None]:
    """A head, then one byte each 50 ms, for ever."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(head)
        with contextlib.suppress(OSError):
            for _ in range(200):
                connection.sendall(b"x")
                time.sleep(0.05)

    return drip


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<title>x</title>")
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(b"a" * 65536)


def endless_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(b"x-more: " + b"a" * 8192 + b"\r\n")


MISBEHAVIOURS: dict[str, Callable[[socket.socket], None]] = {
    "/reset": reset,
    "/closes": lambda connection: None,
    "/silent": silent,
    "/drips": drips(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<title>x</title>"),
    "/drips-head": drips(b"HTTP/1.1 200 OK\r\nx-slow: "),
    "/endless": endless,
    "/endless-head": endless_head,
}


def _serve(server: Server, connection: socket.socket) -> None:
    with contextlib.suppress(OSError), connection:
        connection.settimeout(8)
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        request = Asked(method, path, headers, time.monotonic())
        server.asked.append(request)
        reply = replies(server, request)
        if callable(reply):
            reply(connection)
        else:
            connection.sendall(reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else reply)


@contextlib.contextmanager
def serving(secure: bool = False) -> Iterator[Server]:
    """A server on a free port of 127.0.0.1 until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if secure:
        context.load_cert_chain(CERTIFICATE)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=greet, args=(connection,), daemon=True).start()

    def greet(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            _serve(server, context.wrap_socket(connection, server_side=True) if secure else connection)

    threading.Thread(target=accept, daemon=True).start()
    yield server
    listener.close()
