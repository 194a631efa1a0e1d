"""Which ids a page has, written or made, so that links to them can be checked."""

from guide.content import Page, Site
from guide.remember import remembered

# Sections that the build adds to pages: the short answer on top, the sources at the end.
MADE_BY_THE_BUILD = frozenset({"short-answer", "sources"})


@remembered
def anchors(site: Site, language: str, key: str) -> frozenset[str]:
    """Every id on a page of a written language."""
    page = site.page(language, key)
    if page is None:
        source = site.sources.get(key.removeprefix("sources/"))
        made = (article.anchor for article in source.articles.values()) if source else ()
        return frozenset(made)
    return written_anchors(site, page) | MADE_BY_THE_BUILD


def written_anchors(site: Site, page: Page) -> frozenset[str]:
    """The ids written in a page's text and in its snippets."""
    return frozenset(id for document in site.documents(page) for id, _ in document.anchors)
