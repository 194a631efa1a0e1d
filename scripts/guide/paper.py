"""How large the type of a sheet of A4 can be: an estimate made before anything is printed.

Printing checks it (`scripts/handouts.py`); the estimate leaves some room for other fonts.
"""

import math
import re
from collections.abc import Sequence

SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)  # points, each a class of handout.css
WIDTH = 527.0  # points: A4 less its margins
# Points between a title and the footer, with a margin; in English both take a line more.
HEIGHT = {True: 545.0, False: 590.0}
LEADING = 1.5
# Lines that the end of a block adds: the space below it, and the larger type of a heading.
_GAP = {"p": 0.35, "li": 0.15, "h2": 1.0, "tr": 0.35}
_INDENT = 3.0  # ems: of lists and of the frame of a letter
_FILL = 8.0  # ems: what is to be filled in by hand
_LATIN = 0.5  # ems: the mean width of a character that is not Chinese

_BLOCK = re.compile(r"(.*?)(?:</(p|li|h2|tr)>|<p>|$)", re.S)
_HAND = re.compile(r'<span class="fill">.*?</span>')
_TAG = re.compile(r"<[^>]*>")


def ems(html: str) -> float:
    """How long a text is on one line."""
    fields = len(_HAND.findall(html))
    text = _TAG.sub("", _HAND.sub("", html)).strip()
    return fields * _FILL + sum(1.0 if c > "\u2fff" else _LATIN for c in text)


def lines(html: str, width: float) -> float:
    """How many lines a text takes in a column of `width` ems, the gaps between blocks counted."""
    blocks = [(length, end) for text, end in _BLOCK.findall(html) if (length := ems(text))]
    return sum(math.ceil(length / (width - _INDENT)) + _GAP.get(end, 0.0) for length, end in blocks)


def largest(language: str, above: str, columns: Sequence[Sequence[str]]) -> float:
    """The largest size in which texts fit on the page, in points; 0 if they do not fit in any.

    `above` runs over the whole width; `columns` are the texts that stand one below the other in
    each of the equal columns below it.
    """
    for points in SIZES:
        width = WIDTH / points
        each = [sum(lines(text, width / len(columns)) for text in column) for column in columns]
        if (lines(above, width) + max(each)) * points * LEADING <= HEIGHT[language == "en"]:
            return points
    return 0.0
