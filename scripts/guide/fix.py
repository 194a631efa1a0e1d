"""Putting right what has one right answer: each problem to an edit, edits to changed files.

Nothing here writes but `write`, which replaces a file in one step, and only if it still is what the
edits were made for.
"""

import difflib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from guide.content import SOURCE_LANGUAGE, TRANSLATIONS, Page, Site
from guide.diagnostics import Place, Problem
from guide.references import FOLDERS
from guide.stamps import stamped


class Edit(NamedTuple):
    """Characters `start` to `end` of a file's text become `text`."""

    start: int
    end: int
    text: str


class Change(NamedTuple):
    """A file before and after."""

    path: str
    before: str
    after: str


Fixer = Callable[[Site, Problem, str], Iterator[Edit]]


def fixes(site: Site, problems: Sequence[Problem], looked_at: frozenset[str] = frozenset()) -> list[Change]:
    """What putting right would change, by path. `looked_at` are the pages to stamp."""
    edits: dict[str, set[Edit]] = {}
    texts: dict[str, str] = {}
    for problem in problems:
        fixer = FIXERS.get(problem.rule)
        text = texts.setdefault(problem.place.path, _text(site, problem.place.path)) if fixer else ""
        if fixer and text:
            edits.setdefault(problem.place.path, set()).update(fixer(site, problem, text))
    changes = [Change(path, texts[path], applied(texts[path], found)) for path, found in edits.items()]
    changes += _stamps(site, looked_at, {change.path for change in changes})
    return sorted(change for change in changes if change.before != change.after)


