"""Rules on what the reader gets: the built pages."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from guide.built import Built
from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS
from guide.diagnostics import Problem, did_you_mean
from guide.rule import rule


def language_of(path: str) -> str:
    """The language in which a built file is served, by its folder."""
    first = path.partition("/")[0]
    return first if first in {*TRANSLATIONS, DERIVED_LANGUAGE} else SOURCE_LANGUAGE


@rule()
def broken_href(built: Built) -> Iterator[Problem]:
    """A link on a built page leads to a file, and its fragment to an id on it.

    Bad:  <a href="../fes/">, when there is no fes/index.html
    Good: <a href="../fees/">
    """
    for page in built.pages:
        for link in page.links:
            parts = urlsplit(link.href.strip())
            if parts.scheme or parts.netloc:
                continue
            file, fragment = built.resolve(page, link.href)
            if file is None:
                yield Problem(link.place, f"{link.href} leads nowhere", "link to a page that is built")
            elif fragment and file in built.by_path and fragment not in {*built.by_path[file].ids, "top"}:
                hint = did_you_mean(fragment, built.by_path[file].ids)
                yield Problem(link.place, f"{file} has no id {fragment}", hint)


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
            yield Problem(page.place("<html"), message, f"it is served as {wanted}")


@rule()
def wrong_locale_link(built: Built) -> Iterator[Problem]:
    """A link stays in the language of its page, unless it says that it leads to another.

    Bad:  <a href="/risks/fees/"> on a page below /en/
    Good: <a href="/en/risks/fees/">, or hreflang="zh-Hant" on the first
    """
    for page in built.pages:
        for link in page.links:
            parts = urlsplit(link.href.strip())
            if parts.scheme or parts.netloc:
                continue
            file, _ = built.resolve(page, link.href)
            if file is None or file not in built.by_path:
                continue
            wanted = link.hreflang or language_of(page.path)
            if language_of(file) != wanted:
                message = f"{link.href} leads to a page in {language_of(file)}"
                yield Problem(link.place, message, f"link to the page in {wanted}")
