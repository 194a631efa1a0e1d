"""A `.br`, `.gz` and `.zst` file beside each text file, where it is smaller, for hosts to send as it is.

At the highest levels this takes longer than the rest of the build, so what was packed before is
kept below `.build/` with the hash of its content; the files are the same with and without. It is
kept in a few files, because to open one for each takes a disk longer than all else in a build.
"""

import contextlib
import gzip
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION, crc32

import brotli
import zstandard

from guide.built.cache import load, save

TEXT = {
    ".caddy", ".css", ".csv", ".html", ".ics", ".js", ".json", ".md", ".nginx", ".svg", ".txt",
    ".webmanifest", ".xml", ".yml",
}  # fmt: skip


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11))


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=19, write_content_size=True).compress(data)


_PARTS = 32  # of the files, by their paths: each with a cache of its own
# Suffix -> what makes it. With another version the bytes may differ, so what is kept is of one.
PACKERS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gz": _gzip, "zst": _zstd}
_VERSION = hashlib.blake2b(
    f"{brotli.__version__} {zstandard.__version__} {ZLIB_RUNTIME_VERSION}".encode(), digest_size=16
).digest()


def text_files(site_dir: Path) -> Iterator[Path]:
    """The files of a site that are worth packing."""
    for file in sorted(site_dir.rglob("*")):
        if file.is_file() and file.suffix in TEXT and not file.name.startswith("_"):
            yield file


def write_compressed(site_dir: Path, cache: Path) -> int:
    """Pack every text file, on all cores; the number of files written. Unused parts of the cache go."""
    parts: dict[Path, list[Path]] = {cache / str(n): [] for n in range(_PARTS)}
    for file in text_files(site_dir):
        number = crc32(os.fsencode(file.relative_to(site_dir))) % _PARTS
        parts[cache / str(number)].append(file)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        written = sum(pool.map(_pack_all, parts.values(), parts))
    with contextlib.suppress(OSError):
        for old in set(cache.iterdir()) - set(parts):
            old.unlink()
    return written


def _pack_all(files: Sequence[Path], cache: Path) -> int:
    """Write the packed forms of some files, and keep them; how many were written."""
    known = load(str(cache), _VERSION) or {}
    used: dict[bytes, tuple[bytes, ...]] = {}
    written = 0
    for file in files:
        data = file.read_bytes()
        digest = hashlib.sha256(data).digest()
        packed = known.get(digest) or tuple(packer(data) for packer in PACKERS.values())
        used[digest] = packed
        for suffix, content in zip(PACKERS, packed, strict=True):
            if len(content) < len(data):
                file.with_name(f"{file.name}.{suffix}").write_bytes(content)
                written += 1
    if used.keys() != known.keys():
        save(str(cache), _VERSION, used)
    return written