def _text(site: Site, path: str) -> str:
    """The file as it is on the disk, line ends included; empty if it cannot be read."""
    try:
        return (site.root / path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        return ""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; of two that overlap, the first."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join([*parts, text[done:]])


_LINE_END = re.compile(r"\r\n|\r|\n")


def _offset(text: str, place: Place) -> int:
    """Where a place is in a text, whose byte order mark has no column; its end if it is too short."""
    start = 0
    for _ in range(place.line - 1):
        end = _LINE_END.search(text, start)
        if end is None:
            return len(text)
        start = end.end()
    mark = 1 if place.line == 1 and text.startswith("\ufeff") else 0
    return min(start + mark + place.column - 1, len(text))


def _off_term(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """The word to write, where the text itself is pages, snippets or words of the templates."""
    word, right = _between(problem.message, "“", "”"), problem.hint.removeprefix("write ")
    start = _offset(text, problem.place)
    end = text.find("\n", start)
    found = text.find(word, start, len(text) if end < 0 else end)
    if found >= 0 and not problem.place.path.startswith("docs/_data/"):
        yield Edit(found, found + len(word), right)


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _heading_without_id(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """The id of the same heading in the other language, where the headings are otherwise the same."""
    page = _page(site, problem.place.path)
    other = _counterpart(site, page) if page else None
    if page is None or other is None:
        return
    here, there = page.document.headings, other.document.headings
    if [heading.level for heading in here] != [heading.level for heading in there]:
        return
    for heading, twin in zip(here, there, strict=True):
        if heading.place != problem.place or heading.id is not None:
            continue
        if twin.id and twin.id not in {each.id for each in here}:
            end = _line_end(text, _offset(text, heading.place))
            yield Edit(end, end, f" {{ #{twin.id} }}")


def _line_end(text: str, offset: int) -> int:
    found = re.compile(r"[ \t]*(?:\r?\n|\Z)").search(text, offset)
    return found.start() if found else len(text)


def _page(site: Site, path: str) -> Page | None:
    return next((page for page in site.pages.values() if page.path == path), None)


def _counterpart(site: Site, page: Page) -> Page | None:
    language = TRANSLATIONS[0] if page.language == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    return site.page(language, page.key)


def _broken_link(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """The page that has the last part of the name now, if there is one alone."""
    key = problem.message.removeprefix("there is no page ")
    moved = _moved(site, key)
    if key != problem.message and moved:
        start = _offset(text, problem.place)
        found = re.compile(r"/?" + re.escape(key) + r"\.md(?=[#)\s>])").search(text, start)
        if found and found.end() <= _line_end(text, start):
            yield Edit(found.start(), found.end(), f"/{moved}.md")


def _moved(site: Site, key: str) -> str | None:
    last = key.rpartition("/")[2]
    now = [each for each in site.keys if each.rpartition("/")[2] == last]
    return now[0] if len(now) == 1 and last != "index" else None


def _unknown_reference(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """The same name under another type: [x][risk:call-hours] is [x][topic:call-hours]."""
    label = problem.message.removeprefix("nothing is named ")
    kind, _, name = label.partition(":")
    name, hash, anchor = name.partition("#")
    key = name if kind == "page" else f"{FOLDERS.get(kind, '')}/{name}"
    moved = _moved(site, key) if kind in FOLDERS or kind == "page" else None
    start = _offset(text, problem.place)
    if moved and text.startswith(label, start):
        folder, _, last = moved.partition("/")
        types = [each for each, where in FOLDERS.items() if where == folder and "/" not in last]
        right = f"page:{moved}" if kind == "page" or not types else f"{types[0]}:{last}"
        yield Edit(start, start + len(label), right + hash + anchor)


def _odd_character(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """Invisible characters go, wide digits and odd spaces become plain, accents join their letter."""
    start = _offset(text, problem.place)
    code = _between(problem.message, "U+", ",")
    if start >= len(text) or f"{ord(text[start]):04X}" != code:
        return
    character = text[start]
    plain = unicodedata.normalize("NFKC", character)
    if unicodedata.combining(character):
        joined = unicodedata.normalize("NFC", text[max(start - 1, 0) : start + 1])
        if start and len(joined) == 1:
            yield Edit(start - 1, start + 1, joined)
    elif unicodedata.category(character) == "Cf":
        yield Edit(start, start + 1, "")
    elif len(plain) == 1 and plain.isascii() and plain.isprintable():
        yield Edit(start, start + 1, plain)


def _unreadable_file(site: Site, problem: Problem, text: str) -> Iterator[Edit]:
    """No byte order mark, and lines that end in LF."""
    if text.startswith("\ufeff"):
        yield Edit(0, 1, "")
    for match in re.finditer(r"\r\n?", text):
        yield Edit(match.start(), match.end(), "\n")


FIXERS: dict[str, Fixer] = {
    "broken-link": _broken_link,
    "heading-without-id": _heading_without_id,
    "odd-character": _odd_character,
    "off-term": _off_term,
    "unknown-reference": _unknown_reference,
    "unreadable-file": _unreadable_file,
}


def _stamps(site: Site, looked_at: frozenset[str], busy: set[str]) -> Iterator[Change]:
    """New stamps for the translations of pages that somebody has looked at."""
    for key in sorted(looked_at):
        source = site.page(SOURCE_LANGUAGE, key)
        for language in TRANSLATIONS if source else ():
            page = site.page(language, key)
            # A page that is changed in this run, or whose source is, is stamped in the next.
            if source and page and not busy & {page.path, source.path}:
                before = _text(site, page.path)
                yield Change(page.path, before, stamped(before, source.digest))


def as_diff(changes: Iterable[Change]) -> str:
    """The changes as a unified diff, which `patch -p1` and `git apply` understand."""
    parts: list[str] = []
    for change in changes:
        before, after = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
        for line in difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}"):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(parts)


def write(root: Path, change: Change) -> Iterator[str]:
    """Replace a file in one step; yields what went wrong, if anything."""
    path = (root / change.path).resolve()
    try:
        if path.read_bytes() != change.before.encode():
            yield f"{change.path} has changed meanwhile; nothing was written to it"
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(change.after.encode())
        Path(file.name).chmod(path.stat().st_mode)
        os.replace(file.name, path)  # noqa: PTH105 -- the word for an atomic rename
    except OSError as error:
        yield f"{change.path} was not written: {error.strerror}"
