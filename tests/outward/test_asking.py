"""What is made of every kind of answer, on a local server that gives them all."""

import asyncio
import ssl
import tracemalloc
from dataclasses import replace
from itertools import pairwise

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.outward.answers import Answer, with_fragment
from guide.outward.asking import Failure, address_of, ask_all
from guide.outward.hosts import Manners, retry_after

from .server import CERTIFICATE, Server, bomb, serving

QUICK = Manners("OverdueLoanGuide-links/test", pause=0.0, timeout=0.6, total=1.2, backoff=0.01, wait=3.0)
# Where nothing is slow on purpose, a busy computer must not look like a slow server.
PATIENT = replace(QUICK, timeout=20.0, total=30.0)
SLOW = ("/silent", "/drips", "/drips-head")


def ask(addresses: list[str], manners: Manners = PATIENT) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    urls = {address_of(address): address for address in addresses}
    asyncio.run(ask_all(urls, manners, lambda url, answer: found.update({urls[url]: answer})))
    return found


def ask_one(address: str, manners: Manners = PATIENT) -> Answer:
    return ask([address], manners)[address]


@pytest.mark.parametrize(
    ("path", "verdict", "status"),
    [
        ("/well", "well", "200"),
        ("/", "well", "200"),
        ("/about-404", "well", "200"),
        ("/quotes/weak", "well", "200"),
        ("/head-405", "well", "200"),
        ("/head-404", "well", "200"),
        ("/head-resets", "well", "200"),
        ("/busy-once", "well", "200"),
        ("/busy-once-date", "well", "200"),
        ("/down-once", "well", "200"),
        ("/needs-cookie", "well", "200"),
        ("/refresh", "well", "200"),
        ("/slow-refresh", "well", "200"),
        ("/for-now", "well", "200"),
        ("/for-now-307", "well", "200"),
        ("/chain/9", "well", "200"),
        ("/en", "well", "200"),
        ("/short", "well", "200"),
        ("/long", "well", "200"),
        ("/no-length", "well", "200"),
        ("/drips", "well", "200"),
        ("/endless", "well", "200"),
        ("/bomb", "well", "200"),
        ("/zip", "well", "200"),
        ("/not-zip", "well", "200"),
        ("/brotli", "well", "200"),
        ("/odd-header", "well", "200"),
        ("/file.pdf", "well", "200"),
        ("/missing", "failed", "404"),
        ("/gone", "failed", "410"),
        ("/down", "failed", "503"),
        ("/odd-wait", "failed", "503"),
        ("/no-reason", "failed", "599"),
        ("/forbidden", "refused", "403"),
        ("/teapot", "refused", "418"),
        ("/later", "busy", "429"),
        ("/soft", "failed", "not-found-page"),
        ("/latin", "failed", "not-found-page"),
        ("/latin-meta", "failed", "not-found-page"),
        ("/folder/weak", "failed", "not-found-page"),
        ("/deep/to-front", "failed", "front-page"),
        ("/loop", "failed", "redirect-loop"),
        ("/chain/30", "failed", "too-many-redirects"),
        ("/to-ftp", "failed", "bad-redirect"),
        ("/to-script", "failed", "bad-redirect"),
        ("/to-escape", "failed", "bad-redirect"),
        ("/to-nowhere", "failed", "bad-redirect"),
        ("/to-broken", "failed", "bad-redirect"),
        ("/empty", "failed", "empty"),
        ("/nothing", "failed", "empty"),
        ("/reset", "failed", "reset"),
        ("/closes", "failed", "no-answer"),
        ("/silent", "failed", "timeout"),
        ("/drips-head", "failed", "timeout"),
        ("/endless-head", "failed", "protocol"),
        ("/junk", "failed", "protocol"),
    ],
)
def test_every_kind_of_answer_is_told_apart(server: Server, path: str, verdict: str, status: str) -> None:
    """Each misbehaviour has its own name, and none ends the round."""
    bomb()  # the server's, made before the clock runs
    found = ask_one(f"http://127.0.0.1:{server.port}{path}", QUICK if path in SLOW else PATIENT)
    assert (found.verdict, found.status) == (verdict, status), found
    assert found.detail.isprintable()


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [
        ("/well", ""),
        ("/moved", "/well"),
        ("/moved-308", "/well"),
        ("/moved-then-not", "/for-now"),
        ("/for-now-then-moved", ""),
        ("/for-now-307", ""),
        ("/refresh", ""),
    ],
)
def test_only_what_has_moved_for_good_has_a_new_address(server: Server, path: str, moved_to: str) -> None:
    """301 and 308 are followed to the new address, up to the first redirect that is for now."""
    root = f"http://127.0.0.1:{server.port}"
    assert ask_one(root + path).moved_to == (root + moved_to if moved_to else "")


