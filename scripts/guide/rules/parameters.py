"""Rules on the numbers of the law that tools and pages are given."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from guide.content import Site
from guide.diagnostics import Problem
from guide.records import Record
from guide.references import resolve, suggestion
from guide.rule import rule


@rule()
def unknown_article(site: Site) -> Iterator[Problem]:
    """A number of the law is a number, and names the article in which it stands.

    Bad:  law: spc-finance-2017/22, when no such article is in docs/_data/sources/
    Good: law: spc-finance-2017/2
    Fix:  name an article of docs/_data/sources/, and write the number as digits in quotes.
    """
    for name, record in site.data.items():
        if name.startswith("parameters/"):
            for id in record.data if isinstance(record.data, dict) else ():
                yield from _problems(site, record, id)


def _problems(site: Site, record: Record, id: str) -> Iterator[Problem]:
    entry = record.data[id] if isinstance(record.data[id], dict) else {}
    label = f"law:{entry.get('law')}"
    if "/" not in label or resolve(site, label) is None:
        message = f"{id} stands in no article that was read: {entry.get('law')}"
        yield Problem(record.at(id), message, suggestion(site, label))
    values = entry.get("values")
    for index, value in enumerate(values if isinstance(values, list) else [{}]):
        if not _is_number(value.get("value") if isinstance(value, dict) else None):
            yield Problem(record.at(id, "values", index), f"{id} has no number", 'write value: "24"')


def _is_number(value: object) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
