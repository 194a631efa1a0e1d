"""The second tier: which section of which page says a token, cut into shards by token."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pypinyin.constants import PHRASES_DICT

from guide.search.characters import HAN, Folding, tokens
from guide.search.learnt import LEVELS
from guide.search.texts import Text

# Up to this size in JSON all of it is one file; beyond, each shard is about SHARD.
WHOLE = 200_000
SHARD = 80_000
# A page is numbered with room for this many sections, a section with room for a weight of 1 to 3.
# The last eight stand for the questions that editors collected, which are searched and never shown:
# the first of them for a token that teaches nothing (see learnt.py), the last for one of level 7.
SECTIONS = 128
QUESTIONS = SECTIONS - 1 - LEVELS

Postings = dict[str, list[int]]


def postings(
    texts: Sequence[Text],
    first_tier: int,
    fold: Folding,
    hollow: frozenset[str],
    learnt: Mapping[str, Mapping[str, int]],
) -> Postings:
    """Token -> where it stands, as growing numbers written by their differences.

    Titles and short answers are left out of pages of the first tier, which holds them already.
    Left out too is what tells pages apart too little: tokens with a hollow character, tokens on
    half as many sections as there are pages, and pairs that stand once and are no word. Of these,
    what the questions teach is kept all the same.
    """
    words = {word[i : i + 2] for word in PHRASES_DICT for i in range(len(word) - 1)}
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for number, (heading, body) in enumerate(_parts(text, at < first_tier)):
            counts = Counter(tokens(fold(body)))
            named = Counter(tokens(fold(heading)))
            for token in sorted(counts.keys() | named.keys()):
                weight = 3 if token in named else 2 if counts[token] > 2 else 1
                places.setdefault(token, []).append((at * SECTIONS + number) * 4 + weight)
        for token, section, times in _asked(text, fold, learnt.get(text.key, {})):
            places.setdefault(token, []).append((at * SECTIONS + section) * 4 + times)
    most = max(len(texts) // 2, 20)
    kept: Postings = {}
    for token, where in sorted(places.items()):
        telling = len(where) <= most and not hollow.intersection(token)
        known = len(where) > 1 or not HAN.match(token) or token in words or _section(where[0]) >= QUESTIONS
        left = where if telling and known else [place & ~3 for place in where if _section(place) > QUESTIONS]
        if left:
            kept[token] = _differences(left)
    return kept


def _asked(text: Text, fold: Folding, levels: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """Of each token of the questions of a page: the section it is put in, and how often it stands."""
    times = Counter(token for question in text.questions for token in set(tokens(fold(question))))
    for token in sorted(times.keys() | levels.keys()):
        yield token, QUESTIONS + levels.get(token, 0), min(times[token], 3)


def _section(place: int) -> int:
    return place // 4 % SECTIONS


def _parts(text: Text, in_first_tier: bool) -> Iterable[tuple[str, str]]:
    head = "" if in_first_tier else "\n".join((text.title, *text.aliases))
    answer = text.rest if in_first_tier else text.description
    for number, section in enumerate(text.sections[:QUESTIONS]):
        if number == 0:
            yield head, f"{answer}\n{section.text}"
        else:
            yield section.title, section.text


def _differences(numbers: Sequence[int]) -> list[int]:
    return [b - a for a, b in zip([0, *numbers], numbers, strict=False)]


def shards(found: Postings) -> list[Postings]:
    """The postings in as many parts as their size calls for, each token where `bucket` says."""
    size = sum(len(token.encode()) + 4 + 4 * len(places) for token, places in found.items())
    number = 1 if size <= WHOLE else size // SHARD + 1
    parts: list[Postings] = [{} for _ in range(number)]
    for token, places in found.items():
        parts[bucket(token, number)][token] = places
    return parts


def bucket(token: str, size: int) -> int:
    """The shard that holds a token: the same sum as in assets/search/postings.js."""
    first = ord(token[0])
    return (first if HAN.match(token) else first * 31 + (ord(token[1]) if len(token) > 1 else 0)) % size
