"""The questionnaire as a workbook: frozen heads, drop-downs, and text that stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from vatscheck.answers.intake.build import merged
from vatscheck.answers.intake.model import Cell, Questionnaire, Table

FONT = "SimSun"
"""A font that has both scripts on every office machine in China."""
FIRST_DAY = "1970-01-01"
"""The file's own date: fixed, so that equal answers give equal files."""


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


class Book:
    """A workbook with the formats that all its sheets share."""

    def __init__(self, out: BytesIO) -> None:
        from datetime import datetime

        self.book = Workbook(out, {"in_memory": True, "strings_to_urls": False})
        made = datetime.fromisoformat(FIRST_DAY)
        self.book.set_properties({"created": made})
        base = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
        self.text = self.book.add_format(base)
        self.head = self.book.add_format(
            base | {"bold": True, "bg_color": "#D9E2EC", "border": 1}
        )

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
    ) -> tuple[Any, int]:
        """Add a sheet with a frozen, filtered head; return it and its number of rows."""
        sheet = self.book.add_worksheet(_sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        count = 0
        for line, cells in enumerate((heads, *rows)):
            for at, cell in enumerate(cells):
                sheet.write_string(line, at, cell, self.text if line else self.head)
            count = line
        sheet.autofilter(0, 0, max(count, 1), len(heads) - 1)
        return sheet, count


def _sheet_name(name: str) -> str:
    """A name that a sheet may have: one line, no forbidden signs, at most 31 letters."""
    first = name.splitlines()[0]
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in first)[:31]
