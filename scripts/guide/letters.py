"""The letters as data: lines with places to fill in, read from the snippets that pages show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guide.content import SOURCE_LANGUAGE, Site
from guide.facts import codes
from guide.references import resolve
from guide.script import simplified

_REFERENCE = re.compile(r"\[([^\[\]]*)\]\[([^\[\]]+)\]")
_PLACE = re.compile(r"【([^【】]*)】")
_ITEM = re.compile(r"(?P<number>\d+\. )|(?P<bullet>- )")
_SECTION = re.compile(r"(?:[一二三四五六七八九十]+、|\d+\. )")


@dataclass(frozen=True)
class Place:
    """A placeholder in a line: its id in placeholders.yml, and its name in the line's language."""

    id: str
    label: str


@dataclass(frozen=True)
class Line:
    """One line of a letter.

    `kind` is "subject", "section" (numbered heading), "heading", "number", "bullet" or "text";
    its number is not part of it. `note` is said to the writer alone and names one of `notes` of
    letters.yml. Lines of one `group` are taken out together; `out` ones are out at first.
    """

    kind: str
    parts: tuple[str | Place, ...]
    note: str = ""
    words: str = ""
    group: int = 0
    out: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The line as the functions of the tool take it."""
        parts = [
            part if isinstance(part, str) else {"place": part.id, "label": part.label} for part in self.parts
        ]
        return {"kind": self.kind, "group": self.group, "parts": parts}


@dataclass(frozen=True)
class Letter:
    """A letter of the site: its page's key and id, and its lines by written language."""

    id: str
    key: str
    lines: dict[str, tuple[Line, ...]]

    @property
    def places(self) -> list[str]:
        """The ids of its placeholders, in order, each once."""
        return list(
            dict.fromkeys(
                p.id for line in self.lines[SOURCE_LANGUAGE] for p in line.parts if isinstance(p, Place)
            )
        )


def letters(site: Site) -> list[Letter]:
    """Every letter, in the order of the codes."""
    found = sorted(
        (key for key in codes(site) if key.startswith("letters/")), key=lambda key: codes(site)[key]
    )
    ids = [key.removeprefix("letters/") for key in found if key != "letters/index"]
    return [_letter(site, id) for id in ids if f"{SOURCE_LANGUAGE}/letters/{id}.md" in site.snippets]


def _letter(site: Site, id: str) -> Letter:
    languages = [path.split("/")[0] for path in site.snippets if path.endswith(f"/letters/{id}.md")]
    return Letter(
        id, f"letters/{id}", {language: tuple(_grouped(site, language, id)) for language in languages}
    )


def _grouped(site: Site, language: str, id: str) -> Iterator[Line]:
    """The lines of a letter with their groups."""
    covered, out, first = 0, False, 0
    notes = site.record("letters").get("notes") or {}
    for at, line in enumerate(_lines(site, language, _text(site, language, id))):
        if not covered:
            note = notes.get(line.note) or {}
            covered, out, first = int(note.get("covers") or 1), bool(note.get("out")), at
        covered -= 1
        yield Line(line.kind, line.parts, line.note, line.words, first, out)


def blank_lines(site: Site, language: str, id: str) -> Iterator[Line]:
    """The lines of a letter's blank: what is said to its writer stays in the text."""
    yield from _lines(site, language, _text(site, language, id), keep_notes=True)


def _text(site: Site, language: str, id: str) -> str:
    return site.snippets[f"{language}/letters/{id}.md"].text


def _lines(site: Site, language: str, text: str, keep_notes: bool = False) -> Iterator[Line]:
    """The lines of a letter's Markdown."""
    places = {str(entry[language]): id for id, entry in (site.record("placeholders").data or {}).items()}
    for written in (line.strip() for line in text.splitlines()):
        plain = _REFERENCE.sub(lambda reference: _cited(site, language, reference), written)
        plain, note, words = (plain, "", "") if keep_notes else _without_note(site, language, plain)
        kind, body = _kind(plain)
        if body:
            yield Line(kind, tuple(_parts(body, places)), note, words)


def _cited(site: Site, language: str, reference: re.Match[str]) -> str:
    """The words of a reference; a letter has no links."""
    target = resolve(site, reference[2])
    return reference[1] or (target.text[language] if target else "")


def _without_note(site: Site, language: str, text: str) -> tuple[str, str, str]:
    """The text without what is said to the writer, the note's name and its words."""
    for name, note in (site.record("letters").get("notes") or {}).items():
        if str(note[language]) in text:
            return (
                text.replace(str(note[language]), "", 1),
                str(name),
                str(note[language]).strip(" （）():："),
            )
    return text, "", ""


def _kind(text: str) -> tuple[str, str]:
    """What kind of line it is, and the line without its marks and its number."""
    if text.startswith("**") and text.endswith("**"):
        body = text.strip("*")
        return ("section", _SECTION.sub("", body, count=1)) if _SECTION.match(body) else ("heading", body)
    item = _ITEM.match(text)
    return (str(item.lastgroup), text[item.end() :]) if item else ("text", text)


def _parts(text: str, places: dict[str, str]) -> Iterator[str | Place]:
    done = 0
    for match in _PLACE.finditer(text):
        if text[done : match.start()]:
            yield text[done : match.start()]
        yield Place(places[match[1]], match[1])
        done = match.end()
    if text[done:]:
        yield text[done:]


def harsh_words(site: Site) -> tuple[list[dict[str, Any]], str]:
    """The entries of harsh-words.yml, words joined by "|" and in both scripts; and the harmless ones."""
    entries = site.record("harsh-words").data or []
    found = [
        entry | {"zh": "|".join(_both(entry["zh"])), "en": "|".join(map(str, entry["en"]))}
        for entry in entries
        if "gentle" in entry
    ]
    harmless = [word for entry in entries for word in entry.get("harmless") or []]
    return found, "|".join(_both(harmless))


def _both(words: list[str]) -> list[str]:
    return list(dict.fromkeys(each for word in words for each in (word, simplified(word))))
