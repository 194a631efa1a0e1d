"""A larger site: ours, and pages recombined from the sentences of ours."""

import random
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from guide.addresses import page_file
from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Page, Site
from guide.make.search import Words
from guide.markdown import Document
from guide.records import Record
from guide.search.texts import Text, texts_of

_CHINESE = re.compile(r"[^。；？！\n]+[。；？！]?")
_ENGLISH = re.compile(r"(?:[^.;?!\n]|[.;?!](?! ))+[.;?!]?")


class _Sentences:
    """What the pages of one language are made of, to be dealt out again."""

    def __init__(self, texts: Sequence[Text], language: str, chance: random.Random) -> None:
        self.chance = chance
        self.pattern = _ENGLISH if language == "en" else _CHINESE
        said = (section.text for text in texts for section in text.sections)
        self.all = [sentence for text in said for sentence in self.pattern.findall(text) if sentence.strip()]
        self.headings = [section.title for text in texts for section in text.sections if section.id]

    def like(self, text: str) -> str:
        """As many sentences as a text has, from anywhere."""
        count = sum(1 for sentence in self.pattern.findall(text) if sentence.strip())
        return "".join(self.chance.choices(self.all, k=count)) if count else ""


def _spliced(first: str, second: str) -> str:
    """The beginning of one phrase and the end of another."""
    if " " in first and " " in second:
        a, b = first.split(), second.split()
        return " ".join(a[: (len(a) + 1) // 2] + b[len(b) // 2 :])
    return first[: (len(first) + 1) // 2] + second[len(second) // 2 :]


def larger(site: Site, site_dir: Path, pages: int, folder: Path) -> Site:
    """Make a site of so many searchable pages a language, built in `folder`; same input, same pages."""
    shutil.copytree(site_dir, folder)
    chance = random.Random(pages)
    kinds = list(Words(site).kinds)
    known = {language: texts_of(site, site_dir, language, kinds) for language in WRITTEN_LANGUAGES}
    both = [
        key
        for key in (text.key for text in known[SOURCE_LANGUAGE])
        if all(site.page(language, key) for language in WRITTEN_LANGUAGES)
    ]
    models = [(chance.choice(both), chance.choice(both)) for _ in range(pages - len(known[SOURCE_LANGUAGE]))]
    made = dict(site.pages)
    for language in WRITTEN_LANGUAGES:
        texts = {text.key: text for text in known[language]}
        sentences = _Sentences(known[language], language, chance)
        aliases = [alias for text in texts.values() for alias in text.aliases]
        for number, (model, other) in enumerate(models):
            key = f"topics/made-{number}"
            made[language, key] = _page(language, key, texts[model], texts[other], sentences, aliases)
            file = folder / page_file(language, key)
            file.parent.mkdir(parents=True)
            file.write_text(_built(texts[model], sentences), encoding="utf-8")
    return replace(site, pages=made)


def _page(
    language: str, key: str, model: Text, other: Text, sentences: _Sentences, aliases: Sequence[str]
) -> Page:
    title, description = _spliced(model.title, other.title), sentences.like(model.description)
    front: dict[str, Any] = {"title": title, "description": description}
    if language == SOURCE_LANGUAGE:
        pairs = ((alias, sentences.chance.choice(aliases)) for alias in model.aliases)
        facts = {"kind": model.kind, "stages": list(model.stages), "group": model.group}
        front |= facts | {"aliases": [_spliced(*pair) for pair in pairs]}
    path = f"docs/{language}/{key}.md"
    return Page(language, key, path, "", Record(path, front), Document(path, ""))


def _built(model: Text, sentences: _Sentences) -> str:
    """A page with the sections of its model, filled with sentences of others."""
    parts = []
    for number, section in enumerate(model.sections):
        if section.id:
            parts.append(f'<h2 id="part-{number}">{escape(sentences.chance.choice(sentences.headings))}</h2>')
        parts.append(f"<p>{escape(sentences.like(section.text))}</p>")
    return f'<main><div class="text">{"".join(parts)}</div></main>'
