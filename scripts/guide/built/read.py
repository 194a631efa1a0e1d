"""Reads a part of a folder: parses each file once, or takes what is kept of it, and resolves it."""

import os
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from guide.built.addresses import Address, fragment_of, has_id
from guide.built.attributes import ASSET, HREF, REFERENCE
from guide.built.documents import content_of, is_page, parse_file
from guide.built.encoding import text_of
from guide.built.facts import EMPTY, NO_ID, NOT_JSON, TWICE, UNREADABLE, Facts, Fault, Link
from guide.built.folder import FOUND, INDEXLESS, LEFT, MALFORMED, MISSING, OUTSIDE, Folder, Outcome, Place
from guide.built.parse import SEPARATOR, Page
from guide.built.places import Text
from guide.built.walk import Stamp

_FAULTY = frozenset((MISSING, INDEXLESS, MALFORMED, EMPTY, NO_ID))
_MAY_BE_EMPTY = {"a", "area", "form", "iframe", "frame", "link", "input", "button", "body", "blockquote", "q", "ins", "del"}  # fmt: skip


# A folder whose name means in an address what it is: relative addresses can be put behind it as written.
_SAFE_FOLDER = re.compile(r"[^\x00-\x20%?#\\:\x7f][^\x00-\x1f%?#\\:\x7f]*\Z|\Z").match

# Addresses so written can be read without care: no scheme, no escapes, no dots before a slash.
_PLAIN = re.compile(r"(?:[\w~!$&'()*+,;=@-][\w.~!$&'()*+,;=@-]*+(?:/|\Z))++\Z").match


# An address that leads to the same wherever it stands.
_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*+:").match


# What is said of an address that leads where it should.
_FINE = object()


def _key(value: str, above: list[str]) -> str:
    """What an address leads to, as far as its text says it: alike on all pages. "" if it does not.

    `above` are the folder of the page and those above it, as far as they have been asked for.
    """
    if value[:1] == "/" or (":" in value and _WHOLE(value)):
        return value
    ups = 0
    while value.startswith("../", 3 * ups):
        ups += 1
    rest = value[3 * ups :] if ups else value
    if rest[:1] <= " " or rest[0] in "/#?\\" or (ups and ":" in rest and _WHOLE(rest)):
        return ""
    while len(above) <= ups:
        above.append(above[-1][: above[-1].rfind("/", 0, -1) + 1])
    return above[ups] + rest


class Kept(NamedTuple):
    """What a cache keeps of a file: its stamp, the digest of its content, and the parse."""

    stamp: Stamp | None
    digest: bytes
    page: tuple[Any, ...]


