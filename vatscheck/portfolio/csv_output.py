"""Verdicts as CSV: UTF-8 with a mark for Excel, every cell quoted, nothing alive in any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from shutil import copyfileobj

from vatscheck.formats.inert import cell
from vatscheck.portfolio.rows import COLUMNS, LISTS, Edition, Finding, Record

KEPT = 65_536
"""How many findings are kept as text."""
OWN = ("row", "id", "name")
"""What stands before the finding in a line."""
BETWEEN = ";"
"""What stands between the ids of a list."""


def text(value: object) -> str:
    """Return a value of a verdict as the text of a cell: empty = none."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return BETWEEN.join(value) if isinstance(value, tuple) else str(value)


def texts(found: Finding) -> Iterator[str]:
    """Yield the cells of a finding, in the order of the columns."""
    names = (name for name in COLUMNS if name in Finding._fields)
    return (text(getattr(found, name)) for name in names)


class CsvWriter:
    """Writes verdicts as CSV."""

    def __init__(self, edition: Edition) -> None:
        self.end = _line(edition)
        self._known: dict[Finding, str] = {}

    def part(self, records: Sequence[Record], path: Path) -> None:
        """Write the lines of one block to a file of its own; the same bytes for the same."""
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(map(self._text, records))

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put all parts together in their order, below the heads."""
        with path.open("wb") as whole:
            whole.write(f"{_line(COLUMNS)}\r\n".encode("utf-8-sig"))
            for part in parts:
                with part.open("rb") as file:
                    copyfileobj(file, whole)

    def _text(self, record: Record) -> str:
        row, id, name, found, error = record
        known = self._known.get(found)
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[found] = _line(texts(found))
        own = _line((str(row), id or "", name or ""))
        return f"{own},{known},{_quoted(error or '')},{self.end}\r\n"


def _line(cells: Iterable[str]) -> str:
    return ",".join(map(_quoted, cells))


def _quoted(text: str) -> str:
    if not text.isalnum():
        text = cell(text).replace('"', '""')
    return f'"{text}"'


if (*OWN, *(c for c in COLUMNS if c in Finding._fields), "error", *Edition._fields) != (
    COLUMNS
) or not set(LISTS) <= set(Finding._fields):
    raise AssertionError("the columns of a verdict are written in another order")
