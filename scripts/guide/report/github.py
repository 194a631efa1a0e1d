"""For GitHub Actions: workflow commands that mark the lines of a pull request."""

from guide.diagnostics import Problem
from guide.report import Report
from guide.report.text import visible


def render(report: Report) -> str:
    counts = f"{report.checked}: {report.errors} errors, {report.warnings} warnings"
    return "\n".join([*map(_command, report.problems), visible(counts)])


def _command(problem: Problem) -> str:
    place = problem.place
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": problem.rule}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {written}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
