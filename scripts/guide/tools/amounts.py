"""Amounts and rates as people type them."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

LONGEST = 40
_DIGITS = {c: str(n) for n, characters in enumerate(("零〇", "一壹", "二貳贰兩两", "三叁", "四肆", "五伍", "六陸陆", "七柒", "八捌", "九玖")) for c in characters}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_LARGE = {"萬": 10**4, "万": 10**4, "w": 10**4, "億": 10**8, "亿": 10**8}
_PLAIN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_COINS = re.compile(r"(.+)[元圓圆塊块](?:([0-9])[角毛]?)?(?:([0-9])分)?")
_AFTER = re.compile(r"(?:[元圓圆塊块]?[整正]|[元圓圆塊块]|yuan|rmb|cny)$")
_BEFORE = re.compile(r"^(?:¥|rmb|cny|人民[幣币])")
_OF_A_HUNDRED = {"%": "1", "百": "1", "‰": "0.1", "千": "0.1", "‱": "0.01", "萬": "0.01", "万": "0.01"}


class Unreadable(ValueError):
    """What was typed is no amount; the message is the name of the fault."""


def read_amount(typed: str) -> Decimal:
    """The amount that was typed, exactly; Unreadable with "empty", "long" or "unreadable"."""
    text = _BEFORE.sub("", _folded(typed))
    coins = _COINS.fullmatch(text)
    if coins and (coins[2] or coins[3]):
        whole = _number(coins[1])
        if whole != whole.to_integral_value() or "." in coins[1]:
            raise Unreadable("unreadable")
        return whole + Decimal(f"0.{coins[2] or 0}{coins[3] or 0}")
    return _number(_AFTER.sub("", text))


def read_rate(typed: str) -> Decimal:
    """A rate in percent: "24", "24%", "0.5‰", "萬分之五"."""
    text = _folded(typed)
    fraction = re.fullmatch(r"([百千萬万])分之(.+)", text)
    if fraction:
        return _number(fraction[2]) * Decimal(_OF_A_HUNDRED[fraction[1]])
    sign = text[-1] if text[-1] in "%‰‱" else "%"
    return _number(text.rstrip("%‰‱") if text.count(sign) < 2 else text) * Decimal(_OF_A_HUNDRED[sign])


def _folded(typed: str) -> str:
    stripped = typed.strip()
    if not stripped:
        raise Unreadable("empty")
    if len(stripped.encode("utf-16-le")) // 2 > LONGEST:
        raise Unreadable("long")
    text = unicodedata.normalize("NFKC", stripped).lower()
    text = re.sub(r"[\s_'’]", "", text)
    return "".join(_DIGITS.get(c, "-" if c in "−–—" else c) for c in text)


def _number(text: str) -> Decimal:
    if text.startswith("-"):
        if text.startswith("--"):
            raise Unreadable("unreadable")
        return -_number(text[1:])
    text = text.removeprefix("+")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    try:
        return _with_units(text)
    except (InvalidOperation, ValueError):
        raise Unreadable("unreadable") from None


def _with_units(text: str) -> Decimal:
    """Chinese units from the right: what is behind the largest unit, then what is before it."""
    at = max((i for i, c in enumerate(text) if c in _LARGE), key=lambda i: (_LARGE[text[i]], i), default=-1)
    if at < 0:
        return _section(text)
    unit = _LARGE[text[at]]
    before = text[:at]
    size = _with_units(before) if any(c in _LARGE for c in before) else _section(before, closed=True)
    return size * unit + _rest(text[at + 1 :], unit)


def _rest(text: str, unit: int) -> Decimal:
    """What follows a unit: nothing, "5" for half of it, "500" or "05" for as many, or smaller units."""
    if not text:
        return Decimal(0)
    if re.fullmatch("[1-9]", text):
        return Decimal(text) * unit / 10
    value = Decimal(text) if re.fullmatch("[0-9]{1,8}", text) else _with_units(text)
    if value >= unit:
        raise ValueError(text)
    return value


def _section(text: str, closed: bool = False) -> Decimal:
    """A number below ten thousand in thousands, hundreds and tens; `closed` where a unit follows it."""
    at = next((i for i, c in enumerate(text) if c in _SMALL), -1)
    if at < 0:
        if not _PLAIN.fullmatch(text):
            raise ValueError(text)
        return Decimal(text.replace(",", ""))
    unit = _SMALL[text[at]]
    if text[:at] and not _PLAIN.fullmatch(text[:at]):
        raise ValueError(text)
    size = Decimal(text[:at].replace(",", "") or 1)
    rest = text[at + 1 :]
    if any(c in _SMALL for c in rest):
        following = next(c for c in rest if c in _SMALL)
        if _SMALL[following] >= unit:
            raise ValueError(text)
        return size * unit + _section(rest, closed)
    if closed and re.match("[1-9]", rest) and unit != 10:
        raise ValueError(text)
    if closed and rest:
        return size * unit + _section(rest)
    return size * unit + _rest(rest, unit)
