"""What a rule says of itself: the sentence, the examples and the remedy in its docstring."""

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from guide.rule import Rule

_PART = re.compile(r"^(Bad|Good|Fix):[ ]*", re.M)


@dataclass(frozen=True)
class Explanation:
    """The parts of a rule's docstring; `more` is what stands between the sentence and the examples."""

    name: str
    severity: str
    sentence: str
    more: str
    bad: str
    good: str
    fix: str

    def text(self) -> str:
        """All of it, for a terminal or a tooltip."""
        kind = "an error" if self.severity == "error" else "a warning"
        parts = [f"{self.name} ({kind})", self.sentence, self.more]
        parts += [f"Bad:  {self.bad}", f"Good: {self.good}"]
        parts.append(f"Fix:  {self.fix or 'write it as in the good example; each finding has its own hint.'}")
        return "\n\n".join(part for part in parts if part)


def explained(rule: Rule) -> Explanation:
    """Take a rule's docstring apart."""
    about = inspect.cleandoc(rule.about)
    head, *rest = _PART.split(about)
    sentence, _, more = head.strip().partition("\n\n")
    parts = {name: " ".join(text.split()) for name, text in zip(rest[::2], rest[1::2], strict=True)}
    return Explanation(
        rule.name,
        rule.severity,
        " ".join(sentence.split()),
        " ".join(more.split()),
        parts.get("Bad", ""),
        parts.get("Good", ""),
        parts.get("Fix", ""),
    )


def as_list(rules: Iterable[Rule]) -> str:
    """Every rule on a line."""
    return "\n".join(f"{rule.name:<28} {explained(rule).sentence}" for rule in rules)


START, END = "<!-- rules -->", "<!-- /rules -->"


def as_table(rules: Iterable[Rule]) -> str:
    """The table of CONTRIBUTING.md."""
    rows = ["| rule | what it keeps |", "|---|---|"]
    for rule in rules:
        warning = " (warning)" if rule.severity == "warning" else ""
        sentence = explained(rule).sentence.replace("|", "\\|")
        rows.append(f"| `{rule.name}` | {sentence}{warning} |")
    return "\n".join(rows)


def with_table(text: str, rules: Iterable[Rule]) -> str:
    """A document with the table renewed between its two marks; ValueError if it has none."""
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"no {START} … {END}")
    return f"{before}{START}\n{as_table(rules)}\n{END}{after}"
