"""Each letter as a blank document: to print and fill in by hand, or to fill in with a word processor.

The documents are written by the script of the page, so that a blank and a filled letter look alike.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import quickjs

from guide.content import SOURCE_LANGUAGE, Site
from guide.letters import Letter, blank_lines, letters
from guide.make.scripts import joined
from guide.script import simplified
from guide.tools.letters import letter_lines

FOLDER = "downloads/letters"
# What is in each version: the Chinese to send, in Traditional, or with the English below it.
VERSIONS = ("zh-Hans", "zh-Hant", "en")
_LIBRARY = "overrides/assets/lib/docx.js"


def write_letters(site: Site, site_dir: Path, site_url: str = "") -> None:
    """Write `downloads/letters/<id>.<version>.docx` into a built site; no address is in it."""
    context = quickjs.Context()
    context.eval(joined((site.root / _LIBRARY).resolve()))
    folder = site_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for letter in letters(site):
        for version in VERSIONS:
            (folder / f"{letter.id}.{version}.docx").write_bytes(
                _document(context, blocks(site, letter, version))
            )


def _document(context: quickjs.Context, content: list[dict[str, Any]]) -> bytes:
    """The bytes of a document of { text, style }, as lib/docx.js writes them."""
    given = json.dumps(content, ensure_ascii=True)
    return bytes(json.loads(context.eval(f'JSON.stringify(Array.from(textDocument({given}, "zh-CN")))')))


def blocks(site: Site, letter: Letter, version: str) -> list[dict[str, Any]]:
    """The paragraphs of a letter's blank, with what is said to its writer."""
    chinese = list(_paragraphs(site, letter, SOURCE_LANGUAGE))
    if version != "zh-Hant":
        chinese = [block | {"text": simplified(block["text"])} for block in chinese]
    if version != "en":
        return chinese
    below = {"text": site.tool_word("en", "letters", "english-below"), "style": "Heading1"}
    return [*chinese, below, *_paragraphs(site, letter, "en")]


def _paragraphs(site: Site, letter: Letter, language: str) -> Iterator[dict[str, Any]]:
    written = list(blank_lines(site, language, letter.id))
    texts = letter_lines([line.data for line in written], {}, (), {}, language)
    for at, (line, text) in enumerate(zip(written, texts, strict=True)):
        heading = {"style": f"Heading{2 if at else 1}"} if line.kind in {"section", "heading"} else {}
        yield {"text": text} | heading
