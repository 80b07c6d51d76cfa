"""Tables of text out of workbooks, documents and CSV files, each cell with its address."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, NamedTuple
from zipfile import ZipFile

from vatscheck.intake.shares import Misread, plain
from vatscheck.profile.bounds import CELL, CELLS, COLUMNS, PART, ROWS, UNPACKED

QUOTED = re.compile(r'"[^"]*"|\\.')
"""What a number format only shows: a percent sign in it multiplies nothing."""
A_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|si|tc|row|tr|p)[\s/>]")
"""A cell, a text, a row or a paragraph, in sheets, shared strings and documents."""
MERGES = re.compile(rb"<(?:[\w.-]+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([^\"']*)")
DELIMITERS = (",", ";", "\t")


class Cell(NamedTuple):
    """The text of a cell, and its address as a spreadsheet names it.

    `merged` = the cell is the further part of another one, which has its text.
    """

    text: str
    at: str
    merged: bool = False


class Grid(NamedTuple):
    """One sheet of a workbook, one table of a document, or a CSV file.

    `unseen` are rows that hold something and are hidden, `struck` cells that are
    struck out: both are read, and it has to be said.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    unseen: Sequence[str] = ()
    struck: Sequence[str] = ()

    @property
    def shown(self) -> str:
        """The name of the sheet, with a word on it if it is hidden."""
        return f"{self.name} (hidden)" if self.hidden else self.name

    def texts(self, row: int) -> list[str]:
        """Return the texts of a row, counted from 0."""
        return [cell.text for cell in self.rows[row]]


def grids(raw: bytes, suffix: str) -> list[Grid]:
    """Return the tables of a file with such an ending.

    Raises `Misread` for another ending, and for a file that is not what it says.
    """
    if suffix not in READERS:
        raise Misread("intake-format", allowed=", ".join(READERS))
    if suffix != ".csv":
        _refuse_bombs(raw)
    found = READERS[suffix](raw)
    if any(len(grid.rows) > ROWS for grid in found):
        raise Misread("intake-too-long", most=str(ROWS))
    return found


def _refuse_bombs(raw: bytes) -> None:
    """A file of Office is an archive: it must be one, and of a sensible size."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            sizes = [item.file_size for item in archive.infolist()]
            if sum(sizes) > UNPACKED or max(sizes, default=0) > PART:
                raise Misread("intake-too-long", most=str(ROWS))
            _refuse_crowds(archive)
    except Misread:
        raise
    except Exception:  # a broken archive fails in many ways
        raise Misread("intake-no-office") from None


def _refuse_crowds(archive: ZipFile) -> None:
    """Refuse more cells than the tables may have, before a library makes objects of them.

    A merged range is a cell for each place in it, empty ones included: five letters in
    a file can stand for 17 thousand million.
    """
    for item in archive.infolist():
        # A part that unpacks to more than it says is cut off here, and is no XML then.
        part = archive.open(item).read(PART)
        if _wide(part):
            raise Misread("intake-no-office")  # Office writes UTF-8, which is searched
        # One more than may be there is enough to know.
        cells = sum(1 for _ in islice(A_CELL.finditer(part), CELLS + 1))
        for hit in MERGES.finditer(part):
            cells += _area(hit[1].decode("ascii", errors="replace"))
        if cells > CELLS:
            raise Misread("intake-too-long", most=str(ROWS))


def _wide(part: bytes) -> bool:
    """Whether a part is XML in an encoding of several bytes a sign; a picture is none."""
    rest = part.lstrip(b"\0 \t\r\n\xff\xfe")
    lead = len(part) - len(rest)
    return rest.startswith(b"<") and b"\0" in part[: lead + 4]


def _area(ref: str) -> int:
    """How many cells a range like A1:C3 has; of what is no range, none."""
    hit = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", ref)
    if hit is None:
        return 0
    left, right = (_number(letters) for letters in (hit[1], hit[3]))
    return max(right - left + 1, 0) * max(int(hit[4]) - int(hit[2]) + 1, 0)


def _number(letters: str) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """Return the address of a cell by row and column, both counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


MERGED = "\0merged"
"""Stands for the further part of a merged cell until the cells are made."""


def _cell(text: str, at: str) -> Cell:
    return Cell("", at, True) if text == MERGED else Cell(text.strip(), at)


