"""Which page leads to which: by reference, by link, by listing, by the menu of every page."""

from guide.content import SOURCE_LANGUAGE, Page, Site
from guide.links import destination, leads_outside
from guide.listings import directives_of, keys_listed
from guide.references import is_typed, resolve
from guide.remember import remembered

# What the menu of every page lists; the templates read it here. The search box leads to "search".
MENU = (
    "index",
    "stages/early",
    "stages/mid",
    "stages/late",
    "negotiation/index",
    "topics/index",
    "letters/index",
    "tools/index",
    "risks/index",
    "about/hotlines",
    "about/index",
)
# Page -> the word that the foot of the page has for it.
FOOTER = {
    "about/index": "footer-about",
    "sources/index": "footer-sources",
    "about/corrections": "footer-corrections",
    "about/hotlines": "footer-hotlines",
    "counsellors/index": "footer-counsellors",
    "about/offline": "footer-offline",
    "about/privacy": "footer-privacy",
}
# Pages about family and visits: whoever reads them may have somebody at their shoulder.
WATCHED = (
    "topics/calls-to-family",
    "topics/telling-family",
    "topics/spouse-debt",
    "topics/parents-debt",
    "topics/children-schooling",
    "topics/home-visit",
    "risks/field-visit",
    "risks/spousal-debt",
)


def pages_linked(site: Site, page: Page) -> frozenset[str]:
    """The keys of the pages that a page's own text leads to, laws left out."""
    return _pages_linked(site, page.language, page.key)


@remembered
def _pages_linked(site: Site, language: str, key: str) -> frozenset[str]:
    page = site.pages[language, key]
    found: set[str] = set()
    for document in site.documents(page):
        for reference in document.references:
            label = reference.label
            target = resolve(site, label) if is_typed(label) and not label.startswith("law:") else None
            if target:
                found.add(target.key)
        for link in document.links:
            there = None if leads_outside(link.target) else destination(page.key, link.target)
            if there and there.key:
                found.add(there.key)
        for words, _, _ in directives_of(document):
            found.update(keys_listed(site, words))
    return frozenset(found)


def clicks_from_home(site: Site) -> dict[str, int]:
    """Page key -> the least number of clicks from the home page, for every page that is reached."""
    reached = {"index": 0}
    edge = ["index"]
    while edge:
        next_edge: list[str] = []
        for key in edge:
            page = site.page(SOURCE_LANGUAGE, key)
            onward = {*MENU, *FOOTER, "search", *(pages_linked(site, page) if page else ())}
            for target in sorted(onward - reached.keys()):
                reached[target] = reached[key] + 1
                next_edge.append(target)
        edge = next_edge
    return reached
