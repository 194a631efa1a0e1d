"""The `_redirects` file of a static host: addresses that lead elsewhere."""

import re
from collections.abc import Callable
from typing import NamedTuple


class Redirect(NamedTuple):
    """One line: an address (with `*` or `:names`) and where it leads."""

    line: int
    source: str
    target: str
    status: int

    def matches(self, path: str) -> bool:
        """Whether it answers for a decoded path below the root, without its leading slash."""
        return _pattern(self.source).fullmatch(path) is not None

    @property
    def is_plain(self) -> bool:
        return not re.search(r"\*|/:", self.source)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(source: str) -> re.Pattern[str]:
    if source not in _PATTERNS:
        parts = re.split(r"(\*|(?<=/):\w+)", source.strip("/"))
        text = "".join(
            ".*" if part == "*" else "[^/]+" if part.startswith(":") and i % 2 else re.escape(part)
            for i, part in enumerate(parts)
        )
        if text.endswith("/.*"):
            text = text.removesuffix("/.*") + "(?:/.*)?"
        _PATTERNS[source] = re.compile(text + "/?", re.S)
    return _PATTERNS[source]


def parse_redirects(text: str) -> tuple[Redirect, ...]:
    """The lines that redirect or rewrite; those that only choose an error page are left out."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split() if line.lstrip().startswith("#") else line.split()
        if len(words) < 2 or not words[0].startswith(("/", "http://", "https://")):
            continue
        targets = [word for word in words[1:] if re.match(r"/|https?://", word)]
        statuses = [word for word in words[1:] if re.fullmatch(r"\d{3}!?", word)]
        status = int(statuses[0][:3]) if statuses else 301
        if targets and status < 400:
            found.append(Redirect(number, words[0], targets[0], status))
    return tuple(found)


def steps(start: str, onward: Callable[[str], str | None]) -> list[str]:
    """All that is passed from a start on, itself first; the last is passed before if it goes round."""
    way = [start]
    while (following := onward(way[-1])) is not None:
        way.append(following)
        if following in way[:-1] or len(way) > 100:
            break
    return way
