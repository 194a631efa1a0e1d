"""A rule is a short generator that finds one kind of fault; this is how it is written and run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from guide.diagnostics import Problem, Severity, in_order

Finder = Callable[[Any], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A check by the name of its function, with dashes; `about` is its docstring."""

    name: str
    find: Finder
    severity: Severity
    about: str

    def run(self, subject: Any) -> Iterator[Problem]:
        for problem in self.find(subject):
            yield replace(problem, rule=self.name, severity=self.severity)


def rule(severity: Severity = "error") -> Callable[[Finder], Rule]:
    """Make a rule of a generator. Its docstring is its documentation."""

    def wrap(find: Finder) -> Rule:
        name = find.__name__.replace("_", "-")
        return Rule(name, find, severity, find.__doc__ or "")

    return wrap


def run(rules: Iterable[Rule], subject: Any) -> list[Problem]:
    """Everything that the rules find in a site or a built folder, sorted by place."""
    return in_order(problem for each in rules for problem in each.run(subject))
