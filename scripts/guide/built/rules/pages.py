"""Rules on single built pages."""

from collections.abc import Iterator

from guide.built.attributes import ASSET
from guide.built.facts import NOT_JSON, Link
from guide.built.folder import OUTSIDE
from guide.built.languages import language_of
from guide.built.load import Built
from guide.built.places import place_of
from guide.built.rules.links import shown
from guide.diagnostics import Problem
from guide.rule import rule


@rule()
def foreign_request(built: Built) -> Iterator[Problem]:
    """A page loads nothing from another host.

    Bad:  <img src="https://cdn.example/logo.png">
    Good: <img src="/assets/logo.png">
    """
    for page in built.facts:
        for link in page.links:
            if link.kind == ASSET and link.state == OUTSIDE and link.tag not in ("meta", "manifest"):
                for place in built.places(page.path, link):
                    yield Problem(place, f"{shown(link.value)} is on another host", "serve it from here")


@rule()
def insecure_link(built: Built) -> Iterator[Problem]:
    """An address of another host begins with https.

    Bad:  <a href="http://www.court.example/">
    Good: <a href="https://www.court.example/">
    """
    for page in built.facts:
        for link in page.links:
            if link.state == OUTSIDE and _is_insecure(link):
                for place in built.places(page.path, link):
                    yield Problem(
                        place, f"{shown(link.value)} is not encrypted", "write https, if the host has it"
                    )


def _is_insecure(link: Link) -> bool:
    return link.value.strip().lower().startswith("http:")


@rule()
def duplicate_title(built: Built) -> Iterator[Problem]:
    """No two pages of one language have the same title, but those that search engines leave out.

    Bad:  <title>Fees</title> on fees/ and on costs/
    Good: <title>Fees</title> on fees/, <title>Costs of a court case</title> on costs/
    """
    first: dict[tuple[str, str], str] = {}
    for page in sorted(built.pages, key=lambda page: (page.path.count("/"), page.path)):
        if not page.title or page.refresh or not page.is_listed:
            continue
        other = first.setdefault((language_of(page.path), page.title), page.path)
        if other != page.path:
            place = built.place(page.path, "<title")
            yield Problem(
                place, f"{shown(other)} has the title {shown(page.title)} too", "say what this page is about"
            )


@rule()
def bad_json_ld(built: Built) -> Iterator[Problem]:
    """Linked data in a page is JSON that can be read.

    Bad:  <script type="application/ld+json">{"name": "Fees",}</script>
    Good: <script type="application/ld+json">{"name": "Fees"}</script>
    """
    for fault in built.faults:
        if fault.state == NOT_JSON:
            message = f"the linked data cannot be read: {fault.target[:1].lower()}{fault.target[1:]}"
            yield Problem(place_of(fault), message, "write it with a JSON library")
