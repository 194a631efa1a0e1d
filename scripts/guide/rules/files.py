"""Rules on files that cannot be read, and on the claims of the source article."""

from collections.abc import Iterator

from guide.anchors import anchors
from guide.content import WRITTEN_LANGUAGES, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.rule import rule


@rule()
def unreadable_file(site: Site) -> Iterator[Problem]:
    """Every file can be read: UTF-8 text, and YAML where it should be, with each key once.

    Bad:  title: 逾期: 第一天
    Good: title: "逾期: 第一天"
    Fix:  save it as UTF-8 without a byte order mark, lines ended by LF; quote a value that has a colon in it; `--fix` does the first two.
    """
    yield from site.unreadable


@rule()
def claim_without_place(site: Site) -> Iterator[Problem]:
    """Each claim, of the source article or of law, is stated somewhere, in every language.

    Bad:  - {id: early-1, claim: …, at: []}
    Good: - {id: early-1, claim: …, at: [stages/early#call-first]}
    Fix:  find the page that states the claim, and name it with the id of its heading.
    """
    for record in (site.record("article"), site.record("claims")):
        for index, claim in record.rows():
            places = claim.get("at") or []
            places = places if isinstance(places, list) else [places]
            if not places:
                message = f"the claim {claim.get('id')} is stated nowhere"
                yield Problem(record.at(index), message, "write at: [page-key#id]")
            for number, place in enumerate(places):
                yield from _missing_place(site, str(place), record.at(index, "at", number))


@rule()
def unknown_page(site: Site) -> Iterator[Problem]:
    """Data about a page names a page that exists.

    Bad:  topics/call-hour: […] in docs/_data/questions/, or key: topics/call-hour in permalinks.yml
    Good: topics/call-hours
    Fix:  write the key of the page as its path below docs/zh-Hant/, without .md.
    """
    permalinks = site.record("permalinks")
    for index, row in permalinks.rows():
        if "withdrawn" not in row:
            yield from _unknown(site, str(row.get("key")), permalinks.at(index, "key"))
    for name, record in site.data.items():
        if name.startswith("questions/"):
            for key in record.entries():
                yield from _unknown(site, str(key), record.at(key))


def _unknown(site: Site, key: str, place: Place) -> Iterator[Problem]:
    if key not in site.keys:
        yield Problem(place, f"there is no page {key}", did_you_mean(key, site.keys, "name a page of docs/"))


def _missing_place(site: Site, name: str, place: Place) -> Iterator[Problem]:
    """What is wrong with `page-key#id`, in the first language where something is."""
    key, _, anchor = name.partition("#")
    for language in WRITTEN_LANGUAGES:
        if not site.page(language, key):
            yield Problem(place, f"there is no page {key} in {language}", did_you_mean(key, site.keys))
            return
        known = anchors(site, language, key)
        if anchor and anchor not in known:
            yield Problem(place, f"{key} has no id {anchor} in {language}", did_you_mean(anchor, known))
            return
