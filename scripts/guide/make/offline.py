"""The copy of a language that a reader may keep, each one file below `offline/`.

One file is there or it is not: a copy is whole, or there is none. Its name holds the hash of its
content, so that no two versions share a name. Layout: four bytes, the length of the head; the
head, compressed JSON; then blocks, each compressed by itself, so that `sw.js` opens only the
block that a page stands in. What stands in the head of many pages is kept once: in the pages there
is a mark, its number between two NULs, which no page has. `copies.json` names the newest copy of each language and its date.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from guide.addresses import page_path
from guide.content import LANGUAGES, Site
from guide.languages import word
from guide.make.go import FOLDER as GO
from guide.make.portable import files_of, home
from guide.make.scripts import slim
from guide.make.together import together
from guide.permalinks import in_use, moves

FOLDER = "offline"
FORMAT = 1  # what `sw.js` reads
BLOCK = 200_000  # bytes before compression
_WORDS = ("offline-shown", "offline-missing")
# Too far apart for the compression to see that they are the same.
_REPEATED = re.compile(
    rb'<style>.*?</style>|<meta http-equiv="Content-Security-Policy"[^>]*>'
    rb'|<script type="speculationrules">.*?</script>',
    re.S,
)


def write_offline(site: Site, site_dir: Path) -> None:
    """Write the copies of a built site, after everything that changes its pages or scripts."""
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.copy"):
        old.unlink()
    together([partial(_write_copy, site, site_dir, language) for language in LANGUAGES])
    newest = {}
    for language in LANGUAGES:
        (file,) = folder.glob(f"{language}-*.copy")
        newest[language] = {"file": file.name, "bytes": file.stat().st_size, "date": site.today.isoformat()}
    (folder / "copies.json").write_text(_json(newest), encoding="utf-8")
    worker = site_dir / "sw.js"
    worker.write_text(slim(worker.read_text(encoding="utf-8")), encoding="utf-8")


def _write_copy(site: Site, site_dir: Path, language: str) -> None:
    content = copy(site, site_dir, language)
    name = f"{language}-{hashlib.sha256(content).hexdigest()[:16]}.copy"
    (site_dir / FOLDER / name).write_bytes(content)


def copy(site: Site, site_dir: Path, language: str) -> bytes:
    """The content of the copy of one language; the same site gives the same bytes."""
    shared, contents = shared_of(
        {name: (site_dir / name).read_bytes() for name in files_of(site_dir, language)}
    )
    files, blocks = blocks_of(contents)
    head = {
        "format": FORMAT,
        "language": language,
        "home": home(language),
        "words": {name: word(site, language, name) for name in _WORDS},
        "blocks": [len(block) for block in blocks],
        "files": files,
        "shared": shared,
        "moved": moved(site, language),
    }
    packed = _gzip(_json(head).encode())
    return b"".join([len(packed).to_bytes(4, "big"), packed, *blocks])


def shared_of(contents: Mapping[str, bytes]) -> tuple[list[str], dict[str, bytes]]:
    """What the heads of pages have alike, and the contents with marks in its place."""
    numbers: dict[bytes, int] = {}

    def mark(match: re.Match[bytes]) -> bytes:
        return b"\0%d\0" % numbers.setdefault(match[0], len(numbers))

    marked = {
        name: _REPEATED.sub(mark, content) if name.endswith(".html") else content
        for name, content in contents.items()
    }
    return [text.decode() for text in numbers], marked


def blocks_of(contents: Mapping[str, bytes]) -> tuple[dict[str, list[int]], list[bytes]]:
    """Name -> [block, where it starts in it, its length]; and the blocks, compressed."""
    # Files alike in kind compress better side by side.
    names = sorted(contents, key=lambda name: (name.rpartition(".")[2], name))
    places: dict[str, list[int]] = {}
    blocks: list[bytes] = []
    open_block = b""
    for name in names:
        if open_block and len(open_block) + len(contents[name]) > BLOCK:
            blocks.append(_gzip(open_block))
            open_block = b""
        places[name] = [len(blocks), len(open_block), len(contents[name])]
        open_block += contents[name]
    return places, [*blocks, _gzip(open_block)]


def moved(site: Site, language: str) -> dict[str, str]:
    """Where permanent links and old addresses lead: path -> path, in small letters, no languages."""
    found = {}
    for link in in_use(site):
        for name in (link.id, link.code.lower()):
            found[f"{GO}/{name}/"] = page_path(language, link.key)
            found[f"{language.lower()}/{GO}/{name}/"] = page_path(language, link.key)
    for move in moves(site):
        if "#" not in move.origin:
            key, hash, id = move.target.partition("#")
            found[page_path(language, move.origin).lower()] = page_path(language, key) + hash + id
    return found


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
