"""What the templates say about a page: its stages, code, dates and its other languages."""

from dataclasses import dataclass

from guide.addresses import page_path, relative
from guide.content import LANGUAGE_NAMES, LANGUAGES, SOURCE_LANGUAGE, Site
from guide.references import laws_cited
from guide.remember import remembered


@dataclass(frozen=True)
class Alternate:
    """The same page in one language: its address from here, and from anywhere."""

    language: str
    name: str
    short: str
    url: str
    absolute: str
    here: bool


@dataclass(frozen=True)
class PageFacts:
    """The facts of one page in one language, ready for a template."""

    key: str
    language: str
    kind: str
    title: str
    description: str
    stages: tuple[str, ...]
    group: str
    code: str
    read: str
    review_by: str
    overdue: bool
    canonical: str
    alternates: tuple[Alternate, ...]


def page_facts(site: Site, language: str, key: str, site_url: str) -> PageFacts:
    """Collect the facts of a page. `site_url` is the absolute address of the root, with a slash."""
    facts = site.facts(key)
    page = site.page(language, key)
    review_by = str(facts.get("review_by") or "")
    return PageFacts(
        key=key,
        language=language,
        kind=str(facts.get("kind") or ("law" if key.startswith("sources/") else "about")),
        title=site.title(language, key),
        description=page.description if page else _source_description(site, language, key),
        stages=tuple(facts.get("stages") or ()),
        group=str(facts.get("group") or ""),
        code=codes(site).get(key, ""),
        read=_read(site, key),
        review_by=review_by,
        overdue=bool(review_by) and review_by < site.today.isoformat(),
        canonical=site_url + page_path(language, key),
        alternates=alternates(site, language, key, site_url),
    )


@remembered
def codes(site: Site) -> dict[str, str]:
    """Page key -> its short spoken code."""
    rows = site.record("permalinks").data or []
    return {
        str(row["key"]): str(row["code"])
        for row in rows
        if "key" in row and "code" in row and "withdrawn" not in row
    }


def alternates(site: Site, language: str, key: str, site_url: str) -> tuple[Alternate, ...]:
    """The page in every language, this one included, in the order in which they are offered."""
    here = page_path(language, key)
    return tuple(
        Alternate(
            language=other,
            name=LANGUAGE_NAMES[other][0],
            short=LANGUAGE_NAMES[other][1],
            url=relative(here, page_path(other, key)),
            absolute=site_url + page_path(other, key),
            here=other == language,
        )
        for other in LANGUAGES
    )


def _source_description(site: Site, language: str, key: str) -> str:
    source = site.sources.get(key.removeprefix("sources/"))
    return source.title.get(language, "") if source else ""


def _read(site: Site, key: str) -> str:
    """The oldest date on which any article that the page cites was read; empty if it cites none."""
    page = site.page(SOURCE_LANGUAGE, key)
    names = laws_cited(site, page) if page else []
    dates = []
    for name in names:
        id, _, article = name.partition("/")
        source = site.sources.get(id)
        if source:
            dates.append(source.articles[article].read if article in source.articles else source.read)
    return min((d for d in dates if d), default="")
