"""Rules on references, links, anchors and snippets."""

import re
from collections.abc import Iterator

from guide.anchors import anchors
from guide.content import WRITTEN_LANGUAGES, Page, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.links import destination, leads_outside
from guide.listings import LISTINGS, directives_of, is_known, keys_listed
from guide.markdown import Document, Link
from guide.references import is_typed, resolve, suggestion
from guide.rule import rule


def documents_of_pages(site: Site) -> Iterator[tuple[Page, Document]]:
    """Each page with its own text; snippets are checked once, in the pages that include them."""
    for page in site.pages.values():
        yield page, page.document


def every_document(site: Site) -> Iterator[Document]:
    """Every text an editor writes: the pages, then the snippets."""
    yield from (page.document for page in site.pages.values())
    yield from site.snippets.values()


@rule()
def unknown_reference(site: Site) -> Iterator[Problem]:
    """A reference names something that exists.

    Bad:  [押金][risk:depositt]
    Good: [押金][risk:deposit]
    Fix:  take the name that the hint offers; where only the type is wrong, `--fix` puts it right.
    """
    for document in every_document(site):
        for reference in document.references:
            label = reference.label
            if is_typed(label):
                if resolve(site, label) is None:
                    hint = suggestion(site, label)
                    yield Problem(reference.place, f"nothing is named {label}", hint)
            elif label.lower() not in document.definitions:
                hint = "write a typed reference, such as [text][risk:overdue]"
                yield Problem(reference.place, f"the label {label} is not defined", hint)


@rule()
def broken_link(site: Site) -> Iterator[Problem]:
    """A link between pages leads to a page, and a link to a file to a file.

    Bad:  [費用](/risks/fes.md)
    Good: [費用](/risks/fees.md)
    Fix:  link to the page by its path from the root; a page that has moved is found by `--fix`.
    """
    for page, document in documents_of_pages(site):
        for link in document.links:
            if not leads_outside(link.target):
                yield from _missing_target(site, page, link)


def _missing_target(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    there = destination(page.key, link.target)
    if there.key is not None and there.key not in site.keys:
        known = [f"/{key}.md" for key in sorted(site.keys)]
        hint = did_you_mean(f"/{there.key}.md", known, "link to a page of docs/ by its path")
        yield Problem(link.place, f"there is no page {there.key}", hint)
    if there.file is not None and not (site.root / "docs" / there.file).is_file():
        hint = "end a link to a page in .md; put files in docs/assets/"
        yield Problem(link.place, f"there is no file {there.file}", hint)


@rule()
def broken_anchor(site: Site) -> Iterator[Problem]:
    """A link or reference to a place on a page names an id that is on it, in every language.

    Bad:  [第一步][page:stages/early#cal-first]
    Good: [第一步][page:stages/early#call-first]
    Fix:  write the id of a heading of that page, or give the heading its old id back.
    """
    for page in site.pages.values():
        for place, key, fragment in _fragments(site, page):
            for language in WRITTEN_LANGUAGES:
                if not site.page(language, key) and not key.startswith("sources/"):
                    continue  # untranslated-page says so
                known = anchors(site, language, key)
                if fragment not in known:
                    message = f"{key} has no id {fragment} in {language}"
                    yield Problem(place, message, did_you_mean(fragment, known, "write the id there"))
                    break


def _fragments(site: Site, page: Page) -> Iterator[tuple[Place, str, str]]:
    """(place, page key, id) of everything on a page that points at an id of an existing page."""
    for document in site.documents(page):
        for reference in document.references:
            target = resolve(site, reference.label) if is_typed(reference.label) else None
            if target and target.anchor and not reference.label.startswith("law:"):
                yield reference.place, target.key, target.anchor
        for link in document.links:
            if leads_outside(link.target):
                continue
            there = destination(page.key, link.target)
            if there.key in site.keys and there.fragment:
                yield link.place, str(there.key), there.fragment


@rule()
def missing_snippet(site: Site) -> Iterator[Problem]:
    """An include names a file below `snippets/`.

    Bad:  {!zh-Hant/hotline.md!}
    Good: {!zh-Hant/hotlines.md!}
    Fix:  correct the path, or write the snippet.
    """
    for document in every_document(site):
        for include in document.includes:
            if include.path not in site.snippets:
                hint = did_you_mean(include.path, site.snippets, "write its path below snippets/")
                yield Problem(include.place, f"there is no snippet {include.path}", hint)


@rule()
def recursive_snippet(site: Site) -> Iterator[Problem]:
    """A snippet does not include itself, directly or through others.

    Bad:  {!zh-Hant/a.md!} inside snippets/zh-Hant/a.md
    Good: each snippet includes only others that do not lead back to it
    Fix:  move what both need into a snippet of its own.
    """
    for name, document in site.snippets.items():
        for include in document.includes:
            if _reaches(site, include.path, name):
                hint = "move what both need to a snippet of its own"
                yield Problem(include.place, f"{name} includes itself", hint)


def _reaches(site: Site, start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen and name in site.snippets:
            seen.add(name)
            waiting.extend(include.path for include in site.snippets[name].includes)
    return False


@rule()
def unknown_listing(site: Site) -> Iterator[Problem]:
    """A listing is one that the build can make.

    Bad:  {{ topics on calls }}
    Good: {{ topics in calls }}
    Fix:  write one of the listings that scripts/guide/listings.py makes, of a group in use.
    """
    for page in site.pages.values():
        yield from _not_directives(page.document)
        for words, _, place in directives_of(page.document):
            if not is_known(words):
                hint = did_you_mean(words, LISTINGS, "the listings are in scripts/guide/listings.py")
                yield Problem(place, f"there is no listing {words}", hint)
            elif not keys_listed(site, words) and words.startswith(
                ("topics in ", "risks at ", "risks after ")
            ):
                known = sorted(
                    {words for page in site.pages.values() for words, _, _ in directives_of(page.document)}
                )
                hint = did_you_mean(
                    words, [each for each in known if keys_listed(site, each)], "name a group in use"
                )
                yield Problem(place, f"the listing {words} has no page", hint)


_BRACES = re.compile(r"^\{\{[ \t]*(.*?)[ \t]*\}\}[ \t]*$", re.M)


def _not_directives(document: Document) -> Iterator[Problem]:
    """What looks like a listing to an editor, but not to the build."""
    known = {start for _, start, _ in directives_of(document)}
    for match in _BRACES.finditer(document.visible) if "{{" in document.text else ():
        if match.start() not in known:
            hint = did_you_mean(match[1].lower(), LISTINGS, "write it in lower case, as in {{ letters }}")
            yield Problem(document.place(match.start()), f"there is no listing {match[1]}", hint)
