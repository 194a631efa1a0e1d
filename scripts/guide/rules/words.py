"""Rules on plain language: short sentences, the same words everywhere."""

import re
from collections.abc import Iterator

from guide.content import Page, Site
from guide.diagnostics import Problem
from guide.prose import blocks, length, sentences
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
    """
    for page in site.pages.values():
        for block in blocks(page.document):
            if block.is_heading:
                continue
            for sentence in sentences(block.words, page.language):
                size = length(sentence, page.language)
                if size > LONGEST[page.language]:
                    message = f"a sentence of {size} {UNIT[page.language]}: {sentence[:24]}…"
                    hint = f"make two of it; {LONGEST[page.language]} at the most"
                    yield Problem(page.document.place(block.start), message, hint)


@rule("warning")
def long_title(site: Site) -> Iterator[Problem]:
    """A title has at most 22 characters of Chinese or 60 letters of English.

    Bad:  title: 如果催收員在晚上十點以後打電話給你應該怎麼辦才好呢
    Good: title: 催收晚上十點後打電話怎麼辦？
    """
    for page in site.pages.values():
        if len(page.title) > TITLE[page.language]:
            message = f"a title of {len(page.title)} characters"
            yield Problem(page.front.at("title"), message, f"{TITLE[page.language]} at the most")


def average_sentence(page: Page) -> float:
    """The mean length of a page's sentences, in characters or words; 0 for a page without any."""
    sizes = [
        length(sentence, page.language)
        for block in blocks(page.document)
        if not block.is_heading
        for sentence in sentences(block.words, page.language)
    ]
    return sum(sizes) / len(sizes) if sizes else 0.0


@rule("warning")
def heavy_page(site: Site) -> Iterator[Problem]:
    """The sentences of a stage or topic page average at most 20 characters or 15 words.

    Bad:  a page of sentences that are all near the limit
    Good: mostly short sentences, a long one where it must be
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
    """
    for language, wrong in _wrong_words(site).items():
        pattern = re.compile("|".join(map(re.escape, sorted(wrong, key=len, reverse=True))))
        if not wrong:
            continue
        for page in site.pages.values():
            if page.language == language:
                yield from _off_terms(page, pattern, wrong)
        for source in site.sources.values():
            for article in source.articles.values():
                for found in pattern.findall(article.says.get(language, "")):
                    yield Problem(article.place, f"“{found}” is not our word", f"write {wrong[found]}")


def _wrong_words(site: Site) -> dict[str, dict[str, str]]:
    """Language -> word not to write -> word to write."""
    return {
        language: {str(row["not"]): str(row["write"]) for row in site.record("terms").get(language) or []}
        for language in LONGEST
    }


def _off_terms(page: Page, pattern: re.Pattern[str], wrong: dict[str, str]) -> Iterator[Problem]:
    for match in pattern.finditer(page.document.visible):
        place = page.document.place(match.start())
        yield Problem(place, f"“{match.group()}” is not our word", f"write {wrong[match.group()]}")
    for key in ("title", "description"):
        found = pattern.search(str(page.front.get(key) or ""))
        if found:
            place = page.front.at(key)
            yield Problem(place, f"“{found.group()}” is not our word", f"write {wrong[found.group()]}")
