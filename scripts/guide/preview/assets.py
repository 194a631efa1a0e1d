"""Scripts, styles and pictures as the sources have them now."""

import posixpath
from pathlib import Path
from urllib.parse import unquote

from guide.make.scripts import ScriptError, entries, joined, slim

_FOLDERS = ("overrides", "docs")


def asset(root: Path, path: str) -> bytes | None:
    """What the build would put at a path such as /assets/guide.css; None if it is not below /assets/."""
    name = posixpath.normpath(unquote(path)).lstrip("/")
    if not name.startswith("assets/"):
        return None
    for folder in _FOLDERS:
        file = root / folder / name
        try:
            if file.suffix != ".js":
                return file.read_bytes()
            if file in entries(root / folder / "assets"):
                return slim(joined(file)).encode()
        except (OSError, ValueError, ScriptError):
            continue  # the last good build may have it
    return None
