"""Rules on law: every legal statement has a source, and every source a date."""

import re
from collections.abc import Iterator

from guide.content import SOURCE_LANGUAGE, Site
from guide.diagnostics import Place, Problem
from guide.markdown import Document
from guide.prose import blocks
from guide.references import laws_cited
from guide.remember import remembered
from guide.rule import rule

# Words by which a sentence says what the law commands, allows or threatens.
_LEGAL = {
    "zh-Hant": re.compile(
        r"不得|應當|有權|無權|違法|構成犯罪|有期徒刑|拘留|罰款|法定|"
        r"(?<!\d)\d++(?:日|個工作日|個月)(?:之)?內"
    ),
    "en": re.compile(
        r"\b(?:may not|must not|is entitled to|has (?:the|a) right|unlawful|illegal|a crime|"
        r"imprisonment|detention|fined|statutory|by law|within \d+ (?:working )?(?:days|months))\b"
    ),
}
_SOURCED = re.compile(r"\]\[law:|\]\[(?:risk|topic|letter|stage|page):")


@rule()
def unsourced_claim(site: Site) -> Iterator[Problem]:
    """A legal statement has its source, or a link to the page that has it, in its paragraph.

    Bad:  - 收到支付令後15日內可以提出異議。
    Good: - 收到支付令後15日內可以提出異議（[][law:cpl/227]）。
    Fix:  cite the article after the sentence, or link to the page that does.
    """
    for page in site.pages.values():
        for place, words in _unsourced(page.document, page.language):
            hint = "cite the article, as in [][law:civil-code/188]"
            yield Problem(place, f"nothing is cited for “{words}”", hint)


@remembered
def _unsourced(document: Document, language: str) -> tuple[tuple[Place, str], ...]:
    found = []
    for block in blocks(document):
        legal = _LEGAL[language].search(block.words)
        if legal and not block.is_heading and not _SOURCED.search(block.text):
            start = block.start + max(block.text.find(legal.group()), 0)
            found.append((document.place(start), legal.group()))
    return tuple(found)


@rule()
def unused_source(site: Site) -> Iterator[Problem]:
    """Every article that is kept is cited on some page.

    Bad:  an article in docs/_data/sources/ that no page cites
    Good: cite it, or remove it
    Fix:  cite the article, or remove it from the file.
    """
    cited = {name for page in site.pages.values() for name in laws_cited(site, page)}
    for source in site.sources.values():
        for article in source.articles.values():
            if article.name not in cited and source.id not in cited:
                hint = f"cite it as [][law:{article.name}], or remove it"
                yield Problem(article.place, f"no page cites {article.name}", hint)


@rule("warning")
def overdue_review(site: Site) -> Iterator[Problem]:
    """A page or claim is looked at again by the date it names.

    Bad:  review_by: 2026-01-31, on 2026-02-01
    Good: a date to come, once the law has been read again
    Fix:  read the law again, correct the page if need be, then write the next date.
    """
    for page in site.pages_in(SOURCE_LANGUAGE):
        due = page.front.get("review_by")
        if due and str(due) < site.today.isoformat():
            hint = "read its law again, then write the next date"
            yield Problem(page.front.at("review_by"), f"the review was due on {due}", hint)
    record = site.record("claims")
    for index, claim in record.rows():
        due = claim.get("review_by")
        if due and str(due) < site.today.isoformat():
            hint = "read its sources again, then write the next date"
            yield Problem(record.at(index, "review_by"), f"the review was due on {due}", hint)


@rule("warning")
def expired_claim(site: Site) -> Iterator[Problem]:
    """A statement that ends is rewritten when it has ended.

    Bad:  until: 2026-03-31, on 2026-04-01, on a claim that does not say that it has ended
    Good: the page says what holds now, and the claim has ended: true
    Fix:  rewrite the places that state it, then write ended: true.
    """
    record = site.record("claims")
    for index, claim in record.rows():
        until = claim.get("until")
        if until and str(until) < site.today.isoformat() and not claim.get("ended"):
            hint = f"rewrite {', '.join(map(str, claim.get('at') or []))}, then write ended: true"
            yield Problem(record.at(index, "until"), f"this held until {until}", hint)
