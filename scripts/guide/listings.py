"""Lists that the build makes from facts: `{{ topics in calls }}` on a line of its own."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from guide.content import SOURCE_LANGUAGE, Site
from guide.deadlines import deadlines
from guide.diagnostics import Place
from guide.facts import codes
from guide.markdown import Document
from guide.papers import papers
from guide.remember import remembered

_DIRECTIVE = re.compile(r"^\{\{ *([a-z][a-z -]*?) *\}\}[ \t]*$", re.M)

_LISTED = re.compile(r"\[page:([^\[\]]+)\]")


def expand(site: Site, language: str, text: str) -> str:
    """The text with each listing in place of its directive; one that is not known stays."""

    def listing(match: re.Match[str]) -> str:
        make, argument = _named(match.group(1))
        return "\n".join(make(site, language, argument)) if make else match.group()

    return _DIRECTIVE.sub(listing, text)


def directives(text: str) -> Iterator[tuple[str, int]]:
    """Each directive's words and its offset in the text."""
    for match in _DIRECTIVE.finditer(text):
        yield match.group(1), match.start()


@remembered
def directives_of(document: Document) -> tuple[tuple[str, int, Place], ...]:
    """The words, offset and place of each directive of a document."""
    found = directives(document.visible) if "{{" in document.text else ()
    return tuple((words, start, document.place(start)) for words, start in found)


def is_known(words: str) -> bool:
    return _named(words)[0] is not None


@remembered
def keys_listed(site: Site, words: str) -> list[str]:
    """The pages that a listing links to."""
    listed = expand(site, SOURCE_LANGUAGE, f"{{{{ {words} }}}}")
    return sorted(site.keys & set(_LISTED.findall(listed)))


Maker = Callable[[Site, str, str], Iterator[str]]


def _named(words: str) -> tuple[Maker | None, str]:
    for name, make in _MAKERS.items():
        if words == name:
            return make, ""
        if name.endswith((" in", " at", " after")) and words.startswith(f"{name} "):
            return make, words.removeprefix(f"{name} ")
    return None, ""


def _keys(site: Site, kind: str) -> list[str]:
    """The pages of a kind, in the order of their codes."""
    known = codes(site)
    keys = [page.key for page in site.pages_in(SOURCE_LANGUAGE) if page.front.get("kind") == kind]
    return sorted(keys, key=lambda key: (known.get(key, "~"), key))


def _item(site: Site, language: str, key: str) -> str:
    page = site.page(language, key)
    words = f"- [{site.title(language, key)}][page:{key}]{{ .door }}"
    return f"{words}  \n    {page.description}" if page else words


def _topics_in(site: Site, language: str, group: str) -> Iterator[str]:
    for key in _keys(site, "topic"):
        if site.facts(key).get("group") == group:
            yield _item(site, language, key)


def _risks_at(site: Site, language: str, stage: str) -> Iterator[str]:
    for key in _keys(site, "risk"):
        if stage in (site.facts(key).get("stages") or []):
            yield f"- [{site.title(language, key)}][page:{key}]"


def _risks_after(site: Site, language: str, trigger: str) -> Iterator[str]:
    for key in _keys(site, "risk"):
        if site.facts(key).get("trigger") == trigger:
            yield _item(site, language, key)


def _risks_by_sound(site: Site, language: str, _: str) -> Iterator[str]:
    """In order of pinyin in Chinese, of the alphabet in English."""

    def sound(key: str) -> str:
        name = site.title(language, key) if language == "en" else site.facts(key).get("pinyin")
        return _without_tones(str(name or key)).lower()

    for key in sorted(_keys(site, "risk"), key=sound):
        pinyin = "" if language == "en" else f" {site.facts(key).get('pinyin') or ''}"
        yield f"- [{site.title(language, key)}][page:{key}]{pinyin}"


