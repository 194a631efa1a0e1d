"""Stamps: which text of its source a translation was compared with."""

import re

_STAMP = re.compile(r"^translated_from:[^\n]*$", re.M)
_END = re.compile(r"^---[ \t]*$", re.M)


def stamped(text: str, digest: str) -> str:
    """A page's text with its stamp renewed, or added at the end of its front matter.

    A text without front matter comes back as it is.
    """
    line = f'translated_from: "{digest}"'
    end = _END.search(text, 4) if text.startswith("---\n") else None
    if end is None:
        return text
    front, rest = text[: end.start()], text[end.start() :]
    if _STAMP.search(front):
        return _STAMP.sub(line, front, count=1) + rest
    return f"{front}{line}\n{rest}"
