"""Numbers are the same in both languages, however they are written."""

import pytest

from guide.numbers import numbers_in


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("收到之日起15日內", "within 15 days"),
        ("50,000元", "CNY 50,000"),
        ("10萬元", "CNY 100,000"),
        ("233.98萬人次", "2,339,800 listings"),
        ("2026年3月31日", "31 March 2026"),
        ("2026年1月", "January 2026"),
        ("3月31日", "31 March"),
        ("08:00至22:00", "from 08:00 to 22:00"),
        ("年利率24%", "24% a year"),
        ("2026年3月5日21:40", "5 March 2026, 21:40"),
        ("撥打12356", "call 12356"),
    ],
)
def test_equal_numbers_compare_equal(chinese: str, english: str) -> None:
    """Digits, large units and dates come to one notation."""
    assert numbers_in(chinese) == numbers_in(english)


def test_different_numbers_differ() -> None:
    """A wrong number of days is seen."""
    assert numbers_in("15日") != numbers_in("10 days")
