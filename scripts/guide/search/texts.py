"""The texts of the pages, taken from what was built, section by section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guide.addresses import page_file
from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.facts import codes
from guide.script import simplified
from guide.search.characters import HAN

_SENTENCE = re.compile(r"[。；？]|[.;?](?= )")
# Kinds whose title tells enough until the rest has come.
_LATER = frozenset({"risk"})
# The links that end each page speak of other pages: who asks for those should find those.
_NOT_READ = frozenset({"sources", "already-happened"})


@dataclass(frozen=True)
class Section:
    """A part of a page that a link can lead to; the part before the first heading has no id."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Text:
    """A page as the search knows it, in one language."""

    key: str
    code: str
    kind: str
    stages: tuple[str, ...]
    group: str
    title: str
    description: str
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def answer(self) -> str:
        """What the first tier shows: the first sentence of the short answer, none of a definition."""
        if self.kind in _LATER:
            return ""
        end = _SENTENCE.search(self.description, 16 if self.description[:1] > "\u3000" else 60)
        return self.description[: end.end()] if end else self.description

    @property
    def rest(self) -> str:
        return self.description[len(self.answer) :]


# How many aliases of a page the first tier holds in each script; the others are searched with the second.
_FIRST_ALIASES = {"topic": 6, "stage": 7, "hub": 7}
_FEW_ALIASES = 4

# Pages that only list others: what they list is found by itself.
_LISTS = frozenset({"home", "index"})
_NONE = (Section("", "", ""),)


def texts_of(site: Site, site_dir: Path, language: str, kinds: Sequence[str]) -> list[Text]:
    """The pages of a written language: those with a code first, by kind, then by code."""
    by_key = codes(site)
    found = [_text(site, site_dir, language, key, by_key.get(key, "")) for key in sorted(site.keys)]
    order = {kind: i for i, kind in enumerate(kinds)}
    kept = [text for text in found if text and text.kind in order]
    return sorted(kept, key=lambda text: (not text.code, order[text.kind], text.code, text.key))


def _text(site: Site, site_dir: Path, language: str, key: str, code: str) -> Text | None:
    file = site_dir / page_file(language, key)
    if not file.exists():
        return None
    facts, page = site.facts(key), site.page(language, key)
    source = site.sources.get(key.removeprefix("sources/"))
    kind = str(facts.get("kind") or ("law" if source and not page else "about"))
    description = page.description if page else source.title.get(language, "") if source else ""
    aliases = [str(alias) for alias in facts.get("aliases") or ()]
    first = _first_of_each_script(aliases, _FIRST_ALIASES.get(kind, _FEW_ALIASES))
    return Text(
        key=key,
        code=code,
        kind=kind,
        stages=tuple(facts.get("stages") or ()),
        group=str(facts.get("group") or ""),
        title=site.title(language, key),
        description=simplified(description) if language == "en" else description,
        aliases=tuple(first),
        questions=(*(a for a in aliases if a not in first), *questions_of(site).get(key, ())),
        sections=_NONE if kind in _LISTS else tuple(sections_of(file.read_text(encoding="utf-8"))),
    )


def _first_of_each_script(aliases: Sequence[str], most: int) -> list[str]:
    """The first aliases in Chinese and the first in Latin letters, in the order written."""
    chinese = [alias for alias in aliases if HAN.search(alias)][:most]
    latin = [alias for alias in aliases if not HAN.search(alias)][:most]
    return [alias for alias in aliases if alias in chinese or alias in latin]


def questions_of(site: Site) -> dict[str, tuple[str, ...]]:
    """Page key -> what people type when the page answers them: all of docs/_data/questions/."""
    found: dict[str, tuple[str, ...]] = {}
    for name, record in site.data.items():
        if name.startswith("questions/") and isinstance(record.data, dict):
            found |= {key: tuple(map(str, asked or ())) for key, asked in record.data.items()}
    return found


def asked_of(site: Site) -> dict[str, tuple[str, ...]]:
    """Page key -> all that people ask it: titles, aliases and questions; of pages with questions only."""
    return {
        key: (
            *(site.title(language, key) for language in WRITTEN_LANGUAGES if site.page(language, key)),
            *map(str, site.facts(key).get("aliases") or ()),
            *questions,
        )
        for key, questions in questions_of(site).items()
        if site.page(SOURCE_LANGUAGE, key)
    }


def sections_of(html: str) -> list[Section]:
    """The sections of a built page, its headings of two levels with an id beginning each."""
    body = LexborHTMLParser(html).css_first("main .text")
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    heading: LexborNode | None = None
    for node in body.traverse(include_text=True) if body else ():
        if node.tag in ("h2", "h3") and node.attributes.get("id"):
            heading = node
            parts.append((node.attributes["id"] or "", node.text().strip(), []))
        elif node.tag == "-text" and (heading is None or node.parent != heading):
            parts[-1][2].append(node.text())
    return [Section(id, title, "".join(text)) for id, title, text in parts if id not in _NOT_READ]


def in_simplified(texts: Sequence[Text]) -> list[Text]:
    """The texts of the Traditional pages, as the Simplified site shows them."""
    return [
        Text(
            **{
                **vars(text),
                "title": simplified(text.title),
                "description": simplified(text.description),
                "aliases": tuple(simplified(alias) for alias in text.aliases),
                "sections": tuple(Section(s.id, simplified(s.title), "") for s in text.sections),
            }
        )
        for text in texts
    ]
