"""Rules on what was promised: permanent names, addresses that were served, and where they moved."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from difflib import get_close_matches

from guide.addresses import page_path
from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.ledger import LEDGER, broken, neutral, promised, recorded, served
from guide.permalinks import CODE, ID, KEY, Move, letters, moves, permalinks, withdrawn
from guide.rule import rule

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@rule()
def page_without_permalink(site: Site) -> Iterator[Problem]:
    """Every page has a permanent id and a spoken code.

    Bad:  a new page topics/call-hours, and no line for it in docs/_data/permalinks.yml
    Good: - {id: call-hours, code: T02, key: topics/call-hours}
    Fix:  add a line at the end of permalinks.yml: a new id, the next code of the kind, the key; then make ledger.
    """
    rows = permalinks(site)
    named = {row.key for row in rows}
    gone = [row for row in rows if row.key not in site.keys and not row.withdrawn]
    for key in sorted(site.keys - named) if rows else ():
        page = site.page(SOURCE_LANGUAGE, key)
        source = site.sources.get(key.removeprefix("sources/"))
        place = page.front.at() if page else source.place if source else Place(LEDGER)
        hint = "add a line at the end of docs/_data/permalinks.yml"
        if gone:
            near = get_close_matches(key, [row.key for row in gone], n=1, cutoff=0)[0]
            row = next(row for row in gone if row.key == near)
            hint = f"if it was {near}, write its new key in the row {row.id} of docs/_data/permalinks.yml; else {hint.replace(' of docs/_data/permalinks.yml', ' there')}"
        yield Problem(place, f"{key} has no permanent id", hint)


@rule()
def reused_code(site: Site) -> Iterator[Problem]:
    """An id, a code and a page are named once, and a code begins with the letter of its kind.

    Bad:  two rows with code: T53, or code: T53 for a page of risks/
    Good: the next number that was never given
    Fix:  give the newer row the next number of its letter that was never given.
    """
    rows = permalinks(site)
    seen: dict[str, int] = {}
    for row in rows:
        if not ID.fullmatch(row.id) or CODE.fullmatch(row.id.upper()):
            yield Problem(row.place, f"{row.id or 'an id'} is not an id", "write lower-case-with-dashes")
        first = letters(site, row.key) if row.key in site.keys else row.code[:1]
        if not CODE.fullmatch(row.code) or row.code[0] not in first:
            hint = f"write {first[:1] or 'a letter'} and two or three digits"
            yield Problem(row.place, f"{row.code or 'nothing'} is not a code for {row.key}", hint)
        names = [f"the id {row.id}", f"the code {row.code}"]
        for name in names if row.withdrawn else [*names, f"the page {row.key}"]:
            if name in seen:
                hint = "give one that was never given"
                yield Problem(row.place, f"{name} is on line {seen[name]} already", hint)
            seen.setdefault(name, row.place.line)
        if not KEY.fullmatch(row.key):
            yield Problem(
                row.place, f"{row.key or 'nothing'} is not a page key", "write its path below docs/zh-Hant"
            )
        if row.withdrawn:
            yield from _withdrawal_faults(site, row.key, row.withdrawn, row.see, row.place)


def _withdrawal_faults(site: Site, key: str, day: str, see: str, place: Place) -> Iterator[Problem]:
    if not _is_date(day):
        yield Problem(place, f"{day} is not a date", "write withdrawn: 2027-01-31")
    if key in site.keys:
        yield Problem(place, f"{key} is withdrawn and still there", "remove the page, or the date")
    if see and see not in site.keys:
        yield Problem(place, f"there is no page {see}", did_you_mean(see, site.keys, "name a page of docs/"))


@rule()
def altered_ledger(site: Site) -> Iterator[Problem]:
    """The ledgers of addresses and permanent names are only added to, by `make ledger`.

    Bad:  a line taken out of docs/_data/published-urls.txt, or another code in an old row
    Good: a line added to docs/_data/permalinks.yml, a row in redirects.yml for what moved
    Fix:  put the old line back; say what moved in redirects.yml, what was taken back with withdrawn: in permalinks.yml.
    """
    yield from broken(site)


@rule()
def lost_address(site: Site) -> Iterator[Problem]:
    """An address that was served is served for ever, or has moved, or was withdrawn.

    Bad:  a page renamed, or the id of a heading changed, and nothing in redirects.yml
    Good: - {from: topics/sued, to: topics/being-sued, since: 2027-01-31}
    Fix:  add a row to redirects.yml, or withdrawn: to the row of the page in permalinks.yml.
    """
    there = served(site)
    lost: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, address in enumerate(recorded(site), 1):
        if address not in there:
            language, path = neutral(address)
            lost[path].append((language, number))
    excused = _Excuses(site)
    for path, where in lost.items():
        page = path.partition("#")[0]
        if page != path and page in lost and not excused.moved_page(page):
            continue  # its page is reported, or was withdrawn
        fault = excused.fault(path)
        if fault:
            languages = ", ".join(language for language, _ in where)
            yield Problem(Place(LEDGER, where[0][1]), f"{fault} ({languages})", excused.hint(path))


class _Excuses:
    """Why an address need not be served: it moved, or its page was withdrawn."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.moves = {_address(move.origin): move for move in moves(site)}
        self.keys = {_address(key): key for key in (*site.keys, *(row.key for row in permalinks(site)))}
        self.recorded = frozenset(recorded(site))
        self.withdrawn = {_address(row.key) for row in withdrawn(site)}

    def moved_page(self, page: str) -> Move | None:
        return self.moves.get(page)

    def fault(self, path: str) -> str:
        """What is wrong with an address that is not served; empty if all is well."""
        page, _, id = path.partition("#")
        if path in self.moves or page in self.withdrawn:
            return ""
        move = self.moves.get(page)
        if not move:
            return f"{path} was served and is no more"
        target = move.target.partition("#")[0]
        if id in promised(self.site, SOURCE_LANGUAGE, target):
            return ""
        return f"{path} was served; {page} moved to {target}, which has no id {id}"

    def hint(self, path: str) -> str:
        """The row that redirects.yml lacks, with the likeliest target."""
        page, hash, id = path.partition("#")
        key = self.keys.get(page) or page.strip("/")
        move = self.moves.get(page)
        new = move.target.partition("#")[0] if move else key
        if hash:
            ids = promised(self.site, SOURCE_LANGUAGE, new) if new in self.site.keys else frozenset()
            fresh = {name for name in ids if f"{_address(new)}#{name}" not in self.recorded}
            row = f"{{from: {key}#{id}, to: {new}#{_nearest(id, fresh, ids)}, since: {self.site.today}}}"
        else:
            fresh = {name for name in self.site.keys if _address(name) not in self.recorded}
            row = f"{{from: {key}, to: {_nearest(key, fresh, self.site.keys)}, since: {self.site.today}}}"
        return f"put it back, or add to docs/_data/redirects.yml: - {row}"


