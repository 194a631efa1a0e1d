"""What the questions that editors collected teach: how strongly a token speaks for a page.

An averaged perceptron (Freund and Schapire 1999) with a margin: it reads each question, and where
the page that answers it does not lead all others clearly, it shifts the weights of the question's
tokens from the leader to that page. All numbers are whole until the last, so that the same
questions give the same weights everywhere.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from guide.search.characters import HAN, Folding, tokens

ROUNDS = 4
MARGIN = 10  # by how much the right page must lead
LEVELS = 7  # a weight is written as a whole number up to this; what speaks against a page is left out

Weights = dict[str, dict[str, int]]
Example = tuple[Sequence[str], str]


class Reader:
    """Reads a question as the engine reads a query: without the phrases that say nothing."""

    def __init__(self, fold: Folding, stop: Iterable[str], concepts: Iterable[str]) -> None:
        self._fold = fold
        self._kept = frozenset(concepts)
        self._stop = frozenset(stop) - self._kept
        chinese = sorted((p for p in self._kept | self._stop if HAN.search(p)), key=lambda p: (-len(p), p))
        self._phrases = re.compile("|".join(map(re.escape, chinese)) or "(?!)")

    def __call__(self, question: str) -> list[str]:
        said = self._phrases.sub(
            lambda found: " " if found[0] in self._stop else found[0], self._fold(question)
        )
        return sorted({token for token in tokens(said) if token not in self._stop})


def learn_pages(asked: Mapping[str, Iterable[str]], read: Reader) -> dict[str, dict[str, int]]:
    """Page -> token -> how strongly the token speaks for the page, from the questions of each page."""
    found: dict[str, dict[str, int]] = {}
    for token, pages in learn(list(_examples(asked, read))).items():
        for page, level in pages.items():
            found.setdefault(page, {})[token] = level
    return found


def _examples(asked: Mapping[str, Iterable[str]], read: Reader) -> Iterator[Example]:
    for page in sorted(asked):
        for question in asked[page]:
            if said := read(question):
                yield said, page


def learn(examples: Sequence[Example]) -> Weights:
    """Token -> page -> level, from 1 to LEVELS. An example is the tokens of a question, and its page."""
    now: Weights = {}
    late: Weights = {}  # each change times the moment it was made, to be taken off at the end
    order = list(range(len(examples)))
    chance = random.Random(0)
    moment = 0
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for i in order:
            moment += 1
            said, page = examples[i]
            rival = _rival(now, said, page)
            if rival is None:
                continue
            for token in said:
                _shift(now.setdefault(token, {}), page, rival, 1)
                _shift(late.setdefault(token, {}), page, rival, moment)
    found = {token: _levels(pages, late[token], moment) for token, pages in now.items()}
    return {token: levels for token, levels in found.items() if levels}


def _levels(now: Mapping[str, int], late: Mapping[str, int], moments: int) -> dict[str, int]:
    """The weights that a token had on average over all moments, rounded; the positive ones."""
    means = {
        page: (2 * (now[page] * moments - late[page]) + moments) // (2 * moments) for page in sorted(now)
    }
    return {page: min(mean, LEVELS) for page, mean in means.items() if mean > 0}


def _rival(weights: Weights, said: Sequence[str], page: str) -> str | None:
    """The page that comes too near to the right one; "" if none has any weight; None if all is well."""
    sums: dict[str, int] = {}
    for token in said:
        for other, weight in weights.get(token, {}).items():
            sums[other] = sums.get(other, 0) + weight
    right = sums.pop(page, 0)
    rival = min(sums, key=lambda other: (-sums[other], other), default="")
    return rival if right < sums.get(rival, 0) + MARGIN else None


def _shift(pages: dict[str, int], to: str, rival: str, by: int) -> None:
    pages[to] = pages.get(to, 0) + by
    if rival:
        pages[rival] = pages.get(rival, 0) - by
