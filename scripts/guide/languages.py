"""What is said in each of the three languages: the third is made of the first."""

from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, Site
from guide.script import simplified


def written(language: str) -> str:
    """The language in which the text for a language is written."""
    return SOURCE_LANGUAGE if language == DERIVED_LANGUAGE else language


def shown(language: str, text: str) -> str:
    """A written text as it is shown: Chinese in English pages is Simplified, as in letters."""
    return text if language == SOURCE_LANGUAGE else simplified(text)


def title(site: Site, language: str, key: str) -> str:
    return shown(language, site.title(written(language), key))


def answer(site: Site, language: str, key: str) -> str:
    """The short answer of a page; for a source of law, its full title."""
    page = site.page(written(language), key)
    if page:
        return shown(language, page.description)
    source = site.sources.get(key.removeprefix("sources/"))
    return shown(language, source.title.get(written(language), "")) if source else ""


def word(site: Site, language: str, name: str) -> str:
    """A string of the templates."""
    return shown(language, site.word(written(language), name))
