"""What has become of the links of a service, as text, CSV and JSON."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from guide.inbound.reading import Found
from guide.inbound.verdict import Verdict

COLUMNS = ("file", "line", "link", "state", "part", "new_link", "id", "code")
# What the service has to do something about.
TO_DO = ("moved", "withdrawn", "unknown")


@dataclass(frozen=True)
class Judged:
    """A link, where it stands, and what has become of it."""

    found: Found
    verdict: Verdict

    def row(self) -> dict[str, object]:
        verdict = asdict(self.verdict)
        place = {"file": self.found.path, "line": self.found.line, "link": self.found.link}
        return {**place, **{name: verdict[{"new_link": "link"}.get(name, name)] for name in COLUMNS[3:]}}


def as_text(judged: Sequence[Judged]) -> str:
    """A line for each link that needs a hand, then how many there are of each state."""
    counts: Counter[str] = Counter(each.verdict.state for each in judged)
    summary = ", ".join(f"{counts[state]} {state}" for state in ("works", *TO_DO, "unchecked"))
    return "\n".join([*_lines(judged), f"{len(judged)} links: {summary}"]) + "\n"


def _lines(judged: Sequence[Judged]) -> Iterator[str]:
    for each in judged:
        if each.verdict.state in TO_DO:
            yield f"{each.found.path}:{each.found.line}: {each.found.link}"
            yield f"    {_said(each.verdict)}"


def _said(verdict: Verdict) -> str:
    if verdict.state == "moved":
        return f"moved: {verdict.link}"
    if verdict.state == "withdrawn":
        instead = f"; read instead: {verdict.link}" if verdict.link else ""
        return f"withdrawn: remove the link and any copy of the text{instead}"
    what = "there is no such place on the page" if verdict.part == "anchor" else "there never was such a page"
    return f"unknown: {what}" + (f"; did you mean {verdict.link}?" if verdict.link else "")


def as_csv(judged: Sequence[Judged]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in each.row().items()} for each in judged)
    return out.getvalue()


def _safe(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value


def as_json(judged: Sequence[Judged]) -> str:
    counts = Counter(each.verdict.state for each in judged)
    made = {"counts": dict(sorted(counts.items())), "links": [each.row() for each in judged]}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
