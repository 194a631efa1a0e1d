"""The plain words of a Markdown text: its blocks and sentences, without markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.markdown import Document

_BLOCK = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+|^[ \t]*\|", re.M)
_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=[ \t]*\|)|\n(?=#{1,6} )")
_HEADING = re.compile(r"\s*#{1,6}\s")
_CITATION = re.compile(
    r"[（(][^（()）]*?(?:\[[^\]]*\]\[law:[^\]]+\][、；;, ]*)+[^（()）]*?[）)]|\[\]\[[^\]]*\]"
)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_MARKUP = re.compile(r"\{:?[^{}\n]*\}|\{![^\n]*?!\}|<[^<>\n]*>|\*\*|^\s*>\s?|^\s*[-:| ]+$", re.M)
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

    @property
    def words(self) -> str:
        """What is read: links by their text, citations and markup gone."""
        # The cells of a table row are sentences of their own.
        text = _CITATION.sub("", self.text).replace("|", "\n")
        text = _LINK.sub(r"\1", text)
        return _ITEM.sub("", _MARKUP.sub("", text)).strip()


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of a document, code and comments left out."""
    start = 0
    for match in [*_BREAK.finditer(document.visible), None]:
        end = match.start() if match else len(document.visible)
        text = document.visible[start:end]
        if text.strip():
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