def test_a_move_to_another_host_is_a_new_address(server: Server) -> None:
    """The other host is asked, and named."""
    assert (
        ask_one(f"http://law.gov.cn:{server.port}/to-other").moved_to
        == f"http://other.gov.cn:{server.port}/well"
    )


def test_a_public_host_cannot_send_us_into_a_private_network(server: Server) -> None:
    """A redirect to an address of the computer's own network is not followed."""
    found = ask_one(f"http://law.gov.cn:{server.port}/to-private")
    assert (found.status, "169.254.169.254" in found.detail) == ("bad-redirect", True)


def test_a_certificate_that_is_not_valid_is_a_failure_and_is_asked_once(server: Server) -> None:
    """A self-signed certificate, and plain HTTP at a secure address, are named; nothing gets past them."""
    with serving(secure=True) as secure:
        found = ask_one(f"https://127.0.0.1:{secure.port}/well")
        assert (found.status, "self-signed" in found.detail) == ("tls", True)
        assert secure.asked == []
    assert ask_one(f"https://127.0.0.1:{server.port}/well").status == "tls"


def test_nobody_is_told_to_write_http_where_https_was(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A permanent redirect from a secure address to a plain one is followed, and is no new address."""
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    trusting.check_hostname = False
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: trusting)
    with serving(secure=True) as secure:
        found = ask_one(f"https://law.gov.cn:{secure.port}/to-plain/{server.port}")
    assert (found.verdict, found.moved_to) == ("well", "")


def test_hosts_that_are_not_there_are_told_apart(server: Server) -> None:
    """No name, a resolver that is silent, and a port where nothing listens."""
    assert ask_one("http://nobody.gov.cn/").status == "dns"
    assert ask_one("http://silent.gov.cn/").status == "dns-silent"
    assert ask_one("http://127.0.0.1:1/").status == "connection-refused"


def test_an_international_host_is_asked_in_punycode(server: Server) -> None:
    """A host in Chinese is looked up and named as DNS has it, its path percent-encoded."""
    assert ask_one(f"http://例子.cn:{server.port}/well").verdict == "well"
    assert server.asked[0].headers["host"] == f"xn--fsqu00a.cn:{server.port}"
    assert str(address_of("http://例子.cn/路")) == "http://xn--fsqu00a.cn/%E8%B7%AF" or "例子" in str(
        address_of("http://例子.cn/路")
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http:///x",
        "http://[::1/",
        "http://a b/",
        "http://a..b/",
        "http://a:99999/",
        "ftp://a/",
        "http://user:secret@a/",
        f"http://{'a' * 64}.cn/",
        "http://a\u0000b/",
    ],
)
def test_what_is_no_address_is_asked_of_nobody(address: str) -> None:
    """A mistyped address, or one with a password in it, is refused before anything is sent."""
    with pytest.raises(Failure) as failure:
        address_of(address)
    assert failure.value.verdict == "invalid"


def test_head_is_enough_for_what_is_no_page(server: Server) -> None:
    """A PDF is not fetched; a page is, once, so that it can be read."""
    ask([f"http://127.0.0.1:{server.port}{path}" for path in ("/file.pdf", "/well")])
    assert server.count("/file.pdf") == {"HEAD": 1}
    assert server.count("/well") == {"HEAD": 1, "GET": 1}


def test_only_head_and_get_are_sent_with_our_name(server: Server) -> None:
    """Every request says who asks; none changes anything."""
    ask(
        [f"http://127.0.0.1:{server.port}{path}" for path in ("/well", "/head-405", "/moved", "/folder/weak")]
    )
    assert {each.method for each in server.asked} == {"HEAD", "GET"}
    assert {each.headers["user-agent"] for each in server.asked} == {QUICK.agent}
    assert all("referer" not in each.headers for each in server.asked)


def test_a_failure_is_asked_again_but_not_for_ever(server: Server) -> None:
    """Three requests in all for what may pass, one more than none for what will not."""
    ask([f"http://127.0.0.1:{server.port}{path}" for path in ("/down", "/missing", "/later")])
    assert server.count("/down") == {"HEAD": 1, "GET": 2}
    assert server.count("/missing") == {"HEAD": 1, "GET": 1}
    assert server.count("/later") == {"HEAD": 1}


def test_one_host_is_asked_one_at_a_time_with_pauses(server: Server) -> None:
    """Between any two requests to a host there is the pause, also when they are other addresses."""
    manners = Manners("test", pause=0.2, timeout=20, total=30)
    ask([f"http://127.0.0.1:{server.port}/{path}" for path in ("well", "file.pdf", "moved")], manners)
    times = [each.at for each in server.asked]
    assert len(times) >= 5
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.19


@pytest.mark.parametrize("path", ["/busy-once", "/busy-once-date"])
def test_retry_after_is_waited_for_in_seconds_and_as_a_date(server: Server, path: str) -> None:
    """The server says one second, by its own clock, and is left alone for it."""
    assert ask_one(f"http://127.0.0.1:{server.port}{path}").verdict == "well"
    head, get = server.asked[:2]
    assert 0.9 <= get.at - head.at < 10


def test_retry_after_that_makes_no_sense_is_no_wait() -> None:
    """Words, fractions, negative numbers and dates without a clock to count from are passed over."""
    for value in ("soon", "-5", "1.5", "", "nan", "٣", "Wed, 99 Foo 2026 00:00:00 GMT"):
        assert retry_after(httpx.Headers({"retry-after": value.encode()})) is None, value
    assert retry_after(httpx.Headers({"retry-after": "9" * 400})) is not None
    past = {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}
    assert retry_after(httpx.Headers(past)) == 0.0


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_what_has_no_end_is_read_to_a_limit(server: Server, path: str) -> None:
    """Neither an endless page nor one that unpacks to 300 MB takes more than 60 MB."""
    bomb()  # the server's, made before the measuring
    tracemalloc.start()
    ask_one(f"http://127.0.0.1:{server.port}{path}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000, peak


@pytest.mark.parametrize(
    ("path", "fragment", "status"),
    [
        ("/well", "top-of-it", "200"),
        ("/well", "old", "200"),
        ("/well", "節", "200"),
        ("/well", "", "200"),
        ("/well", "top", "200"),
        ("/well", ":~:text=利率", "200"),
        ("/well", "/route", "200"),
        ("/well", "nowhere", "no-fragment"),
        ("/zip", "nowhere", "no-fragment"),
        ("/moved", "nowhere", "no-fragment"),
        ("/short", "nowhere", "200"),
        ("/endless", "nowhere", "200"),
        ("/file.pdf", "page-3", "200"),
        ("/missing", "nowhere", "404"),
    ],
)
def test_fragments_are_judged_where_the_page_was_read_to_its_end(
    server: Server, path: str, fragment: str, status: str
) -> None:
    """An id is missing only from an HTML page that is known whole."""
    found = with_fragment(ask_one(f"http://127.0.0.1:{server.port}{path}"), fragment)
    assert found.status == status


def test_a_fragment_goes_with_the_page_that_moves(server: Server) -> None:
    """The new address keeps the place on the page."""
    found = with_fragment(ask_one(f"http://127.0.0.1:{server.port}/moved"), "old")
    assert found.moved_to == f"http://127.0.0.1:{server.port}/well#old"


HEAD = st.sampled_from(
    [b"HTTP/1.1 200 OK", b"HTTP/1.1 301 x", b"HTTP/1.0 200", b"HTTP/1.1 429 x", b"HTTP/9 1", b""]
)
LINE = st.sampled_from(
    [
        b"content-type: text/html",
        b"content-type: text/html; charset=\xff",
        b"content-encoding: gzip",
        b"content-encoding: deflate",
        b"transfer-encoding: chunked",
        b"content-length: 5",
        b"content-length: -1",
        b"location: //",
        b"location: http://",
        b"location: \xe6\x9d\xb1?#",
        b"location: raw",
        b"retry-after: 99999999999999999999",
        b"set-cookie: \xff=;;",
        b"no colon",
    ]
)
BODY = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"<meta http-equiv=refresh content='0;url=http://['>",
            b"<title>404</title>",
            b"5\r\nhello\r\n0\r\n\r\n",
        ]
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=HEAD, lines=st.lists(LINE, max_size=4), body=BODY)
def test_no_answer_at_all_ends_the_round(
    server: Server, head: bytes, lines: list[bytes], body: bytes
) -> None:
    """Whatever bytes come back, there is an answer with a name that can be printed."""
    server.raw = b"\r\n".join([head, *lines, b"connection: close"]) + b"\r\n\r\n" + body
    manners = Manners("test", pause=0, timeout=0.3, total=0.5, attempts=2, backoff=0, wait=0)
    found = ask_one(f"http://127.0.0.1:{server.port}/raw", manners)
    assert found.verdict in ("well", "failed", "refused", "busy")
    assert found.status.isprintable()
    assert found.detail.isprintable()


def test_a_fault_of_ours_does_not_end_the_round(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw at one address is a failure of that address."""

    def fall(reply: object) -> object:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr("guide.outward.asking._target", fall)
    found = ask([f"http://127.0.0.1:{server.port}{path}" for path in ("/well", "/moved")])
    assert [answer.verdict for answer in found.values()] == ["failed", "failed"]
