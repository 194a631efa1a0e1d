"""The verdict on a folder that has not changed since it was last checked.

Imports little: for a folder that is as it was, the time to start is the time it takes.
"""

from __future__ import annotations

import os

from guide.built import cache

TYPE_CHECKING = False  # importing typing would take longer than the rest
if TYPE_CHECKING:
    from typing import Any, TypedDict

    from guide.built.walk import Walk
    from guide.diagnostics import Severity

    class Said(TypedDict):
        """A verdict in plain values: each problem with its place as a tuple, and the pages."""

        problems: list[tuple[tuple[str, int, int], str, str, str, Severity]]
        pages: int


# So many files are hashed here to see whether they only look changed; more are left to all cores.
FEW = 200


def recall(place: str, program: bytes, asked: Any, walk: Walk) -> Said | None:
    """What was said of this folder when it had these contents and the same was asked, or None."""
    known = cache.load(os.path.join(place, "verdict"), program) if place else None
    if not isinstance(known, dict) or known["asked"] != asked or known["names"] != _names(walk):
        return None
    before = known["read"]
    if before != walk.read and not _same_contents(walk, before, known["digests"]):
        return None
    said: Said = known["said"]
    return said


def _same_contents(walk: Walk, before: Any, digests: Any) -> bool:
    if before.keys() != walk.read.keys():
        return False
    changed = [path for path, stamp in walk.read.items() if before[path] != stamp or stamp is None]
    if len(changed) > FEW:
        return False
    for path in changed:
        try:
            with open(os.path.join(walk.root, path), "rb") as file:
                digest = cache.blake2b(file.read(), digest_size=16).digest()
        except OSError:
            return False
        if digests.get(path) != digest:
            return False
    return True


def _names(walk: Walk) -> Any:
    return [walk.others, walk.folders, [list(one) for one in walk.unreadable], walk.cyclic]


def remember(
    place: str, program: bytes, asked: Any, walk: Walk, digests: dict[str, bytes], said: Any
) -> None:
    """Keep a verdict. Stamps of files changed just before prove nothing and are left out."""
    if place:
        store = cache.Store(place, program)
        read = {path: store.settled(stamp) for path, stamp in walk.read.items()}
        known = {"asked": asked, "names": _names(walk), "read": read, "digests": digests, "said": said}
        cache.save(os.path.join(place, "verdict"), program, known)
