"""Shapes that data must have, and what is wrong with data that has another.

A shape is a function: (value, keys that lead to it) -> faults. Nothing here knows the guide's data;
that is in shapes.py.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from guide.diagnostics import did_you_mean
from guide.records import Path


class Fault(NamedTuple):
    """`keys` lead to what is wrong; `rule` is the name of the rule that reports it."""

    keys: Path
    rule: str
    message: str
    hint: str


Shape = Callable[[Any, Path], Iterator[Fault]]


def _wrong(keys: Path, what: str, hint: str) -> Fault:
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "")
    return Fault(keys, "wrong-value", f"{name + ': ' if name else ''}{what}", hint)


def shown(value: Any) -> str:
    """A value as a message shows it: short, on one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value).replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def text(pattern: str = "", like: str = "") -> Shape:
    """Words, not empty; `pattern` is matched as a whole, `like` is an example for the hint."""
    wanted = re.compile(pattern)

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if isinstance(value, dict | list | bool) or value is None or not str(value).strip():
            yield _wrong(
                keys, f"{shown(value)} is not text", f"write text, such as {like}" if like else "write text"
            )
        elif pattern and not wanted.fullmatch(str(value)):
            yield _wrong(keys, f"{shown(value)} is not written as it should be", f"write it like {like}")

    return shape


def number(least: int = 0) -> Shape:
    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            yield _wrong(keys, f"{shown(value)} is not a whole number from {least}", "write digits")

    return shape


def flag(value: Any, keys: Path) -> Iterator[Fault]:
    """true or false."""
    if not isinstance(value, bool):
        yield _wrong(keys, f"{shown(value)} is neither true nor false", "write true or false")


def or_null(inner: Shape) -> Shape:
    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if value is not None:
            yield from inner(value, keys)

    return shape


def day(partial: bool = False) -> Shape:
    """A date that exists, as 2026-11-23; with `partial` also 2026-11 or 2026."""
    forms = {10: "{}"} | ({7: "{}-01", 4: "{}-01-01"} if partial else {})

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        written = str(value)
        try:
            date.fromisoformat(forms[len(written)].format(written))
        except (KeyError, ValueError):
            yield _wrong(keys, f"{shown(value)} is not a date", "write it like 2026-11-23")

    return shape


def choice(known: tuple[str, ...], rule: str = "wrong-value", what: str = "value") -> Shape:
    """One of some words."""

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if isinstance(value, dict | list) or str(value) not in known:
            hint = did_you_mean(str(value), known, f"write one of {', '.join(known)}")
            name = next((str(key) for key in reversed(keys) if isinstance(key, str)), what)
            yield Fault(keys, rule, f"there is no {name} {shown(value)}", hint)

    return shape


def many(inner: Shape, least: int = 0, distinct: bool = True) -> Shape:
    """A list, of `least` or more, each value once if `distinct`."""

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield _wrong(keys, f"{shown(value)} is not a list", "write [one, another]")
            return
        if len(value) < least:
            yield _wrong(keys, f"{len(value)} values", f"write {least} or more")
        seen: set[str] = set()
        for index, each in enumerate(value):
            yield from inner(each, (*keys, index))
            if distinct and isinstance(each, str):
                if each in seen:
                    yield Fault(
                        (*keys, index), "repeated-value", f"{shown(each)} is here already", "keep one"
                    )
                seen.add(each)

    return shape


def mapping(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Some keys that must be there, and some that may."""
    known = {**required, **(optional or {})}

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _wrong(keys, f"{shown(value)} is not a mapping", f"write {', '.join(required)} as keys")
            return
        for key, each in value.items():
            if key in known:
                yield from known[key](each, (*keys, key))
            else:
                hint = did_you_mean(key, known, f"the keys here are {', '.join(known)}")
                yield Fault((*keys, key), "unknown-key", f"there is no key {key} here", hint)
        for key in required:
            if key not in value:
                yield Fault(keys, "missing-key", f"the key {key} is missing", f"write {key}: …")

    return shape


def table(inner: Shape, pattern: str = "", like: str = "") -> Shape:
    """Any keys, all with values of one shape; the keys are written like `like`."""

    def shape(value: Any, keys: Path) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _wrong(keys, f"{shown(value)} is not a mapping", "write key: value")
            return
        for key, each in value.items():
            if pattern and not re.fullmatch(pattern, key):
                yield Fault(
                    (*keys, key), "unknown-key", f"a key is not written {key}", f"write it like {like}"
                )
            yield from inner(each, (*keys, key))

    return shape
