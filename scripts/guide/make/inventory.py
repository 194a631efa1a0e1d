"""Sphinx inventories: documentation elsewhere refers to our pages, places and terms by name.

`objects.inv` is for the pages in Traditional Chinese, `en/objects.inv` and `zh-Hans/objects.inv`
for the others. A page is a `std:doc` by its key and a `std:label` by its id and by its code; a
place on it is a label such as `being-sued#do-now`, an article of law `civil-code/188`; a term of the
glossary is a `std:term`. What was withdrawn is in none of them, so that a build there fails.
"""

from collections.abc import Iterator
from pathlib import Path

from sphobjinv import DataObjStr, Inventory, compress

from guide.addresses import page_path
from guide.changelog import released
from guide.content import LANGUAGES, Site
from guide.languages import title, word
from guide.make.catalogue import anchors_of
from guide.permalinks import Permalink, in_use, kind


def write_inventories(site: Site, site_dir: Path, site_url: str) -> None:
    for language in LANGUAGES:
        file = site_dir / page_path(language, "index") / "objects.inv"
        file.write_bytes(compress(inventory(site, language).data_file(contract=True)))


def inventory(site: Site, language: str) -> Inventory:
    """The inventory of the pages of one language; addresses are relative to its folder."""
    made = Inventory()
    made.project, made.version = word(site, language, "site-name"), released(site)
    named: dict[tuple[str, str], DataObjStr] = {}
    for link in in_use(site):
        for each in _objects(site, language, link):
            named.setdefault((each.role, each.name), each)
    made.objects.extend(named[key] for key in sorted(named))
    return made


def _objects(site: Site, language: str, link: Permalink) -> Iterator[DataObjStr]:
    path = page_path(language, link.key).removeprefix(page_path(language, "index"))
    name = title(site, language, link.key)
    # Sphinx looks a label up in small letters.
    yield _object("label", link.id, path, name)
    yield _object("label", link.code.lower(), path, name)
    yield _object("doc", link.key, path, name)
    if kind(site, link.key) == "risk":
        yield _object("term", name, path, name)
    for anchor in anchors_of(site, link.key):
        id, words = anchor["id"], anchor["titles"].get(language, name)
        yield _object("label", f"{link.id}#{id}", f"{path}#{id}", words)
    source = site.sources.get(link.key.removeprefix("sources/"))
    for article in source.articles.values() if source else ():
        words = source.citation(article, language) if source and language == "en" else name
        yield _object("label", article.name.lower(), f"{path}#{article.anchor}", words)


def _object(role: str, name: str, path: str, words: str) -> DataObjStr:
    # An empty address cannot be written; "./" is the home page as well.
    return DataObjStr(name=name, domain="std", role=role, priority="1", uri=path or "./", dispname=words)
