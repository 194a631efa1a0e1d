"""Rules on the changelog, as far as the feeds announce it."""

from collections.abc import Iterator

from guide.changelog import ANNOUNCED, changes
from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Problem
from guide.permalinks import permalinks
from guide.rule import rule


@rule()
def untranslated_change(site: Site) -> Iterator[Problem]:
    """What the feeds announce is said in Chinese as well as in English, of pages that have a code.

    Bad:  - The time limit was corrected (T99).
    Good: - The time limit was corrected (T53).
            更正了期限（T53）。
    Fix:  add the other language below the line, and the code of the page from permalinks.yml.
    """
    known = {link.code for link in permalinks(site)}
    for change in changes(site):
        if change.section not in ANNOUNCED and not change.withdraws:
            continue
        if SOURCE_LANGUAGE not in change.words:
            yield Problem(change.place, "the item is not said in Chinese", "say it on an indented line below")
        for code in change.codes:
            if known and code not in known:
                yield Problem(change.place, f"no page has the code {code}", "see docs/_data/permalinks.yml")
