"""Known debt: problems that were there when a baseline was written are not reported again.

A problem is known by its rule, file and message, not by its line, so that text may move. Where the
same is found more often than the baseline counts, what comes last is new.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from guide.diagnostics import Problem

_LINES = re.compile(r":\d+(?::\d+)?\b|\bline \d+\b")


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.place.path, _LINES.sub("", problem.message)


def fingerprint(problem: Problem) -> str:
    """A name for a problem that stays the same while lines move."""
    return hashlib.sha256("\0".join(_key(problem)).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def written(problems: Iterable[Problem]) -> str:
    """The text of a baseline that holds these problems, in a stable order."""
    counts = Counter(map(_key, problems))
    rows = [
        {"rule": rule, "path": path, "message": message, "count": count}
        for (rule, path, message), count in sorted(counts.items())
    ]
    return json.dumps({"version": 1, "problems": rows}, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Counter[tuple[str, str, str]]:
    """How often each problem is known; ValueError for what is no baseline."""
    try:
        rows = json.loads(text)["problems"]
        return Counter({(row["rule"], row["path"], row["message"]): int(row["count"]) for row in rows})
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not a baseline: {error}") from error


def unknown(problems: Sequence[Problem], known: Counter[tuple[str, str, str]]) -> list[Problem]:
    """The problems that a baseline does not hold."""
    left = Counter(known)
    new = []
    for problem in problems:
        key = _key(problem)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(problem)
    return new
