"""The nearest name to one that does not exist. The twin of assets/inbound/nearest.js."""

import re
from collections.abc import Sequence
from functools import lru_cache


def _distance(a: str, b: str, most: int) -> int:
    """How many letters to put in, take out, change or swap with the next; `most` + 1 if more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


@lru_cache(maxsize=1 << 12)
def _letters(word: str) -> tuple[int, str]:
    """How often a word has each letter, as bits: the nth bit of a letter if there are n; its digits."""
    bits = 0
    for letter in word[:256]:
        bit = (ord(letter) & 63) << 3
        while bits >> bit & 1 and bit & 7 < 7:
            bit += 1
        bits |= 1 << bit
    return bits, re.sub("[^0-9]", "", word)


def nearest(word: str, known: Sequence[str]) -> str:
    """The first of the nearest names, or nothing if none is near: a third of the letters differ.

    Another number is never near: Article 189 is not meant by whoever writes 188.
    """
    limit = min(max(1, len(word) // 3), 6)
    bits, digits = _letters(word)
    found = ""
    for name in known:
        other, numbers = _letters(name)
        # Each letter that is put in, taken out or changed adds at most two to what the bits differ by.
        if digits != numbers or abs(len(word) - len(name)) > limit or (bits ^ other).bit_count() > 2 * limit:
            continue
        distance = _distance(word, name, limit)
        if distance <= limit:
            limit, found = distance - 1, name
        if limit < 0:
            break
    return found
