"""YAML with places: where each value stands, and what is refused."""

from guide.diagnostics import Place
from guide.records import parse_yaml


def test_each_value_knows_its_place() -> None:
    """A key's place is that of its name, in front matter counted from its first line."""
    record = parse_yaml("title: 甲\nstages:\n  - early\n", "page.md", first_line=2)
    assert record.at("title") == Place("page.md", 2, 1)
    assert record.at("stages", 0) == Place("page.md", 4, 5)


def test_an_absent_value_is_placed_at_what_would_hold_it() -> None:
    """A missing key is reported where its parent stands."""
    assert parse_yaml("a:\n  b: 1\n", "x.yml").at("a", "c") == Place("x.yml", 1, 1)


def test_dates_and_zero_filled_numbers_stay_text() -> None:
    """What was typed is what is read."""
    assert parse_yaml("read: 2026-11-23\ncode: 007e1\n", "x.yml").data == {
        "read": "2026-11-23",
        "code": "007e1",
    }


def test_a_key_given_twice_is_a_problem_at_the_second() -> None:
    """The second of two equal keys is reported."""
    (problem,) = parse_yaml("a: 1\nb: 2\na: 3\n", "x.yml").problems
    assert problem.place == Place("x.yml", 3, 1)


def test_a_yaml_bomb_is_refused_at_once() -> None:
    """Aliases are not expanded."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    record = parse_yaml(bomb, "x.yml")
    assert "alias" in record.problems[0].message


def test_what_is_not_yaml_is_a_problem_at_its_place() -> None:
    """A syntax error is reported, never raised."""
    (problem,) = parse_yaml("a: [1, 2\nb: 3\n", "x.yml").problems
    assert problem.place.path == "x.yml"
    assert problem.place.line in {1, 2}
