"""A site takes the place of the one before whole or not at all, whatever happens meanwhile."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.release import publish as publishing
from guide.release.publish import Busy, publish
from guide.release.refusals import found, said

ROOT = Path(__file__).resolve().parents[1]
FILES = 60
# A build of its own process that takes its time: each file holds the number of the build.
STAND_IN = """
import os, sys, time
from pathlib import Path
from guide.release import publish as publishing
if sys.argv[3] == "no exchange":
    publishing.exchange = lambda one, other: False
def make(folder):
    print("making", flush=True)
    for n in range(60):
        (folder / f"{n}.html").write_text(sys.argv[2])
        time.sleep(float(sys.argv[4]))
    return 0
root = Path(sys.argv[1])
publishing.publish(root / "site", root / ".build", make, lambda folder: 0)
"""


def build(root: Path, number: int, *, swap: str = "", pause: float = 0.0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", STAND_IN, str(root), str(number), swap, str(pause)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.Popen(command, env=settings, stdout=subprocess.PIPE)


def number_of(site: Path) -> int:
    """The number of the build that made a whole site."""
    files = list(site.iterdir())
    numbers = {file.read_text() for file in files}
    assert len(files) == FILES, files
    assert len(numbers) == 1, numbers
    return int(numbers.pop())


def makes(number: int) -> Callable[[Path], int]:
    def make(folder: Path) -> int:
        for n in range(FILES):
            (folder / f"{n}.html").write_text(str(number))
        return 0

    return make


@pytest.mark.parametrize("swap", ["exchange", "no exchange"])
def test_a_build_that_is_killed_leaves_the_site_before(tmp_path: Path, swap: str) -> None:
    """At any moment; the next build needs no help, and nothing of the killed ones is left."""
    moments = random.Random(9)
    last = 1
    assert build(tmp_path, last, swap=swap).wait() == 0
    for number in range(2, 27):
        process = build(tmp_path, number, swap=swap, pause=0.0003)
        assert process.stdout
        process.stdout.readline()
        # From the first file to shortly after the last; the switch is in that time.
        time.sleep(moments.uniform(0, 0.06))
        process.kill()
        process.wait()
        if swap == "no exchange" and not (tmp_path / "site").exists():
            continue  # between the two steps of a disk that cannot do it in one
        now = number_of(tmp_path / "site")
        assert now in (last, number)
        last = now
    assert build(tmp_path, 99, swap=swap).wait() == 0
    assert number_of(tmp_path / "site") == 99
    assert [path.name for path in (tmp_path / ".build").iterdir()] == ["lock"]


def test_a_site_lost_between_two_steps_comes_back(tmp_path: Path) -> None:
    """Killed where the old site had been moved away, and the next build fails: the old one is served."""
    publish(tmp_path / "site", tmp_path / ".build", makes(1), lambda folder: 0)
    (tmp_path / "site").rename(tmp_path / ".build/old")
    assert publish(tmp_path / "site", tmp_path / ".build", lambda folder: 1, lambda folder: 0) == 1
    assert number_of(tmp_path / "site") == 1


@pytest.mark.parametrize("step", ["make", "check"])
def test_a_build_that_fails_leaves_the_site_before(tmp_path: Path, step: str) -> None:
    """Its status is handed on."""
    site, place = tmp_path / "site", tmp_path / ".build"
    publish(site, place, makes(1), lambda folder: 0)
    make = makes(2) if step == "check" else lambda folder: 3
    assert publish(site, place, make, lambda folder: 3) == 3
    assert number_of(site) == 1


def test_a_full_disk_leaves_the_site_before(tmp_path: Path) -> None:
    """What the disk refuses is raised; nothing was switched."""

    def full(folder: Path) -> int:
        makes(2)(folder)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder / "x"))

    publish(tmp_path / "site", tmp_path / ".build", makes(1), lambda folder: 0)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path / "site", tmp_path / ".build", full, lambda folder: 0)
    assert number_of(tmp_path / "site") == 1


def test_a_second_build_at_the_same_time_ends(tmp_path: Path) -> None:
    """It names the first, which is not disturbed."""
    first = build(tmp_path, 1, pause=0.02)
    assert first.stdout
    first.stdout.readline()
    with pytest.raises(Busy, match=str(first.pid)):
        publish(tmp_path / "site", tmp_path / ".build", makes(2), lambda folder: 0)
    assert first.wait() == 0
    assert number_of(tmp_path / "site") == 1


def test_programs_of_a_killed_build_do_not_write_into_the_next(tmp_path: Path) -> None:
    """Each build has a folder of its own."""
    seen = []

    def make(folder: Path) -> int:
        seen.append(folder)
        return makes(1)(folder)

    for _ in range(2):
        publish(tmp_path / "site", tmp_path / ".build", make, lambda folder: 0)
    assert seen[0] != seen[1]


def test_the_switch_is_one_step_here(tmp_path: Path) -> None:
    """Both folders are there at each moment: a reader who looks all the time finds a page always."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name)
    if not publishing.exchange(one, other):
        pytest.skip("this disk cannot exchange two folders")
    assert (one / "index.html").read_text() == "other"
    assert (other / "index.html").read_text() == "one"


def test_what_a_program_was_refused_is_one_sentence() -> None:
    """A real traceback of a full disk; one of a lacking package; one that is a fault of ours."""
    full = "f = open('/dev/full', 'wb', buffering=0); f.write(b'x')"
    lacking = "import no_such_package"
    fault = "1 / 0"
    outputs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
        for code in (full, lacking, fault)
    ]
    assert [found(output) for output in outputs] == [
        "the disk is full",
        "the package no_such_package is not installed; make site installs it",
        "",
    ]
    assert said(OSError(errno.EROFS, "Read-only file system", "/a")) == "the disk can only be read: /a"


def small_project(root: Path) -> Path:
    """A folder in which the real program refuses to go on at its first step."""
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/sites/clean", root, dirs_exist_ok=True)
    return root


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SOURCE_DATE_EPOCH": "yesterday"}, "SOURCE_DATE_EPOCH is no number of seconds: yesterday"),
        ({"SOURCE_DATE_EPOCH": "9" * 30}, "SOURCE_DATE_EPOCH is no number of seconds: " + "9" * 30),
    ],
)
def test_the_program_says_one_sentence(tmp_path: Path, settings: dict[str, str], sentence: str) -> None:
    """No traceback, and a status that is not 0."""
    root = small_project(tmp_path)
    done = subprocess.run(
        [sys.executable, str(root / "scripts/build.py")],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"not built: {sentence}; site/ is as it was\n"


def test_a_build_that_is_stopped_says_so(tmp_path: Path) -> None:
    """SIGTERM, as from a CI service, ends it with one sentence."""
    root = small_project(tmp_path)
    (root / "scripts/check.py").write_text(
        "import time\ndef main(argv):\n print('x', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, str(root / "scripts/build.py")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.communicate()[1] == "not built: stopped; site/ is as it was\n"
    assert process.returncode == 1