def _nearest(name: str, fresh: Collection[str], known: Collection[str]) -> str:
    """The likeliest new name of what is gone: the only new one, else the nearest."""
    if len(fresh) == 1:
        return next(iter(fresh))
    near = get_close_matches(name, sorted(fresh or known), n=1, cutoff=0.6)
    return near[0] if near else "…"


@rule()
def broken_redirect(site: Site) -> Iterator[Problem]:
    """A redirect leads, in one step, from an address that is gone to one that is served.

    Bad:  {from: a, to: b} beside {from: b, to: c}, or beside {from: b, to: a}, or with no page b
    Good: {from: a, to: c} beside {from: b, to: c}
    Fix:  let each row lead straight to the page that is served now.
    """
    rows = moves(site)
    by_origin: dict[str, Move] = {}
    for move in rows:
        if move.origin in by_origin:
            line = by_origin[move.origin].place.line
            yield Problem(move.place, f"{move.origin} is on line {line} already", "keep one")
        by_origin.setdefault(move.origin, move)
    for move in rows:
        if not _is_date(move.since):
            yield Problem(move.place, f"{move.since or 'nothing'} is not a date", "write since: 2027-01-31")
        if _is_served(site, move.origin):
            hint = "leave the row out, or take the old page away"
            yield Problem(move.place, f"{move.origin} is still served", hint)
        elif not KEY.fullmatch(move.origin.partition("#")[0]):
            yield Problem(
                move.place, f"{move.origin} is not a page key", "write topics/old or topics/page#old-id"
            )
        elif not _is_served(site, move.target):
            yield _astray(site, move, by_origin)


def _astray(site: Site, move: Move, by_origin: dict[str, Move]) -> Problem:
    """What is wrong with a move whose target is not served."""
    seen = [move.origin]
    target = move.target
    while target in by_origin and target not in seen:
        seen.append(target)
        target = by_origin[target].target
    if target in seen:
        return Problem(move.place, f"{move.origin} leads back to itself", "name a page that is served")
    if len(seen) > 1:
        return Problem(move.place, f"{move.target} has moved on", f"write to: {target}")
    key, _, id = target.partition("#")
    known = promised(site, SOURCE_LANGUAGE, key) if key in site.keys and id else site.keys
    hint = did_you_mean(id if key in site.keys and id else key, known, "name a page that is served")
    return Problem(move.place, f"{target or 'nothing'} is not served", hint)


def _is_served(site: Site, name: str) -> bool:
    key, hash, id = name.partition("#")
    if key not in site.keys:
        return False
    return not hash or id in promised(site, SOURCE_LANGUAGE, key)


def _address(name: str) -> str:
    """`key#id` as an address without a language."""
    key, hash, id = name.partition("#")
    return f"/{page_path(SOURCE_LANGUAGE, key)}{hash}{id}"
