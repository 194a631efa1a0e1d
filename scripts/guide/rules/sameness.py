"""Rules on what a translation must share with its source: shape, numbers, references, names."""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from guide.compare import (
    Pair,
    includes_original,
    pairs,
    same_shape,
    sections,
    translated_pairs,
    translated_texts,
)
from guide.content import Page, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.numbers import numbers_in
from guide.outline import Item, outline
from guide.references import resolve
from guide.remember import remembered
from guide.rule import rule


@rule()
def structure_mismatch(site: Site) -> Iterator[Problem]:
    """A section has the same blocks in every language: items, rows, paragraphs, bold passages.

    Bad:  four list items under { #do-today } in Chinese, three in English
    Good: four in both, in the same order
    Fix:  translate block by block; change the source first if it should have another shape.
    """
    for texts in translated_texts(site):
        there = sections(texts.translation)
        for section, source in sections(texts.source).items():
            translation = there.get(section)
            if translation and not includes_original(translation):
                yield from _first_difference(source, translation, texts.source.path)


def _first_difference(source: list[Item], translation: list[Item], path: str) -> Iterator[Problem]:
    same = same_shape(source, translation)
    for wanted, found in zip_longest(source, translation):
        if wanted and found and (wanted.kind, wanted.names[-1:]) == (found.kind, found.names[-1:]):
            if not same or wanted.bold == found.bold:
                continue
            message = f"{found.bold} passages in bold; {wanted.bold} in {wanted.place}"
            yield Problem(found.place, message, "emphasise the same words")
        elif wanted and found:
            message = f"a {found.kind}, where {wanted.place} has a {wanted.kind}"
            yield Problem(found.place, message, "translate block by block")
            return
        elif wanted:
            message = f"the {wanted.kind} of {wanted.place} is missing in this section"
            yield Problem(translation[-1].place, message, "translate it")
            return
        else:
            message = f"this {found.kind} has no counterpart in {path}"
            yield Problem(found.place, message, "write it in the source, or remove it")
            return


Values = Callable[[Item], Iterable[str]]


def _differences(site: Site, values: Values) -> Iterator[tuple[str, Place, str]]:
    """(value, where it stands, path of the text that lacks it) for all that stands on one side."""
    for pair in pairs(site):
        if len(pair.source) == 1 and values(pair.source[0]) == values(pair.translation[0]):
            continue  # nearly always
        yield from _lacking(pair, values, pair.source, pair.translation)
        yield from _lacking(pair, values, pair.translation, pair.source)


def _lacking(
    pair: Pair, values: Values, here: tuple[Item, ...], there: tuple[Item, ...]
) -> Iterator[tuple[str, Place, str]]:
    known = {value for item in there for value in values(item)}
    for item in here:
        for value in sorted(set(values(item)) - known):
            yield value, item.place, str(there[0].place if len(there) == 1 else there[0].place.path)


@rule()
def reference_mismatch(site: Site) -> Iterator[Problem]:
    """What one language refers to in a paragraph, the other refers to there too.

    Bad:  …（[][law:civil-code/188]） in Chinese, with no reference in the English sentence
    Good: the same reference in both
    Fix:  refer to the same in both paragraphs.
    """
    for label, place, there in _differences(site, lambda item: item.references):
        if resolve(site, label):  # unknown-reference says so of the others
            yield Problem(
                place, f"{label} is not referred to in {there}", "refer to it in both, or in neither"
            )


@rule()
def link_mismatch(site: Site) -> Iterator[Problem]:
    """What one language links to by its path in a paragraph, the other links to there too.

    Bad:  [表](/risks/table.md) in Chinese, [table](/risks/index.md) in English
    Good: the same path in both
    Fix:  link to the same path in both paragraphs.
    """
    for target, place, there in _differences(site, lambda item: item.links):
        yield Problem(place, f"{target} is not linked in {there}", "link to the same place in both")


@rule()
def number_mismatch(site: Site) -> Iterator[Problem]:
    """A paragraph and its translation give the same numbers: amounts, days, dates, telephones.

    Bad:  15日 in Chinese, 10 days in English
    Good: 15日 and 15 days
    Fix:  find out which is right in the source of law, and write it in both, as digits.
    """
    for number, place, there in _differences(site, lambda item: item.numbers):
        yield Problem(place, f"{number} is not in {there}", "give the same numbers in both, as digits")
    for source, page in translated_pairs(site):
        for key in ("title", "description"):
            yield from _front_numbers(key, source, page)
            yield from _front_numbers(key, page, source)


def _front_numbers(key: str, page: Page, other: Page) -> Iterator[Problem]:
    there = _numbers_of(other, key)
    for number in _numbers_of(page, key):
        if number not in there:
            message = f"{number} is not in the {key} of {other.path}"
            yield Problem(page.front.at(key), message, "give the same numbers in both, as digits")


@rule()
def unit_mismatch(site: Site) -> Iterator[Problem]:
    """A number has the same unit in every language: days are not working days, months not years.

    Bad:  15個工作日 in Chinese, 15 days in English
    Good: 15個工作日 and 15 working days
    Fix:  look it up in the source of law, and write the unit of the source in both.
    """
    for pair in pairs(site):
        if len(pair.source) > 1 or pair.source[0].quantities == pair.translation[0].quantities:
            continue
        here, there = _by_number(pair.translation[0]), _by_number(pair.source[0])
        for number in sorted(here.keys() & there.keys()):
            if here[number] != there[number]:
                units, others = " and ".join(sorted(here[number])), " and ".join(sorted(there[number]))
                message = f"{number} is {units} here, {others} in {pair.source[0].place}"
                yield Problem(
                    pair.translation[0].place, message, "write the unit of the source of law in both"
                )


def _by_number(item: Item) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, unit in item.quantities:
        found.setdefault(number, set()).add(unit)
    return found


@remembered
def _numbers_of(page: Page, key: str) -> tuple[str, ...]:
    return tuple(numbers_in(str(page.front.get(key) or "")))


@rule()
def placeholder_mismatch(site: Site) -> Iterator[Problem]:
    """What the reader fills in is named in placeholders.yml, and is the same in every language.

    Bad:  【本期應還金額】 in the Chinese letter, 【amount paid】 in the English
    Good: 【本期應還金額】 and 【amount due】
    Fix:  use the names of placeholders.yml, the same ones in both languages.
    """
    record = site.record("placeholders")
    rows = record.data if isinstance(record.data, dict) else {}
    ids = {str(words): id for id, row in rows.items() if isinstance(row, dict) for words in row.values()}
    if not ids:
        return
    for document in (*(page.document for page in site.pages.values()), *site.snippets.values()):
        for item in outline(document):
            for name in item.placeholders:
                if name not in ids:
                    hint = did_you_mean(name, ids, "name it in docs/_data/placeholders.yml")
                    yield Problem(item.place, f"there is no placeholder 【{name}】", hint)
    for number, place, there in _differences(site, lambda item: [ids.get(n, n) for n in item.placeholders]):
        if number in rows:
            yield Problem(place, f"the placeholder {number} is not in {there}", "use it in both")
