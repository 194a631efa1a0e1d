"""`build.json`: of which commit a site was made, on which day, with what, and the hash of its files.

The hash is one that anyone can take again, in the folder or from a copy of the site:

    find . -type f ! -path ./build.json | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum
"""

import hashlib
import json
import os
import platform
import re
import subprocess
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

NAME = "build.json"
# Of what the site is made.
INPUTS = ("docs", "snippets", "overrides", "scripts", "mkdocs.yml", "requirements.txt", "CHANGELOG.md")
_REQUIRED = re.compile(r"^([A-Za-z0-9._-]+)==", re.M)


def seal(folder: Path, root: Path, day: date) -> str:
    """Write it, and give each file and folder the same rights; return the hash."""
    files = list(_files(folder))
    digest, size = tree(folder, files)
    facts = {
        **commit(root),
        "day": day.isoformat(),
        "files": len(files),
        "bytes": size,
        "sha256": digest,
        "versions": versions(root),
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")
    _open_to_readers(folder)
    return digest


def tree(folder: Path, files: list[str]) -> tuple[str, int]:
    """The hash of a folder's files, and their bytes."""
    state, size = hashlib.sha256(), 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for line, length in pool.map(partial(_line, os.fspath(folder)), files, chunksize=512):
            state.update(line)
            size += length
    return state.hexdigest(), size


def _line(folder: str, name: str) -> tuple[bytes, int]:
    """What `sha256sum` prints of a file, and its bytes."""
    with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
        content = file.read()
    return f"{hashlib.sha256(content).hexdigest()}  ./{name}\n".encode(), len(content)


def _files(folder: Path) -> Iterator[str]:
    """All but build.json, in the order of their bytes."""
    names = (
        os.path.relpath(os.path.join(place, name), folder)  # noqa: PTH118
        for place, _, inside in os.walk(folder)
        for name in inside
    )
    yield from sorted((name for name in names if name != NAME), key=os.fsencode)


def _open_to_readers(folder: Path) -> None:
    """A site made under a strict umask can be read by the server, as any other."""
    folder.chmod(0o755)
    waiting = [os.fspath(folder)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            rights = 0o755 if entry.is_dir() else 0o644
            if entry.stat().st_mode & 0o7777 != rights:
                os.chmod(entry.path, rights)  # noqa: PTH101
            if entry.is_dir():
                waiting.append(entry.path)


def commit(root: Path) -> dict[str, Any]:
    """The commit, and whether what the site is made of was changed since; nothing without git."""
    known = _git(root, "rev-parse", "HEAD")
    if known is None:
        return {}
    return {"commit": known.strip(), "changed": bool(_git(root, "status", "--porcelain", "--", *INPUTS))}


def _git(root: Path, *words: str) -> str | None:
    # Not the commit of a project that ours only lies in.
    settings = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent), "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], env=settings, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout


def versions(root: Path) -> dict[str, str]:
    """What is installed of the packages in requirements.txt, and of what else may change a byte."""
    names = _REQUIRED.findall((root / "requirements.txt").read_text("utf-8"))
    known = {name: version for name in names if (version := _version(name))}
    return {**known, "python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def _version(package: str) -> str:
    """Its version, or "" if other systems need it and this one does not."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
