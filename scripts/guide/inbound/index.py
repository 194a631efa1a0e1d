"""The part of the catalogue that tells whether a link leads where it should."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Named:
    """One permanent name: its page's path without a language, and the ids on it."""

    id: str
    code: str
    path: str
    ids: frozenset[str]
    withdrawn: str
    see: str


@dataclass(frozen=True)
class Index:
    """What is looked up for each link. Paths are below the root and without a language."""

    address: str
    languages: tuple[str, ...]
    names: tuple[Named, ...]
    by_path: Mapping[str, Named]
    by_name: Mapping[str, Named]
    moved: Mapping[str, str]
    files: frozenset[str]


def compact(catalogue: Mapping[str, Any]) -> dict[str, Any]:
    """The catalogue without what a link check does not need; the page's script loads this."""
    address, languages = catalogue["address"], list(catalogue["languages"])
    source = languages[0]
    return {
        "address": address,
        "languages": languages,
        "pages": [
            [
                entry["id"],
                entry["code"],
                entry["addresses"][source].removeprefix(address),
                [anchor["id"] for anchor in entry["anchors"]],
                entry["withdrawn"] or "",
                entry["see"] or "",
            ]
            for entry in catalogue["entries"]
        ],
        "moved": [[old, new] for old, new in _neutral(catalogue, address, languages[1:])],
        "files": list(catalogue["files"]),
    }


def _neutral(catalogue: Mapping[str, Any], address: str, others: list[str]) -> Iterator[tuple[str, str]]:
    """(old, new) of the moves, each once: those of the source language, which has no folder."""
    for move in catalogue["moved"]:
        old = move["from"].removeprefix(address)
        if old.partition("/")[0] not in others:
            yield old, move["to"].removeprefix(address)


def index_of(small: Mapping[str, Any]) -> Index:
    """The index of what `compact` made."""
    names = tuple(
        Named(id, code, path, frozenset(ids), gone, see) for id, code, path, ids, gone, see in small["pages"]
    )
    return Index(
        address=small["address"],
        languages=tuple(small["languages"]),
        names=names,
        by_path={name.path: name for name in names},
        by_name={each: name for name in names for each in (name.id, name.code.lower())},
        moved=dict(small["moved"]),
        files=frozenset(small["files"]),
    )
