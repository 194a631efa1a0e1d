"""The problems of the sources as they stand this moment, and which files stand behind a page."""

import posixpath
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS, Site, load_site
from guide.diagnostics import Place, Problem, in_order
from guide.rule import run
from guide.rules import SOURCE_RULES


def check(root: Path, today: date, before: Site | None = None) -> tuple[Site | None, list[Problem]]:
    """The site, None when it cannot be read at all, and its problems; a rule that stops is one of them.

    Of files that are as they were in the site of `before`, nothing is looked for again.
    """
    try:
        site = load_site(root, today, before.files if before else None)
    except Exception as error:
        return None, [_stopped("reading the sources", error)]
    return site, problems_of(site)


def problems_of(site: Site) -> list[Problem]:
    """What all rules find. A file half written must not end the looking, so each rule is on its own."""
    found: list[Problem] = []
    for rule in SOURCE_RULES:
        try:
            found += run([rule], site)
        except Exception as error:
            found.append(_stopped(rule.name, error))
    return in_order(found)


def _stopped(what: str, error: Exception) -> Problem:
    words = f"{what} stopped: {type(error).__name__}: {error}"
    return Problem(Place("docs"), " ".join(words.split())[:300], "mend the other problems first", "stopped")


Snippets = Mapping[tuple[str, str], tuple[str, ...]]


def snippets_of(site: Site | None) -> Snippets:
    """Language and key of each page -> the snippets that it includes, directly or not."""
    if site is None:
        return {}
    found = {}
    for at, page in site.pages.items():
        included = (include.path for document in site.documents(page) for include in document.includes)
        found[at] = tuple(dict.fromkeys(included))
    return found


def files_behind(snippets: Snippets, address: str) -> frozenset[str]:
    """The files, relative to the root, that the page at a path such as /en/topics/x/ is made of.

    They are told from the address alone where the page itself cannot be read.
    """
    language, key = _language_and_key(address)
    paths = {f"docs/{language}/{key}.md", f"docs/{language}/{key}/index.md"}
    if key.startswith("sources/"):
        paths.add(f"docs/_data/{key}.yml")
    included = snippets.get((language, key)) or snippets.get((language, f"{key}/index")) or ()
    return frozenset(paths | {f"snippets/{name}" for name in included})


def _language_and_key(address: str) -> tuple[str, str]:
    path = posixpath.normpath("/" + unquote(address)).lstrip("/").removesuffix("index.html").strip("/")
    first, _, rest = path.partition("/")
    if first in (*TRANSLATIONS, DERIVED_LANGUAGE):
        language, path = (SOURCE_LANGUAGE if first == DERIVED_LANGUAGE else first), rest
    else:
        language = SOURCE_LANGUAGE
    return language, path or "index"
