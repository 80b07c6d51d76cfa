"""What all tables of companies have in common: headings, owners beside, rows of cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.names.index import Names
from vatscheck.portfolio.cells import Cell, Cells
from vatscheck.portfolio.headings import ID, Headings, Legend, Table, headings
from vatscheck.portfolio.rows import BLOCK_ROWS, Block, Given
from vatscheck.profile.problems import Problem

BLOCK_BYTES = 16_000_000
"""How much a block holds at most, however few its rows are."""


class Faulty(NamedTuple):
    """A row that is none: what is wrong with it, and its cells as far as they are there."""

    problem: Problem
    cells: Sequence[Cell] = ()


class TableReader(ABC):
    """Reads a table of companies in blocks of rows.

    `path` is the file, `mapped` what its headings stand for, `owners` a table of owners
    beside it. Raises `ProfileError` for headings that cannot be understood.
    """

    def __init__(
        self,
        path: Path,
        names: Names,
        mapped: Mapping[str, str] | None = None,
        owners: Any = None,
        table: Table = "companies",
    ) -> None:
        self.path, self.names, self.owners = path, names, owners
        self.heads: tuple[str, ...] = tuple(self.first())
        self.headings: Headings = headings(
            self.heads, names.law, Legend(path.name, mapped or {}), table
        )
        self._cells: Cells | None = None

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What is to be told of the table as a whole: columns that are not read."""
        if not self.headings.unread:
            return ()
        parts = {"found": ", ".join(self.headings.unread)}
        return (Problem("table-unread", parts=parts),)

    @abstractmethod
    def first(self) -> Sequence[str]:
        """Return the headings as they stand in the file."""

    @abstractmethod
    def items(self) -> Iterator[Any]:
        """Yield the rows of the file below the headings, as they are sent to be read."""

    @abstractmethod
    def cells(self, item: Any) -> Sequence[Cell] | Faulty:
        """Return the cells of a row, or what is wrong with it as a whole."""

    @staticmethod
    @abstractmethod
    def raw(item: Any) -> bytes:
        """Return the bytes by which a row is told from another."""

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_cells": None}

    def blocks(self) -> Iterator[Block]:
        """Yield the rows in blocks of at most 16,384 rows and about 16 MB."""
        number, first = 0, 1
        held: list[Any] = []
        digest, size = self._digest(), 0
        for item in self.items():
            held.append(item)
            raw = self.raw(item)
            size += len(raw)
            digest.update(len(raw).to_bytes(4, "big") + raw)
            if len(held) == BLOCK_ROWS or size >= BLOCK_BYTES:
                yield Block(number, first, len(held), held, digest.hexdigest())
                number, first = number + 1, first + len(held)
                held, digest, size = [], self._digest(), 0
        if held:
            yield Block(number, first, len(held), held, digest.hexdigest())

    def ids(self) -> Iterator[str]:
        """Yield the keys of the companies, as far as they can be read."""
        for item in self.items():
            found = self.cells(item)
            id = self.id(found.cells if isinstance(found, Faulty) else found)
            if id is not None:
                yield id

    def _digest(self) -> Any:
        """What a block rests on beside its rows: the columns, and the owners."""
        said = repr((self.headings, self.owners and self.owners.digest))
        return sha256(said.encode(errors="surrogatepass"))

    def rows(self, block: Block) -> Iterable[Given]:
        """Return the rows of a block in their order; one that cannot be read is one too."""
        if self._cells is None:
            self._cells = Cells(self.names, self.headings)
        for row, item in enumerate(block.payload, block.first):
            yield self._given(row, item, self._cells)

    def _given(self, row: int, item: Any, cells: Cells) -> Given:
        found = self.cells(item)
        if isinstance(found, Faulty):
            return Given(row, self.id(found.cells), {}, (found.problem,))
        known = None
        if self.owners is not None and (id := self.id(found)):
            known = self.owners.given(row, id)
        return cells.given(row, found, known)

    def id(self, cells: Sequence[Cell]) -> str | None:
        """Return the key of a row by its cells, none if there is none."""
        at = next((c.at for c in self.headings.columns if c.key == ID), None)
        if at is None or at >= len(cells) or not cells[at]:
            return None
        return str(cells[at])


def wide(cells: Sequence[str], width: int) -> Sequence[str] | Faulty:
    """Return as many cells as there are columns, or say how many there are instead.

    Empty cells behind the last column are none.
    """
    if len(cells) == width:
        return cells
    if len(cells) > width and not any(map(str.strip, cells[width:])):
        return cells[:width]
    parts = {"found": str(len(cells)), "wanted": str(width)}
    return Faulty(Problem("table-cells", parts=parts), cells)
