"""The nearest name to one that does not exist. The twin of assets/inbound/nearest.js."""

from collections.abc import Sequence
from functools import cache


@cache
def _distance(a: str, b: str, most: int) -> int:
    """How many letters to put in, take out, change or swap with the next; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
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


def nearest(word: str, known: Sequence[str]) -> str:
    """The first of the nearest names, or nothing if none is near: a third of the letters differ."""
    most = min(max(1, len(word) // 3), 6)
    best, found = most + 1, ""
    for name in known:
        distance = _distance(word, name, min(most, best - 1))
        if distance < best:
            best, found = distance, name
    return found
