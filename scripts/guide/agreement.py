"""What a repayment agreement should say: the items of the check, with their articles and pages."""

from dataclasses import dataclass

from guide.content import Site
from guide.references import Target, resolve


@dataclass(frozen=True)
class Item:
    """One thing that an agreement should say; its words are those of the tool, by id.

    `group` is the part of the check, `laws` the articles it rests on, `page` the key of the page
    that explains it.
    """

    id: str
    group: str
    laws: tuple[Target, ...]
    page: str


def agreement(site: Site) -> list[Item]:
    """Every item, in the order of agreement.yml."""
    rows = site.record("agreement").data or {}
    return [_item(site, str(group), row) for group, items in rows.items() for row in items]


def _item(site: Site, group: str, row: dict[str, object]) -> Item:
    names = row.get("law") or []
    found = [resolve(site, f"law:{name}") for name in (names if isinstance(names, list) else [])]
    return Item(str(row["id"]), group, tuple(law for law in found if law), str(row["page"]))
