"""The numbers a page gives, the same in every language however they are written."""

import re

from guide.content import Page, Site
from guide.diagnostics import Place
from guide.prose import blocks

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE_EN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b")
_MONTH_EN = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{4}})\b")
_DATE_ZH = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?|(\d{1,2})月(\d{1,2})日")
_LARGE_ZH = re.compile(r"(\d+(?:\.\d+)?)(萬|億)")
_LARGE_EN = re.compile(r"(\d+(?:\.\d+)?) (million|billion)")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_POWERS = {"萬": 10_000, "億": 100_000_000, "million": 1_000_000, "billion": 1_000_000_000}


def numbers(site: Site, page: Page) -> dict[str, Place]:
    """Each number of a page, in one notation, and where it first stands. Citations do not count."""
    found: dict[str, Place] = {}
    for document in site.documents(page):
        for block in blocks(document):
            for number in numbers_in(block.words):
                found.setdefault(number, document.place(block.start))
    for number in numbers_in(f"{page.title} {page.description}"):
        found.setdefault(number, page.front.at("description"))
    return found


def numbers_in(text: str) -> list[str]:
    """Numbers in order: 10萬 and 100,000 are the same, and so are 31 March 2026 and 2026-03-31."""
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
    text = _DATE_EN.sub(_english_date, text)
    text = _MONTH_EN.sub(lambda m: f"{m[2]}-{_MONTHS.index(m[1]) + 1:02}", text)
    text = _DATE_ZH.sub(lambda m: f" {_chinese_date(m)} ", text)
    text = _LARGE_ZH.sub(_large, text)
    text = _LARGE_EN.sub(_large, text)
    return [str(int(n)) if n.isdigit() and len(n) < 3 else n for n in _NUMBER.findall(text)]


def _english_date(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return "-".join(filter(None, [year, f"{_MONTHS.index(month) + 1:02}", f"{int(day):02}"]))


def _chinese_date(match: re.Match[str]) -> str:
    year, month, day, other_month, other_day = match.groups()
    parts = [year] + [f"{int(p):02}" for p in (month or other_month, day or other_day) if p]
    return "-".join(filter(None, parts))


def _large(match: re.Match[str]) -> str:
    value = float(match.group(1)) * _POWERS[match.group(2)]
    return f"{value:.0f}"
