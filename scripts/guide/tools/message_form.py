"""What shows in the form of a message: addresses, senders, case numbers, odd characters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_HIDDEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANK = re.compile(r"[\u0000-\u0020\u007f-\u00a0\u2028\u2029]")
_CASE = re.compile(
    r"([(（\[{〔【<]?)\s?([0-9]{4})\s?[)）\]}〕】>]?\s?([\u4e00-\u9fa5]{1,4})\s?([0-9]{0,6})\s?"
    r"([\u4e00-\u9fa5]{1,6}?)\s?第?\s?([0-9]{1,9})\s?(?:-[0-9]{1,3})?号"
)
_RUN = re.compile(
    r"[0-9A-Za-z\u0370-\u04ff\u2460-\u24ff\u2776-\u2793\u2f00-\u2fdf\uff10-\uff5a"
    r"\U0001d400-\U0001d7ff\U0001f100-\U0001f18f]+"
)


@dataclass(frozen=True)
class Sign:
    """One feature of a message: its id, which side it speaks for, and where it was seen."""

    id: str
    side: str
    quotes: tuple[str, ...]


def is_hidden(c: str) -> bool:
    return bool(_HIDDEN.match(c))


def one_line(characters: Iterable[str]) -> str:
    shown = "".join(_BLANK.sub(" ", c) for c in characters if not is_hidden(c))
    return shown.strip()


def address_signs(text: str, official: bool, data: dict[str, Any]) -> list[Sign]:
    """Signs of the addresses of pages and of mail in a text that is read."""
    found: dict[str, tuple[str, list[str]]] = {}
    for quote, host, mail, user in _addresses(text, data):
        id, side = _address(quote, host, mail, user, official, data)
        if id:
            found.setdefault(id, (side, []))[1].append(_short(quote))
    return [_sign(id, side, quotes) for id, (side, quotes) in found.items()]


def _addresses(text: str, data: dict[str, Any]) -> Iterator[tuple[str, str, bool, bool]]:
    plain = re.sub(r"([a-z0-9])。(?=[a-z0-9])", r"\1.", text)
    for token in re.findall(r"[a-z0-9._~:/?#@%&=+\-\u0370-\u04ff]+", plain):
        quote = re.sub(r"^[._~:/?#@%&=+-]+|[._~:?#@%&=+-]+\Z", "", token)
        scheme = re.match(r"https?://", quote)
        authority = re.split(r"[/?#]", quote[scheme.end() if scheme else 0 :])[0]
        host = re.sub(r":[0-9]*\Z", "", authority.split("@")[-1])
        labels = host.split(".")
        known = len(labels) > 1 and all(labels) and labels[-1] in data["ends"]
        if scheme or known or _numeric(host):
            yield quote, host, "@" in authority and not scheme, "@" in authority


def _numeric(host: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3}){3}", host))


def _address(quote: str, host: str, mail: bool, user: bool, official: bool, data: dict[str, Any]) -> tuple[str, str]:  # fmt: skip
    public = _ends(host, data["public-ends"])
    if mail:
        if public:
            return "mail-public", "for"
        return ("mail-free", "against") if official and _ends(host, data["free-mail"]) else ("", "")
    if _numeric(host):
        return "link-numeric", "against"
    odd = bool(re.search(r"[^a-z0-9.-]", host)) or bool(re.search(r"(^|\.)xn--", host))
    if public and not user and not odd:
        return "link-public", "for"
    if user or odd or public or any(name in quote for name in data["imitated"]):
        return "link-disguised", "against"
    if _ends(host, data["short"]):
        return "link-short", "against"
    return "link-other", "against" if official else "neither"


def _ends(host: str, ends: Iterable[str]) -> bool:
    return any(host == end or host.endswith(f".{end}") for end in ends)


def sender_signs(sender: str, official: bool, data: dict[str, Any]) -> list[Sign]:
    """The sign of a sender's number or name, if there is any."""
    text = unicodedata.normalize("NFKC", sender).lower().strip()
    if not text:
        return []
    if "@" in text:
        return address_signs(text, official, data)
    dialled = re.sub(r"[\s().-]", "", text)
    number = re.sub(r"^(\+86|0086|86(?=1[0-9]{10}\Z))", "", dialled)
    abroad = dialled.startswith(("+", "00")) and number == dialled
    id = "sender-abroad" if abroad else _number(number, text, data)
    against = abroad or (official and id in {"sender-mobile", "sender-chat"})
    return [_sign(id, "against" if against else "neither", [_short(one_line(sender))])] if id else []


