"""Reads a part of a folder: parses each file once, or takes what is kept of it, and resolves it."""

import json
import os
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from guide.built.addresses import has_id
from guide.built.css import css_addresses
from guide.built.folder import FOUND, INDEXLESS, LEFT, MALFORMED, MISSING, Folder, Outcome, Place
from guide.built.parse import ASSET, HREF, NOTHING, REFERENCE, SEPARATOR, Page, parse_page, text_of
from guide.built.places import Text
from guide.built.walk import PAGE_SUFFIXES, Stamp

# What can be wrong with an address, besides the outcomes of resolving it.
NO_ID, EMPTY, TWICE, NOT_JSON, UNREADABLE = range(10, 15)

_FAULTY = frozenset((MISSING, INDEXLESS, MALFORMED, EMPTY))
_MAY_BE_EMPTY = {"a", "area", "form", "iframe", "frame", "link", "input", "button", "body", "blockquote", "q", "ins", "del", "meta"}  # fmt: skip
_SNIFFED = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)


# A fragment that means what it says: no escapes, no text directive, not the top, nothing to strip.
_PLAIN = re.compile(r"(?!(?i:top)\Z)[^\x00-\x20%:]+(?::[^~\x00-\x20%:]+)*\Z").match

# A path that can be read without care: no escapes, no scheme, no dots but leading ones to go up.
_PLAIN_PATH = re.compile(r"(/|(?:\.\./)*)((?:[\w~!$&'()*+,;=@-][\w.~!$&'()*+,;=@-]*(?:/|\Z))+)\Z").match


class Fault(NamedTuple):
    """Something wrong at a place of a file. `state` says what; `target` and `fragment` of what."""

    path: str
    line: int
    column: int
    kind: str
    tag: str
    attribute: str
    note: str
    value: str
    state: int
    target: str = ""
    fragment: str = ""


class Link(NamedTuple):
    """An address on a page and where it leads; kept only when rules ask for all of them."""

    kind: str
    tag: str
    attribute: str
    note: str
    value: str
    state: int
    target: str


class Facts(NamedTuple):
    """What is known of a page after reading: what the rules about pages look at."""

    path: str
    language: str
    title: str
    ids: str
    alternates: tuple[tuple[str, str, str], ...]
    refresh: str
    is_html: bool
    is_listed: bool
    links: tuple[Link, ...]


class Kept(NamedTuple):
    """What a cache keeps of a file: its stamp, the digest of its content, and the parse."""

    stamp: Stamp | None
    digest: bytes
    page: tuple[Any, ...]


def is_page(path: str) -> bool:
    return path.lower().endswith(PAGE_SUFFIXES) or "." not in path.rpartition("/")[2]


def parse_file(path: str, data: bytes, id_lists: bool = False) -> Page:
    """What a file names and links to, by its kind."""
    name = path.lower()
    text = text_of(data)
    if name.endswith(".css"):
        return _sheet(text.decode("utf-8", "replace"))
    if name.endswith((".webmanifest", "manifest.json")):
        return _manifest(text)
    if "." not in name.rpartition("/")[2] and not _SNIFFED.match(text[:4096]):
        return NOTHING
    return parse_page(text, xhtml=name.endswith((".xhtml", ".xht")), id_lists=id_lists)


def _sheet(text: str) -> Page:
    addresses = dict.fromkeys(one for one in css_addresses(text) if not one.startswith("#"))
    return NOTHING._replace(
        references=((ASSET, "css", "url", "", SEPARATOR.join(addresses)),) if addresses else ()
    )


