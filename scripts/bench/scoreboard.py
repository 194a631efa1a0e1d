"""How well questions are answered: counted by class, with what went wrong."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FEW = 3  # what a reader sees without scrolling
CRISIS = "crisis"


@dataclass(frozen=True)
class Question:
    """A query of one language, and the pages that answer it, best first."""

    query: str
    language: str
    kind: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The keys of the pages found, in order, and what the page says besides."""

    keys: tuple[str, ...]
    crisis: bool = False
    weak: bool = False
    corrected: str | None = None


Answered = tuple[Question, Answer]


@dataclass(frozen=True)
class Score:
    """Of how many questions: the best page first, a right one first, or among the first few."""

    questions: int
    best: int
    first: int
    few: int
    nothing: int
    weak: int
    panel: int

    def cell(self) -> str:
        """First / in the first three / nothing found, in per cent."""
        return " / ".join(percent(count, self.questions) for count in (self.first, self.few, self.nothing))


def percent(count: int, of: int) -> str:
    return f"{100 * count / of:.0f}" if of else "–"


def questions_in(file: Path) -> list[Question]:
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Question(row["query"], row["lang"], row["class"], tuple(row["expected"].split("|")))
            for row in csv.DictReader(rows)
        ]


def ask_all(questions: Iterable[Question], answer: Callable[[Question], Answer]) -> list[Answered]:
    return [(question, answer(question)) for question in questions]


def found_few(question: Question, answer: Answer) -> bool:
    return any(key in question.expected for key in answer.keys[:FEW])


def found_first(question: Question, answer: Answer) -> bool:
    return bool(answer.keys) and answer.keys[0] in question.expected


def score(answered: Sequence[Answered]) -> Score:
    return Score(
        questions=len(answered),
        best=sum(answer.keys[:1] == question.expected[:1] for question, answer in answered),
        first=sum(found_first(*each) for each in answered),
        few=sum(found_few(*each) for each in answered),
        nothing=sum(not answer.keys for _, answer in answered),
        weak=sum(answer.weak for _, answer in answered),
        panel=sum(answer.crisis for _, answer in answered),
    )


def by_class(answered: Iterable[Answered]) -> dict[str, Score]:
    """The score of each class, and of all of them under "all"."""
    sorted_out: dict[str, list[Answered]] = defaultdict(list)
    for each in answered:
        sorted_out[each[0].kind].append(each)
        sorted_out["all"].append(each)
    return {kind: score(sorted_out[kind]) for kind in sorted(sorted_out, key=lambda k: (k == "all", k))}


def table(sets: dict[str, list[Answered]]) -> Iterator[str]:
    """One row a class, two columns a set of questions."""
    scores = {name: by_class(answered) for name, answered in sets.items()}
    kinds = dict.fromkeys(kind for each in scores.values() for kind in each if kind != "all")
    yield "| class | " + " | ".join(f"{name} | first / in three / nothing, %" for name in sets) + " |"
    yield "|---|" + "---:|---|" * len(sets)
    for kind in [*sorted(kinds), "all"]:
        cells = (
            f"{each[kind].questions} | {each[kind].cell()}" if kind in each else "0 | –"
            for each in scores.values()
        )
        yield f"| {kind} | {' | '.join(cells)} |"


def summary(name: str, answered: Sequence[Answered]) -> str:
    """What the table does not show of a set, in one line."""
    whole = score(answered)
    crisis = [each for each in answered if each[0].kind == CRISIS]
    calm = whole.panel - score(crisis).panel
    told = [
        f"{whole.questions - whole.first} not first and {whole.questions - whole.few} not in the first three",
        f"the best of several right pages first: {percent(whole.best, whole.questions)} %",
        f"said to fit badly: {percent(whole.weak, whole.questions)} %",
        f"crisis panel: {score(crisis).panel} of {len(crisis)} crisis questions, {calm} others",
    ]
    return f"{name}: {'; '.join(told)}."


SLIPPED = frozenset({"typo", "pinyin", "mixed"})  # classes whose questions may well be put right


def corrections(
    slips: Iterable[tuple[str, str, str]],
    correct: Callable[[str, str], str | None],
    answered: Iterable[Answered],
) -> Iterator[str]:
    """How often what is offered is what was meant, and how often something is offered without a slip.

    `slips`: language, what was typed, what was meant.
    """
    slips = list(slips)
    wrong = [
        f"{typed!r}: not {meant} but {offered or 'nothing'}"
        for language, typed, meant in slips
        if (offered := correct(typed, language)) != meant
    ]
    plain = [answer for question, answer in answered if question.kind not in SLIPPED]
    needless = sum(answer.corrected is not None for answer in plain)
    yield (
        f"- Did you mean: right for {len(slips) - len(wrong)} of {len(slips)} slips of the finger and the ear"
        f" (`tests/search/corrections.csv`); offered for {needless} of {len(plain)} questions of other classes."
    )
    if wrong:
        yield f"  Not right: {'; '.join(wrong)}."


def alarm(answered: Sequence[Answered]) -> str:
    """How often the crisis panel is shown, and whether the page asked for is still near it."""
    despair = [answer for question, answer in answered if question.kind == CRISIS]
    alike = [each for each in answered if each[0].kind != CRISIS]
    near = sum(any(key in question.expected for key in answer.keys[: FEW + 1]) for question, answer in alike)
    return (
        f"Ways to speak of despair: the panel for {sum(answer.crisis for answer in despair)} of {len(despair)}."
        f" Questions that only sound alike: the panel for {sum(answer.crisis for _, answer in alike)} of"
        f" {len(alike)}; {percent(near, len(alike))} % have a right page among the first {FEW + 1}."
    )


def misses(answered: Iterable[Answered], first: bool = False) -> Iterator[str]:
    """What came instead, where no right page is among the first three (with `first`: is first)."""
    for question, answer in answered:
        unseen = question.kind == CRISIS and not answer.crisis
        if unseen or not (found_first if first else found_few)(question, answer):
            came = ", ".join(answer.keys[:FEW]) or "nothing"
            told = f"{question.language}, {question.kind}" + (", no crisis panel" if unseen else "")
            yield f"- {question.query!r} ({told}): not {' | '.join(question.expected)} but {came}"
