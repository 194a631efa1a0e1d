"""Periods of the law that begin with a day on paper: whose they are, how long, and their article."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guide.content import Site
from guide.law import Article, Source
from guide.parameters import Parameter, parameters
from guide.references import Target, resolve


@dataclass(frozen=True)
class Deadline:
    """One period; see docs/_data/deadlines.yml.

    `unit` is days, months or years of `value`; "before" ends on the day before the event, "open" has
    no day that can be counted. `fixed`: once missed, no extension is spoken of. `since` and `key` are what a citation needs.
    """

    id: str
    event: str
    who: str
    unit: str
    value: Decimal
    since: str
    source: Source
    article: Article
    page: Target
    fixed: bool

    @property
    def key(self) -> str:
        """The key of the page on which the article stands."""
        return f"sources/{self.source.id}"


def deadlines(site: Site) -> list[Deadline]:
    """Every period that holds on the site's day, in the order in which they are written."""
    known = parameters(site)
    return [found for row in site.record("deadlines").data or [] for found in _deadline(site, known, row)]


def _deadline(site: Site, known: dict[str, Parameter], row: dict[str, Any]) -> Iterator[Deadline]:
    page = resolve(site, str(row["page"]))
    number = known.get(str(row.get("number")))
    law = str(row.get("law") or (number.article.name if number else ""))
    source = site.sources.get(law.partition("/")[0])
    article = source.articles.get(law.partition("/")[2]) if source else None
    if page is None or source is None or article is None:
        return  # a test says so
    yield Deadline(
        id=str(row["id"]),
        event=str(row["event"]),
        who=str(row["who"]),
        unit=number.unit if number else str(row["unit"]),
        value=number.value if number else Decimal(0),
        since=number.since if number else source.in_force,
        source=source,
        article=article,
        page=page,
        fixed=bool(row.get("fixed")),
    )
