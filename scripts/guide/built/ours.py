"""Whether a folder is a built site of this project, and where it says it is served."""

import os

# overrides/main.html writes it on every page.
MARK = b'<meta name="generator" content="overdue-loan-guide">'
_CANONICAL = b'<link rel="canonical" href="'


def _head(root: "str | os.PathLike[str]") -> bytes:
    try:
        with open(os.path.join(root, "index.html"), "rb") as file:
            return file.read(8192)
    except OSError:
        return b""


def is_ours(root: "str | os.PathLike[str]") -> bool:
    """Whether the home page carries the mark of this project's template."""
    return MARK in _head(root)


def our_address(root: "str | os.PathLike[str]") -> str:
    """The address that the home page says is its own, or ""."""
    _, _, after = _head(root).partition(_CANONICAL)
    return after.partition(b'"')[0].decode("utf-8", "replace")
