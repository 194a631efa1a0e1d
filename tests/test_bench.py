"""The scoreboard of the search, on a few questions made here."""

from pathlib import Path

from bench.scoreboard import Answer, Question, ask_all, by_class, misses, questions_in, summary, table

ANSWERS = {
    "right": Answer(("a", "x", "y")),
    "second best first": Answer(("b", "a")),
    "third": Answer(("x", "y", "a", "b")),
    "fourth": Answer(("x", "y", "z", "a"), weak=True),
    "nothing": Answer(()),
    "despair": Answer(("x", "a"), crisis=True),
    "unheard": Answer(("a",)),
}
CSV = """query,lang,class,expected
right,en,plain,a|b
second best first,en,plain,a|b
third,zh-Hans,plain,a
fourth,en,odd,a
nothing,en,odd,a
despair,en,crisis,a
unheard,en,crisis,a
"""


def _questions(folder: Path) -> list[Question]:
    file = folder / "questions.csv"
    file.write_text(CSV, encoding="utf-8")
    return questions_in(file)


def test_scores_are_counted_by_class(tmp_path: Path) -> None:
    """First, among three, nothing, weak and crisis panels, each class for itself and all together."""
    scores = by_class(ask_all(_questions(tmp_path), lambda question: ANSWERS[question.query]))
    assert list(scores) == ["crisis", "odd", "plain", "all"]
    plain, odd, crisis, whole = (scores[kind] for kind in ("plain", "odd", "crisis", "all"))
    assert (plain.questions, plain.best, plain.first, plain.few, plain.nothing) == (3, 1, 2, 3, 0)
    assert (odd.questions, odd.first, odd.few, odd.nothing, odd.weak) == (2, 0, 0, 1, 1)
    assert (crisis.questions, crisis.first, crisis.few, crisis.panel) == (2, 1, 2, 1)
    assert (whole.questions, whole.best, whole.first, whole.few, whole.nothing) == (7, 2, 3, 5, 1)
    assert plain.cell() == "67 / 100 / 0"


def test_the_table_has_a_row_for_every_class(tmp_path: Path) -> None:
    """Also for one that a set does not have; the last row is all of them."""
    answered = ask_all(_questions(tmp_path), lambda question: ANSWERS[question.query])
    calm = [each for each in answered if each[0].kind != "crisis"]
    rows = list(table({"tuned on": answered, "kept apart": calm}))
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| crisis", "| odd", "| plain", "| all"]
    assert rows[2] == "| crisis | 2 | 50 / 100 / 0 | 0 | – |"
    assert rows[5] == "| all | 7 | 43 / 71 / 14 | 5 | 40 / 60 / 20 |"
    assert "4 not first and 2 not in the first three" in summary("All", answered)
    assert "crisis panel: 1 of 2 crisis questions, 0 others" in summary("All", answered)


def test_every_miss_is_listed_with_what_came(tmp_path: Path) -> None:
    """A question without a right page among three, and one of despair that was not heard."""
    answered = ask_all(_questions(tmp_path), lambda question: ANSWERS[question.query])
    told = list(misses(answered))
    assert [line.split("'")[1] for line in told] == ["fourth", "nothing", "unheard"]
    assert told[0] == "- 'fourth' (en, odd): not a but x, y, z"
    assert told[1].endswith("but nothing")
    assert "no crisis panel" in told[2]
    assert [line.split("'")[1] for line in misses(answered, first=True)] == [
        "third", "fourth", "nothing", "despair", "unheard",
    ]  # fmt: skip
