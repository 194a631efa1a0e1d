"""Several things made at once, each in a process of its own."""

import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence

Task = Callable[[], None]


class TaskFailed(Exception):
    """A task did not end well; what went wrong was printed by its process."""


def together(tasks: Sequence[Task]) -> None:
    """Run all tasks, each in a forked process; where there is no fork, one after the other.

    Tasks share what they read and write different files. TaskFailed names those that failed, when
    all have ended.
    """
    if not hasattr(os, "fork") or len(tasks) < 2:
        for task in tasks:
            task()
        return
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # else each process would copy, page by page, what it only reads
    started = [(_started(task), task) for task in tasks]
    failed = [task for process, task in started if os.waitpid(process, 0)[1]]
    gc.unfreeze()
    if failed:
        raise TaskFailed(", ".join(map(_name, failed)))


def _started(task: Task) -> int:
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        task()
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _name(task: Task) -> str:
    return getattr(getattr(task, "func", task), "__name__", repr(task))
