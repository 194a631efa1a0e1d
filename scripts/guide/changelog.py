"""The changelog, as feeds and the catalogue need it: what changed, when, in which languages.

An item is English; the indented line below it says the same in Traditional Chinese. Codes in it,
such as T53, name the pages that it is about. An item that begins with "Withdraw now" asks those
who reuse a page to take it down.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place

FILE = "CHANGELOG.md"
# The sections that are announced in the feeds; the others are about the site itself.
ANNOUNCED = ("Law", "Pages")
_DATE = re.compile(r"^## (\d{4}-\d{2}-\d{2})\b")
_SECTION = re.compile(r"^### (.+?)\s*$")
_CODE = re.compile(r"\b[A-Z][0-9]{2,3}\b")
_WITHDRAW = re.compile(r"withdraw now\b", re.I)


@dataclass(frozen=True)
class Change:
    """One item: its date (ISO 8601), its section, and its words by written language."""

    date: str
    section: str
    words: Mapping[str, str]
    place: Place

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that it names, in order."""
        return tuple(dict.fromkeys(_CODE.findall(self.words["en"])))

    @property
    def withdraws(self) -> bool:
        return bool(_WITHDRAW.match(self.words["en"]))


def changes(site: Site) -> tuple[Change, ...]:
    """Every item of the changelog, newest first, as it is written."""
    file = site.root / FILE
    return tuple(_items(file.read_text("utf-8", "replace"))) if file.is_file() else ()


def released(site: Site) -> str:
    """The date of the newest heading: the version of the site. Empty without a changelog."""
    return max((change.date for change in changes(site)), default="")


def _items(text: str) -> Iterator[Change]:
    date = section = ""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        heading = _DATE.match(line) or _SECTION.match(line)
        if heading or line.startswith("- "):
            yield from (_change(date, *item) for item in found)
            found = []
        if heading:
            date, section = (heading[1], "") if line.startswith("## ") else (date, heading[1])
        elif line.startswith("- "):
            found = [(number, section, [line[2:]])]
        elif found and line.startswith("  "):
            found[0][2].append(line.strip())
    yield from (_change(date, *item) for item in found)


def _change(date: str, line: int, section: str, lines: list[str]) -> Change:
    """English first; the lines that have Chinese in them are the Chinese."""
    chinese = [each for each in lines[1:] if _is_chinese(each)]
    english = [each for each in lines if each not in chinese]
    words = {"en": " ".join(english)}
    if chinese:
        words[SOURCE_LANGUAGE] = "".join(chinese)
    return Change(date, section, words, Place(FILE, line))


def _is_chinese(text: str) -> bool:
    han = len(re.findall(r"[\u3400-\u9fff]", text))
    return han * 3 > len(text)
