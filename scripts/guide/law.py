"""Sources of law and their articles, as the site cites them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guide.diagnostics import Place
from guide.records import Record

Words = Mapping[str, str]


@dataclass(frozen=True)
class Article:
    """One provision: how it is cited, what it says, and how it was read.

    `cite` and `says` are by language; `basis` is "statute text", "press" or "secondary";
    `read` is the date (ISO 8601) on which it was read.
    """

    source: str
    key: str
    cite: Words
    says: Words
    quote: str
    basis: str
    read: str
    place: Place

    @property
    def name(self) -> str:
        return f"{self.source}/{self.key}"

    @property
    def anchor(self) -> str:
        return f"art-{self.key}"


@dataclass(frozen=True)
class Source:
    """One statute, rule, standard or notice, with the articles of it that were read."""

    id: str
    title: Words
    short: Words
    issuer: Words
    number: str
    in_force: str
    until: str
    basis: str
    read: str
    url: str
    articles: Mapping[str, Article]
    place: Place

    def citation(self, article: Article | None, language: str) -> str:
        """The short citation printed in a text: 《民法典》第188條, Civil Code Art. 188."""
        name = self.short.get(language, self.id)
        if article is None:
            return name
        cite = article.cite.get(language, "")
        # A whole document or an unnumbered passage is cited by the name of the document alone.
        numbered = any(character.isdigit() for character in cite)
        if not numbered:
            return name
        return f"{name} {cite}" if language == "en" else f"{name}{cite}"


def source_from(record: Record) -> Source:
    """Read a source file's record, leaving empty what it lacks (rules report what is missing)."""

    def text(key: str) -> str:
        value = record.get(key)
        return "" if value is None else str(value)

    def number() -> str:
        # A number or date that nobody read in a stored source is not printed.
        return "" if "number" in (record.get("unread") or []) else text("number")

    articles = record.get("articles")
    return Source(
        id=text("id"),
        title=_words(record.get("title")),
        short=_words(record.get("short")),
        issuer=_words(record.get("issuer")),
        number=number(),
        in_force="" if "in_force" in (record.get("unread") or []) else text("in_force"),
        until=text("until"),
        basis=text("basis"),
        read=text("read"),
        url=text("url"),
        articles={
            str(key): _article(record, str(key), value)
            for key, value in (articles if isinstance(articles, dict) else {}).items()
        },
        place=record.at(),
    )


def _article(record: Record, key: str, value: Any) -> Article:
    fields = value if isinstance(value, dict) else {}
    return Article(
        source=str(record.get("id", "")),
        key=key,
        cite=_words(fields.get("cite")),
        says=_words(fields.get("says")),
        quote=str(fields.get("quote") or ""),
        basis=str(fields.get("basis") or record.get("basis") or ""),
        read=str(fields.get("read") or record.get("read") or ""),
        place=record.at("articles", key),
    )


def _words(value: Any) -> Words:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
