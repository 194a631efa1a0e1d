"""No name is looked up outside: those of the tests are this computer, all others have no address."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from .server import Server, serving

HERE = {"127.0.0.1", "law.gov.cn", "other.gov.cn", "xn--fsqu00a.cn"}
SILENT = {"silent.gov.cn"}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name in SILENT:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if name not in HERE:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real("127.0.0.1", port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def loop() -> Iterator[None]:
    """Tests in the browser, which may run before in the same process, leave a loop of events waiting."""
    waiting = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(waiting)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server
