"""Rules on how pages are reached: no orphan, no dead end, no term without its entry."""

import re
from collections.abc import Iterator

from guide.content import SOURCE_LANGUAGE, Page, Site
from guide.diagnostics import Place, Problem
from guide.graph import clicks_from_home, pages_linked
from guide.markdown import Document, blank
from guide.remember import remembered
from guide.rule import rule


@rule()
def orphan_page(site: Site) -> Iterator[Problem]:
    """Every page is at most two clicks from the home page.

    Bad:  a page that no other page links to
    Good: a page linked from its stage, its group or its index
    Fix:  link to it from an index, a stage or a group.
    """
    reached = clicks_from_home(site)
    for page in site.pages_in(SOURCE_LANGUAGE):
        clicks = reached.get(page.key)
        if clicks is None or clicks > 2:
            message = "no page leads here" if clicks is None else f"{clicks} clicks from the home page"
            yield Problem(page.front.at("title"), message, "link to it from an index or a stage")


@rule()
def dead_end_page(site: Site) -> Iterator[Problem]:
    """Every page leads on to another.

    Bad:  a page without a link
    Good: a page that ends in links for what has already happened
    Fix:  end with a link to what the reader needs next.
    """
    for page in site.pages.values():
        if not pages_linked(site, page) - {page.key}:
            hint = "say where to go from here, as in [被起訴][topic:being-sued]"
            yield Problem(page.front.at("title"), "this page leads nowhere", hint)


@rule()
def unused_snippet(site: Site) -> Iterator[Problem]:
    """Every snippet is included somewhere.

    Bad:  snippets/zh-Hant/old.md that nothing includes
    Good: {!zh-Hant/old.md!} on a page, or no such file
    Fix:  include it, or remove the file.
    """
    used = {
        include.path for page in site.pages.values() for d in site.documents(page) for include in d.includes
    }
    for name, document in site.snippets.items():
        if name not in used:
            yield Problem(document.place(0), f"nothing includes {name}", "include it, or remove it")


@rule()
def unlinked_first_mention(site: Site) -> Iterator[Problem]:
    """The first mention of a glossary term in the text of a page is linked to its entry.

    Bad:  …會被列為失信被執行人，before any link to that entry
    Good: …會被列為[失信被執行人][risk:judgment-debtor-list]
    Fix:  link the words as the hint says.
    """
    terms = _terms(site)
    if not terms:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))
    for page in site.pages_in(SOURCE_LANGUAGE):
        yield from _unlinked(site, page, terms, pattern)


def _terms(site: Site) -> dict[str, str]:
    """Each glossary term in the source language -> the name of its entry, everyday words left out."""
    everyday = set(site.record("terms").get("everyday") or [])
    return {
        page.title: page.key.removeprefix("risks/")
        for page in site.pages_in(SOURCE_LANGUAGE)
        if page.front.get("kind") == "risk" and page.title not in everyday
    }


def _unlinked(site: Site, page: Page, terms: dict[str, str], pattern: re.Pattern[str]) -> Iterator[Problem]:
    linked: dict[str, int] = {}
    for reference in page.document.references:
        linked.setdefault(reference.label.removeprefix("risk:"), reference.start)
    seen: set[str] = set()
    for words, start, place in _mentions(page.document, pattern):
        name = terms[words]
        if name in seen or page.key == f"risks/{name}":
            continue
        seen.add(name)
        if start < linked.get(name, len(page.text)):
            hint = f"write [{words}][risk:{name}]"
            yield Problem(place, f"{words} is first mentioned here, without a link", hint)


_NOT_PROSE = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|^#.*$|\{[^{}\n]*\}", re.M
)


@remembered
def _mentions(document: Document, pattern: re.Pattern[str]) -> tuple[tuple[str, int, Place], ...]:
    """(term, offset, place) of each term outside of links."""
    text = _outside_links(document)
    return tuple((m.group(), m.start(), document.place(m.start())) for m in pattern.finditer(text))


def _outside_links(document: Document) -> str:
    """The visible text with links, headings and attributes blanked out."""
    return _NOT_PROSE.sub(blank, document.visible)
