"""Companies in the first sheet of a workbook, one row a company or a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from vatscheck.intake.shares import Misread
from vatscheck.names.index import Names
from vatscheck.portfolio.headings import Table
from vatscheck.portfolio.sheet import SheetRow, SheetRows
from vatscheck.portfolio.table_input import Faulty, TableReader, wide
from vatscheck.portfolio.workbooks import workbook
from vatscheck.profile.problems import Problem, ProfileError


class XlsxReader(TableReader):
    """Reads a table of companies out of the first sheet of a workbook."""

    def __init__(
        self,
        path: Path,
        names: Names,
        mapped: Mapping[str, str] | None = None,
        owners: Any = None,
        table: Table = "companies",
    ) -> None:
        try:
            self.book = workbook(path)
            super().__init__(path, names, mapped, owners, table)
        except Misread as error:
            raise ProfileError(
                path.name, [Problem(error.id, (), error.parts)]
            ) from None

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What is to be told: columns and sheets that are not read, hidden rows that are."""
        found = list(super().notices)
        if self.book.others:
            parts = {"found": ", ".join(self.book.others)}
            found.append(Problem("table-sheets", parts=parts))
        if self.book.hidden:
            found.append(Problem("table-hidden", parts={"n": str(self.book.hidden)}))
        return tuple(found)

    def first(self) -> Sequence[str]:
        """Return the headings. Raises `ProfileError` for a sheet without."""
        for row in SheetRows(self.book):
            if row.wrong is not None:
                raise row.wrong
            return row.cells
        raise Misread("table-no-heads")

    def items(self) -> Iterator[SheetRow]:
        """Yield the rows below the headings."""
        try:
            yield from islice(SheetRows(self.book), 1, None)
        except Misread as error:
            problem = Problem(error.id, (), error.parts)
            raise ProfileError(self.path.name, [problem]) from None

    def cells(self, item: SheetRow) -> Sequence[str] | Faulty:
        """Return the cells of a row, or what is wrong with it as a whole."""
        if item.wrong is not None:
            problem = Problem(item.wrong.id, (), item.wrong.parts)
            return Faulty(problem, item.cells)
        width = len(self.heads)
        cells = list(map(str.strip, item.cells))
        return wide(cells + [""] * (width - len(cells)), width)

    @staticmethod
    def raw(item: SheetRow) -> bytes:
        """Return the texts of a row as bytes that no other row has."""
        return repr((item.cells, item.wrong and item.wrong.id)).encode(
            errors="surrogatepass"
        )
