"""A folder as a static server serves it: which file an address leads to."""

import os
from typing import NamedTuple

from guide.built.addresses import Address, decoded, fragment_of, joined, parse_address
from guide.built.redirects import Redirect

LEFT, OUTSIDE, FOUND, MISSING, MALFORMED, INDEXLESS = range(6)
INDEXES = ("index.html", "index.htm", "index.xhtml")


class Outcome(NamedTuple):
    """Where an address leads: the file and the fragment, or why nowhere.

    LEFT: not ours to check (another scheme). OUTSIDE: another host. FOUND: `target` is a file,
    or "" when a redirect answers. MISSING, INDEXLESS: `target` is the path that is not served.
    MALFORMED: `target` says why.
    """

    state: int
    target: str = ""
    fragment: str = ""


class Place(NamedTuple):
    """From where addresses are resolved: the page's file, its folder, and its `<base>`, if any.

    `outside` is set when the base is on another host: relative addresses then lead there.
    """

    file: str
    folder: str
    base: str | None = None
    outside: bool = False


class Folder(NamedTuple):
    """All files and folders (ending in a slash) below a root, and how the host answers.

    `host` and `prefix` are those under which the folder is served, if known.
    """

    root: str
    files: frozenset[str]
    folders: frozenset[str]
    redirects: tuple[Redirect, ...] = ()
    host: str = ""
    prefix: str = ""
    cyclic: bool = False
    extensionless: bool = False

    def place_of(self, file: str, base: str | None) -> Place:
        """From where the addresses of a page are resolved; a base that cannot be read is none."""
        folder = file[: file.rfind("/") + 1]
        if base is None:
            return Place(file, folder)
        address = parse_address(base)
        if address.fault or address.scheme not in ("", "http", "https"):
            return Place(file, folder)
        if address.host and not self.is_ours(address):
            return Place(file, folder, base, outside=True)
        if not address.path:
            return Place(file, folder)
        path = self.below(joined(folder, address.path), address)
        if path is None:
            return Place(file, folder, base, outside=True)
        return Place(file, path[: path.rfind("/") + 1], path)

    def is_ours(self, address: Address) -> bool:
        return bool(self.host) and address.host == self.host

    def below(self, path: str, address: Address) -> str | None:
        """The path below the folder, when it is served below a prefix; None outside of it."""
        if not self.prefix or not (address.path.startswith("/") or address.host):
            return path
        if path.startswith(self.prefix):
            return path[len(self.prefix) :]
        return "" if path + "/" == self.prefix else None

    def resolve(self, text: str, place: Place) -> Outcome:
        """Where an address on a page leads, as in a browser."""
        address = parse_address(text)
        if address.fault:
            return Outcome(MALFORMED, address.fault)
        if address.scheme not in ("", "http", "https"):
            return Outcome(LEFT)
        if address.host is not None and not self.is_ours(address):
            return Outcome(OUTSIDE, address.scheme)
        fragment = fragment_of(address)
        if address.host is None and not address.path:
            if place.outside:
                return Outcome(OUTSIDE)
            if place.base is None:
                return Outcome(FOUND, place.file, fragment)
            path: str | None = place.base
        elif place.outside and not address.host:
            return Outcome(OUTSIDE)
        else:
            path = self.below(joined(place.folder, address.path), address)
        if path is None:
            return Outcome(OUTSIDE)
        return self.served(path, fragment)

    def served(self, path: str, fragment: str = "") -> Outcome:
        """The file that a server answers a decoded path with."""
        found = self.file_at(path)
        if found is not None:
            return Outcome(FOUND, found, fragment)
        for redirect in self.redirects:
            if redirect.matches(path):
                return Outcome(FOUND, self._led_to(redirect.target), fragment)
        if path.removesuffix("/") + "/" in self.folders or not path:
            return Outcome(INDEXLESS, path, fragment)
        return Outcome(MISSING, path, fragment)

    def _led_to(self, target: str) -> str:
        """The file that a redirect leads to, which is to have the fragment; "" if that is not known."""
        address = parse_address(target)
        if address.host is not None or address.fragment is not None or "*" in target or "/:" in target:
            return ""
        return self.file_at(self.below(joined("", address.path), address) or "") or ""

    def file_at(self, path: str) -> str | None:
        if path in self.files:
            return path
        folder = path if path.endswith("/") or not path else path + "/"
        if folder in self.folders or not folder:
            for index in INDEXES:
                if folder + index in self.files:
                    return folder + index
        if self.extensionless and path + ".html" in self.files:
            return path + ".html"
        if self.cyclic and _is_file(os.path.join(self.root, path)):
            return os.path.relpath(
                os.path.realpath(os.path.join(self.root, path)), os.path.realpath(self.root)
            )
        return None


def _is_file(path: str) -> bool:
    try:
        return os.path.isfile(path)
    except ValueError:  # a NUL in it
        return False


def host_and_prefix(base_url: str) -> tuple[str, str]:
    """(host, decoded path without leading and with ending slash) of the address of a site."""
    address = parse_address(base_url)
    path = joined("", address.path.rpartition("/")[0] + "/") if address.path else ""
    return address.host or "", decoded(path)
