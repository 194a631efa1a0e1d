"""The words and the legal numbers of the tools: the same in each language, each with its article."""

import re
from datetime import date
from pathlib import Path

import pytest

from guide.content import WRITTEN_LANGUAGES, Site, load_site
from guide.parameters import parameters

ROOT = Path(__file__).resolve().parents[2]
STRINGS = ROOT / "overrides" / "strings" / "tools"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(ROOT, date(2026, 11, 23))


def test_each_language_has_the_same_words(site: Site) -> None:
    """A word of a tool stands in every language, with the same places to fill in."""
    names = {file.name.split(".")[0] for file in STRINGS.glob("*.yml")}
    assert names
    for name in names:
        one, other = (site.words[f"tools/{name}.{language}"].data for language in WRITTEN_LANGUAGES)
        assert one.keys() == other.keys(), name
        for key in one:
            assert isinstance(one[key], str), (name, key)
            assert isinstance(other[key], str), (name, key)
            places = [sorted(re.findall(r"\{\w*\}", str(words[key]))) for words in (one, other)]
            assert places[0] == places[1], (name, key)


def test_no_sentence_or_legal_number_in_scripts() -> None:
    """Scripts of tools hold no Chinese but numerals, units and dates, and no rate of the law."""
    allowed = "〇零一壹二貳贰兩两三叁四肆五伍六陸陆七柒八捌九玖十拾百佰千仟萬万億亿人民幣币元圓圆塊块整正角毛分之個个月天日期年號号"
    for file in sorted((ROOT / "overrides" / "assets").glob("*/*.js")):
        code = re.sub(r"^\s*(//.*|/\*\*.*?\*/)$", "", file.read_text("utf-8"), flags=re.M | re.S)
        if file.parent.name == "tools" or file.name in {"amounts.js", "cost.js", "dates.js", "form.js"}:
            assert not set(re.findall(r"[\u3400-\u9fff]", code)) - set(allowed), file.name
            assert not re.search(r"\b(?:0\.24|0\.36|1\.5|24|36)\b", code), file.name


def test_legal_numbers_have_their_article(site: Site) -> None:
    """Each number names an article that exists, and the day from which it holds as its source has it."""
    found = parameters(site)
    assert {"court-reduction", "illegal-lending", "card-agreement-years"} <= found.keys()
    for parameter in found.values():
        assert parameter.since == parameter.source.in_force or not parameter.source.in_force, parameter.id
        assert parameter.value > 0


def test_a_number_holds_from_its_day(site: Site) -> None:
    """Before its day a number is not given; of two, the later one holds."""
    before = load_site(ROOT, date(2020, 1, 1))
    assert "private-lending" not in parameters(before)
    assert "private-lending" in parameters(site)
