"""The shape of each file of facts: front matter by kind of page, docs/_data/, sources of law."""

from collections.abc import Iterator

from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Page, Site
from guide.listings import directives_of
from guide.records import Record
from guide.remember import remembered
from guide.schema import (
    Fault,
    Shape,
    choice,
    day,
    flag,
    many,
    mapping,
    number,
    or_null,
    table,
    text,
)

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Kind of page -> the facts that it must have, and those that it may; each may have `updated`.
FACTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "topic": (("group", "stages", "aliases", "review_by"), ()),
    "risk": (("stages", "trigger", "aliases", "pinyin", "review_by"), ()),
    "letter": (("stages", "aliases", "review_by"), ()),
    "stage": (("stages", "aliases", "review_by"), ()),
    "hub": (("stages", "aliases", "review_by"), ()),
    "tool": ((), ("stages", "aliases", "review_by")),
    "about": ((), ("aliases", "review_by")),
    "index": ((), ("aliases", "review_by")),
    "home": ((), ("aliases", "review_by")),
    "search": ((), ()),
}
BASES = ("statute text", "press", "secondary")
_WORDS = mapping({language: text() for language in WRITTEN_LANGUAGES})
_PLACE = text(rf"{SLUG}(?:/{SLUG})*(?:#[^\s#]+)?", "stages/early#call-first")


@remembered
def front_faults(site: Site) -> tuple[tuple[Record, Fault], ...]:
    """What is wrong with the front matter of pages, each with the record it is in."""
    kinds = any(page.front.get("kind") for page in site.pages_in(SOURCE_LANGUAGE))
    values = known_values(site)
    return tuple(
        (page.front, fault)
        for page in site.pages.values()
        for fault in _front(page, kinds, values)
        if not page.front.problems
    )


@remembered
def _front(page: Page, kinds: bool, values: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Fault, ...]:
    """The faults of one page, which stay the same while it and the values do."""
    if page.language != SOURCE_LANGUAGE:
        own = {"title": text(), "translated_from": text("[0-9a-f]{8}", '"3f2a91c0"'), "description": text()}
        shape = _of_translation(own, kinds)
    else:
        shape = _of_source(page, kinds, dict(values))
    # No front matter at all is the same as an empty one.
    return tuple(shape({} if page.front.data is None else page.front.data, ()))


def _of_translation(own: dict[str, Shape], kinds: bool) -> Shape:
    """A translation has its own words alone; fact-in-translation says so of other known keys."""
    must = {"title": own["title"], **({"description": own["description"]} if kinds else {})}
    facts = {name: _anything for need, may in FACTS.values() for name in ("kind", *need, *may, "updated")}
    return mapping(must, {**own, **facts})


def _of_source(page: Page, kinds: bool, values: dict[str, tuple[str, ...]]) -> Shape:
    shapes: dict[str, Shape] = {
        "title": text(),
        "description": text(),
        "kind": choice(tuple(FACTS)),
        "stages": many(choice(values["stages"], "unknown-stage", "stage"), 1)
        if values["stages"]
        else many(text()),
        "group": choice(values["group"]) if values["group"] else text(),
        "trigger": choice(values["trigger"]) if values["trigger"] else text(),
        "aliases": many(text(), 1),
        "pinyin": text(),
        "review_by": day(),
        "updated": day(),
    }
    need, may = FACTS.get(str(page.front.get("kind")), ((), tuple(shapes)))
    must = ("title", *(("description", "kind") if kinds else ()), *need)
    return mapping(
        {key: shapes[key] for key in must},
        {key: shapes[key] for key in ("title", "description", "kind", *may, "updated")},
    )


def _anything(value: object, keys: object) -> Iterator[Fault]:
    return iter(())


@remembered
def known_values(site: Site) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Key -> the values it can have: the stages there are, the groups and triggers that are listed."""
    listed = {words for page in site.pages.values() for words, _, _ in directives_of(page.document)}

    def after(start: str) -> tuple[str, ...]:
        return tuple(sorted(words.removeprefix(start) for words in listed if words.startswith(start)))

    stages = tuple(str(row.get("id")) for _, row in site.record("stages").rows())
    return (("stages", stages), ("group", after("topics in ")), ("trigger", after("risks after ")))


_ROW_ID = text(SLUG, "early-1")
_OFF_TERMS = many(mapping({"not": text(), "write": text()}, {"unless": many(text(), 1)}))
# Name of a file of docs/_data/ -> its shape; a file that is not here is not checked.
DATA: dict[str, Shape] = {
    "article": many(mapping({"id": _ROW_ID, "claim": text(), "at": many(_PLACE)})),
    "claims": many(
        mapping(
            {
                "id": _ROW_ID,
                "claim": text(),
                "at": many(_PLACE),
                "sources": many(text()),
                "review_by": day(),
            },
            {"until": day(), "ended": flag},
        )
    ),
    "permalinks": many(
        mapping(
            {"id": text(SLUG, "call-hours"), "code": text(r"[A-Z]\d{2,3}", "T02"), "key": text()},
            {"withdrawn": text(), "see": text()},  # reused-code looks closer
        )
    ),
    "placeholders": table(_WORDS, SLUG, "due-date"),
    "stages": many(
        mapping({"id": _ROW_ID}, {"from": number(1), "to": or_null(number(1)), "order": number(1)})
    ),
    "synonyms": many(many(text(), 2, distinct=False)),
    "terms": mapping({}, {"everyday": many(text()), **dict.fromkeys(WRITTEN_LANGUAGES, _OFF_TERMS)}),
}
_QUESTIONS = table(many(text(), 1), rf"{SLUG}(?:/{SLUG})*", "topics/call-hours")
_ARTICLE = mapping(
    {"cite": _WORDS, "says": _WORDS},
    {"quote": text(), "note": text(), "basis": choice(BASES), "read": day(), "until": day()},
)
SOURCE = mapping(
    {
        "id": text(SLUG, "civil-code"),
        "title": _WORDS,
        "short": _WORDS,
        "issuer": _WORDS,
        "basis": choice(BASES),
        "read": day(),
        "articles": table(_ARTICLE, SLUG, '"188" or annex-2'),
    },
    {
        "number": text(),
        "in_force": day(partial=True),
        "until": day(),
        "unread": many(choice(("number", "in_force"))),
        "url": text(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?", "https://flk.npc.gov.cn/"),
        "note": text(),
    },
)


def data_faults(site: Site) -> Iterator[tuple[Record, Fault]]:
    """What is wrong with docs/_data/, sources of law included, and with the words of templates."""
    for name, record in site.data.items():
        shape = _QUESTIONS if name.startswith("questions/") else DATA.get(name)
        if shape:
            yield from _of_record(record, shape)
    for record in site.source_records.values():
        yield from _of_record(record, SOURCE)
    for record in site.words.values():
        yield from _of_record(record, table(text(), SLUG, "search-label"))


def _of_record(record: Record, shape: Shape) -> Iterator[tuple[Record, Fault]]:
    if not record.problems and record.data is not None:
        for fault in _record_faults(record, shape):
            yield record, fault


def _record_faults(record: Record, shape: Shape) -> tuple[Fault, ...]:
    """The faults of a record, kept with it: its shape follows from its place."""
    memory = record.__dict__
    if "faults" not in memory:
        memory["faults"] = tuple(shape(record.data, ()))
    faults: tuple[Fault, ...] = memory["faults"]
    return faults
