"""The content of the site, read once: pages, snippets, facts and law, frozen."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from guide.diagnostics import Problem
from guide.front import split_body, split_front_matter
from guide.law import Source, source_from
from guide.markdown import Document
from guide.reading import Reader, Text
from guide.records import Record, parse_yaml

SOURCE_LANGUAGE = "zh-Hant"
TRANSLATIONS = ("en",)
WRITTEN_LANGUAGES = (SOURCE_LANGUAGE, *TRANSLATIONS)
DERIVED_LANGUAGE = "zh-Hans"
LANGUAGES = (*WRITTEN_LANGUAGES, DERIVED_LANGUAGE)

# Each language's name in itself, whole and short: the same on every page, never translated.
LANGUAGE_NAMES = {
    "zh-Hant": ("繁體中文", "繁"),
    "en": ("English", "EN"),
    "zh-Hans": ("简体中文", "简"),
}


# Path -> hash of the text, and the page, snippet or record that was read from it.
Files = Mapping[str, tuple[str, Any]]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Page:
    """One page in one written language. `path` is relative to the project's root."""

    language: str
    key: str
    path: str
    text: str
    front: Record
    document: Document

    @property
    def title(self) -> str:
        return str(self.front.get("title") or self.key)

    @property
    def description(self) -> str:
        return str(self.front.get("description") or "")

    def __getstate__(self) -> dict[str, Any]:
        """What a cache keeps: all but the text, which is read again in any case."""
        return {name: value for name, value in self.__dict__.items() if name != "text"}

    @cached_property
    def digest(self) -> str:
        """The first eight hex digits of the SHA-256 of what a translator translates.

        That is the title, the description and the body: a new alias or review date does not make
        a translation stale.
        """
        words = "\n".join((self.title, self.description, self.document.text))
        return hashlib.sha256(words.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Site:
    """Everything that is written, and the date for which it is checked.

    `data` holds the records of `docs/_data/*.yml` by name, `words` the strings of the templates
    by language, `templates` the texts of templates and scripts by path, `strays` files among the
    pages and snippets that are neither, `unreadable` what could not be read as it is, `files` all of these by path, to be used again while they stay the same.
    """

    root: Path
    today: date
    pages: Mapping[tuple[str, str], Page]
    snippets: Mapping[str, Document]
    data: Mapping[str, Record]
    sources: Mapping[str, Source]
    source_records: Mapping[str, Record]
    words: Mapping[str, Record]
    templates: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[str, ...] = ()
    unreadable: tuple[Problem, ...] = field(default=())
    files: Files = field(default_factory=dict)

    def page(self, language: str, key: str) -> Page | None:
        return self.pages.get((language, key))

    def pages_in(self, language: str) -> list[Page]:
        """The written pages of one language, by key."""
        return [self.pages[at] for at in sorted(self.pages) if at[0] == language]

    def facts(self, key: str) -> Record:
        """The facts of a page: the front matter of its source page, which its translations inherit."""
        page = self.page(SOURCE_LANGUAGE, key)
        return page.front if page else Record(key)

    def record(self, name: str) -> Record:
        return self.data.get(name, Record(f"docs/_data/{name}.yml"))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every page key that the site serves: written pages, and one page for each source."""
        written = {key for language, key in self.pages if language == SOURCE_LANGUAGE}
        return frozenset(written | {f"sources/{id}" for id in self.sources})

    def title(self, language: str, key: str) -> str:
        """A page's title in a written language, also of the pages made for sources."""
        page = self.page(language, key)
        if page:
            return page.title
        source = self.sources.get(key.removeprefix("sources/"))
        return source.short.get(language, key) if source else key

    def word(self, language: str, name: str) -> str:
        """A string of the templates."""
        return str(self.words[language].get(name, name)) if language in self.words else name

    def tool_word(self, language: str, tool: str, name: str) -> str:
        """A word of a tool's template or script: its own, or one that all tools share."""
        for file in (f"tools/{tool}.{language}", f"tools/common.{language}"):
            if file in self.words and self.words[file].get(name) is not None:
                return str(self.words[file].get(name))
        raise KeyError(f"overrides/strings/tools/{tool}.{language}.yml has no word {name}")

    def documents(self, page: Page) -> Iterator[Document]:
        """The page's own text, then each snippet it includes, directly or not, once."""
        seen: set[str] = set()
        waiting = [page.document]
        while waiting:
            document = waiting.pop(0)
            yield document
            for include in document.includes:
                if include.path not in seen and include.path in self.snippets:
                    seen.add(include.path)
                    waiting.append(self.snippets[include.path])


class _Loader:
    """Reads the parts of a site, using again what is known of files that have not changed."""

    def __init__(self, root: Path, known: Files) -> None:
        self.reader = Reader(root)
        self.known = known
        self.files: dict[str, tuple[str, Any]] = {}
        self.problems: list[Problem] = []

    def thing(self, file: Text, read: Callable[[], Thing], revive: Callable[[Thing], None]) -> Thing:
        """What is in a file: as it was read before, its text put back, or read now."""
        digest = file.digest
        before = self.known.get(file.path)
        if before and before[0] == digest:
            thing: Thing = before[1]
            revive(thing)
        else:
            thing = read()
        self.files[file.path] = (digest, thing)
        return thing

    def records(self, folder: str) -> dict[str, Record]:
        """The YAML files below a folder, by name without suffix."""
        found = {}
        for file in self.reader.texts(folder, ".yml"):
            record = self.thing(file, partial(_read_record, file), _revive_record)
            self.problems.extend(record.problems)
            found[file.name.removesuffix(".yml")] = record
        return found

    def snippets(self) -> Iterator[tuple[str, Document]]:
        for file in self.reader.texts("snippets", ".md"):
            read, revive = partial(_read_snippet, file), partial(_revive_snippet, file.text)
            yield file.name, self.thing(file, read, revive)

    def pages(self) -> Iterator[Page]:
        for language in WRITTEN_LANGUAGES:
            for file in self.reader.texts(f"docs/{language}", ".md"):
                page = self.thing(file, partial(_read_page, language, file), partial(_revive_page, file.text))
                self.problems.extend(page.front.problems)
                yield page


def _read_page(language: str, file: Text) -> Page:
    front, document = split_front_matter(file.text, file.path)
    return Page(language, file.name.removesuffix(".md"), file.path, file.text, front, document)


def _read_record(file: Text) -> Record:
    return parse_yaml(file.text, file.path)


def _read_snippet(file: Text) -> Document:
    return Document(file.path, file.text)


def _revive_page(text: str, page: Page) -> None:
    """Put the text back into a page that comes from the cache."""
    if "text" not in page.__dict__:
        page.__dict__["text"] = text
        page.document.__dict__["text"] = split_body(text)


def _revive_snippet(text: str, document: Document) -> None:
    document.__dict__.setdefault("text", text)


def _revive_record(_: Record) -> None:
    """A record holds its data, not its text."""


def load_site(root: Path, today: date, known: Files | None = None) -> Site:
    """Read everything under `root`; what cannot be read is reported, never raised.

    `known` are the `files` of a site read before: those that have not changed are not read again.
    """
    loader = _Loader(root, known or {})
    data = loader.records("docs/_data")
    source_records = {
        name.removeprefix("sources/"): record for name, record in data.items() if name.startswith("sources/")
    }
    reader = loader.reader
    return Site(
        root=root,
        today=today,
        pages={(page.language, page.key): page for page in loader.pages()},
        snippets=dict(loader.snippets()),
        data={name: record for name, record in data.items() if not name.startswith("sources/")},
        sources={id: source_from(record) for id, record in source_records.items()},
        source_records=source_records,
        words=loader.records("overrides/strings"),
        strays=(
            *reader.others("snippets", *(f"docs/{language}" for language in WRITTEN_LANGUAGES)),
            *reader.misplaced(frozenset({*WRITTEN_LANGUAGES, "_data", "assets"})),
        ),
        templates={
            file.path: file.text
            for folder, suffix in (("overrides", ".html"), ("overrides", ".js"), ("scripts", ".py"))
            for file in reader.texts(folder, suffix)
        },
        unreadable=(*reader.problems, *loader.problems),
        files=loader.files,
    )
