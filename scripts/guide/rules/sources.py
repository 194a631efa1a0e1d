"""Rules on sources of law: in force, looked up, cited as what they are."""

import re
from collections.abc import Iterator
from datetime import date

from guide.content import WRITTEN_LANGUAGES, Page, Site
from guide.diagnostics import Place, Problem, did_you_mean
from guide.markdown import Document
from guide.numbers import MONTHS
from guide.prose import blocks
from guide.references import laws_cited
from guide.remember import remembered
from guide.rule import rule
from guide.rules.links import every_document

# Words by which a paragraph says that what it cites holds no longer.
_PAST = {
    "zh-Hant": re.compile(r"廢止|失效|不再(?:適用|有效)|已(?:經)?(?:結束|終止)|被.{0,20}(?:取代|代替)|舊"),
    "en": re.compile(r"\b(?:repealed|no longer|expired|ended|replaced|superseded|former(?:ly)?)\b", re.I),
}


@rule("warning")
def repealed_source(site: Site) -> Iterator[Problem]:
    """A source is not cited as law in force after the last day on which it was.

    Bad:  [][law:old-rules/3], when old-rules.yml has until: 2025-12-31
    Good: the source that replaced it, or a paragraph that says that the old one is repealed
    Fix:  cite what replaced it; to speak of the past, say in the paragraph that it is repealed.
    """
    ended = _ended(site)
    for page in site.pages.values() if ended else ():
        for document in site.documents(page):
            for name, start, place in _citations(document):
                until = ended.get(name) or ended.get(name.partition("/")[0])
                if until and not _says_past(document, start, page.language):
                    hint = "cite what replaced it, or say in the paragraph that it is repealed"
                    yield Problem(place, f"law:{name} was in force until {until}", hint)


def _ended(site: Site) -> dict[str, str]:
    """Names of sources and articles that have ended -> the last day on which they were in force."""
    today = site.today.isoformat()
    found = {}
    for source in site.sources.values():
        record = site.source_records.get(source.id)
        articles = record.get("articles") if record else None
        rows = articles.items() if isinstance(articles, dict) else ()
        dates = {source.id: source.until}
        dates |= {
            f"{source.id}/{key}": str(row.get("until") or "") for key, row in rows if isinstance(row, dict)
        }
        found.update({name: until for name, until in dates.items() if until and until < today})
    return found


def _citations(document: Document) -> Iterator[tuple[str, int, Place]]:
    for reference in document.references:
        if reference.label.startswith("law:"):
            yield reference.label.removeprefix("law:"), reference.start, reference.place


def _says_past(document: Document, offset: int, language: str) -> bool:
    for block in blocks(document):
        if block.start <= offset < block.start + len(block.text):
            return bool(_PAST[language].search(block.text))
    return False


@rule()
def source_without_link_or_note(site: Site) -> Iterator[Problem]:
    """What a source says can be looked up: by a quotation, a link to the text, or a note on how it was read.

    Bad:  an article with cite and says alone, in a source without url
    Good: quote: “…”, or note: known from press reports alone
    Fix:  quote the sentence that was read, or note how it is known.
    """
    for record in site.source_records.values():
        articles = record.get("articles")
        if record.get("url") or record.get("note") or not isinstance(articles, dict):
            continue
        for key, article in articles.items():
            if isinstance(article, dict) and not (article.get("quote") or article.get("note")):
                hint = "add quote: or note: to it, or url: to its source"
                yield Problem(record.at("articles", key), f"nothing shows what {key} says", hint)


_ARTICLE = {
    "zh-Hant": re.compile(r"第(\d+)條(?:之(\d+))?"),
    "en": re.compile(r"\b(?:Art\.|Arts\.|Articles?) ?(\d+)(?:-(\d+))?"),
}


@rule()
def citation_mismatch(site: Site) -> Iterator[Problem]:
    """The article that a citation names is the one that it leads to.

    Bad:  [《民法典》第189條][law:civil-code/188]
    Good: [《民法典》第188條][law:civil-code/188], or [][law:civil-code/188]
    Fix:  look the article up, and name the same one in the words and in the link.
    """
    for document in every_document(site):
        for reference in document.references:
            if reference.label.startswith("law:") and reference.text:
                source, _, key = reference.label.removeprefix("law:").partition("/")
                record = site.sources.get(source)
                article = record.articles.get(key) if record else None
                named = {n for pattern in _ARTICLE.values() for n, _ in pattern.findall(reference.text)}
                cited = set(re.findall(r"\d+", " ".join(article.cite.values()) if article else ""))
                if article and named and cited and not named & cited:
                    message = f"the words name article {', '.join(sorted(named))}, the link leads to {key}"
                    yield Problem(reference.place, message, "name the article that is meant in both")


@rule()
def claim_without_citation(site: Site) -> Iterator[Problem]:
    """Each source of a claim in claims.yml exists, and a page that states the claim cites it.

    Bad:  sources: [civil-code/188], when no page under at: cites that article
    Good: the citation on the page, or the source that the page cites
    Fix:  cite the article on the page that states the claim, or correct the claim.
    """
    record = site.record("claims")
    names = {a.name for source in site.sources.values() for a in source.articles.values()} | {*site.sources}
    for index, claim in record.rows():
        cited = {name for page in _pages_of(site, claim) for name in laws_cited(site, page)}
        sources = claim.get("sources")
        for number, name in enumerate(sources if isinstance(sources, list) else ()):
            place = record.at(index, "sources", number)
            if name not in names:
                hint = did_you_mean(str(name), names, "name it as in docs/_data/sources/")
                yield Problem(place, f"there is no article {name}", hint)
            elif cited and name not in cited:
                message = f"no page that states {claim.get('id')} cites {name}"
                yield Problem(place, message, "cite it there, or name the source that is cited")


def _pages_of(site: Site, claim: dict[str, object]) -> Iterator[Page]:
    places = claim.get("at")
    for place in places if isinstance(places, list) else ():
        for language in WRITTEN_LANGUAGES:
            page = site.page(language, str(place).partition("#")[0])
            if page:
                yield page


_DATES = (
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?<![\d-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\d-])"),
    re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<n>{'|'.join(MONTHS)})(?: (?P<y>\d{{4}}))?\b"),
    re.compile(r"(?<![年\d])(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
)


@rule()
def impossible_date(site: Site) -> Iterator[Problem]:
    """A date in a text is one of the calendar.

    Bad:  2026年2月30日, 31 June 2026
    Good: 2026年2月28日, 30 June 2026
    Fix:  look the date up in the source.
    """
    for document in every_document(site):
        yield from _impossible(document)


@remembered
def _impossible(document: Document) -> tuple[Problem, ...]:
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(document.visible):
            if not _exists(match.groupdict()):
                hint = "look it up in the source"
                found.append(Problem(document.place(match.start()), f"there is no {match.group()}", hint))
    return tuple(found)


def _exists(parts: dict[str, str | None]) -> bool:
    month = MONTHS.index(str(parts["n"])) + 1 if "n" in parts else int(parts["m"] or 0)
    try:
        # A day without a year may be of a leap year.
        date(int(parts.get("y") or 2024), month, int(parts["d"] or 0))
    except ValueError:
        return False
    return True
