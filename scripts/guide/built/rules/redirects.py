"""Rules on addresses that lead on, and on those that were promised."""

from collections.abc import Iterator

from guide.built.folder import FOUND
from guide.built.load import Built
from guide.built.redirects import steps
from guide.built.rules.links import shown
from guide.diagnostics import Place, Problem, did_you_mean
from guide.rule import rule


@rule()
def redirect_loop(built: Built) -> Iterator[Problem]:
    """Following redirects ends at a page.

    Bad:  old/ refreshes to new/, and new/ to old/
    Good: old/ refreshes to new/, which is a page
    """
    for start, place, way in _ways(built):
        if len(way) > 1 and way[-1] == start:
            yield Problem(
                place,
                f"{shown(start)} leads back to itself, through {len(way) - 1} redirects",
                "end it at a page",
            )


@rule()
def redirect_chain(built: Built) -> Iterator[Problem]:
    """A redirect leads to its page in one step.

    Bad:  /old/ /newer/ and /newer/ /newest/ in _redirects
    Good: /old/ /newest/ and /newer/ /newest/
    """
    for _, place, way in _ways(built):
        if len(way) > 2 and len(set(way)) == len(way):
            yield Problem(
                place, f"it takes {len(way) - 1} redirects to {shown(way[-1])}", "redirect to it at once"
            )


def _ways(built: Built) -> Iterator[tuple[str, Place, list[str]]]:
    """(where a redirect starts, its place, all that is passed from there on) of each redirect."""
    refreshing = {
        page.path: page.refresh for page in built.pages if page.refresh and page.refresh != page.path
    }
    plain = {one.source.strip("/"): one for one in built.redirects if one.is_plain and one.status != 200}

    def onward(name: str) -> str | None:
        if name in refreshing:
            return refreshing[name]
        one = plain.get(name.strip("/"))
        if one is None or one.target.startswith("http"):
            return None
        outcome = built.folder.resolve(one.target, built.folder.place_of("_redirects", None))
        return outcome.target if outcome.state == FOUND and outcome.target else one.target.strip("/")

    for path in refreshing:
        yield path, built.place(path, 'http-equiv="refresh"'), steps(path, onward)
    for source, one in plain.items():
        if built.folder.file_at(source) is None or source not in refreshing:
            yield source, built.at("_redirects", one.line, 1), steps(source, onward)


@rule()
def lost_url(built: Built) -> Iterator[Problem]:
    """Every address that was ever served is served still, or leads on.

    Bad:  /old/page/ in docs/_data/published-urls.txt, and nothing at site/old/page/
    Good: a redirect at site/old/page/
    """
    start = built.folder.place_of("index.html", None)
    for file, line, address in built.published:
        outcome = built.folder.resolve(address, start)
        place = Place(file, line)
        if outcome.state != FOUND:
            hint = "add a redirect to docs/_data/redirects.yml"
            yield Problem(place, f"{address} is not served any more", hint)
        elif outcome.fragment and outcome.target in built.by_path:
            ids = built.ids(outcome.target)
            if outcome.fragment not in ids and not built.by_path[outcome.target].refresh:
                hint = did_you_mean(outcome.fragment, ids, "give a heading its old id back")
                yield Problem(place, f"{outcome.target} has lost the id {outcome.fragment}", hint)
