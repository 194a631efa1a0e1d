"""From a place on a built page of ours to the Markdown, or the data, that it was made from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from guide.built.languages import language_of
from guide.built.load import Built
from guide.built.tokens import tag_at
from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE
from guide.diagnostics import Place, Problem

_INCLUDE = re.compile(r"\{!\s*([^!\s]+)\s*!\}")
_NAMING = ("href", "src", "id", "data", "srcset", "action", "poster", "cite", "for", "content")


def in_sources(problems: Sequence[Problem], built: Built, root: Path) -> list[Problem]:
    """The problems at the places in the sources below `root`; the built place goes into the hint.

    A problem whose page has no source is left where it is.
    """
    return [_moved(problem, built, root) for problem in problems]


def _moved(problem: Problem, built: Built, root: Path) -> Problem:
    place = problem.place
    if place.path not in built.folder.files:
        return problem
    sources = list(_sources(place.path, root))
    if not sources:
        return problem
    found = _find(sources, list(_needles(place, built)), root)
    built_at = f"built at {place}"
    return replace(problem, place=found, hint=f"{problem.hint}; {built_at}" if problem.hint else built_at)


def key_of(path: str) -> str:
    """The page key of a built file: its folder, without the language's."""
    language = language_of(path)
    below = path if language == SOURCE_LANGUAGE else path.removeprefix(f"{language}/")
    return below.removesuffix("index.html").removesuffix("/") or "index"


def _sources(path: str, root: Path) -> Iterator[Path]:
    """The file that a built page was made from, then the snippets that it includes."""
    language, key = language_of(path), key_of(path)
    written = SOURCE_LANGUAGE if language == DERIVED_LANGUAGE else language
    name = key.removeprefix("sources/")
    for candidate in (
        root / "docs" / written / f"{key}.md",
        root / "docs" / written / key / "index.md",
        root / "docs" / "_data" / "sources" / f"{name}.yml",
    ):
        if candidate.is_file():
            yield from _with_snippets(candidate, root)
            return
    if key.endswith("404.html") and (root / "overrides" / "404.html").is_file():
        yield root / "overrides" / "404.html"


def _with_snippets(file: Path, root: Path) -> Iterator[Path]:
    waiting, seen = [file], {file}
    while waiting:
        current = waiting.pop(0)
        yield current
        for name in _INCLUDE.findall(_text(current)):
            snippet = root / "snippets" / name
            if snippet not in seen and snippet.is_file():
                seen.add(snippet)
                waiting.append(snippet)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _needles(place: Place, built: Built) -> Iterator[str]:
    """What to look for in the sources, the most telling first: of what the built tag names."""
    data = built.text(place.path)
    lines = data.split(b"\n")
    line = lines[place.line - 1] if place.line <= len(lines) else b""
    start = len(line.decode("utf-8", "replace")[: place.column - 1].encode())
    tag = tag_at(line, start)
    if tag is None:
        end = re.search(rb"[<\"'\s)]", line[start:])
        yield line[start : start + end.start() if end else None].decode("utf-8", "replace")
        return
    attributes = tag.attributes()
    if tag.name == "title":
        yield "title:"
    for value in (attributes[name] for name in _NAMING if attributes.get(name)):
        yield from _spellings(value, place, built, "id" in attributes and value == attributes["id"])


def _spellings(value: str, place: Place, built: Built, is_id: bool) -> Iterator[str]:
    """How the sources may write an address or an id."""
    if is_id:
        yield f"#{value}"
        return
    outcome = built.folder.resolve(value, built.folder.place_of(place.path, None))
    hash = f"#{outcome.fragment}" if outcome.fragment else ""
    key = key_of(outcome.target) if outcome.target else ""
    yield f"({value})"
    if key:
        last = key.rpartition("/")[2]
        yield from (
            f"/{key}.md{hash}",
            f":{key}{hash}]",
            f":{last}{hash}]",
            f"/{key}/{hash}",
            f"{key}{hash}",
        )
    if hash:
        yield hash
    yield value
    if key and not hash:
        yield f":{key.rpartition('/')[2]}"


def _find(sources: Sequence[Path], needles: Sequence[str], root: Path) -> Place:
    texts = [(file, _text(file)) for file in sources]
    for needle in needles:
        for file, text in texts:
            at = text.find(needle) if needle else -1
            if at >= 0:
                line_start = text.rfind("\n", 0, at) + 1
                path = file.relative_to(root).as_posix()
                return Place(path, text.count("\n", 0, at) + 1, at - line_start + 1)
    return Place(sources[0].relative_to(root).as_posix())
