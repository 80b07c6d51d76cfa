"""The checklist as a workbook: items to filter and tick off, papers, steps, grid, sources.

Every cell is written as text, so that nothing in it is a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from vatscheck.answers.checklist.model import Checklist

FONT = "SimSun"
"""A font that has both scripts on every office machine in China."""
ITEM_WIDTHS = (26, 7, 34, 44, 40, 13, 36, 14, 22, 18, 28)
FIRST_DAY = "1970-01-01"
"""The file's own date: fixed, so that equal answers give equal files."""
STATUS = 5
"""The column of the status, counted from 0."""


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


def render(checklist: Checklist) -> bytes:
    """Return the workbook."""
    out = BytesIO()
    book = Book(out)
    words = checklist.words
    rows = [
        (group.title, item.number, *item[2:])
        for group in checklist.groups
        for item in group.items
    ]
    heads = (words.service, *words.columns)
    sheet, count = book.sheet(words.title, heads, rows, ITEM_WIDTHS)
    choices = [state.replace("\n", " ") for state in words.statuses]
    sheet.data_validation(
        1,
        STATUS,
        max(count, 1),
        STATUS,
        {"validate": "list", "source": choices, "error_type": "warning"},
    )
    book.sheet(words.papers, words.paper_columns, checklist.papers, (9, 36, 60, 50))
    steps = (step[:5] for step in checklist.steps)
    book.sheet(words.steps, words.step_columns, steps, (7, 34, 60, 34, 24))
    places = [place.title for place in checklist.grid]
    cells = (
        [name, *(place.cells[at].text for place in checklist.grid)]
        for at, name in enumerate(checklist.services)
    )
    widths = (34, *(30 for _ in places))
    book.sheet(words.grid, (words.service, *places), cells, widths)
    periods = [
        (history.title, span.start, span.end, span.text, span.why)
        for history in checklist.history
        for span in history.spans
    ]
    heads = (words.service, *words.history_columns)
    book.sheet(words.history, heads, periods, (34, 12, 12, 18, 70))
    about = [*checklist.header, *(("", source) for source in checklist.sources)]
    about += [(heading, text) for heading, texts in checklist.notices for text in texts]
    about.append(("", words.disclaimer))
    book.sheet(words.sources, ("", words.sources), about, (24, 110))
    book.book.close()
    return out.getvalue()
