"""What was made of the same things before, kept between builds below `.build/cache/`.

A key is the hash of all that a thing is made of, the code among it, and never a time; so it can be
deleted at any moment and nothing changes but the time that a build takes.
"""

import contextlib
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from guide.built.cache import load, save
from guide.cache import version

# Of each name: `make site` and `make serve` have other addresses, and a change may be taken back.
_MOST = 4
T = TypeVar("T")


def kept(root: Path, name: str, made_of: Iterable[bytes], make: Callable[[], T]) -> T:
    """What `make` gives for these inputs: plain data, such as `marshal` can write."""
    key = _key(root, made_of)
    place = root / ".build" / "cache"
    file = place / f"{name}-{key.hex()}"
    known: T | None = load(str(file), key)
    if known is not None:
        return known
    made = make()
    with contextlib.suppress(OSError):  # a shortcut only: without it the next build takes longer
        place.mkdir(parents=True, exist_ok=True)
        save(str(file), key, made)
        for old in sorted(place.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime_ns)[:-_MOST]:
            old.unlink()
    return made


def _key(root: Path, made_of: Iterable[bytes]) -> bytes:
    state = blake2b(digest_size=16)
    for part in (_program(root), *made_of):
        state.update(len(part).to_bytes(8, "big") + part)
    return state.digest()


@cache
def _program(root: Path) -> bytes:
    """All code that can change what is made: ours, Python, and the packages by their versions."""
    packages = root / "requirements.txt"
    return version().encode() + (packages.read_bytes() if packages.exists() else b"")
