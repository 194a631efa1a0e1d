"""Rules on plain language: short sentences, the same words everywhere."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from guide.content import Page, Site
from guide.diagnostics import Place, Problem
from guide.markdown import Document
from guide.prose import blocks, length, sentences
from guide.remember import remembered
from guide.rule import rule

# Characters of Chinese, words of English: the longest sentence, and the longest average of a page.
LONGEST = {"zh-Hant": 40, "en": 25}
AVERAGE = {"zh-Hant": 20, "en": 15}
TITLE = {"zh-Hant": 22, "en": 60}
UNIT = {"zh-Hant": "characters", "en": "words"}


@rule("warning")
def long_sentence(site: Site) -> Iterator[Problem]:
    """A sentence has at most 40 characters of Chinese or 25 words of English.

    Bad:  one sentence that says what happened, why, and what to do about it
    Good: three sentences
    Fix:  make two or three sentences of it, one instruction each.
    """
    for page in site.pages.values():
        for place, start, size in sentence_sizes(page.document, page.language):
            if size > LONGEST[page.language]:
                message = f"a sentence of {size} {UNIT[page.language]}: {start}…"
                hint = f"make two of it; {LONGEST[page.language]} at the most"
                yield Problem(place, message, hint)


@remembered
def sentence_sizes(document: Document, language: str) -> tuple[tuple[Place, str, int], ...]:
    """(place of its block, its beginning, its length in characters or words) of each sentence."""
    return tuple(
        (document.place(block.start), sentence[:24], length(sentence, language))
        for block in blocks(document)
        if not block.is_heading
        for sentence in sentences(block.words, language)
    )


@rule("warning")
def long_title(site: Site) -> Iterator[Problem]:
    """A title has at most 22 characters of Chinese or 60 letters of English.

    Bad:  title: 如果催收員在晚上十點以後打電話給你應該怎麼辦才好呢
    Good: title: 催收晚上十點後打電話怎麼辦？
    Fix:  say only what tells this page from the others.
    """
    for page in site.pages.values():
        if len(page.title) > TITLE[page.language]:
            message = f"a title of {len(page.title)} characters"
            yield Problem(page.front.at("title"), message, f"{TITLE[page.language]} at the most")


def average_sentence(page: Page) -> float:
    """The mean length of a page's sentences, in characters or words; 0 for a page without any."""
    sizes = [size for _, _, size in sentence_sizes(page.document, page.language)]
    return sum(sizes) / len(sizes) if sizes else 0.0


@rule("warning")
def heavy_page(site: Site) -> Iterator[Problem]:
    """The sentences of a stage or topic page average at most 20 characters or 15 words.

    Bad:  a page of sentences that are all near the limit
    Good: mostly short sentences, a long one where it must be
    Fix:  shorten its longest sentences.
    """
    for page in site.pages.values():
        kind = site.facts(page.key).get("kind")
        mean = average_sentence(page)
        if kind in ("stage", "topic", "hub") and mean > AVERAGE[page.language]:
            message = f"sentences average {mean:.1f} {UNIT[page.language]}"
            yield Problem(page.front.at("title"), message, f"{AVERAGE[page.language]} at the most")


@rule()
def off_term(site: Site) -> Iterator[Problem]:
    """A thing has one name: the statute's, or the one in docs/_data/terms.yml.

    Bad:  帳戶被凍結
    Good: 賬戶被凍結
    Fix:  write the word that the hint names; `--fix` does it.
    """
    for language, wrong in _wrong_words(site).items():
        if not wrong:
            continue
        pattern = _pattern(wrong)
        for place, found in _off_terms(site, language, pattern):
            yield Problem(place, f"“{found}” is not our word", f"write {wrong[found].write}")


class Term(NamedTuple):
    """What to write for a word, and the longer words in which it may stand all the same."""

    write: str
    unless: tuple[str, ...]


def _wrong_words(site: Site) -> dict[str, dict[str, Term]]:
    """Language -> word not to write -> what to write."""
    record = site.record("terms")
    found: dict[str, dict[str, Term]] = {}
    for language in LONGEST:
        rows = record.get(language)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("not") and row.get("write"):
                unless = row.get("unless")
                allowed = tuple(map(str, unless)) if isinstance(unless, list) else ()
                found.setdefault(language, {})[str(row["not"])] = Term(str(row["write"]), allowed)
    return found


def _pattern(wrong: dict[str, Term]) -> re.Pattern[str]:
    """Finds wrong words, the longest first; where one stands in a word that is allowed, that."""
    allowed = {word for term in wrong.values() for word in term.unless}
    return re.compile("|".join(map(re.escape, sorted({*wrong, *allowed}, key=lambda w: (-len(w), w)))))


def _off_terms(site: Site, language: str, pattern: re.Pattern[str]) -> Iterator[tuple[Place, str]]:
    wrong = _wrong_words(site)[language]
    documents = [page.document for page in site.pages_in(language)]
    documents += [d for name, d in site.snippets.items() if name.startswith(f"{language}/")]
    for document in documents:
        yield from ((place, word) for place, word in _terms_in(document, pattern) if word in wrong)
    for page in site.pages_in(language):
        for key in ("title", "description"):
            for word in pattern.findall(str(page.front.get(key) or "")):
                if word in wrong:
                    yield page.front.at(key), word
    for source in site.sources.values():
        for article in source.articles.values():
            for word in pattern.findall(article.says.get(language, "")):
                if word in wrong:
                    yield article.place, word
    for file, record in site.words.items():
        for name, text in record.entries().items() if file.rpartition(".")[2] == language else ():
            for word in pattern.findall(str(text)):
                if word in wrong:
                    yield record.at(name), word


@remembered
def _terms_in(document: Document, pattern: re.Pattern[str]) -> tuple[tuple[Place, str], ...]:
    return tuple((document.place(m.start()), m.group()) for m in pattern.finditer(document.visible))
