"""Rules on what must be the same in every language."""

from collections.abc import Iterator
from itertools import zip_longest

from guide.compare import translated_pairs
from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site
from guide.diagnostics import Problem
from guide.markdown import Heading
from guide.rule import rule

# What a translation says in its own words; all else it inherits from its source page.
OWN_KEYS = frozenset({"title", "description", "translated_from"})


@rule()
def untranslated_page(site: Site) -> Iterator[Problem]:
    """A page is written in every language, and a translation has a source page.

    Bad:  docs/zh-Hant/risks/fees.md without docs/en/risks/fees.md
    Good: both
    Fix:  write the page at the same path in the other language, or remove both.
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
    Fix:  compare the two, then python scripts/translations.py stamp PAGE.
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
    Fix:  use the ids and levels of the source, in its order.
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
def fact_in_translation(site: Site) -> Iterator[Problem]:
    """A translation has a title, a description and a stamp; facts are its source page's.

    Bad:  stages: [late] in docs/en/risks/fees.md
    Good: stages: [late] in docs/zh-Hant/risks/fees.md alone
    Fix:  move the key to the zh-Hant page.
    """
    for _, page in translated_pairs(site):
        for key in page.front.data if isinstance(page.front.data, dict) else ():
            if key not in OWN_KEYS:
                hint = f"write it in docs/{SOURCE_LANGUAGE}/{page.key}.md alone"
                yield Problem(page.front.at(key), f"{key} is a fact, inherited from the source", hint)
