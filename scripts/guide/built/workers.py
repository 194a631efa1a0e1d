"""Reads the parts of a folder on all cores, in processes that are forked and talk through pipes."""

import gc
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple

from guide.built.addresses import has_id
from guide.built.cache import Store
from guide.built.facts import UNREADABLE, Facts, Fault, Link
from guide.built.folder import Folder
from guide.built.parse import SEPARATOR
from guide.built.read import Reader
from guide.built.walk import Stamp

# Fewer files are read in this process: starting others would take longer.
WORTH_FORKING = 60
MOST_PARTS = 64

Part = Sequence[tuple[str, Stamp | None]]


class Reading(NamedTuple):
    """What came of reading a whole folder."""

    faults: list[Fault]
    facts: list[Facts]
    digests: dict[str, bytes]


def read_folder(
    folder: Folder, files: Sequence[tuple[str, Stamp | None]], detail: bool, store: Store
) -> Reading:
    """Read all files, then decide which fragments are nowhere, and find who asked for them."""
    parts = _parts(files)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(files) < WORTH_FORKING or not hasattr(os, "fork"):
        return _read_here(folder, parts, detail, store)
    return _read_forked(folder, parts, detail, store, min(cores, len(parts)))


def _parts(files: Sequence[tuple[str, Stamp | None]]) -> list[Part]:
    count = max(1, min(MOST_PARTS, len(files) // 40))
    bounds = [len(files) * n // count for n in range(count + 1)]
    return [files[start:end] for start, end in pairwise(bounds)]


def _read_part(reader: Reader, number: int, part: Part, store: Store) -> dict[str, bytes]:
    """Read the files of one part; the digests of their contents."""
    old = store.load(number)
    new = {path: kept for path, stamp in part if (kept := reader.read(path, stamp, old.get(path)))}
    if new != old:
        store.save(number, new)
    return {path: kept.digest for path, kept in new.items()}


def _missing(wanted: dict[str, set[str]], facts: Sequence[Facts]) -> dict[str, list[str]]:
    """The fragments that are asked for and stand nowhere on their page, nor where it leads on to."""
    pages = {one.path: one for one in facts if one.is_html}
    missing: dict[str, list[str]] = {}
    for path, fragments in wanted.items():
        if path not in pages:  # it could not be read, or is no page
            continue
        known = set(pages[path].ids.split(SEPARATOR))
        if onward := pages[path].refresh:
            if onward not in pages:
                continue
            known |= set(pages[onward].ids.split(SEPARATOR))
        if lost := sorted(fragment for fragment in fragments if not has_id(fragment, known)):
            missing[path] = lost
    return missing


def _read_here(folder: Folder, parts: Sequence[Part], detail: bool, store: Store) -> Reading:
    reader = Reader(folder, detail)
    digests: dict[str, bytes] = {}
    for number, part in enumerate(parts):
        digests |= _read_part(reader, number, part, store)
    wanted = {path: set(asked) for path, asked in reader.wanted.items()}
    faults = reader.faults + reader.without_id(_missing(wanted, reader.facts))
    return Reading(faults, reader.facts, digests)


def _read_forked(folder: Folder, parts: Sequence[Part], detail: bool, store: Store, count: int) -> Reading:
    jobs, job_list = os.pipe()
    os.write(job_list, bytes(range(len(parts))))
    os.close(job_list)
    sys.stdout.flush()
    sys.stderr.flush()
    workers = [
        _fork(lambda up, down: _work(folder, parts, detail, store, jobs, up, down)) for _ in range(count)
    ]
    os.close(jobs)
    faults: list[Fault] = []
    facts: list[Facts] = []
    digests: dict[str, bytes] = {}
    wanted: dict[str, set[str]] = {}
    done: set[int] = set()
    for worker in workers:
        for did, found, known, asked, read in worker.receive() or []:
            done.update(did)
            faults += [Fault(*one) for one in found]
            facts += [_facts(one) for one in known]
            digests |= read
            for path, fragments in asked.items():
                wanted.setdefault(path, set()).update(fragments)
    for number in sorted(set(range(len(parts))) - done):
        faults += _survivors(folder, parts[number], detail, store, facts)
    missing = _missing(wanted, facts)
    for worker in workers:
        worker.send(missing)
    for worker in workers:
        faults += [Fault(*one) for one in worker.receive() or []]
        worker.end()
    return Reading(faults, sorted(facts), digests)


def _facts(one: Any) -> Facts:
    path, language, title, ids, alternates, refresh, is_html, is_listed, links = one
    known = tuple(Link(*link) for link in links)
    return Facts(path, language, title, ids, alternates, refresh, is_html, is_listed, known)


def _work(
    folder: Folder, parts: Sequence[Part], detail: bool, store: Store, jobs: int, up: BinaryIO, down: BinaryIO
) -> None:
    """A worker: takes parts as long as there are any, then answers who asked for what is missing."""
    gc.disable()  # what is read is kept until the end; there is nothing to collect
    reader = Reader(folder, detail)
    did: list[int] = []
    digests: dict[str, bytes] = {}
    while number := os.read(jobs, 1):
        digests |= _read_part(reader, number[0], parts[number[0]], store)
        did.append(number[0])
    asked = {path: list(fragments) for path, fragments in reader.wanted.items()}
    facts = [(*one[:-1], tuple(map(tuple, one.links))) for one in reader.facts]
    answer = [(did, [tuple(fault) for fault in reader.faults], facts, asked, digests)]
    marshal.dump(answer, up)
    up.flush()
    answer.clear()
    facts.clear()
    asked.clear()
    reader.facts.clear()
    reader.faults.clear()
    marshal.dump([tuple(fault) for fault in reader.without_id(marshal.load(down))], up)
    up.flush()


class _Worker(NamedTuple):
    """A forked process and the ends of the pipes to and from it."""

    process: int
    up: BinaryIO
    down: BinaryIO

    def receive(self) -> Any:
        """What it sent, or None if it is dead."""
        try:
            return marshal.load(self.up)
        except (EOFError, ValueError, TypeError):
            return None

    def send(self, value: Any) -> None:
        try:
            marshal.dump(value, self.down)
            self.down.flush()
        except OSError:
            pass  # it is dead: what it had to read has been read again

    def end(self) -> None:
        self.up.close()
        try:
            self.down.close()
        except OSError:
            pass
        os.waitpid(self.process, 0)


def _fork(work: Callable[[BinaryIO, BinaryIO], None]) -> _Worker:
    up_here, up_there = os.pipe()
    down_there, down_here = os.pipe()
    process = os.fork()
    if process:
        os.close(up_there)
        os.close(down_there)
        return _Worker(process, os.fdopen(up_here, "rb"), os.fdopen(down_here, "wb"))
    status = 1
    try:
        os.close(up_here)
        os.close(down_here)
        work(os.fdopen(up_there, "wb"), os.fdopen(down_there, "rb"))
        status = 0
    finally:
        os._exit(status)


def _survivors(folder: Folder, part: Part, detail: bool, store: Store, facts: list[Facts]) -> list[Fault]:
    """Read the files of a part on which a worker died, each in a process of its own.

    Fragments on other files are not looked at in this rare case.
    """
    faults: list[Fault] = []
    for path, stamp in part:

        def read(up: BinaryIO, down: BinaryIO, path: str = path, stamp: Stamp | None = stamp) -> None:
            reader = Reader(folder, detail)
            reader.read(path, stamp, None)
            known = [(*one[:-1], tuple(map(tuple, one.links))) for one in reader.facts]
            marshal.dump(([tuple(fault) for fault in reader.faults], known), up)
            up.flush()

        worker = _fork(read)
        answer = worker.receive()
        worker.end()
        if answer is None:
            faults.append(Fault(path, 1, 1, "", "", "", "", "", UNREADABLE, "the parser ended on it"))
        else:
            faults += [Fault(*one) for one in answer[0]]
            facts += [_facts(one) for one in answer[1]]
    return faults
