"""For people: path:line:column: error: message [rule], a hint below it, and a closing line."""

import re

from guide.report import Report

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(report: Report) -> str:
    known = f", {report.known} in the baseline" if report.known else ""
    closing = f"{report.checked}: {report.errors} errors, {report.warnings} warnings{known}"
    return "\n".join([*(visible(str(problem)) for problem in report.problems), closing])


def visible(text: str) -> str:
    """The text with what a terminal would obey or hide written as \\u escapes."""
    return _CONTROL.sub(lambda m: f"\\u{ord(m.group()):04x}", text)
