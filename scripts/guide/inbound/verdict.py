"""What has become of one link: the same steps as overrides/assets/inbound/verdict.js.

Both pass tests/cases/inbound.yml.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from guide.inbound.address import Address, parsed
from guide.inbound.index import Index, Named
from guide.inbound.nearest import nearest

State = Literal["works", "moved", "withdrawn", "unknown", "unchecked", "elsewhere"]
# Those of them below which every page is.
_OF_ANY_PAGE = ("go", "embed")
# The folders below which a page is named by its id or code.
_BY_NAME = ("go", "embed", "handouts")
# A code with too few or too many zeros.
_LIKE_A_CODE = re.compile(r"([a-z])[-_ ]?0*([0-9]{1,3})")


@dataclass(frozen=True)
class Verdict:
    """`link` is the new link of what moved, what to read instead of what was withdrawn, or the
    nearest of what never existed; empty if there is none. `part` says what is unknown."""

    state: State
    link: str = ""
    id: str = ""
    code: str = ""
    part: Literal["", "page", "anchor"] = ""


@dataclass(frozen=True)
class _Asked:
    """A link below the root: language folder (with a slash, or empty), path and id."""

    base: str
    folder: str
    path: str
    query: str
    id: str

    def to(self, place: str) -> str:
        """The address of a place (path, maybe with #id) in the language that was asked for."""
        path, hash, id = place.partition("#")
        return f"{self.base}{self.folder}{path}{self.query}{hash}{id}"


def judge(index: Index, bases: Sequence[str], link: str) -> Verdict:
    """What has become of a link. `bases` are further addresses at which the site is served."""
    address = parsed(link, [index.address, *bases])
    if address is None:
        return Verdict("elsewhere")
    verdict = _of_name(index, address) or _of_path(index, address)
    # The catalogue does not promise the other of host and www.host.
    works_here = address.www and verdict.state == "works"
    return replace(verdict, state="moved", link=str(address)) if works_here else verdict


def _of_name(index: Index, address: Address) -> Verdict | None:
    """A permanent link or an embed; None if the address is neither."""
    parts = [part for part in address.path.removesuffix("index.html").split("/") if part]
    folder = f"{parts.pop(0)}/" if parts and parts[0] in index.languages else ""
    kind = parts[0].lower() if parts else ""
    if kind not in _BY_NAME or len(parts) > 2:
        return None
    if len(parts) == 1:
        source = folder == f"{index.languages[0]}/"
        return Verdict("works") if source and f"{parts[0]}/" in index.by_path else None
    name = _name(index, parts[1])
    asked = _Asked(address.base, folder, f"{kind}/{name}/", address.query, address.id)
    found = index.by_name.get(name)
    if kind == "handouts" and not (found and found.withdrawn):
        return Verdict("unchecked")
    exact = kind == parts[0] and (name == parts[1] or (found is not None and found.code == parts[1]))
    if found and exact:
        return _of_page(index, asked, found, asked.path)
    ids = [each.id for each in index.names if not each.withdrawn]
    near = name if found else nearest(name, ids)
    return Verdict("unknown", asked.to(f"{kind}/{near}/") if near else "", part="page")


def _name(index: Index, written: str) -> str:
    """An id or code as the catalogue has it, if it is one."""
    name = written if written in index.by_name else written.lower()
    code = _LIKE_A_CODE.fullmatch(name)
    return f"{code[1]}{code[2].rjust(2, '0')}" if code else name


def _of_path(index: Index, address: Address) -> Verdict:
    path, folder = address.path, ""
    if path in index.files:
        return Verdict("works")
    first = path.partition("/")[0]
    if first in index.languages[1:]:
        folder, path = f"{first}/", path.removeprefix(first).removeprefix("/")
    else:
        folder = _language(index, first)
    last = path.rpartition("/")[2]
    twin = last == "index.md"
    if (
        "." in last
        and last not in ("index.html", "index.md")
        and not last.lower().endswith((".html", ".htm"))
    ):
        return Verdict("unchecked")
    if last in ("index.html", "index.md"):
        path = path.removesuffix(last)
    elif last and "." not in last:
        path += "/"
    asked = _Asked(address.base, folder, path, address.query, "" if twin else address.id)
    return _of_plain(index, asked)


def _language(index: Index, folder: str) -> str:
    """The folder of the language that is meant by one in other letters, such as zh-hans."""
    return next((f"{each}/" for each in index.languages[1:] if each.lower() == folder.lower()), "")


def _of_plain(index: Index, asked: _Asked) -> Verdict:
    """A page by its path, or by one that it had."""
    place = f"{asked.path}#{asked.id}" if asked.id else asked.path
    if place in index.moved:
        return _moved(index, asked, index.moved[place])
    found = index.by_path.get(asked.path)
    if found:
        return _of_page(index, asked, found, found.path)
    if asked.path in index.moved:
        to = index.moved[asked.path].partition("#")[0]
        target = index.by_path.get(to)
        kept = asked.id if target and asked.id in target.ids else ""
        return _moved(index, asked, f"{to}#{kept}" if kept else index.moved[asked.path])
    near = _nearest_page(index, asked.path)
    if not near:
        return Verdict("unknown", part="page")
    place = f"{near.path}#{asked.id}" if asked.id in near.ids else near.path
    return Verdict("unknown", asked.to(place), near.id, near.code, "page")


def _of_page(index: Index, asked: _Asked, found: Named, path: str) -> Verdict:
    """A page that there is, or was, and the place on it; `path` is how it was asked for."""
    verdict = Verdict("works", "", found.id, found.code)
    if found.withdrawn:
        see = index.by_name.get(found.see)
        kind = path.partition("/")[0] if path != found.path else ""
        instead = see and (f"{kind}/{see.id}/" if kind in _OF_ANY_PAGE else see.path)
        return replace(verdict, state="withdrawn", link=asked.to(instead) if instead else "")
    place = f"{found.path}#{asked.id}"
    if place in index.moved:
        return _moved(index, asked, index.moved[place])
    if _is_there(asked.id, found.ids):
        return verdict
    near = nearest(asked.id, sorted(found.ids))
    link = asked.to(f"{path}#{near}" if near else path)
    return replace(verdict, state="unknown", link=link, part="anchor")


def _moved(index: Index, asked: _Asked, to: str) -> Verdict:
    target = index.by_path.get(to.partition("#")[0])
    return Verdict("moved", asked.to(to), target.id if target else "", target.code if target else "")


def _is_there(id: str, ids: Iterable[str]) -> bool:
    """What has a = is no place, but what a page is asked, as in /search/#q=words."""
    return not id or id.lower() == "top" or "=" in id or id in ids


def _nearest_page(index: Index, path: str) -> Named | None:
    """The page with the nearest path, or the nearest id to the last part of it."""
    pages = {name.path: name for name in index.names if name.path and not name.withdrawn}
    wanted = path.lower().replace("_", "-")
    for language in index.languages:
        wanted = wanted.removeprefix(f"{language.lower()}/")
    wanted = wanted.removesuffix("index.html").removesuffix(".html").removesuffix(".htm")
    wanted = wanted if wanted.endswith("/") else f"{wanted}/"
    last = wanted.rstrip("/").rpartition("/")[2]
    ids = {name.id: name for name in pages.values()}
    if wanted in pages or last in ids:
        return pages.get(wanted) or ids.get(last)
    by_path, by_id = nearest(wanted, list(pages)), nearest(last, list(ids))
    return pages.get(by_path) or ids.get(by_id)
