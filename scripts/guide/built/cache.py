"""What is kept between two checks of a folder. It can be deleted at any time.

What is known of a file is kept with the digest of its content, and believed only for that content.
A file whose size, times and number on the disk are as before is not read again: a program cannot
change a file and keep its ctime. A file so young that the clock could not tell a further change
apart is kept without a stamp.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

try:
    from _blake2 import blake2b as blake2b  # hashlib would load OpenSSL first
except ImportError:
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False  # importing typing would take longer than the rest
if TYPE_CHECKING:
    from typing import Any

    from guide.built.read import Kept
    from guide.built.walk import Stamp

# A change within this time after a stamp was taken might leave the stamp as it is.
YOUNG_NS = 1_000_000_000
MOST_FOLDERS = 12


def program_digest() -> bytes:
    """Changes when the code of the checker does, so that it never believes another version."""
    here = os.path.dirname(os.path.abspath(__file__))
    folders = (here, os.path.join(os.path.dirname(here), "rules"), os.path.dirname(here))
    digest = blake2b(digest_size=16)
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                stat = os.stat(os.path.join(folder, name))
                digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode())
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    packages = os.path.join(sys.prefix, "lib", version, "site-packages")
    installed = os.stat(packages).st_mtime_ns if os.path.isdir(packages) else 0
    digest.update(f"{sys.hexversion} {installed}".encode())
    return digest.digest()


class Store:
    """Kept parses of one folder, a file for each part; None of it if `place` is empty."""

    def __init__(self, place: str, program: bytes) -> None:
        self.place, self.program = place, program
        self.now = time.time_ns()

    def load(self, part: int) -> dict[str, Kept]:
        from guide.built.read import Kept

        known = load(os.path.join(self.place, f"part{part}"), self.program) if self.place else None
        return {path: Kept(*one) for path, one in known.items()} if isinstance(known, dict) else {}

    def save(self, part: int, kept: dict[str, Kept]) -> None:
        if self.place:
            plain = {path: (self.settled(one.stamp), one.digest, one.page) for path, one in kept.items()}
            save(os.path.join(self.place, f"part{part}"), self.program, plain)

    def settled(self, stamp: Stamp | None) -> Stamp | None:
        """The stamp, or None if the file was changed so shortly ago that it does not prove much."""
        return stamp if stamp and max(stamp[1], stamp[2]) < self.now - YOUNG_NS else None


def place_for(cache: str, root: str) -> str:
    """The folder below the cache for what is kept of a checked folder; "" if it cannot be made."""
    name = blake2b(os.path.realpath(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    place = os.path.join(cache, name)
    try:
        os.makedirs(place, exist_ok=True)
    except OSError:
        return ""
    return place


def forget_oldest(cache: str) -> None:
    """Keep what is known of the folders that were checked last."""
    import shutil

    places = sorted((entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(cache))
    for _, place in places[:-MOST_FOLDERS]:
        shutil.rmtree(place, ignore_errors=True)


def load(path: str, program: bytes) -> Any:
    """What was saved by this version of the program; None if it is not there or not whole."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        if data[:16] != program or data[16:32] != blake2b(data[32:], digest_size=16).digest():
            return None
        return marshal.loads(memoryview(data)[32:])
    except (OSError, EOFError, ValueError, TypeError, MemoryError):
        return None


def save(path: str, program: bytes, value: Any) -> None:
    """Write it whole or not at all; a cache that cannot be written is no fault."""
    data = marshal.dumps(value)
    fresh = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(fresh, "wb") as file:
            file.write(program + blake2b(data, digest_size=16).digest() + data)
        os.replace(fresh, path)
    except OSError:
        try:
            os.unlink(fresh)
        except OSError:
            pass
