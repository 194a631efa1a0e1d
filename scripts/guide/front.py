"""Front matter: the facts at the head of a page, and where its body begins."""

import re

from guide.diagnostics import Place, Problem
from guide.markdown import Document
from guide.records import Record, parse_yaml

_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)
_FRONT_START = re.compile(r"---[ \t]*\n")


def split_front_matter(text: str, path: str) -> tuple[Record, Document]:
    """A page's front matter and its body, each knowing the lines of the file it stands on."""
    start = _FRONT_START.match(text)
    if not start:
        return Record(path), Document(path, text)
    end = _FRONT_END.search(text, start.end())
    if end is None:
        fault = Problem(Place(path), "the front matter has no end", "close it with a line of ---")
        return Record(path, problems=(fault,)), Document(path, "")
    front = parse_yaml(text[start.end() : end.start()], path, first_line=2)
    return front, Document(path, text[end.end() :], text.count("\n", 0, end.end()) + 1)


def split_body(text: str) -> str:
    """A page's body alone."""
    start = _FRONT_START.match(text)
    end = _FRONT_END.search(text, start.end()) if start else None
    return text[end.end() :] if end else "" if start else text
