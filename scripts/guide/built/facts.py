"""What is known of a page after reading, and what is wrong with it. Plain tuples that can be kept."""

from typing import NamedTuple

# What can be wrong with an address, besides the outcomes of resolving it.
NO_ID, EMPTY, TWICE, NOT_JSON, UNREADABLE = range(10, 15)


class Fault(NamedTuple):
    """Something wrong at a place of a file. `state` says what; `target` and `fragment` of what."""

    path: str
    line: int
    column: int
    kind: str
    tag: str
    attribute: str
    note: str
    value: str
    state: int
    target: str = ""
    fragment: str = ""


class Link(NamedTuple):
    """An address on a page and where it leads; kept only when rules ask for all of them."""

    kind: str
    tag: str
    attribute: str
    note: str
    value: str
    state: int
    target: str


class Facts(NamedTuple):
    """What is known of a page after reading: what the rules about pages look at."""

    path: str
    language: str
    title: str
    ids: str
    alternates: tuple[tuple[str, str, str], ...]
    refresh: str
    is_html: bool
    is_listed: bool
    links: tuple[Link, ...]
