"""A letter filled in, and words that close a door: the same as `assets/lib/letters.js`."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

_NUMERALS = "一二三四五六七八九十"
# The letter's own stop follows; the one that was typed is not said twice.
_STOP = re.compile(r"[。，；,.;]")
_QUOTED = re.compile(r'「[^」]*」|『[^』]*』|“[^”]*”|"[^"]*"')


def letter_lines(
    lines: Sequence[Mapping[str, Any]],
    values: Mapping[str, str],
    out: Collection[int],
    blanks: Mapping[str, str],
    language: str,
) -> list[str]:
    """The lines of a letter with values in their places and numbers counted anew."""
    sections, numbers, found = 0, 0, []
    for line in lines:
        if line["group"] in out:
            continue
        sections += line["kind"] == "section"
        numbers = numbers + 1 if line["kind"] == "number" else 0
        following = [*line["parts"][1:], ""]
        text = "".join(
            _part(part, values, blanks, after) for part, after in zip(line["parts"], following, strict=True)
        )
        found.append(_mark(line["kind"], sections, numbers, language) + text)
    return found


def _part(part: Any, values: Mapping[str, str], blanks: Mapping[str, str], after: Any) -> str:
    if isinstance(part, str):
        return part
    value = values.get(part["place"])
    if value and isinstance(after, str) and _STOP.match(after):
        return re.sub(r"[。，；,.;\s]+\Z", "", value) or value
    return values.get(part["place"]) or blanks.get(part["place"]) or f"【{part['label']}】"


def _mark(kind: str, sections: int, numbers: int, language: str) -> str:
    if kind == "section" and language != "en":
        return f"{_NUMERALS[sections - 1]}、"
    return {"section": f"{sections}. ", "number": f"{numbers}. ", "bullet": "• "}.get(kind, "")


def harsh_words(
    text: str, entries: Sequence[Mapping[str, Sequence[str]]], harmless: Sequence[str]
) -> list[str]:
    """The harsh words of a text outside quotation marks, in the order of the entries."""
    rest = _QUOTED.sub(" ", text).replace("’", "'").lower()
    for word in harmless:
        rest = rest.replace(word, " ")
    words = [(word, spoken == "en") for entry in entries for spoken in ("zh", "en") for word in entry[spoken]]
    found = set()
    for word, whole in sorted(words, key=lambda each: -len(each[0])):
        plain = re.escape(word.lower()).replace(r"\ ", r"\s+")
        pattern = rf"(?<![a-z']){plain}(?![a-z])" if whole else re.escape(word)
        if re.search(pattern, rest):
            found.add(word)
        rest = re.sub(pattern, "  ", rest)
    return [word for word, _ in words if word in found]
