"""Rules on the blocks of a text: no empty section, no uneven table, nothing left to be finished."""

import re
from collections.abc import Iterator

from guide.content import Site
from guide.diagnostics import Place, Problem
from guide.markdown import Document
from guide.prose import blocks
from guide.remember import remembered
from guide.rule import rule
from guide.rules.links import every_document


@rule()
def empty_section(site: Site) -> Iterator[Problem]:
    """A heading has a text below it.

    Bad:  ## 今天做 { #do-today }  and at once  ## 費用 { #cost }
    Good: a paragraph, a list or a deeper heading in between
    Fix:  write the section, or remove its heading in both languages.
    """
    for page in site.pages.values():
        yield from _without_text(page.document)


@remembered
def _without_text(document: Document) -> tuple[Problem, ...]:
    levels = {heading.place: heading for heading in document.headings}
    items = [levels.get(document.place(block.start)) for block in blocks(document)]
    found = []
    for index, here in enumerate(items):
        last = index == len(items) - 1
        after = None if last else items[index + 1]
        if here and (last or (after and after.level <= here.level)):
            message = f"nothing stands below the heading {here.text}"
            found.append(Problem(here.place, message, "write it, or remove the heading"))
    return tuple(found)


_CELL = re.compile(r"(?<!\\)\|")


@rule()
def uneven_table(site: Site) -> Iterator[Problem]:
    """Every row of a table has as many cells as its first.

    Bad:  | 一 | 二 |  and below it  | 三 |
    Good: | 一 | 二 |  and below it  | 三 | |
    Fix:  add the cell that is missing, empty if need be; write a | inside of a cell as \\|.
    """
    for document in every_document(site):
        yield from _uneven(document)


@remembered
def _uneven(document: Document) -> tuple[Problem, ...]:
    found = []
    first = end = 0
    for block in blocks(document):
        cells = len(_CELL.findall(block.text)) if block.text.startswith("|") else 0
        if document.visible.count("\n", end, block.start) > 1:
            first = 0  # an empty line ends a table
        end = block.start + len(block.text)
        if cells and first and cells != first:
            message = f"a row of {cells - 1} cells in a table of {first - 1}"
            found.append(Problem(document.place(block.start), message, "give every row the same cells"))
        first = first or cells if cells else 0
    return tuple(found)


_LEFT = re.compile(
    r"^(?:<{7}|>{7}|\|{7})(?:[ \t]|$)|^={7}$|\b(?:TODO|FIXME|XXX|TBD|TKTK)\b|lorem ipsum|待補充|待翻譯|待續",
    re.M | re.I,
)


@rule()
def leftover_mark(site: Site) -> Iterator[Problem]:
    """Nothing is published that was to be finished later, or that a merge has left.

    Bad:  <<<<<<< HEAD, or TODO: 補上日期
    Good: the finished text
    Fix:  finish what the mark stands for, then remove it.
    """
    for document in every_document(site):
        for place, found in _left_in(document):
            yield Problem(place, f"{found} is left in the text", "finish it, or remove it")
    for page in site.pages.values():
        for key in ("title", "description"):
            match = _LEFT.search(str(page.front.get(key) or ""))
            if match:
                yield Problem(page.front.at(key), f"{match.group()} is left in the {key}", "finish it")


@remembered
def _left_in(document: Document) -> tuple[tuple[Place, str], ...]:
    return tuple((document.place(m.start()), m.group().strip()) for m in _LEFT.finditer(document.visible))


_LINE = re.compile(r"^[^\n]{20,}$", re.M)
_REFERENCE_OR_TAG = re.compile(r"\[[^\[\]]*\]\[[^\[\]]*\]|<[^<>]*>")


@rule()
def repeated_text(site: Site) -> Iterator[Problem]:
    """A line of text stands once on a page or in a snippet.

    Bad:  the same paragraph, pasted twice
    Good: the paragraph once; what several pages say goes into a snippet
    Fix:  remove the second, or say what is different about it.
    """
    for document in every_document(site):
        yield from _repeated(document)


@remembered
def _repeated(document: Document) -> tuple[Problem, ...]:
    first: dict[str, Place] = {}
    found = []
    for match in _LINE.finditer(document.visible):
        line, place = match.group().strip(), document.place(match.start())
        # Links to the same page may well be repeated, and so may tags and the heads of tables.
        if line.startswith("|") or sum(map(str.isalpha, _REFERENCE_OR_TAG.sub("", line))) < 16:
            continue
        if line in first:
            message = f"this line stands in line {first[line].line} already: {line[:24]}…"
            found.append(Problem(place, message, "remove one of the two"))
        first.setdefault(line, place)
    return tuple(found)
