"""YAML that remembers where each value stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


class _Reader:
    """Walks a composed YAML tree once, keeping places and finding faults."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.places: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.path, mark.line + self.first_line, mark.column + 1)

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
            key = str(key_node.value)
            if key in seen:
                where = self.place(key_node.start_mark)
                self.problems.append(Problem(where, f"the key {key} is given twice", "keep one"))
            seen.add(key)
            self.places[(*keys, key)] = self.place(key_node.start_mark)
            yield key, self.value(value_node, (*keys, key))


def _scalar(node: yaml.Node) -> Any:
    """Text, whole numbers, booleans and null; dates stay text, as they were typed."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in {"true", "yes", "on"}
    if node.tag == "tag:yaml.org,2002:int" and str(node.value).isdecimal():
        return int(node.value)
    return node.value


def parse_yaml(text: str, path: str, first_line: int = 1) -> Record:
    """Read one YAML document, to the end even where it has faults.

    `first_line` is the line of `path` on which `text` begins (front matter starts on line 2).
    """
    reader = _Reader(path, first_line)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = reader.place(mark) if mark else Place(path, first_line)
        return Record(path, None, {}, (Problem(where, f"not YAML: {error.problem}"),))
    except yaml.reader.ReaderError as error:
        return Record(path, None, {}, (Problem(Place(path), f"not YAML: {error.reason}"),))
    if node is None:
        return Record(path)
    data = reader.value(node, ())
    return Record(path, data, reader.places, tuple(reader.problems))