def _risks_as_table(site: Site, language: str, _: str) -> Iterator[str]:
    names = ("code", "term-in-chinese", "term-in-english", "meaning")
    headings = [site.word(language, name) for name in names]
    yield "| " + " | ".join(headings) + " |"
    yield "|---|---|---|---|"
    known = codes(site)
    for key in _keys(site, "risk"):
        page = site.page(language, key)
        chinese, english = site.title(SOURCE_LANGUAGE, key), site.title("en", key)
        pinyin = site.facts(key).get("pinyin") or ""
        meaning = page.description if page else ""
        english = f'<span lang="en">{english}</span>' if language != "en" else english
        yield f"| {known.get(key, '')} | [{chinese}][page:{key}] {pinyin} | {english} | {meaning} |"


def _codes(site: Site, language: str, _: str) -> Iterator[str]:
    yield f"| {site.word(language, 'code')} | {site.word(language, 'page')} |"
    yield "|---|---|"
    known = codes(site)
    for key in sorted(site.keys & known.keys(), key=lambda key: (known[key][0], len(known[key]), known[key])):
        yield f"| {known[key]} | [{site.title(language, key)}][page:{key}] |"


def _letters(site: Site, language: str, _: str) -> Iterator[str]:
    for key in _keys(site, "letter"):
        yield _item(site, language, key)


def _tools(site: Site, language: str, _: str) -> Iterator[str]:
    for key in _keys(site, "tool"):
        yield _item(site, language, key)


def _papers(site: Site, language: str, _: str) -> Iterator[str]:
    """What can arrive, the stage that it makes, and its page: the tool "Where am I?" as a table."""

    def say(name: str) -> str:
        return site.tool_word(language, "where", name)

    def stage(id: str) -> str:
        return f"[{say(f'band-{id}')}][stage:{id}]"

    yield f"| {say('arrived')} | {say('table-stage')} | {say('table-page')} |"
    yield "|---|---|---|"
    for paper in papers(site):
        by_days = f"{say('table-if-true')}{stage(paper.if_true)}" if paper.if_true else say("table-by-days")
        anchor = f"#{paper.page.anchor}" if paper.page.anchor else ""
        page = f"[{paper.page.text[language]}][page:{paper.page.key}{anchor}]"
        yield f"| {say(f'arrived-{paper.id}')} | {stage(paper.stage) if paper.stage else by_days} | {page} |"


def _periods(site: Site, language: str, _: str) -> Iterator[str]:
    """The periods of the law as a table, in the words of the tool "Deadlines"."""

    def say(name: str) -> str:
        return site.tool_word(language, "deadlines", name)

    yield f"| {say('table-from')} | {say('table-span')} | {say('table-do')} | {say('table-law')} |"
    yield "|---|---|---|---|"
    for period in deadlines(site):
        span = say(f"span-{period.unit}").format(value=period.value)
        does = f"{say(f'who-{period.who}')}{say('colon')}{say(f'do-{period.id}')}"
        yield f"| {say(f'event-{period.event}')} | {span} | {does} | [][law:{period.article.name}] |"


def _sources(site: Site, language: str, _: str) -> Iterator[str]:
    for id, source in sorted(site.sources.items()):
        basis = site.word(language, f"basis-{source.basis.replace(' ', '-')}")
        read = site.word(language, "read-on").format(date=source.read)
        yield f"- [{source.title.get(language, id)}][law:{id}]  \n    {basis} · {read}"


def _without_tones(pinyin: str) -> str:
    decomposed = unicodedata.normalize("NFD", pinyin)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_MAKERS: dict[str, Maker] = {
    "topics in": _topics_in,
    "risks at": _risks_at,
    "risks after": _risks_after,
    "risks by sound": _risks_by_sound,
    "risks as table": _risks_as_table,
    "codes": _codes,
    "letters": _letters,
    "tools": _tools,
    "papers": _papers,
    "periods": _periods,
    "sources": _sources,
}

LISTINGS = tuple(_MAKERS)
