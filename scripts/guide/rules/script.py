"""Rules on characters: the right script, the right punctuation, none that cannot be seen."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from guide.content import Page, Site
from guide.diagnostics import Place, Problem
from guide.markdown import Document, blank
from guide.prose import blocks
from guide.records import Record
from guide.remember import remembered
from guide.rule import rule
from guide.rules.links import every_document

# Characters of the mainland's letters that Big5 has not among its common ones, but which the
# Traditional text of this site is written with.
ALSO_TRADITIONAL = frozenset("着")
_MARKED = re.compile(r"<span\b[^<>]*\blang=[\"']?zh-(?:Hans|CN)[^<>]*>.*?</span>", re.S | re.I)


@cache
def _converters() -> tuple[Callable[[str], str], Callable[[str], str]]:
    import opencc  # takes a while, and is not needed where every text is known already

    return opencc.OpenCC("t2s").convert, opencc.OpenCC("s2t").convert


_asked: set[str] = set(ALSO_TRADITIONAL)
_simplified: set[str] = set()


def simplified_only(text: str) -> set[str]:
    """The characters of a text that stand in Simplified text alone.

    Those are what OpenCC leaves as it is on the way to Simplified, changes on the way back, and
    what is not among the 5401 common characters of Big5.
    """
    present = set(text)
    new = [c for c in present - _asked if "\u3400" <= c <= "\u9fff"]
    if new:
        to_simplified, to_traditional = _converters()
        here, there = to_simplified("\n".join(new)).split("\n"), to_traditional("\n".join(new)).split("\n")
        _simplified.update(
            c for c, s, t in zip(new, here, there, strict=True) if c == s and c != t and not _is_common(c)
        )
        _asked.update(new)
    return present & _simplified


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Each run of Simplified characters."""
    found = simplified_only(text)
    return re.finditer(f"[{''.join(sorted(found))}]+", text) if found else iter(())


def _is_common(character: str) -> bool:
    return b"\xa4" <= character.encode("big5", "ignore")[:1] <= b"\xc6"


@remembered
def _simplified_in(document: Document) -> tuple[tuple[Place, str], ...]:
    text = document.visible
    text = _MARKED.sub(blank, text) if "<span" in text else text
    return tuple((document.place(m.start()), m.group()) for m in _runs(text))


@remembered
def _simplified_in_record(record: Record, skip: frozenset[str]) -> tuple[tuple[Place, str], ...]:
    return tuple(
        (record.at(*keys), found.group())
        for keys, value in _texts(record.data, ())
        if not skip.intersection(map(str, keys))
        for found in [next(_runs(value), None)]
        if found
    )


def _texts(value: object, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a record, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*keys, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*keys, index))
    elif isinstance(value, str):
        yield keys, value


# What people type, and what a source says in its own characters, is in either script.
_EITHER = frozenset({"aliases", "quote", "note", "not"})
_DATA = ("article", "claims", "placeholders", "stages", "terms")


@rule()
def off_script(site: Site) -> Iterator[Problem]:
    """Chinese is typed in Traditional characters, in every language; the build makes it Simplified.

    Bad:  账户被冻结
    Good: 賬戶被凍結
    Fix:  type it in Traditional characters; a quotation goes in <span lang="zh-Hans">.
    """
    for document in every_document(site):
        for place, found in _simplified_in(document):
            yield _problem(place, found)
    for record in (*_fronts(site), *map(site.record, _DATA), *site.source_records.values(), *_words(site)):
        for place, found in _simplified_in_record(record, _EITHER):
            yield _problem(place, found)


def _problem(place: Place, found: str) -> Problem:
    hint = 'write Traditional characters; mark a quotation with <span lang="zh-Hans">'
    return Problem(place, f"“{found}” is Simplified", hint)


def _fronts(site: Site) -> Iterable[Record]:
    return (page.front for page in site.pages.values())


def _words(site: Site) -> Iterable[Record]:
    return site.words.values()


_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u00a0\u180e\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u115f\u1160\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd\ufffe\uffff\ue000-\uf8ff\u0300-\u036f\u0370-\u052f\u3040-\u30ff\uff5f-\uffee\uff10-\uff19\uff21-\uff3a"
    r"\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff\U000e0000-\U0010ffff\ud800-\udfff]"
)
_WIDE = re.compile(r"[\uff10-\uff5a]")
_ODD_FROM = re.compile(
    r"[^\t\n -~·–—‘’“”…\u3001-\u3029\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]"
)


