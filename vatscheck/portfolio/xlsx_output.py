"""Verdicts as a workbook: text is text, and a sheet has at most a million of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from vatscheck.portfolio.bounds import EXCEL_ROWS
from vatscheck.portfolio.csv_output import texts
from vatscheck.portfolio.rows import COLUMNS, Edition, Record

LONGEST = 32_767
"""A cell of Excel holds no more signs."""
CUT = " … ({size})"
"""What stands at the end of a text that no cell holds, with its length."""
NUMBERS = ("row", "cap")


class XlsxWriter:
    """Writes verdicts as a workbook; `most` is how many lines it can hold."""

    most = EXCEL_ROWS

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def part(self, records: Sequence[Record], path: Path) -> None:
        """Write the lines of one block to a file of its own; the same bytes for the same."""
        with path.open("w", encoding="utf-8") as file:
            for row, id, name, found, error in records:
                cells = [str(row), id or "", name or "", *texts(found), error or ""]
                file.write(json.dumps([*cells, *self.edition]) + "\n")

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put all parts together in their order, as one sheet below the heads."""
        from xlsxwriter import Workbook

        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        book = Workbook(path, options)
        made = datetime.fromisoformat(self.edition.as_of)
        book.set_properties({"title": "vatscheck batch", "created": made})
        sheet = book.add_worksheet("Verdicts")
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(COLUMNS):
            sheet.write_string(0, at, head)
        last = 0
        for last, line in enumerate(_lines(parts), 1):
            for at, text in enumerate(json.loads(line)):
                if text and COLUMNS[at] in NUMBERS:
                    sheet.write_number(last, at, float(text))
                elif text:
                    sheet.write_string(last, at, held(text))
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        book.close()


def _lines(parts: Iterable[Path]) -> Iterator[str]:
    for part in parts:
        with part.open(encoding="utf-8") as file:
            yield from file


def held(text: str) -> str:
    """Return a text as a cell can hold it: one that is too long ends with its length."""
    if len(text) <= LONGEST:
        return text
    end = CUT.format(size=len(text))
    return text[: LONGEST - len(end)] + end
