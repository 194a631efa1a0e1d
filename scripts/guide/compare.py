"""A translation beside its source, section by section and block by block."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site
from guide.markdown import Document
from guide.outline import Item, outline
from guide.remember import remembered


class Texts(NamedTuple):
    """A text in the source language and its translation."""

    language: str
    source: Document
    translation: Document


class Pair(NamedTuple):
    """A piece of a text and the piece that translates it: blocks side by side, or a section."""

    texts: Texts
    source: tuple[Item, ...]
    translation: tuple[Item, ...]


@remembered
def translated_pairs(site: Site) -> tuple[tuple[Page, Page], ...]:
    """(source page, translation) of each page that is written in both."""
    return tuple(
        (page, translation)
        for page in site.pages_in(SOURCE_LANGUAGE)
        for language in TRANSLATIONS
        if (translation := site.page(language, page.key))
    )


def translated_texts(site: Site) -> Iterator[Texts]:
    """Every page and snippet that is written in both languages."""
    for source, page in translated_pairs(site):
        yield Texts(page.language, source.document, page.document)
    for name, document in site.snippets.items():
        language, _, rest = name.partition("/")
        for other in TRANSLATIONS if language == SOURCE_LANGUAGE else ():
            if f"{other}/{rest}" in site.snippets:
                yield Texts(other, document, site.snippets[f"{other}/{rest}"])


def sections(document: Document) -> Mapping[str, list[Item]]:
    """The blocks of a document by the id of the heading above them; "" before the first."""
    found: dict[str, list[Item]] = {}
    for item in outline(document):
        found.setdefault(item.section, []).append(item)
    return found


def same_shape(source: list[Item], translation: list[Item]) -> bool:
    return [(i.kind, i.names[-1:]) for i in source] == [(i.kind, i.names[-1:]) for i in translation]


def includes_original(items: list[Item]) -> bool:
    """Whether a section of a translation shows the original too, as the pages of letters do."""
    return any(item.from_source for item in items)


@remembered
def pairs(site: Site) -> tuple[Pair, ...]:
    """All that is translated, piece by piece: block by block where a section has the same shape."""
    return tuple(pair for texts in translated_texts(site) for pair in _pairs(texts))


def _pairs(texts: Texts) -> Iterator[Pair]:
    there = sections(texts.translation)
    for section, source in sections(texts.source).items():
        translation = there.get(section)
        if translation is None:
            continue
        if same_shape(source, translation):
            for one, other in zip(source, translation, strict=True):
                yield Pair(texts, (one,), (other,))
        else:
            yield Pair(texts, tuple(source), tuple(translation))
