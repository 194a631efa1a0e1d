"""For programs: JSON with each problem as an object."""

import json

from guide.report import Report


def render(report: Report) -> str:
    problems = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in report.problems
    ]
    found = {
        "checked": report.checked,
        "errors": report.errors,
        "warnings": report.warnings,
        "known": report.known,
        "problems": problems,
    }
    return json.dumps(found, ensure_ascii=True, indent=1)
