"""The numbers a page gives, the same in every language however they are written."""

import re

MONTHS = [
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
_DATE_EN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")
_MONTH_EN = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})\b")
_DATE_ZH = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?|(\d{1,2})月(\d{1,2})日")
_LARGE_ZH = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)(萬|億)")
_LARGE_EN = re.compile(r"(?<!\d)(\d++(?:\.\d++)?) (million|billion)")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_POWERS = {"萬": 10_000, "億": 100_000_000, "million": 1_000_000, "billion": 1_000_000_000}


def numbers_in(text: str) -> list[str]:
    """Numbers in order: 10萬 and 100,000 are the same, and so are 31 March 2026 and 2026-03-31."""
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
    text = _DATE_EN.sub(_english_date, text)
    text = _MONTH_EN.sub(lambda m: f"{m[2]}-{MONTHS.index(m[1]) + 1:02}", text)
    text = _DATE_ZH.sub(lambda m: f" {_chinese_date(m)} ", text)
    text = _LARGE_ZH.sub(_large, text)
    text = _LARGE_EN.sub(_large, text)
    return [str(int(n)) if n.isdigit() and len(n) < 3 else n for n in _NUMBER.findall(text)]


_UNIT_ZH = re.compile(r"(?<![\d.])(\d++(?:\.\d++)?)(個工作日|個月|日|天|年|%|小時)")
_UNIT_EN = re.compile(
    r"(?<![\d.])(\d++(?:\.\d++)?)(?:[ -](working |business )?(day|month|year|hour)s?\b|(%| per cent\b))"
)
_UNITS = {
    "個工作日": "working day",
    "個月": "month",
    "日": "day",
    "天": "day",
    "年": "year",
    "%": "%",
    "小時": "hour",
}


def quantities_in(text: str, language: str) -> frozenset[tuple[str, str]]:
    """(number, unit) of lengths of time and shares: 15個工作日 is ("15", "working day"). No dates."""
    if language == "en":
        found = _UNIT_EN.findall(_DATE_EN.sub(" ", text))
        return frozenset(
            (number, "%" if share else f"{'working ' if working else ''}{unit}")
            for number, working, unit, share in found
        )
    return frozenset((number, _UNITS[unit]) for number, unit in _UNIT_ZH.findall(_DATE_ZH.sub(" ", text)))


def _english_date(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return "-".join(filter(None, [year, f"{MONTHS.index(month) + 1:02}", f"{int(day):02}"]))


def _chinese_date(match: re.Match[str]) -> str:
    year, month, day, other_month, other_day = match.groups()
    parts = [year] + [f"{int(p):02}" for p in (month or other_month, day or other_day) if p]
    return "-".join(filter(None, parts))


def _large(match: re.Match[str]) -> str:
    value = float(match.group(1)) * _POWERS[match.group(2)]
    return f"{value:.0f}"
