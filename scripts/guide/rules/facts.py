"""Rules on facts: front matter and docs/_data/ have the keys and values that shapes.py describes."""

import re
from collections.abc import Iterator

from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place, Problem
from guide.records import Record
from guide.references import FOLDERS
from guide.rule import rule
from guide.shapes import data_faults, front_faults

# Folder -> the kind of its pages, indexes and tables apart.
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_GOOD_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _faults(site: Site, name: str) -> Iterator[Problem]:
    """The faults of one rule, each where it stands."""
    for record, fault in (*front_faults(site), *data_faults(site)):
        if fault.rule == name:
            yield Problem(record.at(*fault.keys), fault.message, fault.hint)


@rule()
def unknown_key(site: Site) -> Iterator[Problem]:
    """A key of front matter or data is one that its kind of file has.

    Bad:  reveiw_by: 2027-01-31
    Good: review_by: 2027-01-31
    Fix:  take the key that the hint names; a new one is added in scripts/guide/shapes.py.
    """
    yield from _faults(site, "unknown-key")


@rule()
def missing_key(site: Site) -> Iterator[Problem]:
    """Front matter and data have the keys that their kind of file needs.

    Bad:  kind: topic without group: in the same front matter
    Good: kind: topic and group: calls
    Fix:  add the key; copy its form from a page of the same kind.
    """
    yield from _faults(site, "missing-key")


@rule()
def wrong_value(site: Site) -> Iterator[Problem]:
    """A value is of its type and one of those allowed: a date that exists, a group that is listed.

    Bad:  review_by: 2027-02-30, or group: cals
    Good: review_by: 2027-02-28, or group: calls
    Fix:  write one of the values that the hint names; a group or trigger exists when an index lists it.
    """
    yield from _faults(site, "wrong-value")
    for page in site.pages_in(SOURCE_LANGUAGE):
        wanted = _KINDS.get(page.key.partition("/")[0]) if "/" in page.key else None
        kind = page.front.get("kind")
        if wanted and kind and kind not in (wanted, "index", "about"):
            message = f"a page of {page.key.partition('/')[0]}/ that says it is a {kind}"
            yield Problem(page.front.at("kind"), message, f"write kind: {wanted}, or move the page")
    for name, record in site.source_records.items():
        if record.entries() and record.get("id") not in (None, name):
            message = f"the id {record.get('id')} is not the name of the file"
            yield Problem(record.at("id"), message, f"write id: {name}")


@rule()
def unknown_stage(site: Site) -> Iterator[Problem]:
    """A stage is one of docs/_data/stages.yml.

    Bad:  stages: [erly]
    Good: stages: [early]
    Fix:  write one of early, mid, late, negotiation, or add the stage to stages.yml.
    """
    yield from _faults(site, "unknown-stage")


# Files of rows -> the keys whose values may stand once in the whole file.
_UNIQUE = {
    "article": ("id",),
    "claims": ("id",),
    "stages": ("id", "order"),
}


@rule()
def repeated_value(site: Site) -> Iterator[Problem]:
    """A name is given once: ids, codes, values of a list.

    Bad:  {id: early-1, …} twice in claims.yml, or aliases: [甲, 甲]
    Good: {id: early-1, …} and {id: early-2, …}; aliases: [甲, 乙]
    Fix:  give the newer of the two another value; a code or id that was published stays with its page.
    """
    yield from _faults(site, "repeated-value")
    for name, keys in _UNIQUE.items():
        record = site.record(name)
        for key in keys:
            first: dict[str, Place] = {}
            for index, row in record.rows():
                value = str(row.get(key))
                if key in row and value in first:
                    message = f"{key} {value} is given in line {first[value].line} already"
                    yield Problem(record.at(index, key), message, "give one that was never given")
                first.setdefault(value, record.at(index, key))
    yield from _placeholders(site.record("placeholders"))


def _placeholders(record: Record) -> Iterator[Problem]:
    """Two placeholders with the same words in a language cannot be told apart."""
    first: dict[tuple[str, str], str] = {}
    for id, row in record.entries().items():
        for language, words in row.items() if isinstance(row, dict) else ():
            other = first.setdefault((language, str(words)), id)
            if other != id:
                message = f"【{words}】 is the placeholder {other} already"
                yield Problem(record.at(id, language), message, "give each its own words")


@rule()
def overlapping_stages(site: Site) -> Iterator[Problem]:
    """The days of the stages follow each other without a gap or an overlap.

    Bad:  early from 1 to 7, mid from 7 to 30
    Good: early from 1 to 7, mid from 8 to 30
    Fix:  let each stage begin on the day after the last one of the stage before.
    """
    record = site.record("stages")
    expected: int | None = 1
    for index, row in record.rows():
        if not isinstance(row.get("from"), int):
            continue
        start, end = row["from"], row.get("to")
        if start != expected:
            wanted = "nothing after it" if expected is None else f"day {expected}"
            message = f"{row.get('id')} begins on day {start}; the stage before leaves {wanted}"
            yield Problem(record.at(index, "from"), message, "let each begin on the day after the last")
        if isinstance(end, int) and end < start:
            yield Problem(
                record.at(index, "to"), f"{row.get('id')} ends before it begins", "write a later day"
            )
        expected = end + 1 if isinstance(end, int) else None


@rule()
def future_date(site: Site) -> Iterator[Problem]:
    """What was read was read by today.

    Bad:  read: 2062-11-23
    Good: read: 2026-11-23
    Fix:  write the day on which the source was read.
    """
    today = site.today.isoformat()
    for record in site.source_records.values():
        articles = record.get("articles")
        keys = (
            [("read",), *(("articles", key, "read") for key in articles)]
            if isinstance(articles, dict)
            else []
        )
        for path in keys:
            value = record.get("read") if len(path) == 1 else _inner(articles, path[1])
            if value and str(value) > today:
                yield Problem(
                    record.at(*path), f"read on {value}, which is still to come", "write the day of reading"
                )


def _inner(articles: object, key: str) -> object:
    article = articles.get(key) if isinstance(articles, dict) else None
    return article.get("read") if isinstance(article, dict) else None


@rule()
def odd_file_name(site: Site) -> Iterator[Problem]:
    """Pages and snippets have names of lower-case ASCII letters, digits and dashes, ending in .md.

    Bad:  docs/zh-Hant/topics/Call Hours.md, docs/zh-Hant/topics/電話.md
    Good: docs/zh-Hant/topics/call-hours.md
    Fix:  rename the file in both languages, and the key in permalinks.yml before it is published.
    """
    hint = "use lower-case ASCII letters, digits and dashes"
    written = [(page.path, page.key) for page in site.pages.values()]
    snippets = [
        (document.path, name.partition("/")[2].removesuffix(".md"))
        for name, document in site.snippets.items()
    ]
    for path, key in written + snippets:
        for part in key.split("/"):
            if not _GOOD_NAME.fullmatch(part):
                yield Problem(Place(path), f"the name {part} does not make a good address", hint)
    for path in site.strays:
        yield Problem(
            Place(path),
            "nothing is made of this",
            "end a page in .md, data in .yml; put pictures in docs/assets/",
        )