@rule()
def odd_character(site: Site) -> Iterator[Problem]:
    """Texts have no characters that cannot be seen, or that only look like others.

    Bad:  a zero-width space, a letter and its accent as two characters, １５日 in wide digits
    Good: 15日
    Fix:  `--fix` removes what cannot be seen, and writes plain digits and joined accents.
    """
    for document in every_document(site):
        for place, character in _odd_in(document):
            yield _odd(place, character)
    records = (*_fronts(site), *site.data.values(), *site.source_records.values(), *_words(site))
    for record in records:
        for place, character in _odd_in_record(record):
            yield _odd(place, character)


def _odd(place: Place, character: str) -> Problem:
    name = unicodedata.name(character, "control or unassigned character").lower()
    plain = unicodedata.normalize("NFKC", character)
    hint = f"write {plain}" if plain != character and plain.isprintable() and plain.strip() else "remove it"
    if unicodedata.combining(character):
        hint = "type the letter and its accent as one character"
    return Problem(place, f"U+{ord(character):04X}, {name}, stands here", hint)


@remembered
def _odd_in(document: Document) -> tuple[tuple[Place, str], ...]:
    if not _ODD_FROM.search(document.text):
        return ()
    return tuple((document.place(m.start()), m.group()) for m in _ODD.finditer(document.text))


@remembered
def _odd_in_record(record: Record) -> tuple[tuple[Place, str], ...]:
    return tuple(
        (record.at(*keys), found.group())
        for keys, value in _texts(record.data, ())
        if _ODD_FROM.search(value)
        for found in [_ODD.search(value)]
        # A quotation is kept as it is printed, wide digits included.
        if found and not ("quote" in keys and _WIDE.match(found.group()))
    )


_HAN = "\u3400-\u9fff"
_MIXED = {
    "zh-Hant": re.compile(
        rf"(?<=[{_HAN}」』》）])[,;:!?](?![0-9/])|(?<=[{_HAN}])\.(?=\s|$)|[,;!?](?=[{_HAN}「『《（])|(?<=[{_HAN}])[()]|\((?=[{_HAN}])|\.\.\.|。。"
    ),
    "en": re.compile(
        r"(?<=[A-Za-z])[，。；：！？、]|[，。；！？](?= ?[A-Za-z])|（(?=[A-Za-z ])|(?<=[A-Za-z])）"
    ),
}


@remembered
def _mixed_in(document: Document, language: str) -> tuple[tuple[Place, str], ...]:
    return tuple((document.place(m.start()), m.group()) for m in _MIXED[language].finditer(document.visible))


@rule()
def mixed_punctuation(site: Site) -> Iterator[Problem]:
    """Chinese has Chinese punctuation, English has English.

    Bad:  先打電話, 再寫信
    Good: 先打電話，再寫信
    Fix:  use the punctuation of the language of the sentence.
    """
    for document in every_document(site):
        language = document.path.split("/")[1]
        for place, sign in _mixed_in(document, language) if language in _MIXED else ():
            hint = "write the wide sign" if language == "zh-Hant" else "write the narrow sign"
            yield Problem(place, f"{sign} is not the punctuation of {language}", hint)


_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_IDEOGRAPH = re.compile(rf"[{_HAN}]")


@remembered
def _foreign(page: Page) -> tuple[Problem, ...]:
    """The blocks of a page that are in the other language."""
    found = []
    for block in blocks(page.document):
        words = block.words
        if page.language == "en":
            han = len(_IDEOGRAPH.findall(words))
            wrong = han > 8 and han * 2 > len(_LATIN.findall(words))
        else:
            wrong = len(_WORD.findall(words)) > 3 and not _IDEOGRAPH.search(words)
        if wrong:
            message = f"this is not in {page.language}: {words[:24]}"
            found.append(Problem(page.document.place(block.start), message, "translate it"))
    for key in ("title", "description"):
        words = str(page.front.get(key) or "")
        han = len(_IDEOGRAPH.findall(words))
        if words and (han > len(_LATIN.findall(words)) if page.language == "en" else not han):
            message = f"the {key} is not in {page.language}: {words[:24]}"
            found.append(Problem(page.front.at(key), message, "translate it"))
    return tuple(found)


@rule()
def untranslated_text(site: Site) -> Iterator[Problem]:
    """Each paragraph of a page is in the language of the page.

    Bad:  a paragraph in Chinese on a page of docs/en/
    Good: its translation, the Chinese term in brackets at first mention
    Fix:  translate the paragraph.
    """
    for page in site.pages.values():
        yield from _foreign(page)
