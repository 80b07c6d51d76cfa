"""Companies in a CSV or TSV file: UTF-8, UTF-16 or GB 18030, one row a company or service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vatscheck.intake.grids import DELIMITERS
from vatscheck.names.index import Names
from vatscheck.portfolio.headings import Table
from vatscheck.portfolio.lines import Line, cells, encoding, lines, records
from vatscheck.portfolio.table_input import Faulty, TableReader, wide
from vatscheck.profile.problems import Problem, ProfileError


class CsvReader(TableReader):
    """Reads a table of companies out of a text file.

    Cells are divided by the sign that most often divides the headings.
    """

    delimiter = ""

    def __init__(
        self,
        path: Path,
        names: Names,
        mapped: Mapping[str, str] | None = None,
        owners: Any = None,
        table: Table = "companies",
    ) -> None:
        self.stored = encoding(path)
        self.encoding = "utf-8" if self.stored.startswith("utf-16") else self.stored
        super().__init__(path, names, mapped, owners, table)

    def first(self) -> Sequence[str]:
        """Return the headings. Raises `ProfileError` for a file without."""
        every = lines(self.path, self.stored)
        for line in records(every, self.delimiter or DELIMITERS[0], 0):
            try:
                text = line.raw.decode(self.encoding)
            except UnicodeDecodeError:
                break
            self.delimiter = self.delimiter or max(DELIMITERS, key=text.count)
            found = (
                None if line.fault else cells(line.raw, self.delimiter, self.encoding)
            )
            if found is None:
                break
            while len(found) > 1 and not found[-1].strip():
                found.pop()
            return found
        raise ProfileError(self.path.name, [Problem("table-no-heads")])

    def items(self) -> Iterator[Line]:
        """Yield the records below the headings."""
        every = lines(self.path, self.stored)
        found = records(every, self.delimiter, len(self.heads))
        next(found, None)
        empty = set(self.delimiter.encode() + b'" \t\r')
        return (line for line in found if line.fault or not empty.issuperset(line.raw))

    def cells(self, item: Line) -> Sequence[str] | Faulty:
        """Return the cells of a record, or what is wrong with it as a whole."""
        if item.fault:
            start = item.raw[:200].decode(self.encoding, errors="replace")
            return Faulty(Problem(item.fault), start.split(self.delimiter))
        try:
            found = cells(item.raw, self.delimiter, self.encoding)
        except UnicodeDecodeError:
            text = item.raw.decode(self.encoding, errors="replace")
            parts = {"encoding": self.encoding.upper()}
            return Faulty(
                Problem("table-encoding", parts=parts), text.split(self.delimiter)
            )
        if found is None:
            start = item.raw[:200].decode(self.encoding, errors="replace")
            return Faulty(Problem("table-quote"), start.split(self.delimiter))
        return wide(list(map(str.strip, found)), len(self.heads))

    @staticmethod
    def raw(item: Line) -> bytes:
        """Return the bytes of a record, with what is wrong with it."""
        return item.raw + item.fault.encode()


class TsvReader(CsvReader):
    """Reads a table of companies whose cells are divided by tabs."""

    delimiter = "\t"
