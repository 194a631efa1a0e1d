"""Rules on what must be the same in every language."""

from collections.abc import Iterator
from itertools import zip_longest

from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site
from guide.diagnostics import Problem
from guide.markdown import Heading
from guide.numbers import numbers
from guide.references import typed_references
from guide.rule import rule

# What a translation says in its own words; all else it inherits from its source page.
OWN_KEYS = frozenset({"title", "description", "translated_from"})


def translated_pairs(site: Site) -> Iterator[tuple[Page, Page]]:
    """(source page, translation) of each page that is written in both."""
    for page in site.pages_in(SOURCE_LANGUAGE):
        for language in TRANSLATIONS:
            translation = site.page(language, page.key)
            if translation:
                yield page, translation


@rule()
def untranslated_page(site: Site) -> Iterator[Problem]:
    """A page is written in every language, and a translation has a source page.

    Bad:  docs/zh-Hant/risks/fees.md without docs/en/risks/fees.md
    Good: both
    """
    for page in site.pages_in(SOURCE_LANGUAGE):
        for language in TRANSLATIONS:
            if not site.page(language, page.key):
                hint = f"write docs/{language}/{page.key}.md"
                yield Problem(page.front.at("title"), f"{page.key} is not translated into {language}", hint)
    for language in TRANSLATIONS:
        for page in site.pages_in(language):
            if not site.page(SOURCE_LANGUAGE, page.key):
                hint = f"write docs/{SOURCE_LANGUAGE}/{page.key}.md, or remove this file"
                yield Problem(page.front.at("title"), f"{page.key} has no {SOURCE_LANGUAGE} page", hint)


@rule()
def stale_translation(site: Site) -> Iterator[Problem]:
    """A translation is stamped with the text it was made from.

    Bad:  translated_from: 3f2a91c0, when the source page has changed since
    Good: translated_from: the stamp that translations.py makes of the source page
    """
    for source, page in translated_pairs(site):
        stamp = page.front.get("translated_from")
        if stamp is None:
            message = "it is not said which text this was translated from"
        elif str(stamp) != source.digest:
            message = f"{source.path} has changed since this was translated"
        else:
            continue
        hint = f"compare the two, then run python scripts/translations.py stamp {page.key}"
        yield Problem(page.front.at("translated_from"), message, hint)


@rule()
def heading_mismatch(site: Site) -> Iterator[Problem]:
    """A translation has the headings of its source: the same ids and levels, in the same order.

    Bad:  ## Do today { #today }, where the source page has { #do-today }
    Good: ## Do today { #do-today }
    """
    for source, page in translated_pairs(site):
        pairs = zip_longest(source.document.headings, page.document.headings)
        for wanted, found in pairs:
            if wanted and found and (wanted.level, wanted.id) == (found.level, found.id):
                continue
            yield _mismatch(source, page, wanted, found)
            break


def _mismatch(source: Page, page: Page, wanted: Heading | None, found: Heading | None) -> Problem:
    """The first heading that differs: `wanted` is the source's, `found` the translation's."""
    hint = f"the source has {'#' * wanted.level} {{ #{wanted.id} }} here" if wanted else "remove it"
    if found:
        return Problem(found.place, f"the heading {found.id} is not here in {source.path}", hint)
    end = page.document.place(len(page.document.text.rstrip()))
    return Problem(end, f"the heading {wanted.id if wanted else None} is missing", hint)


@rule()
def reference_mismatch(site: Site) -> Iterator[Problem]:
    """A law or a risk that one language refers to is referred to in the other.

    Bad:  …（[][law:civil-code/188]） in Chinese, with no reference in the English sentence
    Good: the same reference in both
    """
    for source, page in translated_pairs(site):
        yield from _only_in(site, source, page)
        yield from _only_in(site, page, source)


def _only_in(site: Site, page: Page, other: Page) -> Iterator[Problem]:
    there = {reference.label for reference in typed_references(site, other)}
    for reference in typed_references(site, page):
        if reference.label in there or not reference.label.startswith(("law:", "risk:")):
            continue
        message = f"{reference.label} is not referred to in {other.path}"
        yield Problem(reference.place, message, "refer to it in both, or in neither")


@rule()
def fact_in_translation(site: Site) -> Iterator[Problem]:
    """A translation has a title, a description and a stamp; facts are its source page's.

    Bad:  stages: [late] in docs/en/risks/fees.md
    Good: stages: [late] in docs/zh-Hant/risks/fees.md alone
    """
    for _, page in translated_pairs(site):
        for key in page.front.data if isinstance(page.front.data, dict) else ():
            if key not in OWN_KEYS:
                hint = f"write it in docs/{SOURCE_LANGUAGE}/{page.key}.md alone"
                yield Problem(page.front.at(key), f"{key} is a fact, inherited from the source", hint)


@rule()
def number_mismatch(site: Site) -> Iterator[Problem]:
    """A page and its translation give the same numbers: amounts, days, dates, telephone numbers.

    Bad:  15日 in Chinese, 10 days in English
    Good: 15日 and 15 days
    """
    for source, page in translated_pairs(site):
        here, there = numbers(site, page), numbers(site, source)
        for number in sorted(here.keys() - there.keys()):
            message = f"{number} is not in {source.path}"
            yield Problem(here[number], message, "give the same numbers in both")
        for number in sorted(there.keys() - here.keys()):
            message = f"{number} is not in {page.path}"
            yield Problem(there[number], message, "give the same numbers in both, as digits")
