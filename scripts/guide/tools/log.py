"""The counts of a record of contacts, and its file of comma-separated values."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
Row = Mapping[str, str]


def summary_of(rows: Sequence[Row], start: int, end: int) -> dict[str, Any]:
    """How many contacts of each kind; quiet are those from the hour `end` to the hour `start`.

    Of a day `most` is how many calls were answered of the one lender that called most.
    """
    calls = [row for row in rows if row["way"] in {"call", "missed"}]
    visits = [row for row in rows if row["way"] == "visit"]

    def quiet(of: Iterable[Row]) -> int:
        hours = [int(row["time"][:2]) for row in of if re.fullmatch("[0-9]{2}:[0-9]{2}", row["time"])]
        return sum(not start <= hour < end for hour in hours)

    def day(date: str) -> dict[str, Any]:
        of_day = [row for row in calls if row["date"] == date]
        answered = [row for row in of_day if row["way"] == "call"]
        lenders = Counter(filter(None, (_plain(row["lender"]) for row in answered)))
        return {
            "date": date,
            "answered": len(answered),
            "missed": len(of_day) - len(answered),
            "quiet": quiet(of_day),
            "most": max(lenders.values(), default=0),
        }

    return {
        "rows": len(rows),
        "answered": sum(row["way"] == "call" for row in rows),
        "missed": sum(row["way"] == "missed" for row in rows),
        "visits": len(visits),
        "others": sum(row["others"] != "" for row in rows),
        "quietCalls": quiet(calls),
        "quietVisits": quiet(visits),
        "days": [day(date) for date in sorted({row["date"] for row in calls})],
    }


def _plain(name: str) -> str:
    """A name of a lender without differences of width, case and space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name).lower())


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """A file for spreadsheets; an apostrophe keeps a cell from being read as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
