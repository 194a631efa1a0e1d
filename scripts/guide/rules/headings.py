"""Rules on headings and ids: an id is a promise."""

import re
from collections.abc import Iterator

from guide.content import Site
from guide.diagnostics import Problem
from guide.rule import rule
from guide.rules.links import every_document

_GOOD_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@rule()
def heading_without_id(site: Site) -> Iterator[Problem]:
    """Every heading has its id written out, in lower-case ASCII with dashes.

    Bad:  ## 先打電話
    Good: ## 先打電話 { #call-first }
    Fix:  write { #a-name } after it, the same in both languages; `--fix` takes it from the other.
    """
    for document in every_document(site):
        for heading in document.headings:
            if heading.id is None:
                hint = "write { #a-short-name } after it, the same in every language"
                yield Problem(heading.place, f"the heading {heading.text} has no id", hint)
            elif not _GOOD_ID.fullmatch(heading.id):
                hint = "use lower-case ASCII letters, digits and dashes"
                yield Problem(heading.place, f"the id {heading.id} is not plain ASCII", hint)


@rule()
def duplicate_id(site: Site) -> Iterator[Problem]:
    """An id stands once on a page, its snippets included.

    Bad:  ## 先別做 { #do }  and later  ## 今天做 { #do }
    Good: ## 先別做 { #do-not }  and later  ## 今天做 { #do-today }
    Fix:  rename the one that was published later.
    """
    for page in site.pages.values():
        first: set[str] = set()
        for document in site.documents(page):
            for id, place in document.anchors:
                if id in first:
                    hint = "give one of the two another id"
                    yield Problem(place, f"the id {id} is on this page already", hint)
                first.add(id)


@rule()
def skipped_heading_level(site: Site) -> Iterator[Problem]:
    """Headings begin at level 2, under the title, and go down one level at a time.

    Bad:  ## 今天做 { #do-today }  then  #### 打電話 { #call }
    Good: ## 今天做 { #do-today }  then  ### 打電話 { #call }
    Fix:  use one sign more than the heading above, ## at the top.
    """
    for page in site.pages.values():
        level = 1
        for heading in page.document.headings:
            if heading.level > level + 1:
                message = f"the heading {heading.text} is {heading.level} deep after {level}"
                yield Problem(heading.place, message, f"write {'#' * (level + 1)}")
            elif heading.level == 1:
                hint = "write ##; the title of the page is in its front matter"
                yield Problem(heading.place, f"the heading {heading.text} is a second title", hint)
            level = heading.level
