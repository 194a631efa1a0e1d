"""Rules on the files of a built folder."""

from collections.abc import Iterator

from guide.built.facts import UNREADABLE
from guide.built.load import Built
from guide.built.places import place_of
from guide.built.rules.links import shown
from guide.diagnostics import Problem
from guide.rule import rule


@rule()
def unreadable_file(built: Built) -> Iterator[Problem]:
    """Every file and folder of a built site can be read.

    Bad:  page.html, which only its owner may read
    Good: page.html, which the server may read
    """
    for fault in built.faults:
        if fault.state == UNREADABLE:
            yield Problem(place_of(fault), f"cannot be read: {shown(fault.target).lower()}", "let it be read")
