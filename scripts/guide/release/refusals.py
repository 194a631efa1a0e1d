"""What the computer refuses during a build, said in one sentence."""

import errno
import os
import re

_REFUSED = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this may not be written or read",
    errno.EPERM: "this may not be written or read",
    errno.EBUSY: "it is in use",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOMEM: "there is not enough memory",
}
# How Python ends a traceback: `OSError: [Errno 28] No space left on device: '/a/b'`.
_ENDED = re.compile(r"^(?:\w+\.)*\w*Error: \[Errno (\d+)\] [^:\n]+(?:: '([^'\n]*)')?", re.M)
_LACKING = re.compile(r"^ModuleNotFoundError: No module named '([\w.]+)'|: No module named ([\w.]+)$", re.M)


def said(error: OSError) -> str:
    """The sentence for an error of the system."""
    place = f": {error.filename}" if error.filename else ""
    return f"{_REFUSED.get(error.errno or 0, (error.strerror or str(error)).lower())}{place}"


def found(output: str) -> str:
    """The sentence for what a program printed when it ended; "" if nothing was refused."""
    if lacking := _LACKING.search(output):
        return f"the package {lacking[1] or lacking[2]} is not installed; make site installs it"
    for ended in _ENDED.finditer(output):
        number = int(ended[1])
        if number in _REFUSED:
            return said(OSError(number, os.strerror(number), ended[2]))
    return ""
