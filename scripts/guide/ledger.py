"""The ledger of addresses: what was ever served, what is served now, and the seal on both.

`docs/_data/published-urls.txt` has one address a line, sorted: a path from the root, without
percent signs, and `/path/#id` for a place on a page. Addresses below `/go/` and `/embed/` are not
in it: they follow from `permalinks.yml`, which is sealed too. The seal, `ledger.yml`, makes a line
that is taken out by hand show, where no history of versions is at hand.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guide.addresses import page_path
from guide.anchors import anchors
from guide.content import DERIVED_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, Site
from guide.permalinks import Permalink, permalinks
from guide.references import laws_cited

LEDGER = "docs/_data/published-urls.txt"
SEAL = "docs/_data/ledger.yml"

# Files for machines whose addresses other sites rely on, below the root of each language.
OF_EACH_LANGUAGE = ("feed.json", "feed.xml", "llms.txt", "objects.inv", "opensearch.xml")
OF_THE_SITE = ("permalinks.json", "permalinks.schema.json", "sitemap.xml")


@dataclass(frozen=True)
class Seal:
    """How many addresses and permanent names there were at the last `make ledger`, and their hashes."""

    addresses: int
    addresses_sha256: str
    permalinks: int
    permalinks_sha256: str


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


def seal(addresses: Iterable[str], names: Iterable[Permalink]) -> Seal:
    """The seal on addresses, in order, and on permanent names: of these the id and the code."""
    texts = list(addresses)
    given = [f"{name.id} {name.code}" for name in names]
    return Seal(len(texts), _hash(texts), len(given), _hash(given))


def read_seal(site: Site) -> Seal | None:
    record = site.record("ledger")
    if not isinstance(record.data, dict):
        return None
    return Seal(
        addresses=_count(record.get("addresses")),
        addresses_sha256=str(record.get("addresses_sha256")),
        permalinks=_count(record.get("permalinks")),
        permalinks_sha256=str(record.get("permalinks_sha256")),
    )


def broken(site: Site) -> Iterator[tuple[str, str]]:
    """(file, what is wrong) for each ledger that is not as the seal has it."""
    held = read_seal(site)
    addresses, names = recorded(site), permalinks(site)
    if held is None:
        if addresses:
            yield LEDGER, "the ledger has no seal"
        return
    now = seal(addresses, names[: held.permalinks])
    if (now.addresses, now.addresses_sha256) != (held.addresses, held.addresses_sha256):
        yield LEDGER, f"the ledger was changed by hand: {now.addresses} addresses, {held.addresses} sealed"
    if (now.permalinks, now.permalinks_sha256) != (held.permalinks, held.permalinks_sha256):
        yield "docs/_data/permalinks.yml", f"an id or code among the first {held.permalinks} was changed"


def _count(value: object) -> int:
    return value if isinstance(value, int) else -1


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("".join(f"{text}\n" for text in texts).encode()).hexdigest()
