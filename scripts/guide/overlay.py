"""A site as it would be with a text that an editor has not saved yet."""

from dataclasses import replace
from pathlib import PurePosixPath

from guide.content import WRITTEN_LANGUAGES, Page, Site
from guide.front import split_front_matter
from guide.markdown import Document


def with_text(site: Site, path: str, text: str) -> Site:
    """The site with another text of a page or snippet (`path` is relative to the root).

    Of other files nothing is known until they are saved.
    """
    text = text.replace("\r\n", "\n")
    parts = PurePosixPath(path).parts
    if PurePosixPath(path).suffix != ".md":
        return site
    others = tuple(problem for problem in site.unreadable if problem.place.path != path)
    if parts[0] == "snippets" and len(parts) > 1:
        name = "/".join(parts[1:])
        return replace(site, snippets={**site.snippets, name: Document(path, text)}, unreadable=others)
    if parts[0] == "docs" and len(parts) > 2 and parts[1] in WRITTEN_LANGUAGES:
        front, document = split_front_matter(text, path)
        key = "/".join(parts[2:]).removesuffix(".md")
        page = Page(parts[1], key, path, text, front, document)
        pages = {**site.pages, (parts[1], key): page}
        return replace(site, pages=pages, unreadable=others + front.problems)
    return site
