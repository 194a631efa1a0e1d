"""Asks addresses, once each, follows where they lead, and judges what is there."""

import asyncio
import hashlib
import ipaddress
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import httpx

from guide.outward import answers
from guide.outward.answers import Answer, Failure
from guide.outward.hosts import Manners
from guide.outward.reading import Reading
from guide.outward.sending import PERMANENT, REDIRECT, Reply, Sender

# Labels as DNS has them, after IDNA, or an address of IPv6; the last dot may be written.
_HOST = re.compile(rb"(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.I)


def address_of(written: str) -> httpx.URL:
    """The address that a browser would ask for, without its fragment; Failure if there is none."""
    try:
        url = httpx.URL(written.strip())
        host = url.raw_host
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Failure("invalid", f"this is no address: {str(error).lower()}", "invalid") from error
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(host) or not 0 < (url.port or 80) < 65536:
        raise Failure("invalid", "this is no http address", "invalid")
    if url.userinfo:
        raise Failure("invalid", "the address has a name or password in it", "invalid")
    return url.copy_with(fragment=None)


async def ask_all(
    urls: Iterable[httpx.URL], manners: Manners, heard: Callable[[httpx.URL, Answer], None]
) -> None:
    """Ask each address once, several hosts at a time, and hand on each answer as it comes."""
    asker = _Asker(manners)
    by_host: dict[str, list[httpx.URL]] = {}
    for url in urls:
        by_host.setdefault(url.host, []).append(url)
    room = asyncio.Semaphore(manners.hosts)

    async def of_one_host(waiting: list[httpx.URL]) -> None:
        async with room:
            for url in waiting:
                heard(url, await asker.answer(url))

    async with asyncio.TaskGroup() as tasks:
        for waiting in by_host.values():
            tasks.create_task(of_one_host(waiting))


class _Asker:
    """One round of asking: follows redirects, and judges where they end."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.sender = Sender(manners)
        self.siblings: dict[str, Reply | None] = {}

    async def answer(self, url: httpx.URL) -> Answer:
        async with self.sender.client() as client:
            try:
                return await self._follow(client, url)
            except Failure as failure:
                return failure.answer
            except Exception as error:  # one odd answer does not end the round
                return answers.failure_of(error).answer

    async def _follow(self, client: httpx.AsyncClient, start: httpx.URL) -> Answer:
        url, moved, permanent = start, "", True
        seen: set[tuple[str, str]] = set()
        for _ in range(self.manners.hops + 1):
            # A site that sends the reader to the same address with a cookie is not going in circles.
            state = (str(url), str(sorted((c.name, c.value or "") for c in client.cookies.jar)))
            if state in seen:
                raise Failure("redirect-loop", "the redirects go in circles")
            seen.add(state)
            reply = await self.sender.reply(client, url)
            target, lasting = _target(reply)
            if not target:
                return replace(await self._judged(client, start, reply), moved_to=moved)
            url = _next(start, url, target)
            permanent = permanent and lasting
            # Nobody is told to write http where https was.
            moved = str(url) if permanent and url.scheme >= start.scheme else moved
            url = url.copy_with(fragment=None)
        raise Failure("too-many-redirects", f"there are more than {self.manners.hops} redirects")

    async def _judged(self, client: httpx.AsyncClient, start: httpx.URL, reply: Reply) -> Answer:
        """What the last of the redirects says."""
        answer = answers.of_status(reply.status)
        if answer.verdict != "well" or not reply.is_html:
            return answer
        if not reply.body and reply.whole:
            raise Failure("empty", "the page is empty")
        reading = reply.reading
        if reading.says_not_found or (
            reading.may_say_not_found and await self._says_the_same_of_nothing(client, reply, reading)
        ):
            raise Failure("not-found-page", f"answers {reply.status}, but the page says that there is none")
        if reply.url != start and _is_deep(start) and not _is_deep(reply.url) and not reply.url.query:
            raise Failure("front-page", f"is sent on to the front page {reply.url}")
        return replace(answer, ids=reading.ids if reply.whole else None)

    async def _says_the_same_of_nothing(
        self, client: httpx.AsyncClient, reply: Reply, reading: Reading
    ) -> bool:
        """Whether an address that cannot exist, beside this one, is answered by the same page.

        At most one such question a host and folder; its name is made of the address.
        """
        name = hashlib.sha256(str(reply.url).encode()).hexdigest()[:16]
        sibling = reply.url.join(f"{name}.html")
        folder = str(sibling).rpartition("/")[0]
        if folder not in self.siblings:
            self.siblings[folder] = None
            try:
                self.siblings[folder] = await self.sender.send(client, "GET", sibling)
            except (OSError, httpx.HTTPError, TimeoutError):
                return False
        other = self.siblings[folder]
        return other is not None and 200 <= other.status < 300 and other.reading.text == reading.text


def _target(reply: Reply) -> tuple[str, bool]:
    """(where a reply sends the reader, empty if it does not; whether for good)."""
    if reply.status in REDIRECT:
        if not reply.location:
            raise Failure("bad-redirect", f"answers {reply.status} and does not say where to go")
        return reply.location, reply.status in PERMANENT
    if 200 <= reply.status < 300 and reply.is_html and reply.body:
        return reply.reading.sent_on_to, False
    return "", False


def _next(start: httpx.URL, here: httpx.URL, location: str) -> httpx.URL:
    try:
        there = here.join(location)
        url = address_of(str(there))
    except (Failure, httpx.InvalidURL, ValueError) as error:
        raise Failure("bad-redirect", f"is sent on to {location[:200]}, which is no http address") from error
    if _is_private(url) and not _is_private(start):
        raise Failure("bad-redirect", f"is sent on to {url.host}, which is not on the public network")
    return url.copy_with(fragment=there.fragment or None)


def _is_private(url: httpx.URL) -> bool:
    try:
        return not ipaddress.ip_address(url.host).is_global
    except ValueError:
        return url.host == "localhost"


def _is_deep(url: httpx.URL) -> bool:
    """Whether an address is of more than a site's front page, in whichever language."""
    parts = [part for part in url.path.split("/") if part]
    if not parts:
        return bool(url.query)
    last = parts[-1].lower().partition(".")[0]
    return len(parts) > 1 or not (last in ("index", "home", "default", "main") or len(last) in (2, 5))
