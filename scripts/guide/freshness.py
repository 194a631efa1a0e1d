"""What must be looked at again, and by when: pages, claims, sources of law, links that fail."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place, Problem, in_order
from guide.outward.addresses import LEDGER, outgoing
from guide.outward.ledger import entries
from guide.outward.report import DAYS
from guide.sections import pages_citing

# Days for which a reading of a source is relied on, by its basis: see DECISIONS.md.
PERIODS = {"statute text": 365, "press": 183, "secondary": 183}
_SHORTEST = min(PERIODS.values())
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, order=True)
class Due:
    """One thing to look at by `day`: its kind and name, what to do, where, and the pages it stands on.

    `kind` is page, claim, end, source or link; kind and name together are unique and lasting.
    """

    day: date
    kind: str
    name: str
    what: str
    place: Place
    pages: tuple[str, ...]

    def is_overdue(self, today: date) -> bool:
        return self.day < today


@dataclass(frozen=True)
class Freshness:
    """All that is due, soonest first, and the dates that are none."""

    due: tuple[Due, ...]
    problems: tuple[Problem, ...]


def freshness(site: Site) -> Freshness:
    """Collect what is due from everything that has a date."""
    finder = _Finder(site)
    unique: dict[tuple[str, str], Due] = {}
    for each in sorted(finder.all()):
        unique.setdefault((each.kind, each.name), each)
    return Freshness(tuple(unique.values()), tuple(in_order(finder.problems)))


class _Finder:
    """Walks what has a date, keeping a problem for each that cannot be read."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.citing = pages_citing(site)
        self.problems: list[Problem] = []

    def all(self) -> Iterator[Due]:
        yield from self.pages()
        yield from self.claims()
        yield from self.sources()
        yield from self.links()

    def day(self, value: object, name: str, place: Place) -> date | None:
        """The date that was written; None, and a problem, when it is none."""
        if value is None:
            return None
        try:
            if _DAY.fullmatch(str(value)):
                return date.fromisoformat(str(value))
        except ValueError:
            pass
        self.problems.append(
            Problem(place, f"{name} is no date: {value}", "write it as 2027-01-31", "unreadable-date")
        )
        return None

    def pages(self) -> Iterator[Due]:
        for page in self.site.pages_in(SOURCE_LANGUAGE):
            place = page.front.at("review_by")
            day = self.day(page.front.get("review_by"), "review_by", place)
            if day:
                yield Due(day, "page", page.key, f"read the law of {page.title} again", place, (page.key,))

    def claims(self) -> Iterator[Due]:
        record = self.site.record("claims")
        for index, claim in enumerate(record.data if isinstance(record.data, list) else []):
            if not isinstance(claim, dict):
                continue
            at = claim.get("at")
            keys = {str(place).partition("#")[0] for place in (at if isinstance(at, list) else [])}
            pages, words = tuple(sorted(keys)), str(claim.get("claim") or "")
            name = str(claim.get("id") or index)
            place = record.at(index, "review_by")
            day = self.day(claim.get("review_by"), "review_by", place)
            if day:
                yield Due(day, "claim", name, f"read its sources again: {words}", place, pages)
            place = record.at(index, "until")
            day = self.day(claim.get("until"), "until", place)
            if day and claim.get("ended") is not True:
                yield Due(day, "end", name, f"ends, rewrite it: {words}", place, pages)

    def sources(self) -> Iterator[Due]:
        """One for each day and basis of reading in a source, named by its first article if there are more."""
        for id, source in sorted(self.site.sources.items()):
            record = self.site.source_records[id]
            readings: dict[tuple[str, str], list[str]] = {}
            for article in source.articles.values():
                readings.setdefault((article.read, article.basis), []).append(article.key)
            if not source.articles:
                readings[source.read, source.basis] = []
            for (read, basis), keys in sorted(readings.items()):
                own = ("articles", keys[0], "read") if keys else ("read",)
                place = record.at(*own) if own in record.places else record.at("read")
                day = self.day(read or None, "read", place)
                if day is None:
                    continue
                name = id if len(readings) == 1 else f"{id}/{keys[0]}"
                pages = {page for key in keys for page in self.citing.get(f"{id}/{key}", [])}
                pages.update(self.citing.get(id, []))
                what = f"read {source.short.get(SOURCE_LANGUAGE, id)} again ({basis}, read on {read})"
                due = _after(day, PERIODS.get(basis, _SHORTEST))
                yield Due(due, "source", name, what, place, tuple(sorted(pages)))

    def links(self) -> Iterator[Due]:
        known = entries(self.site.record(LEDGER))
        pages = _pages_of_files(self.site, self.citing)
        for address, places in outgoing(self.site).items():
            entry = known.get(address)
            if entry and entry.failing_since:
                keys = {key for place in places for key in pages.get(place.path, ())}
                day = _after(date.fromisoformat(entry.failing_since), DAYS)
                what = f"has failed since {entry.failing_since}: {entry.detail}"
                yield Due(day, "link", address, what, places[0], tuple(sorted(keys)))


def _pages_of_files(site: Site, citing: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """Path of a file -> the keys of the pages that are made with it."""
    found: dict[str, set[str]] = {}
    for page in site.pages.values():
        for document in site.documents(page):
            found.setdefault(document.path, set()).add(page.key)
    for name, keys in citing.items():
        id = name.partition("/")[0]
        if id in site.source_records:
            found.setdefault(site.source_records[id].path, set()).update(keys)
    return found


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max
