"""Things that are made at once, each in a process of its own."""

import sys
import time
from functools import partial
from pathlib import Path

import pytest

from guide.make.together import TaskFailed, start, together, wait_for


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def fail(file: Path) -> None:
    raise ValueError(file.name)


def test_all_tasks_are_done(tmp_path: Path) -> None:
    """Each task has written its file when together() returns; one task needs no process."""
    together([partial(write, tmp_path / f"{n}", str(n)) for n in range(20)])
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == {
        str(n): str(n) for n in range(20)
    }
    together([partial(write, tmp_path / "alone", "x")])
    assert (tmp_path / "alone").exists()


def test_a_task_that_fails_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The others end, then the failure is raised by name, its cause printed by its process."""
    tasks = [partial(fail, tmp_path / "lost"), partial(write, tmp_path / "kept", "x")]
    with pytest.raises(TaskFailed, match="fail"):
        together(tasks)
    assert (tmp_path / "kept").exists()
    assert "ValueError: lost" in capfd.readouterr().err


def test_what_was_started_can_be_stopped_at_any_time(tmp_path: Path) -> None:
    """While it runs, when it has ended, and again when it has been waited for."""
    sleeping, ended = start(partial(time.sleep, 60)), start(partial(write, tmp_path / "x", "x"))
    assert sleeping
    assert ended
    sleeping.stop()
    ended.stop()
    ended.stop()


def test_a_build_that_is_given_up_says_why_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    """SystemExit, as MkDocs raises it, is no traceback."""
    with pytest.raises(TaskFailed, match="exit"):
        wait_for([process for process in [start(partial(sys.exit, "given up"))] if process])
    assert capfd.readouterr().err == "given up\n"


def test_a_task_is_named_without_looking_at_what_it_is_given() -> None:
    """To write out a whole site for its name would take longer than most tasks."""

    class Silent:
        def __repr__(self) -> str:
            raise AssertionError("written out")

    started = start(partial(write, Silent(), ""))  # type: ignore[arg-type]
    assert started
    assert started.name == "write"
    started.ended_well()
