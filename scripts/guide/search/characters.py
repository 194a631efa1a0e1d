"""Characters as the search reads them: both scripts as one, words by their stem, and how they sound.

What is done here to the texts of the index is done in assets/search/ to the query; the two must
agree to the letter, which tests/test_search.py proves.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import opencc
import snowballstemmer
from pypinyin import lazy_pinyin

from guide.script import simplified

HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_UNIT = re.compile(r"[\u3400-\u9fff]|[a-z0-9]+")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])", re.I)
_PORTER = snowballstemmer.stemmer("porter")


class Folding:
    """Maps each character to the one that stands for it: lower case, no accents, one script."""

    def __init__(self, alike: Iterable[str]) -> None:
        every = [chr(code) for code in range(0x3400, 0xA000)]
        folded = simplified("\n".join(every)).split("\n")
        self.map = {c: f for c, f in zip(every, folded, strict=True) if c != f and len(f) == 1}
        same = {pair[0]: pair[1] for pair in alike}
        self.map |= {c: same[f] for c, f in self.map.items() if f in same}
        self.map |= {c: f for c, f in same.items() if c != f}
        self._table = str.maketrans(self.map)

    def __call__(self, text: str) -> str:
        return plain(text).translate(self._table)

    def pairs(self, kept: set[str], frequency: Mapping[str, int]) -> tuple[str, int]:
        """The pairs whose second character is kept, as one string, and how many lead back.

        Those come first that a Traditional page would write: the commonest of each.
        """
        usual = [(c, f) for c, f in self.map.items() if f in kept and (c in frequency or _is_usual(c))]
        usual.sort(key=lambda pair: (-frequency.get(pair[0], 0), pair))
        seen: set[str] = set()
        back: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for c, f in usual:
            leads_back = f not in seen and frequency.get(c, 0) > frequency.get(f, 0)
            (back if leads_back else others).append((c, f))
            seen.add(f)
        return "".join(c + f for c, f in [*sorted(back), *sorted(others)]), len(back)


def _is_usual(character: str) -> bool:
    """Whether it is one of the 5401 common characters that come first in Big5."""
    return b"\xa4" <= character.encode("big5", "ignore")[:1] <= b"\xc6"


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def traditional(text: str) -> str:
    """What a reader typed, in Traditional characters, to be shown on a Traditional page."""
    return str(_to_traditional().convert(text))


def plain(text: str) -> str:
    """Text in lower case without accents or apostrophes, in its own script."""
    joined = _APOSTROPHE.sub("", text)
    decomposed = unicodedata.normalize("NFKD", joined) if not joined.isascii() else joined
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f").lower()


@cache
def stem(word: str) -> str:
    return str(_PORTER.stemWord(word)) if len(word) > 2 and word.isalpha() else word


def tokens(folded: str) -> Iterator[str]:
    """Pairs of neighbouring characters, and words by their stem."""
    previous = None
    for match in _UNIT.finditer(folded):
        unit = match.group()
        if not HAN.match(unit):
            previous = None
            yield stem(unit)
            continue
        if previous and previous.end() == match.start():
            yield previous.group() + unit
        previous = match


def is_pinyin(text: str, syllables: frozenset[str]) -> bool:
    """Whether a text is Chinese in Latin letters: every word can be cut into syllables."""
    words = re.findall(r"[a-z]+", text.lower())
    return not HAN.search(text) and bool(words) and all(_splits(word, syllables) for word in words)


def _splits(word: str, syllables: frozenset[str]) -> bool:
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(end - n in reached and word[end - n : end] in syllables for n in range(1, 7)):
            reached.add(end)
    return len(word) in reached


def _common() -> Iterator[str]:
    """The 3755 common characters that come first in GB 2312."""
    for first in range(0xB0, 0xD8):
        for second in range(0xA1, 0xFF):
            yield from bytes((first, second)).decode("gb2312", "ignore")


def sounds(texts: Iterable[str]) -> dict[str, list[str]]:
    """Syllable -> the characters that are read so: those of the texts first, the commonest before.

    Common characters that no text has come last: a slip may put them for one of the others.
    """
    runs = Counter(run for text in texts for run in _HAN_RUN.findall(text))
    heard: dict[str, Counter[str]] = {}
    for run, times in runs.items():
        for character, sound in zip(run, lazy_pinyin(run), strict=True):
            if sound.isascii() and sound.isalpha():
                heard.setdefault(sound, Counter())[character] += times
    known = {character for characters in heard.values() for character in characters}
    for character in _common():
        if character not in known:
            heard.setdefault(lazy_pinyin(character)[0], Counter())[character] = 0
    return {sound: sorted(heard[sound], key=lambda c: (-heard[sound][c], c)) for sound in sorted(heard)}
