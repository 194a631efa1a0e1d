"""To do a thing without the rights of root, where the tests are run by root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def as_anybody() -> Iterator[None]:
    """Within it, permissions of files count for this process and those that it starts."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
