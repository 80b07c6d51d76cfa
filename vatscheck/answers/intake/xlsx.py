"""The questionnaire as a workbook: frozen heads, drop-downs, and text that stays text."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from vatscheck.answers.checklist.xlsx import Book
from vatscheck.answers.intake.build import merged
from vatscheck.answers.intake.model import Cell, Questionnaire, Table

COLUMN = 2.2
"""Millimetres that a unit of the width of a column takes, about."""


def render(questionnaire: Questionnaire) -> bytes:
    """Return the workbook."""
    out = BytesIO()
    return _Workbook(out).filled(questionnaire, out)


class _Workbook:
    """A workbook and the list of choices that its drop-downs point at."""

    def __init__(self, out: BytesIO) -> None:
        self.book = Book(out)
        self.field = self.book.book.add_format(
            {
                "font_name": self.book.text.font_name,
                "font_size": 10,
                "text_wrap": True,
                "valign": "top",
                "num_format": "@",
                "border": 1,
                "bg_color": "#FFFBE6",
            }
        )
        self.lists: list[tuple[str, ...]] = []

    def filled(self, questionnaire: Questionnaire, out: BytesIO) -> bytes:
        """Write all sheets."""
        title = questionnaire.title.replace("\n", " ")
        about = [(line,) for line in questionnaire.about]
        self.sheets = questionnaire.sheets
        self.book.sheet(self.sheets["about"], (title,), about, (110,))
        for table in merged(questionnaire):
            self._table(table)
        heads = [self.sheets["choices"] for _ in self.lists]
        longest = max(map(len, self.lists), default=0)
        rows = [
            [choices[at] if at < len(choices) else "" for choices in self.lists]
            for at in range(longest)
        ]
        self.book.sheet(self.sheets["choices"], heads, rows, [30 for _ in heads])
        self.book.book.close()
        return out.getvalue()

    def _table(self, table: Table) -> None:
        rows = [[cell.text for cell in row] for row in table.rows]
        widths = [round(width / COLUMN) for width in table.widths]
        name = self.sheets[table.name]
        sheet, _ = self.book.sheet(name, table.heads, rows, widths)
        for line, row in enumerate(table.rows, 1):
            for at, cell in enumerate(row):
                if cell.answer:
                    sheet.write_string(line, at, cell.text, self.field)
                    self._offer(sheet, line, at, cell)

    def _offer(self, sheet: Any, line: int, at: int, cell: Cell) -> None:
        """Give a field its drop-down; where other answers are allowed, without a check."""
        choices = tuple(cell.choices)
        if not choices:
            return
        if choices not in self.lists:
            self.lists.append(choices)
        column = self.lists.index(choices)
        from xlsxwriter.utility import xl_col_to_name

        letter = xl_col_to_name(column, True)
        source = f"='{self.sheets['choices']}'!{letter}$2:{letter}${len(choices) + 1}"
        rule = {"validate": "list", "source": source, "show_error": cell.closed}
        sheet.data_validation(line, at, line, at, rule)
