"""Releases side by side, of which one is served: a new one takes its place in one step.

In the folder: `releases/<day>-<hash>`, whole sites; `current`, a symbolic link to the one that is
served; `kept`, the files that are named by their hash of all releases that are still there, so
that a page of the release before finds its own. A file that did not change is a hard link to the
same file of the release before: it takes no room, and browsers are told that theirs is good.
"""

import filecmp
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from guide.policy import HASHED
from guide.release.seal import NAME as SEAL

RELEASES, CURRENT, KEPT = "releases", "current", "kept"
KEEP = 3  # releases, with the one that is served
_BY_HASH = re.compile(rf"({HASHED.removesuffix('$')}|-[0-9a-f]{{16}}\.copy)(\.(br|gz|zst))?$")


class NoRelease(Exception):
    """What cannot be released, or gone back to, and why."""


def deploy(site: Path, folder: Path) -> Path:
    """Release a built site; the folder of the release. What is served before is whole at any moment."""
    name = _name(site)
    release = folder / RELEASES / name
    release.parent.mkdir(parents=True, exist_ok=True)
    if not release.is_dir():
        before = (folder / CURRENT).resolve() if (folder / CURRENT).is_symlink() else None
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=release.parent))
        try:
            _copy(site, making, before)
            making.chmod(0o755)
            making.rename(release)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    _keep(release, folder / KEPT)
    switch(folder, release)
    _tidy(folder)
    return release


def back(folder: Path) -> Path:
    """Serve the release before the one that is served; its folder."""
    served = (folder / CURRENT).resolve()
    earlier = [each for each in _releases(folder) if each != served and _order(each) < _order(served)]
    if not earlier:
        raise NoRelease(f"{folder}: no release before {served.name}")
    switch(folder, earlier[-1])
    return earlier[-1]


def switch(folder: Path, release: Path) -> None:
    """Serve a release from now on: one rename, which either has happened or has not."""
    link = folder / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(release.relative_to(folder))
    link.replace(folder / CURRENT)


def _name(site: Path) -> str:
    try:
        facts = json.loads((site / SEAL).read_text(encoding="utf-8"))
        return f"{facts['day']}-{facts['sha256'][:12]}"
    except (OSError, ValueError, KeyError) as error:
        raise NoRelease(f"{site}: not a built site ({SEAL}: {error})") from None


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(place, name), folder)  # noqa: PTH118


def _copy(site: Path, making: Path, before: Path | None) -> None:
    for name in _files(site):
        target = making / name
        target.parent.mkdir(parents=True, exist_ok=True)
        old = before / name if before else None
        if old and old.is_file() and filecmp.cmp(site / name, old, shallow=False):
            os.link(old, target)
        else:
            shutil.copyfile(site / name, target)  # with the time of now: it is what changed
            target.chmod(0o644)
    for place, _, _ in os.walk(making):
        Path(place).chmod(0o755)


def _keep(release: Path, kept: Path) -> None:
    """Have the files of a release that are named by hash in one place with those of the others."""
    for name in _files(release):
        target = kept / name
        if _BY_HASH.search(name) and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(release / name, target)


def _order(release: Path) -> tuple[int, str]:
    return release.stat().st_mtime_ns, release.name


def _releases(folder: Path) -> list[Path]:
    """The releases, oldest first."""
    found = [each for each in (folder / RELEASES).iterdir() if not each.name.startswith(".")]
    return sorted(found, key=_order)


def _tidy(folder: Path) -> None:
    """Remove the oldest releases, what only they had, and what deploys left that were killed."""
    for left in (folder / RELEASES).glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)
    served = (folder / CURRENT).resolve()
    others = [each for each in _releases(folder) if each != served]
    for old in others[: max(0, len(others) - (KEEP - 1))]:
        shutil.rmtree(old)
    for name in list(_files(folder / KEPT)):
        if not any((release / name).is_file() for release in _releases(folder)):
            (folder / KEPT / name).unlink()
