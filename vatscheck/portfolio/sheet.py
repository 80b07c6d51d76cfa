"""The rows of the first sheet of a workbook, as a stream of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.intake.grids import address
from vatscheck.intake.shares import Misread
from vatscheck.portfolio.bounds import COLUMNS, LINE
from vatscheck.portfolio.shared_texts import SharedTexts
from vatscheck.portfolio.workbooks import Parsed, Workbook

SIGNIFICANT = 15
"""So many digits of a number Excel shows; what is behind them is binary noise."""


class SheetRow(NamedTuple):
    """The texts of a row; `wrong` = what makes it unreadable as a whole."""

    cells: list[str]
    wrong: Misread | None = None


class SheetRows:
    """The rows of the first sheet, empty ones left out."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._done: list[SheetRow] = []
        self._cells: list[str] = []
        self._wrong: Misread | None = None
        self._number = self._column = self._size = 0
        self._cell: dict[str, str] = {}
        self._said: list[str] = []
        self._in = self._aside = self._valued = self._formula = False

    def __iter__(self) -> Iterator[SheetRow]:
        self._parsed = Parsed(self.book, self.book.rows)
        parser = self._parsed.parser
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._row,
            "c": self._begin,
            "v": self._value,
            "t": self._inline,
            "rPh": self._beside,
            "f": self._computed,
        }
        ends: dict[str, Callable[[], None]] = {
            "row": self._row_done,
            "c": self._cell_done,
            "v": self._value_done,
            "t": self._value_done,
            "rPh": self._beside_done,
        }
        local = self._parsed.local

        def start(tag: str, said: dict[str, str]) -> None:
            if found := starts.get(local(tag)):
                found(said)

        def end(tag: str) -> None:
            if found := ends.get(local(tag)):
                found()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = self._text
        with ExitStack() as files:
            self._texts = SharedTexts(self.book, files)
            for _ in self._parsed.pieces():
                yield from self._done
                self._done.clear()

    def _row(self, said: dict[str, str]) -> None:
        self._number = int(said["r"]) if said.get("r") else self._number + 1
        self._cells, self._wrong, self._column, self._size = [], None, 0, 0

    def _begin(self, said: dict[str, str]) -> None:
        self._cell = said
        self._said.clear()
        self._valued = self._formula = False
        if where := said.get("r"):
            self._column = _column(where)
        else:
            self._column += 1

    def _value(self, _: dict[str, str]) -> None:
        self._in = self._valued = True

    def _inline(self, _: dict[str, str]) -> None:
        self._in = self._valued = not self._aside

    def _beside(self, _: dict[str, str]) -> None:
        self._aside = True

    def _beside_done(self) -> None:
        self._aside = False

    def _computed(self, _: dict[str, str]) -> None:
        self._formula = True

    def _value_done(self) -> None:
        self._in = False

    def _text(self, found: str) -> None:
        if self._in and self._wrong is None:
            self._size += len(found)
            if self._size > LINE:
                self._wrong = Misread("table-line-long")
            self._said.append(found)

    def _cell_done(self) -> None:
        text = "".join(self._said)
        at = self._column - 1
        if self._wrong is not None:
            return
        if not text:
            if self._formula and self._cell.get("t") != "str":
                where = address(self._number - 1, at)
                self._wrong = Misread("intake-formula", sheet=self.book.sheet, at=where)
            return
        if at >= COLUMNS:
            self._wrong = Misread("table-too-wide", most=str(COLUMNS))
            return
        self._cells += [""] * (at + 1 - len(self._cells))
        self._cells[at] = self._shown(text)

    def _shown(self, text: str) -> str:
        """The text of a cell as its reader sees it; percent formats count."""
        kind = self._cell.get("t", "n")
        if kind == "s":
            found = self._texts[int(text)]
            self._size += len(found)
            if self._size > LINE:
                self._wrong = Misread("table-line-long")
            return found
        if kind == "b":
            return "true" if text.strip() == "1" else "false"
        if kind != "n":
            return text
        style = int(self._cell.get("s", 0))
        if style in self.book.dates:
            return _day(text, self.book.epoch)
        number = text if text.isdigit() else f"{float(text):.{SIGNIFICANT}g}"
        if style in self.book.percent:
            return f"{_plain(Decimal(number) * 100)}%"
        return _plain(Decimal(number))

    def _row_done(self) -> None:
        if self._wrong is not None or any(map(str.strip, self._cells)):
            self._done.append(SheetRow(self._cells, self._wrong))


def _plain(number: Decimal) -> str:
    """A number without needless zeros, and without an exponent."""
    return f"{number.normalize():f}"


def _day(text: str, epoch: Any) -> str:
    from openpyxl.utils.datetime import from_excel

    return str(from_excel(float(text), epoch).isoformat())


def _column(where: str) -> int:
    """The number of the column of an address, counted from 1."""
    number = 0
    for sign in where:
        if not sign.isalpha():
            break
        number = number * 26 + ord(sign) - ord("A") + 1
    return number
