"""For test reports: JUnit's XML, a test for each rule, failed by errors."""

import re
from xml.etree import ElementTree as ET

from guide.report import Report
from guide.report.text import visible

# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    failed = {problem.rule for problem in report.problems if problem.severity == "error"}
    names = [rule.name for rule in report.rules]
    counts = {"tests": str(len(names)), "failures": str(len(failed)), "errors": "0", "skipped": "0"}
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": _text(report.checked), **counts, "time": "0"})
    for name in names:
        case = ET.SubElement(suite, "testcase", {"classname": "check", "name": name, "time": "0"})
        found = [problem for problem in report.problems if problem.rule == name]
        lines = _text("\n".join(map(str, found)))
        if name in failed:
            failure = ET.SubElement(case, "failure", {"message": f"{len(found)} problems", "type": name})
            failure.text = lines
        elif found:
            ET.SubElement(case, "system-out").text = lines
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", visible(text))