class Reader:
    """Reads files of one folder and gathers what is wrong with them.

    `wanted` are the fragments that other files must have: by file and fragment, who asks. Ids of
    other files are not known here, so that is decided when all parts have been read.
    """

    def __init__(self, folder: Folder, detail: bool) -> None:
        self.folder, self.detail = folder, detail
        self.faults: list[Fault] = []
        self.facts: list[Facts] = []
        self.wanted: dict[str, dict[str, list[str]]] = {}
        self._served: dict[str, Outcome] = {}
        self._lanes: dict[tuple[str, ...], dict[str, Any]] = {}

    def read(self, path: str, stamp: Stamp | None, kept: Kept | None) -> Kept | None:
        """Read a file, or believe what is kept if its stamp or its content is the same."""
        data: bytes | None = None
        try:
            if kept is None or stamp is None or kept.stamp != stamp:
                data = content_of(f"{self.folder.root}/{path}")
                digest = blake2b(data, digest_size=16).digest()
                page = kept.page if kept and kept.digest == digest else parse_file(path, data, self.detail)
                kept = Kept(stamp, digest, tuple(page))
            self.take(path, Page(*kept.page), data)
        except (OSError, MemoryError, ValueError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            self.faults.append(Fault(path, 1, 1, "", "", "", "", "", UNREADABLE, reason))
            return None
        return kept

    def take(self, path: str, page: Page, data: bytes | None) -> None:
        """Resolve what a page names, and note what is wrong with it."""
        found: list[tuple[str, str, str, str, str, int, str, str]] = []
        links: list[Link] = []
        place = self.folder.place_of(path, page.base)
        is_safe = not place.outside and _SAFE_FOLDER(place.folder) is not None
        above = [place.folder]
        ids: set[str] | None = None
        for reference in page.references:
            what = reference[:4]
            is_shared = is_safe and what[0] != REFERENCE
            lane = self._lanes.get(what)
            if lane is None:
                lane = self._lanes[what] = {}
            for value in reference[4].split(SEPARATOR):
                key = _key(value, above) if is_shared else ""
                known = lane.get(key)
                if known is None:
                    known = self._judged(what, value, key, path, place)
                    if key:
                        lane[key] = known
                if known is _FINE:
                    continue
                state, target, fragment, who = known
                if state in _FAULTY:
                    found.append((*what, value, state, target, fragment))
                elif fragment and target != path:
                    who.append(path)
                elif fragment:
                    ids = ids if ids is not None else set(page.ids.split(SEPARATOR))
                    if not has_id(fragment, ids):
                        found.append((*what, value, NO_ID, target, fragment))
                if self.detail and state not in (LEFT, EMPTY):
                    links.append(Link(*what, value, state, target))
        found += [("", "*", "id", "", id, TWICE, str(count), "") for id, count in page.twice]
        found += [("", "script", "ld+json", "", str(n), NOT_JSON, why, "") for n, why in page.bad_json]
        if found:
            self.faults += self._placed(path, found, data, page.repeated)
        if self.detail or is_page(path) or path.endswith(".svg"):
            self.facts.append(self._facts(path, page, links, place))

    def _judged(self, what: tuple[str, str, str, str], value: str, key: str, path: str, place: Place) -> Any:
        """Where an address leads, and the list of those who ask for its fragment; _FINE if no more is
        to be said of it."""
        kind, tag, attribute, _ = what
        is_own = kind == REFERENCE or attribute == "usemap" or not value.partition("#")[0].strip()
        if is_own:
            state, target, fragment = self._own(what, value, path, place)
        else:
            state, target, fragment = self._outcome(value, key, place)
        who: list[str] = []
        if state == FOUND:
            if not fragment or not target or not self._must_have(kind, tag, target):
                fragment = ""
            elif not is_own or target != path:  # what is not its own is remembered for other pages
                who = self.wanted.setdefault(target, {}).setdefault(fragment, who)
        if state not in _FAULTY and not fragment and not self.detail:
            return _FINE
        return state, target, fragment, who

    def _outcome(self, value: str, key: str, place: Place) -> Outcome:
        """Where an address leads. A plain path needs no parsing, and many differ in their fragment."""
        before, _, fragment = key.partition("#")
        path = before[1:] if before[:1] == "/" else before
        is_prefixed = bool(self.folder.prefix) and path is not before
        if is_prefixed or not _PLAIN(path) or " " in fragment or not fragment.isprintable():
            return self.folder.resolve(value, place)
        known = self._served.get(path)
        if known is None:
            known = self._served[path] = self.folder.served(path)
        if not fragment.isalnum() or fragment.lower() == "top":
            fragment = fragment_of(Address(fragment=fragment))
        return Outcome(known.state, known.target, fragment)

    def _own(self, what: tuple[str, str, str, str], value: str, path: str, place: Place) -> Outcome:
        """Where an address leads that has no path, or a reference to an id or a map."""
        kind, tag, attribute, note = what
        if kind == REFERENCE:
            return Outcome(FOUND, path, value) if value else Outcome(LEFT)
        stripped = value.strip("\t\n\f\r ")
        if not stripped:
            if (kind == ASSET and tag not in _MAY_BE_EMPTY) or tag in ("link", "meta"):
                return Outcome(EMPTY)
            if tag == "input" and attribute == "src":
                return Outcome(EMPTY)
            return Outcome(LEFT)
        if attribute == "usemap":  # the parser names only those that are of no use
            if note:
                return Outcome(MALFORMED, "names a map inside a link or a button, where it cannot be used")
            if value[0] != "#":
                return Outcome(MALFORMED, "names no map: it must begin with #")
            return Outcome(NO_ID, path, value[1:])
        return self.folder.resolve(value, place)

    def _must_have(self, kind: str, tag: str, target: str) -> bool:
        """Whether an element of this kind points at a place on the file that it names."""
        if kind in (HREF, REFERENCE) or tag in ("iframe", "frame", "meta"):
            return is_page(target) or target == ""
        return tag not in ("img", "source", "video", "audio", "track", "embed", "object", "css", "style",
                           "link", "script", "input", "body") and (target.endswith(".svg") or is_page(target))  # fmt: skip

    def _facts(self, path: str, page: Page, links: list[Link], place: Place) -> Facts:
        alternates = tuple(
            (language, href, self.folder.resolve(href, place).target) for language, href in page.alternates
        )
        refresh = self.folder.resolve(page.refresh, place) if page.refresh else None
        leads = refresh.target if refresh and refresh.state == FOUND else ""
        if refresh and refresh.state == OUTSIDE:
            leads = page.refresh
        return Facts(
            path,
            page.language,
            page.title,
            page.ids,
            alternates,
            leads,
            page.is_html,
            page.is_listed,
            tuple(links),
        )

    def _placed(
        self,
        path: str,
        found: Iterable[Any],
        data: bytes | None,
        repeated: Iterable[tuple[str, str, str, int]] | None = None,
    ) -> list[Fault]:
        """The faults with their places: one for each element that has the fault."""
        if data is None:
            with open(os.path.join(self.folder.root, path), "rb") as file:
                data = file.read()
        text = Text(text_of(data), is_page(path) or path.endswith(".svg"))
        counts = None if repeated is None else {one[:3]: one[3] for one in repeated}
        at = [self._offsets(text, one, counts) for one in found]
        positions = text.positions(offset for offsets in at for offset in offsets)
        return [
            Fault(path, *positions[offset], *one)
            for one, offsets in zip(found, at, strict=True)
            for offset in offsets
        ]

    @staticmethod
    def _offsets(text: Text, one: Any, counts: dict[tuple[str, str, str], int] | None) -> list[int]:
        _, tag, attribute, note, value, state, *_ = one
        if note == "srcdoc":
            return text.offsets("iframe", "srcdoc", "")[:1]
        if note.startswith("number "):
            return text.nth(tag, int(note.removeprefix("number ")))
        if state == TWICE:
            # One that the parser doubled (misnested formatting) stands in the text only once.
            return text.offsets("*", "id", value, int(one[6]))[1:]
        count = 0 if tag == "a" or counts is None else counts.get((tag, attribute, value), 1)
        return text.offsets(tag, attribute, value, count)

    def without_id(self, missing: dict[str, list[str]]) -> list[Fault]:
        """The faults of those who ask for a fragment that a file has not."""
        asking = {
            path
            for target, fragments in missing.items()
            for fragment in fragments
            for path in self.wanted.get(target, {}).get(fragment, ())
        }
        lost = {(target, fragment) for target, fragments in missing.items() for fragment in fragments}
        faults: list[Fault] = []
        for path in sorted(asking):
            try:
                data = content_of(f"{self.folder.root}/{path}")
                faults += self._placed(path, self._asking(path, data, lost), data)
            except OSError:  # it vanished while the check ran
                continue
        return faults

    def _asking(self, path: str, data: bytes, lost: set[tuple[str, str]]) -> list[Any]:
        """What on a page asks for a fragment that is lost. It is parsed again: to keep what every
        page asks for would take more memory than all else."""
        page = parse_file(path, data, self.detail)
        place = self.folder.place_of(path, page.base)
        found = []
        for kind, tag, attribute, note, values in page.references:
            for value in values.split(SEPARATOR) if kind != REFERENCE else ():
                if "#" in value:
                    _, target, fragment = self.folder.resolve(value, place)
                    wanted = (target, fragment) in lost and target != path
                    if wanted and self._must_have(kind, tag, target):
                        found.append((kind, tag, attribute, note, value, NO_ID, target, fragment))
        return found
