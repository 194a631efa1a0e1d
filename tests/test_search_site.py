"""What the search finds on the built site, through the page's own module."""

import csv
from functools import cache
from pathlib import Path

import pytest

from guide.content import LANGUAGES
from search import Engine

ROOT = Path(__file__).resolve().parents[1]

# Ten words, and a page that each must bring among the first three.
CHINESE = {
    "徵信": "topics/check-credit-report",
    "傳票": "topics/being-sued",
    "支付令": "topics/payment-order",
    "限高": "risks/consumption-restriction",
    "律師函": "topics/lawyers-letter",
    "凍結": "topics/frozen-account",
    "擔保人": "topics/guarantor",
    "上門": "topics/home-visit",
    "高鐵": "topics/travel",
    "利息": "topics/interest-and-fees",
}
ENGLISH = {
    "harassment": "topics/abusive-collectors",
    "summons": "topics/being-sued",
    "jail": "topics/prison",
    "frozen": "topics/frozen-account",
    "guarantor": "topics/guarantor",
    "instalments": "topics/instalments",
    "lawyer": "topics/lawyers-letter",
    "spouse": "topics/spouse-debt",
    "flights": "topics/travel",
    "reduce": "topics/what-a-court-may-reduce",
}


@cache
def engine(language: str) -> Engine:
    assert (ROOT / "site" / "search").is_dir(), "run make site first"
    return Engine(ROOT / "site", language)


def found(language: str, query: str, first: int) -> list[str]:
    return [hit["key"] for hit in engine(language).search(query)["results"][:first]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_words_find_their_pages(language: str) -> None:
    """Ten words in each language, Chinese ones in either script, each find their page."""
    for word, key in (ENGLISH if language == "en" else CHINESE).items():
        assert key in found(language, word, 3), word


@pytest.mark.parametrize(("name", "first", "few"), [("keep", 0.9, 0.95), ("unseen", 0.8, 0.92)])
def test_questions_kept_apart_find_a_right_page(name: str, first: float, few: float) -> None:
    """Of the questions that nobody tunes on, so many find a right page first, and in the first three."""
    with (ROOT / "tests" / "search" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers = [(found(row["lang"], row["query"], 3), row["expected"].split("|")) for row in rows]
    assert sum(keys[:1] != [] and keys[0] in right for keys, right in answers) >= first * len(rows)
    assert sum(any(key in right for key in keys) for keys, right in answers) >= few * len(rows)


def rows_of(name: str, kind: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "search" / f"{name}.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["class"] == kind]


def test_words_of_despair_bring_the_panel_in_every_language() -> None:
    """Every crisis question, in whichever script, brings the panel and the crisis page first."""
    for row in rows_of("tune", "crisis"):
        for language in LANGUAGES:
            assert engine(language).search(row["query"])["crisis"], (language, row["query"])
            assert found(language, row["query"], 1) == ["topics/suicidal-thoughts"]


def test_all_ways_to_say_it_bring_the_panel() -> None:
    """Hundreds of ways to say it, direct and oblique, in many languages, bring the panel."""
    unheard = [
        (language, row["query"])
        for row in rows_of("crisis", "crisis")
        for language in LANGUAGES
        if not engine(language).search(row["query"])["crisis"]
    ]
    assert not unheard


def test_words_like_those_of_despair_keep_their_answer() -> None:
    """For nine in ten questions that only sound alike, a right page is among the four that come first."""
    rows = rows_of("crisis", "look-alike")
    right = [set(found(row["lang"], row["query"], 4)) & set(row["expected"].split("|")) for row in rows]
    assert sum(map(bool, right)) >= 0.9 * len(rows)