def _grid(name: str, rows: Sequence[Sequence[str]]) -> Grid:
    filled = [
        at
        for at, row in enumerate(rows, 1)
        if any(text.strip() for text in row if text != MERGED)
    ]
    rows = rows[: max(filled, default=0)]
    cells = [
        [_cell(text, address(at, column)) for column, text in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    return Grid(name, cells)


def _workbook(raw: bytes) -> list[Grid]:
    """The sheets of a workbook; a formula counts by the value last computed.

    These values are read at the first formula: most workbooks have none, and reading
    a large one takes its time.
    """
    written = _loaded(raw)
    computed = cache(partial(_loaded, raw, data_only=True))
    return [_sheet(sheet, computed) for sheet in written.worksheets]


def _loaded(raw: bytes, *, data_only: bool = False) -> Any:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on extensions of Excel that do not matter
            return load_workbook(BytesIO(raw), data_only=data_only)
    except Exception:  # a broken file fails in openpyxl in many ways
        raise Misread("intake-no-office") from None


def _sheet(sheet: Any, computed: Callable[[], Any]) -> Grid:
    grid = _grid(sheet.title, _cells(sheet, computed))
    filled = {at for at, row in enumerate(grid.rows, 1) if any(c.text for c in row)}
    unseen = sorted(
        at for at, row in sheet.row_dimensions.items() if row.hidden and at in filled
    )
    struck = [
        cell.at
        for at, row in enumerate(grid.rows, 1)
        for column, cell in enumerate(row, 1)
        if cell.text and getattr(sheet.cell(at, column).font, "strike", False)
    ]
    hidden = sheet.sheet_state != "visible"
    return grid._replace(hidden=hidden, unseen=list(map(str, unseen)), struck=struck)


def _cells(sheet: Any, computed: Callable[[], Any]) -> list[list[str]]:
    """The texts of a sheet, no further than anybody fills in."""
    rows, columns = min(sheet.max_row, ROWS + 1), min(sheet.max_column, COLUMNS)
    far = sheet.iter_rows(min_row=rows + 1) if sheet.max_row > rows else ()
    wide = sheet.iter_cols(min_col=columns + 1) if sheet.max_column > columns else ()
    if any(cell.value is not None for line in (*far, *wide) for cell in line):
        raise Misread("intake-too-long", most=str(ROWS))
    every = sheet.iter_rows(max_row=rows, max_col=columns)
    return [[_shown(cell, computed) for cell in row] for row in every]


def _shown(cell: Any, computed: Callable[[], Any]) -> str:
    """The text of a cell as its reader sees it; percent formats count."""
    if type(cell).__name__ == "MergedCell":
        return MERGED
    value = cell.value
    if cell.data_type == "f":
        value = computed()[cell.parent.title][cell.coordinate].value
        if value is None:
            raise Misread("intake-formula", sheet=cell.parent.title, at=cell.coordinate)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        percent = "%" in QUOTED.sub("", cell.number_format or "")
        number = Decimal(f"{value:.12g}") * (100 if percent else 1)
        return f"{plain(number)}{'%' if percent else ''}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _document(raw: bytes) -> list[Grid]:
    """The tables of a document, with what was inserted under tracked changes."""
    from docx import Document
    from docx.oxml.ns import qn

    def text(cell: Any) -> str:
        for merge in cell.iterfind(f"{qn('w:tcPr')}/{qn('w:vMerge')}"):
            if merge.get(qn("w:val"), "continue") == "continue":
                return MERGED
        lines = (
            "".join(
                "\n" if part.tag == qn("w:br") else part.text or ""
                for part in paragraph.iter(qn("w:t"), qn("w:br"))
            )
            for paragraph in cell.iter(qn("w:p"))
        )
        return "\n".join(lines)

    try:
        tables = list(Document(BytesIO(raw)).element.body.iter(qn("w:tbl")))
    except Exception:  # as above
        raise Misread("intake-no-office") from None
    return [
        _grid(
            str(number),
            [
                [text(cell) for cell in row.iter(qn("w:tc"))]
                for row in table.iter(qn("w:tr"))
            ],
        )
        for number, table in enumerate(tables, 1)
    ]


def _csv(raw: bytes) -> list[Grid]:
    text = _decoded(raw)
    if sum(map(text.count, (*DELIMITERS, "\n"))) > CELLS:
        raise Misread("intake-too-long", most=str(ROWS))
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(CELL)  # one for the process: a portfolio has a larger one
    try:
        lines = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
        return [_grid("", list(lines))]
    except csv.Error:
        raise Misread("intake-no-csv") from None


def _decoded(raw: bytes) -> str:
    """UTF-8, with or without its mark, UTF-16 with it, or GBK."""
    from vatscheck.profile.reading import encoding

    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strictly(raw, "utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding(raw, error.start)[0] != "gbk":
            raise Misread("not-utf-8") from None
    return _strictly(raw, "gb18030")


def _strictly(raw: bytes, encoding: str) -> str:
    """The text of bytes; a sign that is lost would be a holder of another name."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise Misread("not-utf-8") from None


READERS: Mapping[str, Callable[[bytes], list[Grid]]] = {
    ".xlsx": _workbook,
    ".docx": _document,
    ".csv": _csv,
}
"""What can be read, by the ending of the file."""
