"""The check of an agreement: its amounts, its articles, and that each item has all its words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.agreement import agreement
from guide.content import WRITTEN_LANGUAGES, Site, load_site
from guide.letters import harsh_words
from guide.tools.agreement import agreement_check, agreement_sums
from guide.tools.letters import harsh_words as harsh_in
from tools.engine import called, cases

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("owed", "waived", "first", "each", "count")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def in_python(given: dict[str, str]) -> dict[str, Decimal] | None:
    return agreement_sums(*(Decimal(given[name]) for name in NAMES))


def same(found: Mapping[str, Any] | None, wanted: Mapping[str, Any] | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return {name: Decimal(value) for name, value in found.items()} == {
        name: Decimal(value) for name, value in wanted.items()
    }


@pytest.mark.parametrize("case", cases("agreement"), ids=lambda case: case["of"])
def test_amounts_are_compared(case: dict[str, Any]) -> None:
    """Each case comes out the same in JavaScript and in Python."""
    assert same(called("agreement", "agreementSums", case["given"]), case["result"])
    assert same(in_python(case["given"]), case["result"])


AMOUNT = st.decimals(0, 10**8, places=2).map(lambda value: f"{value:f}")


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({"owed": AMOUNT, "waived": AMOUNT, "first": AMOUNT, "each": AMOUNT, "count": st.integers(0, 600).map(str)}))  # fmt: skip
def test_any_amounts_are_compared_alike(given: dict[str, str]) -> None:
    """What is due and the difference make up what is paid, to the cent, in JavaScript as in Python."""
    found = called("agreement", "agreementSums", given)
    assert same(found, in_python(given))
    if found:
        assert Decimal(found["due"]) + found["sign"] * Decimal(found["difference"]) == Decimal(found["paid"])
        assert Decimal(found["difference"]) >= 0


ANSWERS = st.dictionaries(st.text("abc", min_size=1), st.sampled_from(["unknown", "yes", "no", "none"]))


@settings(max_examples=100, deadline=None)
@given(ANSWERS)
def test_each_item_is_in_one_list_or_none(answers: dict[str, str]) -> None:
    """What is missing, open and clear are apart, and hold all but what does not apply."""
    found = called("agreement", "agreementCheck", answers)
    assert found == agreement_check(answers)
    listed = [id for ids in found.values() for id in ids]
    assert sorted(listed) == sorted(id for id, answer in answers.items() if answer != "none")


def test_every_item_has_its_words_its_articles_and_its_page(site: Site) -> None:
    """No article of agreement.yml is lost, each page exists, each item has a name, a reason and a sentence."""
    rows = [row for items in site.record("agreement").data.values() for row in items]
    items = agreement(site)
    assert [item.id for item in items] == [row["id"] for row in rows]
    for item, row in zip(items, rows, strict=True):
        assert len(item.laws) == len(row.get("law") or []), item.id
        assert item.page in site.keys, item.id
        for language in WRITTEN_LANGUAGES:
            for part in ("item", "why", "ask"):
                assert site.tool_word(language, "agreement", f"{part}-{item.id}")


def test_what_the_article_asks_for_is_asked(site: Site) -> None:
    """Each point that the issue and the page on agreements name is an item."""
    wanted = {"creditor", "assignment", "balance", "interest", "schedule", "account", "order", "waiver",
              "collection", "credit", "missed", "certificate", "signature", "costs"}  # fmt: skip
    assert wanted <= {item.id for item in agreement(site)}


def test_what_is_sent_is_gentle(site: Site) -> None:
    """No sentence that is sent has a harsh word, in either language."""
    entries, harmless = harsh_words(site)
    known = [{"zh": entry["zh"].split("|"), "en": entry["en"].split("|")} for entry in entries]
    for language in WRITTEN_LANGUAGES:
        words = site.words[f"tools/agreement.{language}"].data
        for name, text in words.items():
            if name.startswith(("ask-", "letter-")):
                assert harsh_in(text, known, harmless.split("|")) == [], (language, name)
