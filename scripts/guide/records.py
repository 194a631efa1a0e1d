"""YAML that remembers where each value stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from guide.diagnostics import Place, Problem

Path = tuple[str | int, ...]

# The same loader written in C where the wheel has it: ten times as fast, the same marks.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Record:
    """The data of one YAML document, and the place of each of its values.

    `data` is plain Python; `places` maps a path of keys, such as ("articles", "188"), to where
    that key is written. `problems` lists what made the document unreadable, in whole or part.
    """

    path: str
    data: Any = None
    places: Mapping[Path, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def at(self, *keys: str | int) -> Place:
        """Where the value under `keys` is written; the nearest enclosing place if it is absent."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.places:
                return self.places[keys[:end]]
        return Place(self.path)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a top-level key, or `default` when there is none."""
        return self.data.get(key, default) if isinstance(self.data, dict) else default

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """(index, row) of a list of mappings; what is no mapping is left to the rules on shape."""
        for index, row in enumerate(self.data if isinstance(self.data, list) else ()):
            if isinstance(row, dict):
                yield index, row

    def entries(self) -> dict[str, Any]:
        """The data of a mapping; empty where there is none."""
        return self.data if isinstance(self.data, dict) else {}


class _Reader:
    """Walks a composed YAML tree once, keeping places and finding faults."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def place(self, mark: yaml.Mark) -> Place:
        line = mark.line - _unseen_breaks(self.text, mark.line)
        return Place(self.path, line + self.first_line, mark.column + 1)

    def value(self, node: yaml.Node, keys: Path) -> Any:
        self.places.setdefault(keys, self.place(node.start_mark))
        if id(node) in self.seen:  # an alias: a few bytes of them can grow without bound
            where = self.places[keys]
            self.problems.append(Problem(where, "an alias is not read here", "write it out"))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.items(node, keys))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*keys, i)) for i, child in enumerate(node.value)]
        return _scalar(node)

    def items(self, node: yaml.MappingNode, keys: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                where = self.place(key_node.start_mark)
                self.problems.append(Problem(where, "a key that is no text", "write a word as the key"))
                continue
            key = str(key_node.value)
            if key in seen:
                where = self.place(key_node.start_mark)
                self.problems.append(Problem(where, f"the key {key} is given twice", "keep one"))
            seen.add(key)
            self.places[(*keys, key)] = self.place(key_node.start_mark)
            yield key, self.value(value_node, (*keys, key))


# What ends a line for YAML, and the part of it that does so for no editor.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x85\u2028\u2029]")


def _unseen_breaks(text: str, lines: int) -> int:
    """How many of the first `lines` lines that YAML counts end where an editor shows no end."""
    if not _UNSEEN.search(text):
        return 0
    return sum(found[0] in "\x85\u2028\u2029" for found in islice(_BREAK.finditer(text), lines))


def _scalar(node: yaml.Node) -> Any:
    """Text, whole numbers, booleans and null; dates stay text, as they were typed."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in {"true", "yes", "on"}
    if node.tag == "tag:yaml.org,2002:int" and str(node.value).isdecimal() and len(node.value) < 20:
        return int(node.value)
    return node.value


# Deeper than anything that is written; the parser in C ends the program at some ten thousands.
_DEEPEST = 60
_BRACKET = re.compile(r"[\[\]{}\n]")
_STEPS = re.compile(rf"^(?:[ \t]{{{2 * _DEEPEST},}}|(?:[ \t]*[-?:][ \t]){{{_DEEPEST},}})", re.M)


def _too_deep(text: str) -> int:
    """The line on which a text is nested too deep to be read; 0 for none.

    Brackets inside of quotes count as well, so that a text that passes is surely safe.
    """
    steps = _STEPS.search(text)
    if steps:
        return text.count("\n", 0, steps.start()) + 1
    if text.count("[") + text.count("{") < _DEEPEST:
        return 0
    depth, line = 0, 1
    for bracket in _BRACKET.findall(text):
        if bracket == "\n":
            line += 1
        else:
            depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
            if depth > _DEEPEST:
                return line
    return 0


def _place_in(text: str, offset: int, path: str, first_line: int) -> Place:
    """The place of a character of a text; the parser in C counts bytes, so it may be further on."""
    before = text[:offset]
    return Place(path, first_line + before.count("\n"), offset - before.rfind("\n"))


def parse_yaml(text: str, path: str, first_line: int = 1) -> Record:
    """Read one YAML document, to the end even where it has faults.

    `first_line` is the line of `path` on which `text` begins (front matter starts on line 2).
    """
    reader = _Reader(text, path, first_line)
    line = _too_deep(text)
    if line:
        hint = "write it with fewer brackets and levels"
        return Record(path, None, {}, (Problem(Place(path, first_line + line - 1), "nested too deep", hint),))
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = reader.place(mark) if mark else Place(path, first_line)
        return Record(path, None, {}, (Problem(where, f"not YAML: {error.problem}"),))
    except yaml.reader.ReaderError as error:
        where = _place_in(text, error.position, path, first_line)
        return Record(path, None, {}, (Problem(where, f"not YAML: {error.reason}"),))
    if node is None:
        return Record(path)
    data = reader.value(node, ())
    return Record(path, data, reader.places, tuple(reader.problems))
