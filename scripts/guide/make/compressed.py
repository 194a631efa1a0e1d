"""A `.br`, `.gz` and `.zst` file beside each text file, where it is smaller, for hosts to send as it is.

At the highest levels this takes longer than the rest of the build, so what was packed before is
kept below `.build/`, under the hash of its content; the files are the same with and without.
"""

import gzip
import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli
import zstandard

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


# Suffix -> what makes it. With another version the bytes may differ, so it is in the cache's names.
PACKERS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gz": _gzip, "zst": _zstd}
_VERSION = f"{brotli.__version__}-{zstandard.__version__}"


def text_files(site_dir: Path) -> Iterator[Path]:
    """The files of a site that are worth packing."""
    for file in sorted(site_dir.rglob("*")):
        if file.is_file() and file.suffix in TEXT and not file.name.startswith("_"):
            yield file


def write_compressed(site_dir: Path, cache: Path) -> int:
    """Pack every text file, on all cores; the number of files written. Unused parts of the cache go."""
    cache.mkdir(parents=True, exist_ok=True)
    files = list(text_files(site_dir))
    used: set[str] = set()
    written = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for names, made in pool.map(_pack, files, [cache] * len(files), chunksize=16):
            used |= set(names)
            written += made
    for old in set(os.listdir(cache)) - used:  # noqa: PTH208
        (cache / old).unlink()
    return written


def _pack(file: Path, cache: Path) -> tuple[list[str], int]:
    """Write the packed forms of one file; names of the cache that were used, and how many were written."""
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    names, made = [], 0
    for suffix, packer in PACKERS.items():
        name = f"{digest}-{_VERSION}.{suffix}"
        names.append(name)
        packed = _kept(cache / name, packer, data)
        if len(packed) < len(data):
            file.with_name(f"{file.name}.{suffix}").write_bytes(packed)
            made += 1
    return names, made


def _kept(kept: Path, packer: Callable[[bytes], bytes], data: bytes) -> bytes:
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        packed = packer(data)
        # Under another name first: another process may read it, or this one be stopped.
        part = kept.with_name(f"{kept.name}.{os.getpid()}")
        part.write_bytes(packed)
        part.replace(kept)
        return packed
