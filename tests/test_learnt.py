"""What the collected questions teach, on a few questions made here."""

from guide.search.bodies import QUESTIONS, SECTIONS, postings
from guide.search.characters import Folding
from guide.search.learnt import LEVELS, Reader, learn, learn_pages
from guide.search.texts import Section, Text

ASKED = {
    "topics/calls": ("催收打電話", "電話打不停", "天天打電話", "電話催我"),
    "topics/visit": ("催收上門", "催收敲門", "來我家敲門", "電話說要上門"),
}
READ = Reader(Folding([]), ["怎么办", "我", "the"], ["怎么办理"])


def test_a_question_is_read_without_the_phrases_that_say_nothing() -> None:
    """Stop phrases leave no token and join nothing; a longer phrase of the synonyms keeps its words."""
    assert READ("催收怎麼辦") == ["催收"]
    assert READ("打我家") == []
    assert "么办" in READ("怎麼辦理")
    assert READ("the calls") == ["call"]


def test_a_token_speaks_for_the_pages_it_tells_apart() -> None:
    """A token of one page only speaks for it; one that both pages share speaks for neither much."""
    learnt = learn_pages(ASKED, READ)
    assert learnt["topics/visit"]["敲门"] > learnt["topics/visit"].get("催收", 0)
    assert "敲门" not in learnt["topics/calls"]
    assert all(1 <= level <= LEVELS for levels in learnt.values() for level in levels.values())


def test_every_question_is_learnt() -> None:
    """On questions that do not contradict each other, each page has the most levels for its own."""
    learnt = learn_pages(ASKED, READ)
    for page, questions in ASKED.items():
        for question in questions:
            sums = {
                other: sum(levels.get(token, 0) for token in READ(question))
                for other, levels in learnt.items()
            }
            assert max(sums, key=lambda other: sums[other]) == page, question


def test_the_same_questions_teach_the_same() -> None:
    """The order of the pages is of no importance, and nothing is left to chance."""
    assert learn_pages(ASKED, READ) == learn_pages(dict(reversed(ASKED.items())), READ)
    assert learn([]) == {}


def _text(key: str) -> Text:
    return Text(key, "", "topic", (), "", "甲", "", (), ("村裏人都知道",), (Section("", "", "乙"),))


def test_what_was_learnt_stands_among_the_postings() -> None:
    """The section of a token of the questions tells its level; a hollow token keeps the level alone."""
    found = postings([_text("a")], 1, Folding([]), frozenset("人"), {"a": {"村里": 3, "里人": 2, "别的": 1}})
    assert found["村里"] == [(QUESTIONS + 3) * 4 + 1]
    assert found["里人"] == [(QUESTIONS + 2) * 4]
    assert found["别的"] == [(QUESTIONS + 1) * 4]
    assert QUESTIONS + LEVELS == SECTIONS - 1
