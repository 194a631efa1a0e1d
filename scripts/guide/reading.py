"""Text files below a root, read so that nothing in them can stop or delay a check."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from guide.diagnostics import Place, Problem

# No text that people write is as long; patterns that look back and forth are slow on longer ones.
MOST_BYTES = 1_000_000
LONGEST_LINE = 20_000
_TOO_LONG = re.compile(rf"[^\n]{{{LONGEST_LINE + 1},}}")


class _Report(Protocol):
    def __call__(self, message: str, hint: str = "", line: int = 1) -> None: ...


class Text(NamedTuple):
    """A file's name below the folder that was asked for, its path below the root, and its text."""

    name: str
    path: str
    text: str

    @property
    def digest(self) -> str:
        """A hash of the whole text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Reader:
    """Reads files below a root, and keeps the problems of those that cannot be read as they are."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def texts(self, folder: str, suffix: str) -> Iterator[Text]:
        """Each file below a folder whose name ends so, in order of path, hidden ones left out."""
        base = self.root / folder
        for path in sorted(self._paths(base, suffix)):
            relative = path.relative_to(self.root).as_posix()
            text = self._text(path, relative)
            if text is not None:
                yield Text(path.relative_to(base).as_posix(), relative, text)

    def others(self, *folders: str) -> Iterator[str]:
        """The paths of files below some folders that do not end in .md, hidden ones left out."""
        for folder in folders:
            for base, _, names in os.walk(self.root / folder):
                for name in sorted(names):
                    if not name.endswith(".md") and not name.startswith("."):
                        yield Path(base, name).relative_to(self.root).as_posix()

    def misplaced(self, folders: frozenset[str]) -> Iterator[str]:
        """What is in docs/ beside the folders that the build knows, and YAML with another ending."""
        docs = self.root / "docs"
        for path in sorted(docs.iterdir()) if docs.is_dir() else ():
            if path.name not in folders and not path.name.startswith("."):
                yield path.relative_to(self.root).as_posix()
        for base, _, names in os.walk(docs / "_data"):
            for name in sorted(names):
                if name.lower().endswith((".yaml", ".yml")) and not name.endswith(".yml"):
                    yield Path(base, name).relative_to(self.root).as_posix()

    def _paths(self, base: Path, suffix: str) -> Iterator[Path]:
        for folder, folders, names in os.walk(base, onerror=self._unreadable_folder):
            for name in folders:
                if Path(folder, name).is_symlink():
                    place = Place(Path(folder, name).relative_to(self.root).as_posix())
                    hint = "put the files themselves here"
                    self.problems.append(Problem(place, "a link to a folder is not followed", hint))
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.endswith(suffix) and not name.startswith("."):
                    yield Path(folder, name)

    def _unreadable_folder(self, error: OSError) -> None:
        path = Path(str(error.filename))
        if not isinstance(error, FileNotFoundError):
            where = Place(path.relative_to(self.root).as_posix())
            self.problems.append(Problem(where, f"cannot be read: {error.strerror}"))

    def _text(self, path: Path, relative: str) -> str | None:
        """The text, its line ends and its first character put right; None if it cannot be read."""

        def problem(message: str, hint: str = "", line: int = 1) -> None:
            self.problems.append(Problem(Place(relative, line), message, hint))

        data = self._bytes(path, problem)
        if data is None:
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            problem("not UTF-8", "save the file as UTF-8", data.count(b"\n", 0, error.start) + 1)
            return None
        if text.startswith("\ufeff"):
            problem("the file begins with a byte order mark", "save it as UTF-8 without one")
            text = text[1:]
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            problem("a line ends in a carriage return", "end lines with LF alone", line)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_LINE and (found := _TOO_LONG.search(text)):
            line = text.count("\n", 0, found.start()) + 1
            problem(f"a line of {len(found.group())} characters", f"{LONGEST_LINE} at the most", line)
            text = _TOO_LONG.sub("", text)
        return text

    def _bytes(self, path: Path, problem: _Report) -> bytes | None:
        try:
            # What is no file, such as a pipe, could keep us waiting for ever.
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                problem("not a file")
                return None
            if about.st_size > MOST_BYTES:
                problem(f"a file of {about.st_size} bytes", f"divide it; {MOST_BYTES} at the most")
                return None
            return path.read_bytes()
        except OSError as error:
            problem(f"cannot be read: {error.strerror}")
            return None
