"""How problems are shown: a function for each format, from a report to text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guide.diagnostics import Problem
from guide.rule import Rule


@dataclass(frozen=True)
class Report:
    """What a check found. `checked` says what was looked at; `known` counts what a baseline holds."""

    checked: str
    problems: Sequence[Problem]
    rules: Sequence[Rule]
    known: int = 0

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


Format = Callable[[Report], str]
