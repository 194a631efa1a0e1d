"""Two folders change places in one step, where the system can do it."""

import ctypes
import errno
import os
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD: paths are taken as they are
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS: the same number
# The kernel, or the kind of disk, does not know how.
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM)


def exchange(one: Path, other: Path) -> bool:
    """Let both change places at once; False if the system cannot, and nothing has changed."""
    call = _call()
    if not call or not call(os.fsencode(one), os.fsencode(other)):
        return bool(call)
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _call() -> Any:
    """The function of the system: 0 if it did it, otherwise see errno; None where there is none."""
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        return lambda one, other: library.renameat2(_HERE, one, _HERE, other, _EXCHANGE)
    if hasattr(library, "renamex_np"):
        return lambda one, other: library.renamex_np(one, other, _EXCHANGE)
    return None
