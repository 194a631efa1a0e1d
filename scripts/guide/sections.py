"""Markdown that the build writes itself: a page's sources, and a page for each source of law."""

from collections.abc import Iterable, Iterator, Mapping

from guide.content import SOURCE_LANGUAGE, Page, Site
from guide.law import Article, Source
from guide.references import laws_cited


def sources_section(site: Site, page: Page) -> str:
    """The section that ends a page: what it cites, since when in force, how and when it was read."""
    cited = _by_source(site, laws_cited(site, page))
    if not cited:
        return ""
    lines = [f"\n\n## {site.word(page.language, 'sources')} {{ #sources }}\n"]
    for source, articles in cited:
        lines.append(f"- {_links(site, source, articles, page.language)}  ")
        lines.append(f"    {_provenance(site, source, page.language)}")
    return "\n".join(lines) + "\n"


def _by_source(site: Site, names: Iterable[str]) -> list[tuple[Source, list[Article]]]:
    grouped: dict[str, list[Article]] = {}
    for name in names:
        id, _, key = name.partition("/")
        source = site.sources.get(id)
        if source is None:
            continue
        articles = grouped.setdefault(id, [])
        if key in source.articles:
            articles.append(source.articles[key])
    return [(site.sources[id], articles) for id, articles in grouped.items()]


def _links(site: Site, source: Source, articles: list[Article], language: str) -> str:
    name = source.short.get(language, source.id)
    whole = f"[{name}][law:{source.id}]"
    each = [f"[{a.cite.get(language, a.key)}][law:{a.name}]" for a in articles]
    colon = site.word(language, "colon")
    return whole + (colon + site.word(language, "list-comma").join(each) if each else "")


def _provenance(site: Site, source: Source, language: str) -> str:
    def word(name: str) -> str:
        return site.word(language, name)

    facts = [
        word("in-force-since").format(date=source.in_force) if source.in_force else "",
        word(f"basis-{source.basis.replace(' ', '-')}"),
        word("read-on").format(date=source.read),
    ]
    return " · ".join(fact for fact in facts if fact)


def source_page(site: Site, source: Source, language: str, citing: Mapping[str, list[str]]) -> str:
    """The whole Markdown of the page of one source: its facts, its articles, who cites each.

    `citing` is what `pages_citing` finds, once for all sources.
    """
    facts = [
        (site.word(language, "issuer"), source.issuer.get(language, "")),
        (site.word(language, "number"), source.number),
        (site.word(language, "in-force"), source.in_force or site.word(language, "not-verified")),
        (site.word(language, "basis"), site.word(language, f"basis-{source.basis.replace(' ', '-')}")),
        (site.word(language, "read"), source.read),
    ]
    colon = site.word(language, "colon")
    lines = [f"- {name}{colon}{value}" for name, value in facts if value]
    for article in source.articles.values():
        lines += ["", *_article(site, source, article, language, citing.get(article.name, []))]
    return "\n".join(lines) + "\n"


def _article(site: Site, source: Source, article: Article, language: str, keys: list[str]) -> Iterator[str]:
    heading = article.cite.get(language, article.key)
    yield f"## {heading} {{ #{article.anchor} }}"
    yield ""
    yield article.says.get(language, "")
    if article.quote:
        yield ""
        yield f'> <span lang="zh-Hans" translate="no">{article.quote}</span>'
    if article.basis != source.basis:
        yield ""
        yield site.word(language, f"basis-{article.basis.replace(' ', '-')}")
    if keys:
        links = [f"[{site.title(language, key)}][page:{key}]" for key in keys]
        yield ""
        yield site.word(language, "cited-on") + site.word(language, "list-comma").join(links)


def pages_citing(site: Site) -> dict[str, list[str]]:
    """Article name -> keys of the pages that cite it: the reverse of the references, computed."""
    citing: dict[str, list[str]] = {}
    for page in site.pages_in(SOURCE_LANGUAGE):
        for name in laws_cited(site, page):
            citing.setdefault(name, []).append(page.key)
    return citing
