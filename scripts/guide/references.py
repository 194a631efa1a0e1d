"""Typed cross-references: `[text][risk:deposit]`, `[][law:civil-code/188]`.

A reference names what it means, not where it lies; this module knows where that is.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from guide.content import WRITTEN_LANGUAGES, Page, Site
from guide.diagnostics import did_you_mean
from guide.markdown import Document
from guide.remember import remembered

# Types that are a folder of pages: `risk:deposit` is the page `risks/deposit`.
FOLDERS = {
    "stage": "stages",
    "topic": "topics",
    "risk": "risks",
    "letter": "letters",
    "tool": "tools",
}
TYPES = (*FOLDERS, "page", "law")


@dataclass(frozen=True)
class Target:
    """What a reference leads to: a page, an id on it, and the words used when it has no text."""

    key: str
    anchor: str
    text: Mapping[str, str]


def is_typed(label: str) -> bool:
    """Whether a label is a reference of ours rather than a Markdown link label."""
    return label.partition(":")[0] in TYPES and ":" in label


@remembered
def resolve(site: Site, label: str) -> Target | None:
    """What a typed label names, or None when nothing has that name. Anchors are not checked."""
    kind, _, name = label.partition(":")
    name, _, anchor = name.partition("#")
    if kind == "law":
        return _law(site, name) if not anchor else None
    key = name if kind == "page" else f"{FOLDERS[kind]}/{name}"
    if key not in site.keys:
        return None
    return Target(key, anchor, {lang: site.title(lang, key) for lang in WRITTEN_LANGUAGES})


def _law(site: Site, name: str) -> Target | None:
    id, _, key = name.partition("/")
    source = site.sources.get(id)
    article = source.articles.get(key) if source else None
    if source is None or (key and article is None):
        return None
    text = {lang: source.citation(article, lang) for lang in WRITTEN_LANGUAGES}
    return Target(f"sources/{id}", article.anchor if article else "", text)


def names(site: Site, kind: str) -> list[str]:
    """Every name that a type of reference can have."""
    if kind == "law":
        articles = [a.name for source in site.sources.values() for a in source.articles.values()]
        return [*site.sources, *articles]
    if kind == "page":
        return sorted(site.keys)
    folder = f"{FOLDERS[kind]}/"
    return sorted(key.removeprefix(folder) for key in site.keys if key.startswith(folder))


def suggestion(site: Site, label: str) -> str:
    """A hint for a label that names nothing."""
    kind, _, name = label.partition(":")
    bare = name.partition("#")[0]
    known = [f"{kind}:{each}" for each in names(site, kind)]
    return did_you_mean(f"{kind}:{bare}", known, f"write one of the names of docs/_data for {kind}")


def relative_path(origin: str, target: str) -> str:
    """The path from the Markdown file of one page key to that of another."""
    return posixpath.relpath(f"{target}.md", posixpath.dirname(origin) or ".")


@remembered
def _laws(document: Document) -> tuple[str, ...]:
    cited = (r.label for r in document.references if r.label.startswith("law:"))
    return tuple(dict.fromkeys(label.removeprefix("law:") for label in cited))


def laws_cited(site: Site, page: Page) -> list[str]:
    """The names of the articles that a page cites, each once, in order of first citation."""
    return list(dict.fromkeys(name for document in site.documents(page) for name in _laws(document)))
