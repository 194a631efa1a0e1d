"""The files of a folder, as a server would find them. Imports little: a warm check needs no more."""

import errno
import os
from collections.abc import Iterator

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
OTHER_SUFFIXES = (".css", ".svg", ".webmanifest")

# Links to folders can multiply what is found without end.
MOST_LINKED_FOLDERS = 1000

Stamp = tuple[int, int, int, int]


class Walk:
    """What stands below a folder: paths with slashes, relative to it, sorted.

    `read` are the files whose content matters, each with a stamp that changes when it does
    (size, times, number on the disk); `others` the rest, of which only the name matters.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.read: dict[str, Stamp | None] = {}
        self.others: list[str] = []
        self.folders: list[str] = [""]
        self.unreadable: list[tuple[str, str]] = []
        self.cyclic = False
        self._links = 0
        for path, entry in self._files():
            name = entry.name.lower()
            if (
                name.endswith(PAGE_SUFFIXES)
                or name.endswith(OTHER_SUFFIXES)
                or "." not in name
                or name == "manifest.json"
            ):
                self.read[path] = _stamp(entry)
            else:
                self.others.append(path)
        self.read = dict(sorted(self.read.items()))
        self.others.sort()
        self.folders.sort()

    def _files(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        waiting = [""]
        while waiting:
            below = waiting.pop()
            try:
                with os.scandir(os.path.join(self.root, below)) as found:
                    entries = list(found)
            except OSError as error:
                self.unreadable.append((below or ".", error.strerror or str(error)))
                continue
            for entry in entries:
                path = below + entry.name
                try:
                    if entry.is_dir():
                        if entry.is_symlink() and self._leads_back(path):
                            self.cyclic = True
                            continue
                        self.folders.append(path + "/")
                        waiting.append(path + "/")
                    elif entry.is_file():
                        yield path, entry
                except OSError as error:
                    if error.errno != errno.ELOOP:  # a link to itself is as good as no file
                        self.unreadable.append((path, error.strerror or str(error)))

    def _leads_back(self, path: str) -> bool:
        """Whether a linked folder is one that its path is in, or one link too many."""
        self._links += 1
        if self._links > MOST_LINKED_FOLDERS:
            return True
        folder = _number(os.stat(os.path.join(self.root, path)))
        while path:
            path = path.rpartition("/")[0]
            if _number(os.stat(os.path.join(self.root, path))) == folder:
                return True
        return False


def _number(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_dev, stat.st_ino


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        stat = entry.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
