"""What a pasted message claims to be, and what speaks for it and against it: words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from guide.tools.message_form import (  # fmt: skip
    Sign,
    address_signs,
    case_signs,
    character_signs,
    is_hidden,
    one_line,
    sender_signs,
)

GAP, REACH, AROUND = 20, 16, 8
_NOISE = " \t*·•|_-/\\.~^+#"
_COURTS = {"court", "payment-order", "enforcement"}
Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """A text as it is read; for each character its place in the original, and whether noise was before it."""

    original: Sequence[str]
    text: str
    at: tuple[int, ...]
    broken: tuple[bool, ...]


def judge_message(text: str, sender: str, year: int, data: dict[str, Any]) -> dict[str, Any]:
    """The kinds (ids), signs and crisis of a text and its sender, as in the page's script."""
    read = read_text(text, data["alike"])
    kinds = _kinds(read, data)
    official = any(kind in data["official"] for kind in kinds)
    signs: list[Sign] = [
        *sender_signs(sender, official, data),
        *case_signs(read.text, bool(_COURTS & set(kinds)), year, data),
        *address_signs(read.text, official, data),
        *character_signs(read.original),
    ]
    by_words: list[Sign] = []
    warned: list[Span] = []
    broken: list[Span] = []
    for id, sign in data["signs"].items():
        places = [place for parts in sign["says"] for place in places_of(read, parts)]
        denied = [place for place in places if sign["guarded"] and _denied(read, place[0], data["denials"])]
        meant = [place for place in places if place not in denied]
        if meant:
            by_words.append(Sign(id, sign["side"], _quotes(read, meant)))
        warned += denied
        broken += [place for place in meant if any(read.broken[place[0] + 1 : place[1]])]
    if broken:
        signs.append(Sign("broken-words", "against", _quotes(read, broken)))
    signs += by_words
    if warned:
        signs.append(Sign("warns", "neither", _quotes(read, warned)))
    return {
        "kinds": kinds,
        "signs": [{"id": sign.id, "side": sign.side, "quotes": list(sign.quotes)} for sign in signs],
        "crisis": any(places_of(read, parts) for parts in data["crisis"]),
    }


def read_text(pasted: str, alike: str) -> Reading:
    """One script, small letters, nothing hidden, and no noise between Chinese characters."""
    same = dict(zip(alike[::2], alike[1::2], strict=True))
    every = [
        ("\ufffc" if ord(c) > 0xFFFF else same.get(c, c), at)
        for at, character in enumerate(pasted)
        if not is_hidden(character)
        for c in unicodedata.normalize("NFKC", character).lower()
    ]
    kept: list[tuple[str, int, bool]] = []
    i = 0
    while i < len(every):
        end = i
        if kept and _is_han(kept[-1][0]):
            while end < len(every) and end - i < 3 and every[end][0] in _NOISE:
                end += 1
        if end > i and end < len(every) and _is_han(every[end][0]):
            kept.append((*every[end], True))
            i = end
        else:
            kept.append((*every[i], False))
        i += 1
    text = "".join(c for c, _, _ in kept)
    return Reading(list(pasted), text, tuple(at for _, at, _ in kept), tuple(b for _, _, b in kept))


def places_of(read: Reading, parts: Sequence[str]) -> list[Span]:
    """Each place where the parts of a phrase stand in one sentence, at most GAP characters apart."""
    gap = rf"[^。!?\n;]{{0,{GAP}}}?"
    pattern = re.compile(f"(?=({gap.join(_whole(part) for part in parts)}))", re.S)
    return [(match.start(), match.end(1)) for match in pattern.finditer(read.text)]


def _whole(part: str) -> str:
    """A pattern for a part; a Latin word or a number is whole."""
    left = r"(?<![a-z0-9])" if re.match("[a-z0-9]", part) else ""
    right = r"(?![a-z0-9])" if re.search(r"[a-z0-9]\Z", part) else ""
    return left + re.escape(part) + right


def _kinds(read: Reading, data: dict[str, Any]) -> list[str]:
    counted = []
    for order, (id, kind) in enumerate(data["kinds"].items()):
        outside = [place for parts in kind["except"] for place in places_of(read, parts)]
        count = sum(any(_apart(place, outside) for place in places_of(read, parts)) for parts in kind["says"])
        if count:
            counted.append((-count, order, id))
    return [id for _, _, id in sorted(counted)[:3]]


def _apart(place: Span, others: Iterable[Span]) -> bool:
    return not any(place[0] < end and start < place[1] for start, end in others)


def _denied(read: Reading, start: int, denials: Iterable[str]) -> bool:
    clause = re.split(r"[。!?\n;,:]", read.text[max(0, start - REACH) : start])[-1]
    return any(re.search(_whole(word), clause) for word in denials)


def _quotes(read: Reading, places: Sequence[Span]) -> tuple[str, ...]:
    in_order = sorted(places, key=lambda place: place[0])
    apart = [p for n, p in enumerate(in_order) if n == 0 or p[0] >= in_order[n - 1][1]]
    return tuple(dict.fromkeys(_quote(read, place) for place in apart))[:3]


def _quote(read: Reading, place: Span) -> str:
    first = max(0, read.at[place[0]] - AROUND)
    last = min(len(read.original), read.at[place[1] - 1] + 1 + AROUND)
    before, after = "…" if first > 0 else "", "…" if last < len(read.original) else ""
    return before + one_line(read.original[first:last]) + after


def _is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff"
