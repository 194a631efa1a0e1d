"""The plain words of a Markdown text: its blocks and sentences, without markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from guide.markdown import Document

_BLOCK = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+|^[ \t]*\|", re.M)
_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=[ \t]*\|)|\n(?=#{1,6} )")
_DEFINITION = re.compile(r"\s*\[[^\[\]\n]+\]:[ \t]")
_HEADING = re.compile(r"\s*#{1,6}\s")
_BRACKETS = re.compile(r"[（(](?:[^（()）\[]++|\[[^\[\]\n]*+\])*+[）)]|\[\]\[[^\[\]]*\]")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_MARKUP = re.compile(r"\{:?[^{}\n]*\}|\{![^\n]*?!\}|<[^<>\n]*>|\*\*|^\s*>\s?|^\s*[-:| ]+$", re.M)
_MARKED = re.compile(r"[{<*>]|^[ \t]*[-:]", re.M)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_SENTENCE = {
    "zh": re.compile(r"[^。！？；\n]+[。！？；]?"),
    "en": re.compile(r"[^\n]+?(?:[.!?](?=\s|$)|$)", re.M),
}


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, table row or heading, as written, and its offset in the document."""

    text: str
    start: int

    @property
    def is_heading(self) -> bool:
        return bool(_HEADING.match(self.text))

    @cached_property
    def words(self) -> str:
        """What is read: links by their text, citations and markup gone."""
        # The cells of a table row are sentences of their own.
        text = self.text
        if "[" in text:
            text = _LINK.sub(r"\1", _BRACKETS.sub(_without_citation, text))
        if "|" in text:
            text = text.replace("|", "\n")
        if _MARKED.search(text):
            text = _MARKUP.sub("", text)
        return _ITEM.sub("", text).strip()


def _without_citation(match: re.Match[str]) -> str:
    """Nothing in place of brackets that hold a citation, and of references without words."""
    text = match.group()
    return "" if "][law:" in text or text.startswith("[]") else text


def blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document, code and comments left out; found once."""
    # Beside the other findings, not among what is remembered: the cache between runs has no texts.
    if "blocks" not in document.__dict__:
        document.__dict__["blocks"] = tuple(_blocks(document))
    found: tuple[Block, ...] = document.__dict__["blocks"]
    return found


def _blocks(document: Document) -> Iterator[Block]:
    start = 0
    for match in [*_BREAK.finditer(document.visible), None]:
        end = match.start() if match else len(document.visible)
        text = document.visible[start:end]
        if text.strip() and not _DEFINITION.match(text):
            lead = len(text) - len(text.lstrip())
            yield Block(text.strip(), start + lead)
        start = match.end() if match else end


def sentences(words: str, language: str) -> list[str]:
    """The sentences of a block's words; a colon does not end one."""
    pattern = _SENTENCE["en" if language == "en" else "zh"]
    return [found.strip() for found in pattern.findall(words) if found.strip()]


def length(sentence: str, language: str) -> int:
    """Characters of a Chinese sentence, punctuation apart; words of an English one."""
    if language == "en":
        return len(re.findall(r"[^\W_][\w'’,.%–-]*", sentence))
    return len(re.findall(r"[^\W_]", re.sub(r"[A-Za-z0-9][A-Za-z0-9.,:%/-]*", "字", sentence)))
