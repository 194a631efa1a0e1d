"""Manners towards other people's servers: one request at a time, pauses, and Retry-After."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx


@dataclass(frozen=True)
class Manners:
    """How we ask. Times are in seconds; `attempts` counts the first.

    `pause` is between two requests to one host, `total` what one request may take in all,
    `wait` the longest that a server may ask us to wait, `hops` the most redirects followed.
    """

    agent: str
    hosts: int = 8
    pause: float = 1.0
    timeout: float = 15.0
    total: float = 45.0
    attempts: int = 3
    backoff: float = 2.0
    wait: float = 90.0
    most_bytes: int = 2 * 1024 * 1024
    hops: int = 10


@dataclass
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Hosts:
    """Lets one request at a time through to each host, and none before its pause is over."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._hosts: dict[tuple[str, int | None], _Host] = {}

    def _host(self, url: httpx.URL) -> _Host:
        return self._hosts.setdefault((url.host, url.port), _Host())

    @asynccontextmanager
    async def turn(self, url: httpx.URL) -> AsyncIterator[None]:
        host, clock = self._host(url), asyncio.get_running_loop().time
        async with host.lock:
            await asyncio.sleep(max(0.0, host.free_at - clock()))
            try:
                yield
            finally:
                host.free_at = max(host.free_at, clock() + self._pause)

    def leave_alone(self, url: httpx.URL, seconds: float) -> None:
        """Nothing more to this host for so long, whichever address of it comes next."""
        host = self._host(url)
        host.free_at = max(host.free_at, asyncio.get_running_loop().time() + seconds)


def retry_after(headers: httpx.Headers) -> float | None:
    """The seconds for which a server asks to be left alone; None when it does not say.

    A date is counted from the server's own clock, where it gives it.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    until, now = _date(value), _date(headers.get("date", ""))
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
