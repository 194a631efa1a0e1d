"""Works out the formulas of a saved workbook, as a spreadsheet does; for the functions that we write.

What LibreOffice makes of the same files was compared by hand; the tests need none installed.
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

Value = Decimal | str


def worked_out(book: Workbook) -> Workbook:
    """The workbook with each formula replaced by its value."""
    made = _Sheets(book)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = made.cell(sheet.title, cell.coordinate)
    return book


class _Sheets:
    """The cells of a workbook, each worked out when it is first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._formulas = {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
        }
        self._values: dict[tuple[str, str], Value] = {}

    def cell(self, sheet: str, name: str) -> Value:
        at = (sheet, name)
        if at not in self._values:
            self._values[at] = self._value(sheet, self._formulas.get(at))
        return self._values[at]

    def _value(self, sheet: str, content: object) -> Value:
        if content is None:
            return Decimal(0)
        if isinstance(content, str):
            return self._formula(sheet, content) if content.startswith("=") else content
        return Decimal(str(content)) if isinstance(content, int | float) else str(content)

    def _formula(self, sheet: str, formula: str) -> Value:
        tokens = Tokenizer(formula).items
        code = "".join(_python(sheet, token.value, token.type, token.subtype) for token in tokens)
        result: Value = eval(code, {"__builtins__": {}, "D": Decimal, "area": self._area, **_FUNCTIONS})
        return result

    def _area(self, sheet: str, area: str) -> list[Value] | Value:
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        cells = [
            self.cell(sheet, f"{chr(64 + column)}{row}")
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return cells if ":" in area else cells[0]


def _python(sheet: str, text: str, kind: str, subtype: str) -> str:
    """A token of a formula as Python; anything else than what we write fails."""
    if kind == "OPERAND" and subtype == "NUMBER":
        return f"D({text!r})"
    if kind == "OPERAND" and subtype == "TEXT":
        return repr(text[1:-1].replace('""', '"'))
    if kind == "OPERAND" and subtype == "RANGE":
        place, _, area = text.rpartition("!")
        return f"area({place.strip(chr(39)) or sheet!r}, {area!r})"
    if kind == "FUNC":
        return text if subtype == "OPEN" else ")"
    if kind in ("PAREN", "SEP") or (kind.startswith("OPERATOR") and text in "+-*/<>"):
        return text
    raise ValueError(f"{kind} {text}")


def _flat(given: tuple[object, ...]) -> Iterator[Decimal]:
    for one in given:
        for each in one if isinstance(one, list) else [one]:
            if isinstance(each, Decimal):
                yield each


_FUNCTIONS = {
    "SUM": lambda *given: sum(_flat(given), Decimal(0)),
    "MIN": lambda *given: min(_flat(given)),
    "MAX": lambda *given: max(_flat(given)),
    "ROUND": lambda n, places: n.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP),
    "ROUNDDOWN": lambda n, places: n.quantize(Decimal(1).scaleb(-int(places)), ROUND_DOWN),
    "IF": lambda condition, then, otherwise: then if condition else otherwise,
}
