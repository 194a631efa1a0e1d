"""Several things made at once, each in a process of its own."""

import contextlib
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Task = Callable[[], None]


class TaskFailed(Exception):
    """A task did not end well; what went wrong was printed by its process."""


@dataclass(frozen=True)
class Started:
    """A task under way."""

    name: str
    process: int

    def ended_well(self) -> bool:
        """Wait for its end."""
        return not os.waitpid(self.process, 0)[1]

    def stop(self) -> None:
        """End it, if it has not ended and been waited for."""
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGTERM)
            os.waitpid(self.process, 0)


def start(task: Task) -> Started | None:
    """Begin a task in a forked process; None where there is no fork, and nothing has begun."""
    if not hasattr(os, "fork"):
        return None
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # else each process would copy, page by page, what it only reads
    process = os.fork()
    if process:
        gc.unfreeze()
        return Started(_name(task), process)
    status = 1
    try:
        task()
        status = 0
    except SystemExit as error:
        print(error, file=sys.stderr)
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def together(tasks: Sequence[Task]) -> None:
    """Run all tasks, each in a forked process; where there is no fork, one after the other.

    Tasks share what they read and write different files. TaskFailed names those that failed, when
    all have ended.
    """
    started = [start(task) for task in tasks] if len(tasks) > 1 else [None] * len(tasks)
    for task, process in zip(tasks, started, strict=True):
        if not process:
            task()
    wait_for([process for process in started if process])


def wait_for(started: Sequence[Started]) -> None:
    """Wait until all have ended; TaskFailed names those that failed."""
    failed = [process.name for process in started if not process.ended_well()]
    if failed:
        raise TaskFailed(", ".join(failed))


def _name(task: Task) -> str:
    named = getattr(task, "func", task)
    return getattr(named, "__name__", type(named).__name__)
