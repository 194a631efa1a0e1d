"""Rules on how Markdown is written: nothing left open, nothing that the build does not check."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from urllib.parse import urlsplit

from guide.content import DERIVED_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.diagnostics import Place, Problem
from guide.links import leads_outside
from guide.markdown import Document
from guide.prose import blocks
from guide.references import TYPES
from guide.remember import remembered
from guide.rule import rule
from guide.rules.links import every_document

_IMG = re.compile(r"<img\b[^<>]*>", re.I)
_ALT = re.compile(r"\balt\s?=\s?(?:\"\s*[^\"\s]|'\s*[^'\s])", re.I)


@rule()
def missing_alt(site: Site) -> Iterator[Problem]:
    """A picture says in words what it shows.

    Bad:  ![](/assets/letter.svg)
    Good: ![法院傳票的樣子](/assets/letter.svg)
    Fix:  say in a few words what the picture shows.
    """
    for document in every_document(site):
        for link in document.links:
            if link.image and not link.text.strip():
                yield Problem(
                    link.place, f"the picture {link.target} has no words", "write them between [ and ]"
                )
        for tag in _IMG.finditer(document.visible) if "<" in document.visible else ():
            if not _ALT.search(tag.group()):
                yield Problem(document.place(tag.start()), "a picture without alt", "write ![words](path)")


@rule()
def link_names_a_language(site: Site) -> Iterator[Problem]:
    """A link stays in the language of the page: its path begins below the language's folder.

    Bad:  [費用](/en/risks/fees.md), [費用](../../en/risks/fees.md)
    Good: [費用](/risks/fees.md)
    Fix:  begin the path below the language: /risks/fees.md is right in every language.
    """
    for document in every_document(site):
        for link in document.links:
            parts = urlsplit(link.target) if not leads_outside(link.target) else None
            named = [part for part in parts.path.split("/")[:-1] if part in LANGUAGES] if parts else []
            if named:
                hint = "write the path below the language's folder; it is the same in each"
                yield Problem(link.place, f"{link.target} names {named[0]}", hint)


@rule()
def foreign_snippet(site: Site) -> Iterator[Problem]:
    """A page in the source language includes snippets of that language, and none has the derived.

    Bad:  {!en/letters/extension.md!} on a page of docs/zh-Hant/
    Good: {!zh-Hant/letters/extension.md!}
    Fix:  include the snippet of the same name in the folder of this language.
    """
    for document in every_document(site):
        folder = document.path.split("/")[1]
        for include in document.includes:
            language = include.path.partition("/")[0]
            # A translation may show the original, as the pages of letters do.
            wrong = language in WRITTEN_LANGUAGES and language not in (folder, SOURCE_LANGUAGE)
            if not wrong and language != DERIVED_LANGUAGE:
                continue
            yield Problem(include.place, f"{include.path} is in {language}", f"include {folder}/…")


@rule()
def unsafe_link(site: Site) -> Iterator[Problem]:
    """A link that leaves the site is https, mailto, tel or sms.

    Bad:  [法院](http://example.cn/), [法院](//example.cn/)
    Good: [法院](https://example.cn/)
    Fix:  write the https address; if the site has none, name it without a link.
    """
    good = ("https:", "mailto:", "tel:", "sms:")
    for document in every_document(site):
        for link in document.links:
            if leads_outside(link.target) and not link.target.lower().startswith(good):
                yield Problem(link.place, f"{link.target} is not a safe address", "write https://…")


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*|/)?)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
TAGS = frozenset(
    [
        "div",
        "span",
        "abbr",
        "sub",
        "sup",
        "br",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "ruby",
        "rt",
        "rp",
        "kbd",
    ]
)
ATTRIBUTES = frozenset(["id", "class", "lang", "translate", "markdown", "title", "open"])


@rule()
def raw_html(site: Site) -> Iterator[Problem]:
    """HTML in a text is only what Markdown cannot write; links and pictures are checked there alone.

    Bad:  <a href="/risks/fees/">費用</a>, <img src="x.svg">
    Good: [費用][risk:fees], ![傳票](/assets/x.svg)
    Fix:  write it in Markdown, where it is checked; Chinese quoted in Simplified may stand in a span with lang.
    """
    for document in every_document(site):
        for tag in _TAG.finditer(document.visible) if "<" in document.visible else ():
            attributes = set(_ATTRIBUTE.findall(_QUOTED.sub(" ", tag.group(3).lower())))
            place = document.place(tag.start())
            if tag.group(2).lower() not in TAGS:
                yield Problem(place, f"the tag {tag.group()[:60]} is not checked", "write it in Markdown")
            elif attributes - ATTRIBUTES:
                names = ", ".join(sorted(attributes - ATTRIBUTES))
                yield Problem(place, f"the attribute {names} is not for texts", "leave it out")


_OPEN = (
    (re.compile(r"\{:?[ \t]*#[^{}\n]*$", re.M), "{ #… is not closed", "write }"),
    (re.compile(r"^[^{\n]*[ \t]#[a-z0-9-]+[ \t]*\}[ \t]*$", re.M), "…} is not opened", "write { #the-id }"),
    (re.compile(r"\{!(?![^\n]*!\})"), "{! is not closed", "write {!path!}"),
    (re.compile(r"\{\{(?![^\n]*\}\})"), "{{ is not closed", "write {{ listing }}"),
    (
        re.compile(r"\]\((?![^\s()]*(?:\([^()\n]*\)[^()\n]*)*[^()\n]*\))"),
        "](… is not closed",
        "write [words](path)",
    ),
    (re.compile(r"\]\[[^\]\n]*$", re.M), "][… is not closed", "write [words][type:name]"),
    (re.compile(r"^#{1,6}[^\s#]", re.M), "no space after the signs of a heading", "write ## Words { #id }"),
    (re.compile(r"^#{7,}", re.M), "a heading of more than 6 signs", "write ## Words { #id }"),
    (
        re.compile(r"^[^|\n#`{][^\n]*\{\{[^\n]*\}\}|^\{\{[^\n]*\}\}[^\n]*[^\s\n]", re.M),
        "a listing within a line",
        "write it on a line of its own",
    ),
)
_PAIRS = dict(zip("」』》〉】）〕”’", "「『《〈【（〔“‘", strict=True))
_SIGNS = re.compile("[" + "".join(_PAIRS) + "".join(_PAIRS.values()) + "]")
_LOOSE = re.compile(rf"\[(?:{'|'.join(TYPES)}):[^\[\]\n]*\]|(?<=\])[ \t\n]\[[^\[\]\n]*\]")


@remembered
def _left_open(document: Document) -> tuple[tuple[Place, str, str], ...]:
    text = document.visible
    found = [
        (document.place(match.start()), message, hint)
        for pattern, message, hint in _OPEN
        for match in pattern.finditer(text)
    ]
    for sign, close in (("<!--", "-->"), ("```", "```"), ("~~~", "~~~")):
        if sign in document.text and _is_open(document.text, sign, close):
            found.append(
                (document.place(document.text.rindex(sign)), f"{sign} is not closed", f"write {close}")
            )
    ends = [m.end() for m in document.matches]
    for match in _LOOSE.finditer(text):
        around = bisect_right(ends, match.start())
        if around == len(ends) or document.matches[around].start() > match.start():
            message = f"{match.group().strip()} is no reference as it stands"
            found.append((document.place(match.start()), message, "write [words][type:name] without a space"))
    return (*found, *_unbalanced(document))


def _is_open(text: str, sign: str, close: str) -> bool:
    if sign == "<!--":
        return close not in text[text.rindex(sign) :]
    lines = [line for line in text.split("\n") if line.lstrip().startswith(sign)]
    return len(lines) % 2 == 1


def _unbalanced(document: Document) -> Iterator[tuple[Place, str, str]]:
    """Quotation marks and brackets that do not come in pairs, block by block."""
    for block in blocks(document):
        place = document.place(block.start)
        if block.text.count("**") % 2:
            yield place, "** is not closed", "write ** before and after the words"
        waiting: list[str] = []
        for sign in _SIGNS.findall(block.text):
            if sign not in _PAIRS:
                waiting.append(sign)
            elif waiting and waiting[-1] == _PAIRS[sign]:
                waiting.pop()
            elif sign != "’":  # an apostrophe
                waiting.append(sign)
                break
        waiting = [sign for sign in waiting if sign not in "‘’"]
        if waiting:
            yield place, f"{waiting[-1]} has no counterpart in this paragraph", "write both of a pair"


@rule()
def unclosed_markup(site: Site) -> Iterator[Problem]:
    """What is opened is closed: ids, links, includes, comments, emphasis, brackets, quotations.

    Bad:  ## 先打電話 { #call-first
    Good: ## 先打電話 { #call-first }
    Fix:  write the missing half, or take away the one that is too much.
    """
    for document in every_document(site):
        for place, message, hint in _left_open(document):
            yield Problem(place, message, hint)
