"""One request at a time: HEAD, GET where that is needed, never POST; asked again where that may help."""

import asyncio
import ssl
from dataclasses import dataclass
from functools import cached_property

import httpx

from guide.outward import answers
from guide.outward.answers import Failure
from guide.outward.hosts import Hosts, Manners, retry_after
from guide.outward.reading import Reading, decoded, inflate

PERMANENT = frozenset({301, 308})
REDIRECT = frozenset({301, 302, 303, 307, 308})
# ssl.OP_LEGACY_SERVER_CONNECT, which Python names from 3.12 on.
_LEGACY_SERVERS = 0x4
_HTML = ("text/html", "application/xhtml+xml")
_HEADERS = {
    "accept": "text/html,*/*;q=0.8",
    "accept-encoding": "gzip, deflate",
    "accept-language": "zh-CN,zh;q=0.9,en;q=0.8",
}


@dataclass(frozen=True)
class Reply:
    """One answer of a server; `whole` when all of the body was read."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    location: str = ""
    body: bytes = b""
    whole: bool = True

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "text/html").split(";")[0].strip().lower() in _HTML

    @cached_property
    def reading(self) -> Reading:
        charset = httpx.Response(200, headers=self.headers).charset_encoding
        return Reading(decoded(self.body, charset))


class Sender:
    """Sends requests with the manners given, over connections that a browser would accept."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.hosts = Hosts(manners.pause)
        self.secure = httpx.create_ssl_context()
        # Old servers of courts and ministries cannot do without; every browser puts up with it.
        self.secure.options |= _LEGACY_SERVERS

    def client(self) -> httpx.AsyncClient:
        """One for each address: a site's cookies are no other address's business."""
        return httpx.AsyncClient(
            verify=self.secure,
            timeout=self.manners.timeout,
            headers={**_HEADERS, "user-agent": self.manners.agent},
            event_hooks={"response": [_keep_location]},
        )

    async def reply(self, client: httpx.AsyncClient, url: httpx.URL) -> Reply:
        """What HEAD brings where that is enough, else what GET brings."""
        try:
            reply = await self._patiently(client, "HEAD", url, attempts=1)
            if reply.status in REDIRECT and reply.location:
                return reply
            if 200 <= reply.status < 300 and "content-type" in reply.headers and not reply.is_html:
                return reply
        except Failure as failure:
            if failure.verdict == "busy":
                raise
        return await self._patiently(client, "GET", url, attempts=max(1, self.manners.attempts - 1))

    async def _patiently(
        self, client: httpx.AsyncClient, method: str, url: httpx.URL, attempts: int
    ) -> Reply:
        """Ask again what may pass, after a pause that grows, or the one that the server asks for."""
        for attempt in range(attempts):
            pause = self.manners.backoff * 2**attempt
            try:
                reply = await self.send(client, method, url)
            except (OSError, httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, TimeoutError) as error:
                failure = answers.failure_of(error)
                if attempt + 1 == attempts or failure.status == "tls":
                    raise failure from error
            else:
                asked = retry_after(reply.headers) if reply.status in answers.WORTH_ASKING_AGAIN else None
                if asked is not None and asked > self.manners.wait:
                    detail = f"answers {reply.status}, and asks to be left alone for {asked:.0f} seconds"
                    raise Failure(str(reply.status), detail, "busy")
                if asked is not None:
                    self.hosts.leave_alone(url, asked)
                if reply.status not in answers.WORTH_ASKING_AGAIN or attempt + 1 == attempts:
                    return reply
                pause = asked if asked is not None else pause
            self.hosts.leave_alone(url, pause)
        raise AssertionError("attempts is at least 1")

    async def send(self, client: httpx.AsyncClient, method: str, url: httpx.URL) -> Reply:
        async with self.hosts.turn(url):
            chunks: list[bytes] = []
            head: list[httpx.Response] = []
            whole = False
            try:
                async with asyncio.timeout(self.manners.total):
                    async with client.stream(method, url) as response:
                        head.append(response)
                        size = 0
                        async for chunk in response.aiter_raw():
                            chunks.append(chunk)
                            size += len(chunk)
                            if size > self.manners.most_bytes:
                                break
                        else:
                            whole = True
            except (httpx.TransportError, TimeoutError, OSError):
                # A page that begins and breaks off is shown as far as it goes, by a browser too.
                if not chunks:
                    raise
            response = head[0]
            encoding = response.headers.get("content-encoding", "").strip().lower()
            body, all_of_it = inflate(b"".join(chunks), encoding, self.manners.most_bytes)
            location = str(response.extensions["location"])
            return Reply(url, response.status_code, response.headers, location, body, whole and all_of_it)


async def _keep_location(response: httpx.Response) -> None:
    """Put where a redirect leads out of the client's sight: it stumbles over what is no address."""
    response.extensions["location"] = response.headers.pop("location", "").strip()