def _manifest(text: bytes) -> Page:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(manifest, dict) or not manifest.keys() & {"icons", "start_url", "display"}:
        return NOTHING
    pictures = [manifest.get(name) for name in ("icons", "screenshots")]
    shortcuts = [one for one in _list(manifest.get("shortcuts")) if isinstance(one, dict)]
    pictures += [one.get("icons") for one in shortcuts]
    named = [one.get("src") for many in pictures for one in _list(many) if isinstance(one, dict)]
    named += [manifest.get("start_url"), *(one.get("url") for one in shortcuts)]
    values = dict.fromkeys(one.replace("\0", "\ufffd") for one in named if isinstance(one, str) and one)
    return NOTHING._replace(
        references=((ASSET, "manifest", "src", "", SEPARATOR.join(values)),) if values else ()
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _content(path: str) -> bytes:
    """The bytes of a file. The calls of the system themselves: a folder has many small files."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(file).st_size
        data = os.read(file, size + 1)
        while len(data) > 0 and (more := os.read(file, 1 << 20)):
            data += more
        return data
    finally:
        os.close(file)


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
        self.is_plain = not folder.prefix
        self._served: dict[str, Outcome] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._outcomes_of: tuple[Any, ...] = ()
        self._above: dict[str, str] = {}

    def read(self, path: str, stamp: Stamp | None, kept: Kept | None) -> Kept | None:
        """Read a file, or believe what is kept if its stamp or its content is the same."""
        data: bytes | None = None
        try:
            if kept is None or stamp is None or kept.stamp != stamp:
                data = _content(f"{self.folder.root}/{path}")
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
        if self._outcomes_of != place[1:]:
            self._outcomes, self._outcomes_of, self._above = {}, place[1:], {}
        outcomes, wanted = self._outcomes, self.wanted
        ids: set[str] | None = None
        for reference in page.references:
            kind, tag = reference[:2]
            for value in reference[4].split(SEPARATOR):
                before, hash, fragment = value.partition("#")
                if not before.strip() or kind == REFERENCE or (hash and fragment and not _PLAIN(fragment)):
                    state, target, fragment = self._own(kind, tag, reference[2], value, path, place)
                else:
                    known = outcomes.get(before)
                    if known is None:
                        known = outcomes[before] = self._outcome(before, place)
                    state, target = known[0], known[1]
                if state == FOUND:
                    if fragment and target and self._must_have(kind, tag, target):
                        if target == path:
                            ids = ids if ids is not None else set(page.ids.split(SEPARATOR))
                            if not has_id(fragment, ids):
                                found.append((*reference[:4], value, NO_ID, target, fragment))
                        else:
                            asked = wanted.get(target)
                            if asked is None:
                                asked = wanted[target] = {}
                            who = asked.get(fragment)
                            if who is None:
                                who = asked[fragment] = []
                            who.append(path)
                elif state in _FAULTY:
                    found.append((*reference[:4], value, state, target, fragment))
                if self.detail and state not in (LEFT, EMPTY):
                    links.append(Link(*reference[:4], value, state, target))
        found += [("", "*", "id", "", id, TWICE, str(count), "") for id, count in page.twice]
        found += [("", "script", "ld+json", "", str(n), NOT_JSON, why, "") for n, why in page.bad_json]
        if found:
            self.faults += self._placed(path, found, data, page.repeated)
        if self.detail or is_page(path) or path.endswith(".svg"):
            self.facts.append(self._facts(path, page, links, place))

    def _outcome(self, before: str, place: Place) -> Outcome:
        """Where an address without its fragment leads. Most are plain paths, read the short way."""
        plain = _PLAIN_PATH(before) if self.is_plain and not place.outside else None
        if plain is None:
            return self.folder.resolve(before, place)
        ups, rest = plain.groups()
        above = self._above.get(ups)
        if above is None:
            parts = [] if ups == "/" else place.folder.split("/")[:-1]
            above = self._above[ups] = "".join(
                f"{part}/" for part in parts[: max(0, len(parts) - len(ups) // 3)]
            )
        path = above + rest
        known = self._served.get(path)
        if known is None:
            known = self._served[path] = self.folder.served(path)
        return known

    def _own(self, kind: str, tag: str, attribute: str, value: str, path: str, place: Place) -> Outcome:
        """Where an address leads that has no path or an odd fragment, or a reference to an id."""
        if kind == REFERENCE:
            return Outcome(FOUND, path, value) if value else Outcome(LEFT)
        stripped = value.strip("\t\n\f\r ")
        if not stripped:
            if (kind == ASSET and tag not in _MAY_BE_EMPTY) or tag == "link":
                return Outcome(EMPTY)
            if tag == "input" and attribute == "src":
                return Outcome(EMPTY)
            return Outcome(LEFT)
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
                data = _content(f"{self.folder.root}/{path}")
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