def _number(number: str, text: str, data: dict[str, Any]) -> str:
    if number in data["public-numbers"]:
        return "sender-public"
    for pattern, id in (
        (r"106[0-9]{2,}", "sender-106"),
        (r"1[3-9][0-9]{9}", "sender-mobile"),
        (r"(400|800)[0-9]{7}|9[56][0-9]{3,7}", "sender-service"),
        (r"0[0-9]{9,11}|[2-8][0-9]{6,7}", "sender-landline"),
    ):
        if re.fullmatch(pattern, number):
            return id
    return "sender-chat" if any(name in text for name in data["chats"]) else ""


def case_signs(text: str, court: bool, year: int, data: dict[str, Any]) -> list[Sign]:
    """Signs of the case numbers of courts in a text that is read."""
    usual: list[tuple[str, str]] = []
    odd: list[str] = []
    for match in _CASE.finditer(text):
        bracket, opened, letters, place, kind, _ = match.groups()
        if not place:
            letters, kind = _unplaced(letters + kind, data)
        known = letters in data["provinces"]
        if not bracket and not known:
            continue
        in_time = data["first-case-year"] <= int(opened) <= year
        if known and len(place) in {0, 2, 4} and kind in data["case-types"] and in_time:
            usual.append((match.group().strip(), letters))
        else:
            odd.append(match.group().strip())
    elsewhere = [quote for quote, letters in usual if _elsewhere(text, letters, data)]
    return [
        *([_sign("case-usual", "for", [quote for quote, _ in usual])] if usual else []),
        *([_sign("case-odd", "against", odd)] if odd else []),
        *([_sign("case-elsewhere", "against", elsewhere)] if elsewhere else []),
        *([Sign("case-none", "against", ())] if court and not usual and not odd else []),
    ]


def _unplaced(letters: str, data: dict[str, Any]) -> tuple[str, str]:
    courts = [name for name in data["provinces"] if letters.startswith(name)]
    court = max(courts, key=len, default="")
    return court, letters[len(court) :]


def _elsewhere(text: str, court: str, data: dict[str, Any]) -> bool:
    named = [before[-14:].split("\n")[-1] for word in data["courts"] for before in text.split(word)[:-1]]
    inside = {
        letter
        for letter, names in data["provinces"].items()
        if any(n in words for n in names for words in named)
    }
    return bool(inside) and court not in inside


def character_signs(original: Sequence[str]) -> list[Sign]:
    """Signs of characters that hide something."""
    hidden = [c for n, c in enumerate(original) if is_hidden(c) and not _joins_pictures(original, n)]
    runs = [_short(run) for run in _RUN.findall(one_line(original)) if _odd(run)]
    return [
        *([_sign("hidden", "against", [f"U+{ord(c):04X}" for c in hidden])] if hidden else []),
        *([_sign("disguised", "against", runs)] if runs else []),
    ]


def _joins_pictures(original: Sequence[str], at: int) -> bool:
    before = original[at - 1] if at else ""
    return original[at] == "\u200d" and bool(re.match("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]", before))


def _odd(run: str) -> bool:
    dressed = len(re.findall("[\u2460-\u24ff\u2776-\u2793\U0001f100-\U0001f18f]", run))
    return bool(
        (re.search("[A-Za-z]", run) and re.search("[\u0370-\u04ff]", run))
        or (re.search("[0-9A-Za-z]", run) and re.search("[\uff10-\uff5a]", run))
        or re.search("[\u2f00-\u2fdf\U0001d400-\U0001d7ff]", run)
        or dressed > 1
        or (dressed == 1 and len(run) > 2)
    )


def _sign(id: str, side: str, quotes: Iterable[str]) -> Sign:
    return Sign(id, side, tuple(dict.fromkeys(quotes))[:3])


def _short(text: str) -> str:
    return f"{text[:60]}…" if len(text) > 60 else text
