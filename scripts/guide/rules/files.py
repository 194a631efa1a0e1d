"""Rules on files that cannot be read, and on the claims of the source article."""

from collections.abc import Iterator

from guide.anchors import anchors
from guide.content import WRITTEN_LANGUAGES, Site
from guide.diagnostics import Problem, did_you_mean
from guide.rule import rule


@rule()
def unreadable_file(site: Site) -> Iterator[Problem]:
    """Every file can be read: UTF-8 text, and YAML where it should be, with each key once.

    Bad:  title: 逾期: 第一天
    Good: title: "逾期: 第一天"
    """
    yield from site.unreadable


@rule()
def claim_without_place(site: Site) -> Iterator[Problem]:
    """Each claim of the source article is stated somewhere, in every language.

    Bad:  - {id: early-1, claim: …, at: []}
    Good: - {id: early-1, claim: …, at: [stages/early#call-first]}
    """
    record = site.record("article")
    for index, claim in enumerate(record.data if isinstance(record.data, list) else []):
        places = claim.get("at") or []
        if not places:
            hint = "write at: [page-key#id]"
            yield Problem(record.at(index), f"the claim {claim.get('id')} is stated nowhere", hint)
        for number, place in enumerate(places):
            key, _, anchor = str(place).partition("#")
            for language in WRITTEN_LANGUAGES:
                known = anchors(site, language, key) if site.page(language, key) else None
                if known is None:
                    message = f"there is no page {key} in {language}"
                    hint = did_you_mean(key, site.keys)
                elif anchor not in known:
                    message = f"{key} has no id {anchor} in {language}"
                    hint = did_you_mean(anchor, known)
                else:
                    continue
                yield Problem(record.at(index, "at", number), message, hint)
                break
