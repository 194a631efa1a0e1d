"""Rules on the ids of built pages."""

from collections.abc import Iterator

from guide.built.facts import TWICE
from guide.built.load import Built
from guide.built.places import place_of
from guide.built.rules.links import shown
from guide.diagnostics import Problem
from guide.rule import rule


@rule("warning")
def duplicate_id(built: Built) -> Iterator[Problem]:
    """An id stands once on a built page.

    Bad:  <h2 id="fees"> … <h3 id="fees">
    Good: <h2 id="fees"> … <h3 id="fees-late">
    """
    for fault in built.faults:
        if fault.state == TWICE:
            yield Problem(
                place_of(fault), f"the id {shown(fault.value)} stands on the page already", "name it anew"
            )
