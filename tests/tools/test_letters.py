"""Letters: read from their snippets, filled in, written as blanks; and words that close a door."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.content import Site, load_site
from guide.letters import Place, harsh_words, letters
from guide.make.letters import VERSIONS, write_letters
from guide.script import simplified
from guide.tools.letters import harsh_words as harsh_in
from guide.tools.letters import letter_lines
from tools.engine import called, cases

ROOT = Path(__file__).resolve().parents[2]
FILL = """(lines, values, out, blanks, language) =>
  letterLines(filledLetter(lines, values, out, blanks), language).map(({ text }) => text)"""
FIND = "(text, entries, harmless) => harshWords(text, entries, harmless).map(({ word }) => word)"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


@pytest.fixture(scope="module")
def blanks(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_letters(site, folder)
    return folder / "downloads" / "letters"


def text_of(file: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(file.read_bytes())).paragraphs]


@pytest.mark.parametrize("case", cases("letters")["filled"], ids=lambda case: case["of"])
def test_letters_are_filled_in(case: dict[str, Any]) -> None:
    """Each case comes out the same in JavaScript and in Python."""
    given = [case[name] for name in ("lines", "values", "out", "blanks")]
    for language in ("zh", "en"):
        assert letter_lines(*given, language) == case[language]
        assert called("letters", FILL, *given, language) == case[language]


@pytest.mark.parametrize("case", cases("letters")["harsh"]["cases"], ids=lambda case: case["text"][:20])
def test_harsh_words_are_found(case: dict[str, Any]) -> None:
    """Each case comes out the same in JavaScript and in Python."""
    known = [cases("letters")["harsh"][name] for name in ("entries", "harmless")]
    assert harsh_in(case["text"], *known) == case["found"]
    assert called("letters", FIND, case["text"], *known) == case["found"]


ALPHABET = st.sampled_from([*list("必須应該「」“”\"' ’must垃圾短信x。\n"), "must", "必须", "have to"])


@settings(max_examples=200, deadline=None)
@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_any_text_is_searched_alike(text: str) -> None:
    """JavaScript and Python find the same words in any text, and nothing in an empty one."""
    known = [cases("letters")["harsh"][name] for name in ("entries", "harmless")]
    assert called("letters", FIND, text, *known) == harsh_in(text, *known)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_placeholder_is_lost(site: Site, data: st.DataObject) -> None:
    """Whatever is typed or left out, a letter has each value, or its 【…】, and no other brackets."""
    letter = data.draw(st.sampled_from(letters(site)))
    typed = data.draw(
        st.dictionaries(st.sampled_from(letter.places), st.text("甲乙 x1", min_size=1).filter(str.strip))
    )
    groups = {line.group for line in letter.lines["zh-Hant"]}
    out = data.draw(st.lists(st.sampled_from(sorted(groups)), unique=True))
    for language, written in (("zh", "zh-Hant"), ("en", "en")):
        lines = [line.data for line in letter.lines[written]]
        found = called("letters", FILL, lines, typed, out, {}, language)
        assert found == letter_lines(lines, typed, out, {}, language)
        kept = [part for line in letter.lines[written] if line.group not in out for part in line.parts]
        empty = [f"【{part.label}】" for part in kept if isinstance(part, Place) and part.id not in typed]
        assert re.findall(r"【[^【】]*】", "\n".join(found)) == empty


def test_a_letter_has_the_same_lines_in_both_languages(site: Site) -> None:
    """Kinds, groups, notes and placeholders of the lines agree, so that leaving one out leaves out its twin."""
    assert len(letters(site)) == 17
    for letter in letters(site):
        one, other = letter.lines["zh-Hant"], letter.lines["en"]
        for line, twin in zip(one, other, strict=True):
            assert (line.kind, line.group, line.note, line.out) == (
                twin.kind,
                twin.group,
                twin.note,
                twin.out,
            ), letter.id
            places = [[part.id for part in each.parts if isinstance(part, Place)] for each in (line, twin)]
            assert sorted(places[0]) == sorted(places[1]), (letter.id, line)


def test_nothing_said_to_the_writer_is_sent(site: Site) -> None:
    """In what is sent there is no instruction and no mark of Markdown; in the blank there are the notes."""
    for letter in letters(site):
        text = "\n".join(letter_lines([line.data for line in letter.lines["zh-Hant"]], {}, (), {}, "zh"))
        assert not re.search(
            r"屬實才寫|屬實的才留|做得到才寫|刪去|寫法一|寫法二|提綱|\*\*|\]\[|law:", text
        ), letter.id
        assert not re.search(
            r"\]\[|law:|\*\*",
            "\n".join(letter_lines([line.data for line in letter.lines["en"]], {}, (), {}, "en")),
        )


def test_facts_of_letters_name_placeholders(site: Site) -> None:
    """letters.yml names placeholders and notes that exist; each note stands in a letter."""
    facts, known = site.record("letters").data, site.record("placeholders").data
    for name in ("amount", "date", "whole", "lines", "ahead", "behind", "by-hand", "quoted"):
        assert set(facts[name]) <= known.keys(), name
    assert set(facts["ahead"] + facts["behind"]) <= set(facts["date"])
    assert {line.note for letter in letters(site) for line in letter.lines["zh-Hant"]} - {""} == facts[
        "notes"
    ].keys()
    for id, notes in facts["choices"].items():
        assert set(notes) <= {
            line.note for letter in letters(site) if letter.id == id for line in letter.lines["zh-Hant"]
        }


def test_no_number_that_others_could_misuse_is_asked_for(site: Site) -> None:
    """The identity card is written by hand when it is left empty; no letter asks for a bank card."""
    known = site.record("placeholders").data
    assert "identity-card" in site.record("letters").data["by-hand"]
    assert not [entry for entry in known.values() if re.search("銀行卡|密碼|驗證碼", entry["zh-Hant"])]


def test_the_letters_themselves_are_gentle(site: Site) -> None:
    """No letter has a harsh word of its own in Chinese."""
    entries, harmless = harsh_words(site)
    known = [{"zh": entry["zh"].split("|"), "en": []} for entry in entries]
    for letter in letters(site):
        own = "\n".join(
            part for line in letter.lines["zh-Hant"] for part in line.parts if isinstance(part, str)
        )
        assert harsh_in(own, known, harmless.split("|")) == [], letter.id


def test_harsh_words_have_gentle_forms_that_are_not_harsh(site: Site) -> None:
    """Each entry says something else in each language, without a harsh word; both scripts are known."""
    entries, harmless = harsh_words(site)
    known = [{"zh": entry["zh"].split("|"), "en": entry["en"].split("|")} for entry in entries]
    for entry in entries:
        assert {simplified(word) for word in entry["zh"].split("|")} <= set(entry["zh"].split("|"))
        for language in ("zh-Hant", "en"):
            assert harsh_in(re.sub("[「」“”]", "", entry["gentle"][language]), known, []) == []
    assert harmless


def test_every_letter_has_its_blanks(site: Site, blanks: Path) -> None:
    """Each letter is a document in each version, read back with its placeholders, and the same each time."""
    assert len(list(blanks.iterdir())) == 17 * len(VERSIONS)
    for letter in letters(site):
        chinese = text_of(blanks / f"{letter.id}.zh-Hant.docx")
        places = [part for line in letter.lines["zh-Hant"] for part in line.parts if isinstance(part, Place)]
        assert "\n".join(chinese).count("【") == len(places)
        sent = text_of(blanks / f"{letter.id}.zh-Hans.docx")
        assert sent == [simplified(text) for text in chinese]
        both = text_of(blanks / f"{letter.id}.en.docx")
        assert both[: len(sent)] == sent
        assert len(both) == 2 * len(sent) + 1
    assert any("屬實才寫" in text for text in text_of(blanks / "answer-to-suit.zh-Hant.docx"))


def test_the_blanks_are_the_same_each_time(site: Site, blanks: Path, tmp_path: Path) -> None:
    """Two builds give the same bytes."""
    write_letters(site, tmp_path)
    for file in blanks.iterdir():
        assert file.read_bytes() == (tmp_path / "downloads" / "letters" / file.name).read_bytes()


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en"),
    [
        ("amount", "1200", "1,200", "1,200"),
        ("amount", "1200.5", "1,200.50", "1,200.50"),
        ("date", "2026-03-09", "2026年3月9日", "9 March 2026"),
        ("whole", "12", "12", "12"),
        ("text", "<b>", "<b>", "<b>"),
        ("text", "\u202e張三\u2066", "張三", "張三"),
    ],
)
def test_values_are_written_as_letters_write_them(kind: str, value: str, zh: str, en: str) -> None:
    """Amounts have groups of three digits, days are words."""
    months = ["January", "February", "March"]
    assert called("letters", "placeText", kind, value, "zh", months) == zh
    assert called("letters", "placeText", kind, value, "en", months) == en
