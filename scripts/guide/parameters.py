"""Numbers of the law by the day from which they hold, each with its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guide.content import Site
from guide.law import Article, Source
from guide.records import Record


@dataclass(frozen=True)
class Parameter:
    """One number that holds on a day, and where it is written.

    `since` is the day from which it holds (ISO 8601), empty where none was read in the source.
    """

    id: str
    value: Decimal
    unit: str
    since: str
    source: Source
    article: Article

    @property
    def key(self) -> str:
        """The key of the page on which the article stands."""
        return f"sources/{self.source.id}"


def parameters(site: Site) -> dict[str, Parameter]:
    """Every number of the law that holds on the site's day, by its name."""
    found: dict[str, Parameter] = {}
    for name, record in sorted(site.data.items()):
        if name.startswith("parameters/"):
            found |= {parameter.id: parameter for parameter in _parameters(site, record)}
    return found


def _parameters(site: Site, record: Record) -> Iterator[Parameter]:
    for id, entry in (record.data if isinstance(record.data, dict) else {}).items():
        source_id, _, article = str(entry["law"]).partition("/")
        source = site.sources.get(source_id)
        if source is None or article not in source.articles:
            continue  # the rule unknown-article says so
        held = [value for value in entry["values"] if _holds(value, site.today.isoformat())]
        if held:
            value = max(held, key=lambda each: str(each.get("from") or ""))
            since = str(value.get("from") or "")
            number = Decimal(str(value["value"]))
            yield Parameter(id, number, str(entry["unit"]), since, source, source.articles[article])


def _holds(value: dict[str, str], today: str) -> bool:
    """Whether a value holds today; `from` may be a month, `until` is the last day."""
    return str(value.get("from") or "") <= today and today <= str(value.get("until") or "9999")
