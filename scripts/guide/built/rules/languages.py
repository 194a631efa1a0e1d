"""Rules on the languages of the built site."""

from collections.abc import Iterator

from guide.built.folder import FOUND
from guide.built.languages import language_of, traditional_in
from guide.built.load import Built
from guide.content import DERIVED_LANGUAGE
from guide.diagnostics import Problem
from guide.rule import rule


@rule()
def wrong_lang(built: Built) -> Iterator[Problem]:
    """A page says the language of the folder in which it is served.

    Bad:  <html lang="zh-Hant"> in en/index.html
    Good: <html lang="en"> in en/index.html
    """
    for page in built.pages:
        wanted = language_of(page.path)
        if page.language != wanted:
            message = f"the page says it is in {page.language or 'no language'}"
            yield Problem(built.place(page.path, "<html"), message, f"it is served as {wanted}")


@rule()
def wrong_locale_link(built: Built) -> Iterator[Problem]:
    """A link stays in the language of its page, unless it says that it leads to another.

    Bad:  <a href="/risks/fees/"> on a page below /en/
    Good: <a href="/en/risks/fees/">, or hreflang="zh-Hant" on the first
    """
    pages = {page.path for page in built.pages}
    for page in built.pages:
        for link in page.links:
            if link.tag != "a" or link.state != FOUND or link.target not in pages:
                continue
            wanted = link.note or language_of(page.path)
            found = built.by_path[link.target].language or language_of(link.target)
            if link.target != page.path and language_of(link.target) != wanted and found != wanted:
                for place in built.places(page.path, link):
                    message = f"{link.value} leads to a page in {language_of(link.target)}"
                    yield Problem(place, message, f"link to the page in {wanted}")


@rule()
def hreflang_not_reciprocal(built: Built) -> Iterator[Problem]:
    """A page that is named as a translation names the other in turn, and is in that language.

    Bad:  fees/ names en/fees/ as its English page, which does not name fees/
    Good: both name each other, with the same addresses
    """
    named = {page.path: {target for _, _, target in page.alternates} for page in built.pages}
    for page in built.pages:
        for language, href, target in page.alternates:
            if target not in named:
                continue
            place = built.place(page.path, f'"{href}"')
            if page.path not in named[target]:
                hint = "name every translation on all of them"
                yield Problem(place, f"{target} does not name {page.path} in turn", hint)
            elif language != "x-default" and built.by_path[target].language != language:
                found = built.by_path[target].language or "no language"
                yield Problem(
                    place, f"{href} is in {found}, not in {language}", "name the page in that language"
                )


@rule()
def unconverted_text(built: Built) -> Iterator[Problem]:
    """A page in Simplified Chinese has no Traditional character left, but where it is not to be translated.

    Bad:  <p>逾期之后還要还多少</p> in zh-Hans/index.html
    Good: <p>逾期之后还要还多少</p>
    """
    for page in built.pages:
        if language_of(page.path) == DERIVED_LANGUAGE:
            for line, column, text in traditional_in(built.text(page.path)):
                place = built.at(page.path, line, column)
                yield Problem(place, f"{text} is in Traditional script", "let the build convert it")
