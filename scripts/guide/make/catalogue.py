"""The catalogue: every permanent name with all that another site needs to link here.

`/permalinks.json` is described by `/permalinks.schema.json`. The same input gives the same bytes:
the only date of its own is that of the newest heading of the changelog.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guide.addresses import page_path
from guide.changelog import released
from guide.content import LANGUAGES, SOURCE_LANGUAGE, Site
from guide.facts import page_facts
from guide.inbound.index import compact
from guide.languages import answer, shown, title, word, written
from guide.ledger import OF_EACH_LANGUAGE, OF_THE_SITE, promised
from guide.permalinks import Permalink, kind, moves, permalinks
from guide.references import laws_cited

SCHEMA = Path(__file__).with_name("permalinks.schema.json")


def write_catalogue(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the catalogue, its schema, and the part of it that the link check loads."""
    made = catalogue(site, site_url)
    (site_dir / "permalinks.json").write_text(as_text(made), encoding="utf-8")
    small = json.dumps(compact(made), ensure_ascii=False, separators=(",", ":"))
    (site_dir / "permalinks.js").write_text(f"guideCatalogue({small});\n", encoding="utf-8")
    schema = {"$id": f"{site_url}permalinks.schema.json", **json.loads(SCHEMA.read_text(encoding="utf-8"))}
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    (site_dir / "permalinks.schema.json").write_text(text, encoding="utf-8")


def as_text(made: dict[str, Any]) -> str:
    """JSON with one entry a line, so that two versions can be compared."""
    rest = {name: value for name, value in made.items() if name != "entries"}
    lines = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in made["entries"]]
    head = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))
    return head.removesuffix("}") + ',"entries":[\n' + ",\n".join(lines) + "\n]}\n"


def catalogue(site: Site, site_url: str) -> dict[str, Any]:
    """The whole catalogue. `site_url` is the absolute address of the root, with a slash."""
    names = permalinks(site)
    ids = {name.key: name.id for name in names if not name.withdrawn}
    return {
        "$schema": f"{site_url}permalinks.schema.json",
        "name": {language: word(site, language, "site-name") for language in LANGUAGES},
        "address": site_url,
        "released": released(site),
        "languages": list(LANGUAGES),
        "reuse": f"{site_url}{page_path(SOURCE_LANGUAGE, 'counsellors/index')}#reuse",
        "moved": list(_moved(site, site_url)),
        "files": [
            *OF_THE_SITE,
            *(page_path(lang, "index") + f for lang in LANGUAGES for f in OF_EACH_LANGUAGE),
        ],
        "entries": [
            _withdrawn(name, site_url, ids) if name.withdrawn else _entry(site, name, site_url, ids)
            for name in names
            if name.withdrawn or name.key in site.keys
        ],
    }


def _moved(site: Site, site_url: str) -> Iterator[dict[str, str]]:
    for move in moves(site):
        for language in LANGUAGES:
            old, new = (_place(site_url, language, name) for name in (move.origin, move.target))
            yield {"from": old, "to": new, "since": move.since}


def _place(site_url: str, language: str, name: str) -> str:
    key, hash, id = name.partition("#")
    return site_url + page_path(language, key) + hash + id


def _addresses(key: str, site_url: str) -> dict[str, str]:
    return {language: site_url + page_path(language, key) for language in LANGUAGES}


def _entry(site: Site, name: Permalink, site_url: str, ids: dict[str, str]) -> dict[str, Any]:
    facts = page_facts(site, SOURCE_LANGUAGE, name.key, site_url)
    source = site.sources.get(name.key.removeprefix("sources/"))
    return {
        "id": name.id,
        "code": name.code,
        "kind": kind(site, name.key),
        "stages": list(facts.stages),
        "group": facts.group or None,
        "withdrawn": None,
        "see": None,
        "link": f"{site_url}go/{name.id}/",
        "titles": {language: title(site, language, name.key) for language in LANGUAGES},
        "answers": {language: answer(site, language, name.key) for language in LANGUAGES},
        "addresses": _addresses(name.key, site_url),
        "anchors": list(anchors_of(site, name.key)),
        "sources": list(_sources(site, name.key, ids)),
        "read": facts.read or (source.read if source else "") or None,
        "review_by": facts.review_by or None,
        "updated": str(site.facts(name.key).get("updated") or "") or None,
    }


def _withdrawn(name: Permalink, site_url: str, ids: dict[str, str]) -> dict[str, Any]:
    """What is left of a page that was taken back: its names, its addresses and the date."""
    return {
        "id": name.id,
        "code": name.code,
        "kind": None,
        "stages": [],
        "group": None,
        "withdrawn": name.withdrawn,
        "see": ids.get(name.see),
        "link": f"{site_url}go/{name.id}/",
        "titles": {},
        "answers": {},
        "addresses": _addresses(name.key, site_url),
        "anchors": [],
        "sources": [],
        "read": None,
        "review_by": None,
        "updated": None,
    }


def anchors_of(site: Site, key: str) -> Iterator[dict[str, Any]]:
    """Each id that is on a page in every language, with the words at it, in order of ids."""
    ids = frozenset.intersection(*(promised(site, written(language), key) for language in LANGUAGES))
    words = {language: words_at(site, language, key) for language in LANGUAGES}
    for id in sorted(ids):
        yield {"id": id, "titles": {lang: words[lang][id] for lang in LANGUAGES if words[lang].get(id)}}


def words_at(site: Site, language: str, key: str) -> dict[str, str]:
    """The heading at each id of a page; the citation at each article of a source."""
    page = site.page(written(language), key)
    if page is None:
        source = site.sources.get(key.removeprefix("sources/"))
        articles = source.articles.values() if source else ()
        return {a.anchor: shown(language, a.cite.get(written(language), a.key)) for a in articles}
    found = {
        heading.id: shown(language, heading.text)
        for document in site.documents(page)
        for heading in document.headings
        if heading.id
    }
    made = {id: word(site, language, id) for id in ("short-answer", "sources")}
    return {**made, **found}


def _sources(site: Site, key: str, ids: dict[str, str]) -> Iterator[dict[str, str | None]]:
    """The articles that a page cites: the id of their source, and the anchor on its page."""
    page = site.page(SOURCE_LANGUAGE, key)
    for cited in laws_cited(site, page) if page else ():
        id, _, article = cited.partition("/")
        if f"sources/{id}" in ids:
            anchor = site.sources[id].articles[article].anchor if article else None
            yield {"id": ids[f"sources/{id}"], "anchor": anchor}
