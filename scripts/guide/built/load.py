"""A folder of built HTML as the rules see it."""

import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from guide.built import cache
from guide.built.documents import is_page
from guide.built.encoding import text_of
from guide.built.facts import UNREADABLE, Facts, Fault, Link
from guide.built.folder import INDEXLESS, MALFORMED, MISSING, Folder, host_and_prefix
from guide.built.ours import is_ours, our_address
from guide.built.parse import SEPARATOR
from guide.built.places import Text
from guide.built.redirects import Redirect, parse_redirects
from guide.built.walk import Walk
from guide.built.workers import read_folder
from guide.diagnostics import Place

# Likeness of names is slow to find. Whoever has so many faults has one cause for most of them.
MOST_HINTS = 60


@dataclass(frozen=True)
class Built:
    """A folder of built HTML: its files, what is known of its pages, and what is wrong with them.

    `ours` says that it is a built site of this project; `links` of the facts are there only then,
    or when a rule that looks at them was asked for. `published` are the addresses ever served.
    """

    root: Path
    folder: Folder
    facts: tuple[Facts, ...]
    faults: tuple[Fault, ...]
    ours: bool = False
    published: tuple[tuple[str, int, str], ...] = ()
    digests: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def by_path(self) -> dict[str, Facts]:
        return {one.path: one for one in self.facts}

    @cached_property
    def pages(self) -> tuple[Facts, ...]:
        """The HTML pages; pictures and style sheets have addresses too, but are none."""
        return tuple(one for one in self.facts if is_page(one.path) and one.is_html)

    @cached_property
    def folded(self) -> dict[str, list[str]]:
        """Files by name without case and Unicode form: what a wrong name may have meant."""
        found: dict[str, list[str]] = {}
        for file in sorted(self.folder.files):
            found.setdefault(unicodedata.normalize("NFC", file).casefold(), []).append(file)
        return found

    def beside(self, path: str) -> list[str]:
        """What is served in the folder of a path, folders with a slash."""
        return self._by_folder.get(_folder_of(path), [])[:500]

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in (*sorted(self.folder.files), *sorted(self.folder.folders)):
            found.setdefault(_folder_of(name), []).append(name)
        return found

    def hint(self, about: str, think: Callable[[], str]) -> str:
        """A hint that takes long to find: thought of once for each, and not for ever more."""
        if about not in self._hints and len(self._hints) < MOST_HINTS:
            self._hints[about] = think()
        return self._hints.get(about, "")

    @cached_property
    def _hints(self) -> dict[str, str]:
        return {}

    def ids(self, path: str) -> frozenset[str]:
        page = self.by_path.get(path)
        return frozenset(page.ids.split(SEPARATOR)) if page else frozenset()

    def at(self, path: str, line: int, column: int) -> Place:
        return Place(path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), line, column)

    def place(self, path: str, text: str) -> Place:
        """Where a piece of text first stands in one of its files."""
        page = Text(self.text(path))
        offset = max(page.data.find(text.encode("utf-8", "surrogateescape")), 0)
        return self.at(path, *page.positions([offset])[offset])

    def places(self, path: str, link: Link) -> list[Place]:
        """Where the elements with an address stand."""
        page = Text(text_of(self.text(path)), is_html=link.tag not in ("css", "manifest"))
        offsets = page.offsets(link.tag, link.attribute, link.value)
        if link.tag == "a":
            offsets = [at for at in offsets if page.attribute_at(at, "hreflang") == link.note] or offsets
        return [self.at(path, *position) for position in page.positions(offsets).values()]

    @property
    def redirects(self) -> tuple[Redirect, ...]:
        return self.folder.redirects

    @property
    def files(self) -> frozenset[str]:
        return self.folder.files

    def html(self, path: str) -> str:
        """One of its pages as text, by the encoding that browsers take it for."""
        return text_of(self.text(path)).decode("utf-8", "replace")

    def text(self, path: str) -> bytes:
        """The bytes of one of its files; none if it cannot be read any more."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return b""


def _folder_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def load_built(
    root: Path,
    *,
    ours: bool | None = None,
    detail: bool = False,
    base_url: str = "",
    extensionless: bool = False,
    published: Path | None = None,
    cached: str = "",
    walk: Walk | None = None,
) -> Built:
    """Read a folder of built HTML.

    `ours` is found out from the folder unless given; `base_url` is the address it is served at;
    `published` names the ledger of addresses; `cached` is a folder for what is worth keeping.
    """
    walk = walk or Walk(os.fspath(root))
    ours = is_ours(root) if ours is None else ours
    host, prefix = host_and_prefix(base_url or (our_address(root) if ours else ""))
    folder = Folder(
        root=os.fspath(root),
        files=frozenset((*walk.read, *walk.others)),
        folders=frozenset(walk.folders),
        redirects=_redirects(root, walk, prefix),
        host=host,
        prefix=prefix,
        cyclic=walk.cyclic,
        extensionless=extensionless,
    )
    detail = ours or detail
    # What was read for all links holds more than what was read for the broken ones.
    store = cache.Store(
        os.path.join(cached, "detail") if cached and detail else cached, cache.program_digest()
    )
    reading = read_folder(folder, list(walk.read.items()), detail, store)
    return Built(
        root=root,
        folder=folder,
        facts=tuple(sorted(reading.facts)),
        faults=(*_unread(walk), *_unheard(folder), *sorted(reading.faults)),
        ours=ours,
        published=_ledger(published),
        digests=reading.digests,
    )


def _redirects(root: Path, walk: Walk, prefix: str) -> tuple[Redirect, ...]:
    """The redirects of the host, their sources below the prefix under which the folder is served."""
    if "_redirects" not in walk.read:
        return ()
    try:
        found = parse_redirects((root / "_redirects").read_bytes().decode("utf-8", "replace"))
    except OSError:
        return ()
    return tuple(
        one._replace(source="/" + one.source.removeprefix(f"/{prefix}").lstrip("/")) for one in found
    )


def _unread(walk: Walk) -> list[Fault]:
    return [Fault(path, 1, 1, "", "", "", "", "", UNREADABLE, why) for path, why in walk.unreadable]


def _unheard(folder: Folder) -> list[Fault]:
    """The targets of redirects that are not served."""
    found = []
    place = folder.place_of("_redirects", None)
    for redirect in folder.redirects:
        names = "[:@]" if "/@" in redirect.source else ":"
        if re.search(rf"\*|:splat|/{names}", redirect.target):
            continue
        outcome = folder.resolve(redirect.target, place)
        if outcome.state in (MISSING, INDEXLESS, MALFORMED):
            found.append(
                Fault("_redirects", redirect.line, 1, "href", "redirect", "to", "", redirect.target, *outcome)
            )
    return found


def _ledger(published: Path | None) -> tuple[tuple[str, int, str], ...]:
    """(ledger, line, address) of each address in the ledger; none if there is no ledger."""
    if published is None:
        return ()
    name = "/".join(published.parts[-3:])
    try:
        lines: Sequence[str] = published.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(
        (name, number, line.strip())
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    )
