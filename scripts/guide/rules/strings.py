"""Rules on the words of the templates: the same names in every language, all used, none missing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.records import Record
from guide.rule import rule

_FIELD = re.compile(r"\{[^{}]*\}|%[sd]|#(?=\D|$)")
# word("name") in a template, word(language, "name") and word(page.language, 'name') in Python.
_ASKED = re.compile(r"\bword\((?:[a-z_.]+, ?)?f?([\"'])([a-z0-9-]+)\1 ?\)")
# word("stage-" ~ name), word("stage", name), word(language, f"basis-{…}"): a name made of parts.
_PREFIX = re.compile(
    r"\bword\((?:[a-z_.]+, ?)?(?:([\"'])([a-z0-9-]+-)\1 ?~|f[\"']([a-z0-9-]+-)\{|([\"'])([a-z0-9-]+)\4, ?[a-z])"
)

_QUOTED = re.compile(r"[\"']([a-z0-9-]+)[\"']")
_KIND = re.compile(r"[a-z]+")


@rule()
def string_mismatch(site: Site) -> Iterator[Problem]:
    """The words of the templates have the same names and fields in every language, and all are used.

    Bad:  read-on: "{date}閱讀" in zh-Hant.yml, read-on: read in en.yml
    Good: read-on: "read on {date}"
    Fix:  give the word the same name and fields in every file of overrides/strings/, or remove it from all.
    """
    for stem, records in _groups(site).items():
        for language, record in records.items():
            if language not in WRITTEN_LANGUAGES:
                yield Problem(Place(record.path), f"{language} is not a written language", "remove it")
                continue
            for other in WRITTEN_LANGUAGES:
                yield from _lacking(stem, record, language, records.get(other), other)
    words = {language: record.entries() for language, record in _groups(site).get("", {}).items()}
    if words and site.templates:
        yield from _unused(site, words)
        yield from _missing(site, set().union(*words.values()))


def _groups(site: Site) -> dict[str, dict[str, Record]]:
    """Name of a group of words, such as tools/cost, or "" for those of all pages -> language -> words."""
    found: dict[str, dict[str, Record]] = {}
    for name, record in site.words.items():
        stem, _, language = name.rpartition(".")
        found.setdefault(stem, {})[language] = record
    return found


def _lacking(stem: str, record: Record, language: str, there: Record | None, other: str) -> Iterator[Problem]:
    """What a file has and that of another language has not, or has with other fields."""
    file = f"overrides/strings/{f'{stem}.' if stem else ''}{other}.yml"
    for name, text in record.entries().items():
        if there is None or name not in there.entries():
            yield Problem(record.at(name), f"{name} is missing in {other}", f"write it in {file}")
            continue
        fields, wanted = _FIELD.findall(str(text)), _FIELD.findall(str(there.get(name)))
        if language != SOURCE_LANGUAGE and sorted(fields) != sorted(wanted):
            message = f"{name} has other fields in {other}"
            yield Problem(record.at(name), message, f"use {' '.join(wanted) or 'none'} in both")


@dataclass(frozen=True)
class _Names:
    """What a template or script has: names in quotes, how names put together begin, and asked words."""

    quoted: frozenset[str]
    prefixes: frozenset[str]
    asked: tuple[tuple[str, int], ...]
    by_facet: bool


@lru_cache(maxsize=4096)  # of the text alone: what has not changed since the last check is not searched again
def _names(text: str) -> _Names:
    return _Names(
        quoted=frozenset(_QUOTED.findall(text)),
        prefixes=frozenset(m[2] or m[3] or f"{m[5]}-" for m in _PREFIX.finditer(text)),
        asked=tuple((m[2], m.start()) for m in _ASKED.finditer(text)),
        by_facet="word(facet ~" in text,
    )


def _texts(site: Site) -> Iterator[tuple[str, str]]:
    for path, text in site.templates.items():
        if not path.startswith("scripts/guide/rules/"):
            yield path, text


def _unused(site: Site, words: Mapping[str, Mapping[str, object]]) -> Iterator[Problem]:
    found = [_names(text) for _, text in _texts(site)]
    quoted = frozenset[str]().union(*(names.quoted for names in found))
    prefixes = _prefixes(found, quoted)
    for language, names in words.items():
        for name in names:
            if name not in quoted and not name.startswith(prefixes):
                message = f"no template uses {name}"
                yield Problem(site.words[language].at(name), message, "use it, or remove it")


def _prefixes(found: list[_Names], quoted: frozenset[str]) -> tuple[str, ...]:
    """How the names begin that are put together when the page is built."""
    prefixes = frozenset[str]().union(*(names.prefixes for names in found))
    if any(names.by_facet for names in found):
        prefixes |= {f"{kind}-" for kind in quoted if _KIND.fullmatch(kind)}
    return tuple(sorted(prefixes)) or ("\n",)


def _missing(site: Site, known: set[str]) -> Iterator[Problem]:
    for path, text in _texts(site):
        for name, start in _names(text).asked:
            if name not in known:
                line = text.count("\n", 0, start) + 1
                column = start - text.rfind("\n", 0, start)
                hint = did_you_mean(name, known, "write it in overrides/strings/")
                yield Problem(Place(path, line, column), f"there is no word {name}", hint)
