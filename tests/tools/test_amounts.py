"""What people type is read alike, and exactly, by the page and by Python."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.tools.amounts import Unreadable, read_amount, read_rate
from tools.engine import called, cases

READ = """(typed, kind) => {
  const { value, fault } = { readAmount, readRate }[kind](typed);
  return value ? { units: String(value.units), places: value.places } : { fault };
}"""
KINDS = {"amounts": ("readAmount", read_amount), "rates": ("readRate", read_rate)}
ALL = [(kind, case) for kind in KINDS for case in cases("amounts")[kind]]
MODES = {"down": ROUND_DOWN, "up": ROUND_UP, "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}


def on_page(kind: str, typed: str) -> Decimal | str:
    """The number the page reads, or the name of the fault."""
    read = called("amounts", READ, typed, KINDS[kind][0])
    if "fault" in read:
        return str(read["fault"])
    with localcontext(Context(prec=200)):
        return Decimal(read["units"]).scaleb(-read["places"])


def in_python(kind: str, typed: str) -> Decimal | str:
    try:
        return KINDS[kind][1](typed)
    except Unreadable as fault:
        return str(fault)


@pytest.mark.parametrize(("kind", "case"), ALL, ids=lambda value: str(value)[:40])
def test_what_is_typed_is_read(kind: str, case: dict[str, str]) -> None:
    """Each shared case is read as it says, by the page and by Python."""
    wanted = case["fault"] if "fault" in case else Decimal(case["value"])
    assert on_page(kind, case["typed"]) == wanted
    assert in_python(kind, case["typed"]) == wanted


@settings(max_examples=1500, deadline=None)
@given(st.text(alphabet="0123456789.,萬千百十零五兩元角分wk¥- %", max_size=12))
def test_both_read_alike(typed: str) -> None:
    """Whatever is typed, the page and Python never read two different numbers."""
    page, python = on_page("amounts", typed), in_python("amounts", typed)
    if isinstance(page, Decimal) and isinstance(python, Decimal):
        assert page == python, typed


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12 - 1))
def test_numbers_written_out_in_chinese_are_read(number: int) -> None:
    """Any whole number below a trillion, written out with units as one reads it aloud, is read back by both."""
    assert on_page("amounts", chinese(number)) == number
    assert in_python("amounts", chinese(number)) == number


def chinese(number: int) -> str:
    """12005 as 一萬二千零五."""
    groups = [number // 10 ** (4 * n) % 10**4 for n in range(3)]
    text = ""
    for value, unit in zip(reversed(groups), ("億", "萬", ""), strict=True):
        if value:
            text += ("零" if text and value < 1000 else "") + below_ten_thousand(value) + unit
    return text or "零"


def below_ten_thousand(value: int) -> str:
    text, gap = "", False
    for digit, unit in zip(f"{value:04}", ("千", "百", "十", ""), strict=True):
        if digit == "0":
            gap = True
        else:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[int(digit)] + unit
            gap = False
    return text


DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(DECIMALS, DECIMALS, st.sampled_from(sorted(MODES)), st.integers(0, 6))
def test_decimals_are_exact(a: Decimal, b: Decimal, mode: str, places: int) -> None:
    """Sums, products and rounded quotients are those of Python's decimal."""
    script = """(a, b, places, mode) => [add, subtract, multiply].map((f) => plain(f(decimal(a), decimal(b))))
      .concat(plain(round(decimal(a), places, mode)),
        decimal(b).units ? plain(divide(decimal(a), decimal(b), places, mode)) : "0")"""
    total, difference, product, rounded, quotient = called(
        "decimal", script, f"{a:f}", f"{b:f}", places, mode
    )
    with localcontext(Context(prec=100, rounding=MODES[mode])):
        unit = Decimal(1).scaleb(-places)
        assert [Decimal(total), Decimal(difference), Decimal(product)] == [a + b, a - b, a * b]
        assert Decimal(rounded) == a.quantize(unit)
        assert Decimal(quotient) == ((a / b).quantize(unit) if b else 0)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1234567.5", 2, "1,234,567.50"),
        ("-1234.565", 2, "−1,234.57"),
        ("0", 0, "0"),
        ("999.995", 2, "1,000.00"),
    ],
)
def test_amounts_are_shown_in_groups_of_three(value: str, places: int, text: str) -> None:
    """Thousands are set apart by commas, a minus is a true minus sign."""
    script = "(units, at, p) => grouped({ units: BigInt(units), places: at }, p)"
    number = Decimal(value)
    at = -int(number.as_tuple().exponent)
    assert called("amounts", script, str(int(number.scaleb(at))), at, places) == text
