"""What asking an address brought, and what each kind of failure is called."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import httpx

# well: it is there. failed: it is not. refused: it is there, and lets no program in. busy: it asks
# to be left alone for longer than we wait. invalid: it is no address, today or ever.
Verdict = Literal["well", "failed", "refused", "busy", "invalid"]

# A server that answers so is alive; what a browser would be shown cannot be told.
REFUSED = frozenset({401, 403, 405, 406, 407, 412, 418, 999})
BUSY = frozenset({429})
WORTH_ASKING_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
# Failures that are the network's as likely as the server's.
NETWORK = frozenset({"dns", "dns-silent", "unreachable", "timeout"})


@dataclass(frozen=True)
class Answer:
    """`status` is the HTTP status or the name of a failure, `detail` says it in words.

    `moved_to` is the new address when the old one has moved for good. `ids` are the ids of an
    HTML page that was read to its end, None where they cannot be told.
    """

    verdict: Verdict
    status: str
    detail: str = ""
    moved_to: str = ""
    ids: frozenset[str] | None = None


class Failure(Exception):
    """Asking came to nothing: `status` names why, the message says it in words."""

    def __init__(self, status: str, detail: str, verdict: Verdict = "failed") -> None:
        # Words of a stranger's server come to a terminal and a file: nothing but what can be printed.
        super().__init__("".join(c if c.isprintable() else "\ufffd" for c in detail)[:300])
        self.status = status
        self.verdict: Verdict = verdict

    @property
    def answer(self) -> Answer:
        return Answer(self.verdict, self.status, str(self))


def of_status(status: int) -> Answer:
    """The answer that an HTTP status gives by itself."""
    if 200 <= status < 300:
        return Answer("well", str(status))
    if status in BUSY:
        return Answer("busy", str(status), "asks to be left alone for now")
    if status in REFUSED:
        return Answer("refused", str(status), "lets no program in")
    reason = httpx.codes.get_reason_phrase(status).lower()
    return Answer("failed", str(status), f"answers {status} {reason}".rstrip())


def with_fragment(answer: Answer, fragment: str) -> Answer:
    """The same answer for an address that ends in a fragment (percent-decoded)."""
    if answer.moved_to and fragment and "#" not in answer.moved_to:
        answer = replace(answer, moved_to=f"{answer.moved_to}#{fragment}")
    if answer.verdict != "well" or answer.ids is None or not _names_an_id(fragment):
        return answer
    name = fragment.partition(":~:")[0]
    if {name, f"user-content-{name}"} & answer.ids:
        return answer
    return replace(answer, verdict="failed", status="no-fragment", detail=f"the page has no id {name}")


def _names_an_id(fragment: str) -> bool:
    """Not the top, a text to be found, or the state of a script's own pages."""
    name = fragment.partition(":~:")[0]
    return bool(name) and name.lower() != "top" and not name.startswith(("/", "!")) and "=" not in name


def failure_of(error: BaseException) -> Failure:
    """What an exception of the network means, by the cause deepest inside it."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failure("tls", f"the certificate is not valid: {cause.verify_message.lower()}")
        if isinstance(cause, ssl.SSLError):
            return Failure("tls", f"no secure connection: {cause.reason or cause}".lower().replace("_", " "))
        if isinstance(cause, socket.gaierror):
            silent = cause.errno == socket.EAI_AGAIN
            return Failure("dns-silent" if silent else "dns", "the host has no address")
        if isinstance(cause, ConnectionResetError | BrokenPipeError):
            return Failure("reset", "the connection is cut off")
        if isinstance(cause, ConnectionRefusedError):
            return Failure("connection-refused", "nothing listens at the host")
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Failure("timeout", "no answer in time")
    if isinstance(error, httpx.ConnectError):
        return Failure("unreachable", "the host is not reached")
    if isinstance(error, httpx.RemoteProtocolError) and "without sending" in str(error):
        return Failure("no-answer", "the connection is closed without an answer")
    if isinstance(error, httpx.NetworkError):
        return Failure("reset", "the connection is cut off")
    return Failure("protocol", f"the answer is not HTTP: {error}".lower().rstrip(": "))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _causes(each)
        error = error.__cause__ or error.__context__
