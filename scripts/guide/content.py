"""The content of the site, read once: pages, snippets, facts and law, frozen."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from guide.diagnostics import Place, Problem
from guide.law import Source, source_from
from guide.markdown import Document
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

    @property
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
    by language, `unreadable` what could not be read at all.
    """

    root: Path
    today: date
    pages: Mapping[tuple[str, str], Page]
    snippets: Mapping[str, Document]
    data: Mapping[str, Record]
    sources: Mapping[str, Source]
    source_records: Mapping[str, Record]
    words: Mapping[str, Record]
    unreadable: tuple[Problem, ...] = field(default=())

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


def split_front_matter(text: str, path: str) -> tuple[Record, Document]:
    """A page's front matter and its body, each knowing the lines of the file it stands on."""
    if not text.startswith("---\n"):
        return Record(path), Document(path, text)
    end = text.find("\n---\n", 3)
    if end < 0:
        fault = Problem(Place(path), "the front matter has no end", "close it with a line of ---")
        return Record(path, problems=(fault,)), Document(path, "")
    body_starts = end + len("\n---\n")
    front = parse_yaml(text[4 : end + 1], path, first_line=2)
    return front, Document(path, text[body_starts:], text.count("\n", 0, body_starts) + 1)


class _Loader:
    """Reads files below a root, keeping the problems of those that cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def files(self, folder: str, suffix: str) -> Iterator[tuple[str, str]]:
        """(path relative to the folder, text) of each file, in order of path."""
        base = self.root / folder
        found = [
            Path(directory, name)
            for directory, folders, names in os.walk(base)
            for name in names
            if name.endswith(suffix) and not name.startswith(".")
        ]
        for file in sorted(found):
            text = self.text(file.relative_to(self.root).as_posix())
            if text is not None:
                yield file.relative_to(base).as_posix(), text

    def text(self, path: str) -> str | None:
        try:
            return (self.root / path).read_bytes().decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problems.append(Problem(Place(path, line), "not UTF-8", "save the file as UTF-8"))
        except OSError as error:
            self.problems.append(Problem(Place(path), f"cannot be read: {error.strerror}"))
        return None

    def record(self, path: str, text: str) -> Record:
        record = parse_yaml(text, path)
        self.problems.extend(record.problems)
        return record

    def pages(self) -> Iterator[Page]:
        for language in WRITTEN_LANGUAGES:
            for name, text in self.files(f"docs/{language}", ".md"):
                path = f"docs/{language}/{name}"
                front, document = split_front_matter(text, path)
                self.problems.extend(front.problems)
                yield Page(language, name.removesuffix(".md"), path, text, front, document)


def load_site(root: Path, today: date) -> Site:
    """Read everything under `root`; what cannot be read is reported, never raised."""
    loader = _Loader(root)
    pages = {(page.language, page.key): page for page in loader.pages()}
    snippets = {name: Document(f"snippets/{name}", text) for name, text in loader.files("snippets", ".md")}
    data = {
        name.removesuffix(".yml"): loader.record(f"docs/_data/{name}", text)
        for name, text in loader.files("docs/_data", ".yml")
        if not name.startswith("sources/")
    }
    source_records = {
        name.removesuffix(".yml"): loader.record(f"docs/_data/sources/{name}", text)
        for name, text in loader.files("docs/_data/sources", ".yml")
    }
    words = {
        name.removesuffix(".yml"): loader.record(f"overrides/strings/{name}", text)
        for name, text in loader.files("overrides/strings", ".yml")
    }
    return Site(
        root=root,
        today=today,
        pages=pages,
        snippets=snippets,
        data=data,
        sources={id: source_from(record) for id, record in source_records.items()},
        source_records=source_records,
        words=words,
        unreadable=tuple(loader.problems),
    )
