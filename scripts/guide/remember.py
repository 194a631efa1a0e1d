"""Results kept with the text they were found in, for as long as it stays the same."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

Found = TypeVar("Found")


def remembered(find: Callable[..., Found]) -> Callable[..., Found]:
    """Make a function of a document, page, record or site look only once.

    What it returns is kept in the object it was asked about, by its name and further arguments,
    which must be hashable; it must depend on nothing else. A text that changes is a new object,
    so nothing is ever out of date; what is kept goes into the cache between runs as well.
    """
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def once(subject: Any, *arguments: Hashable) -> Found:
        memory = subject.__dict__.setdefault("remembered", {})
        key = (name, *arguments) if arguments else name
        if key not in memory:
            memory[key] = find(subject, *arguments)
        found: Found = memory[key]
        return found

    return once
