"""The ledger of addresses: what was ever served, what is served now, and the seal on both.

`docs/_data/published-urls.txt` has one address a line, sorted: a path from the root, without
percent signs, and `/path/#id` for a place on a page. Addresses below `/go/` and `/embed/` are not
in it: they follow from `permalinks.yml`. The seal, `ledger.yml`, makes a line that is taken out by hand
show, where no history of versions is at hand, and repeats which code was given to which id.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guide.addresses import page_path
from guide.anchors import anchors
from guide.content import DERIVED_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, Site
from guide.diagnostics import Place, Problem
from guide.permalinks import Permalink, permalinks
from guide.references import laws_cited

LEDGER = "docs/_data/published-urls.txt"
SEAL = "docs/_data/ledger.yml"
PERMALINKS = "docs/_data/permalinks.yml"

# Files for machines whose addresses other sites rely on, below the root of each language.
OF_EACH_LANGUAGE = ("feed.json", "feed.xml", "llms.txt", "objects.inv", "opensearch.xml")
OF_THE_SITE = ("permalinks.json", "permalinks.schema.json", "sitemap.xml")


@dataclass(frozen=True)
class Seal:
    """How many addresses there were at the last `make ledger`, their hash, and the code of each id."""

    addresses: int
    sha256: str
    codes: Mapping[str, str]


def served(site: Site) -> frozenset[str]:
    """Every address that the site promises now."""
    return frozenset(_served(site))


def _served(site: Site) -> Iterator[str]:
    yield from (f"/{name}" for name in OF_THE_SITE)
    for language in LANGUAGES:
        root = page_path(language, "index")
        yield from (f"/{root}{name}" for name in OF_EACH_LANGUAGE)
        written = SOURCE_LANGUAGE if language == DERIVED_LANGUAGE else language
        for key in site.keys:
            path = "/" + page_path(language, key)
            yield path
            yield from (f"{path}#{id}" for id in promised(site, written, key))


def promised(site: Site, language: str, key: str) -> frozenset[str]:
    """The ids on a page of a written language that others may link to."""
    page = site.page(language, key)
    ids = anchors(site, language, key)
    if page and not page.description:
        ids -= {"short-answer"}
    if page and not laws_cited(site, page):
        ids -= {"sources"}
    return ids


def recorded(site: Site) -> tuple[str, ...]:
    """The addresses of the ledger, line by line; none when there is no ledger."""
    file = site.root / LEDGER
    return tuple(lines(file.read_text(encoding="utf-8", errors="replace"))) if file.is_file() else ()


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text.strip() else []


def neutral(address: str) -> tuple[str, str]:
    """(language, address without its language's folder) of an address of a page."""
    first = address[1:].partition("/")[0]
    if first in LANGUAGES and address.startswith(f"/{first}/"):
        return first, address.removeprefix(f"/{first}")
    return SOURCE_LANGUAGE, address


def seal(addresses: Sequence[str], names: Iterable[Permalink]) -> Seal:
    """The seal on addresses, in their order, and on permanent names."""
    digest = hashlib.sha256("".join(f"{address}\n" for address in addresses).encode())
    return Seal(len(addresses), digest.hexdigest(), {name.id: name.code for name in names})


def read_seal(site: Site) -> Seal | None:
    record = site.record("ledger")
    if not isinstance(record.data, dict):
        return None
    codes = record.get("codes")
    return Seal(
        addresses=record.get("addresses") if isinstance(record.get("addresses"), int) else -1,
        sha256=str(record.get("sha256")),
        codes={str(id): str(code) for id, code in codes.items()} if isinstance(codes, dict) else {},
    )


def seal_text(made: Seal) -> str:
    """The seal as it is written to its file."""
    lines = [
        "# The seal on published-urls.txt and permalinks.yml, written by `make ledger`: see guide/ledger.py.",
        f"addresses: {made.addresses}",
        f"sha256: {made.sha256}",
        "codes:",
        *(f"  {id}: {code}" for id, code in sorted(made.codes.items())),
    ]
    return "\n".join(lines) + "\n"


def broken(site: Site) -> Iterator[Problem]:
    """What is not as the seal has it: the ledger of addresses, an id, or the code of an id."""
    held = read_seal(site)
    addresses, names = recorded(site), permalinks(site)
    if held is None:
        if addresses:
            yield Problem(Place(LEDGER), "the ledger has no seal", "run make ledger")
        return
    if (len(addresses), seal(addresses, ()).sha256) != (held.addresses, held.sha256):
        message = f"the ledger was changed by hand: {len(addresses)} addresses, {held.addresses} sealed"
        yield Problem(
            Place(LEDGER), message, "put back what was there; make ledger does so where there is git"
        )
    if held.codes and not names:
        message = f"{len(held.codes)} permanent names are gone, or cannot be read"
        yield Problem(Place(PERMALINKS), message, "put back what was there")
        return
    now = {name.id: name for name in names}
    for id, code in held.codes.items():
        if id not in now:
            yield Problem(
                Place(PERMALINKS), f"the id {id} is gone", f"put it back: {{id: {id}, code: {code}, …}}"
            )
        elif now[id].code != code:
            yield Problem(now[id].place, f"{id} has the code {now[id].code}", f"its code is {code} for ever")
