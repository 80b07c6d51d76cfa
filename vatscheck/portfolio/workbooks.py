"""What a workbook is made of; its large parts are streams, never held whole.

The library reads the structure and the styles. Rows and shared texts, which may be two
thousand million bytes each, are parsed piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from vatscheck.intake.grids import MERGES, QUOTED
from vatscheck.intake.shares import Misread
from vatscheck.portfolio.bounds import LINE, PART
from vatscheck.profile.bounds import PART as SMALL

CHUNK = 1 << 18
"""Bytes of a part that are unpacked at a time."""
OVERLAP = 400
"""Bytes of a chunk that are looked at again with the next one."""
HIDDEN = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"']")


class Workbook(NamedTuple):
    """Where the rows and the shared texts of a workbook stand, and what styles mean.

    `percent` and `dates` are the styles of such numbers, `others` the names of the
    sheets that are not read, `hidden` how many rows are hidden.
    """

    path: Path
    sheet: str
    rows: str
    texts: str
    percent: frozenset[int]
    dates: frozenset[int]
    epoch: Any
    others: tuple[str, ...]
    hidden: int


def workbook(path: Path) -> Workbook:
    """Return what a workbook is made of. Raises `Misread` for what is none, or dangerous."""
    try:
        return _workbook(path)
    except Misread:
        raise
    except Exception:  # a broken archive fails in many ways
        raise Misread("intake-no-office") from None


def _workbook(path: Path) -> Workbook:
    import warnings

    from openpyxl.reader.excel import ExcelReader
    from openpyxl.xml.constants import SHARED_STRINGS

    class Structure(ExcelReader):  # type: ignore[misc]
        def read_strings(self) -> None:
            """Leave the shared texts where they are."""

    with ZipFile(path) as archive:
        _refuse_bombs(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on extensions of Excel that do not matter
        found = Structure(path, read_only=True, data_only=True)
        found.read()
        texts = found.package.find(SHARED_STRINGS)
    try:
        sheet, *others = found.wb.worksheets
        rows = sheet._worksheet_path
        formats = [_format(found.wb, style) for style in found.wb._cell_styles]
        percent = (at for at, format in enumerate(formats) if "%" in format)
        with ZipFile(path) as archive:
            hidden = _looked_over(archive, rows)
        return Workbook(
            path,
            sheet.title,
            rows,
            texts.PartName[1:] if texts is not None else "",
            frozenset(percent),
            frozenset(found.wb._date_formats),
            found.wb.epoch,
            tuple(other.title for other in others),
            hidden,
        )
    finally:
        found.wb.close()


def _format(book: Any, style: Any) -> str:
    """The number format of a style, without what it only shows."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    id = style.numFmtId
    if id < BUILTIN_FORMATS_MAX_SIZE:
        found = BUILTIN_FORMATS.get(id, "")
    else:
        found = book._number_formats[id - BUILTIN_FORMATS_MAX_SIZE]
    return QUOTED.sub("", found)


def _refuse_bombs(archive: ZipFile) -> None:
    """Rows and texts are streams; every other part is read whole, and must be small."""
    for item in archive.infolist():
        stream = item.filename.startswith("xl/worksheets/") or (
            "sharedstrings" in item.filename.casefold()
        )
        if item.file_size > (PART if stream else SMALL):
            raise Misread("table-part-large", found=item.filename)


def _looked_over(archive: ZipFile, part: str) -> int:
    """How many rows are hidden. Raises `Misread` for cells that are merged."""
    hidden, kept = 0, b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            text = kept + chunk
            if merged := MERGES.search(text):
                at = merged[1].decode("ascii", errors="replace")
                raise Misread("table-merged", at=at)
            hidden += sum(hit.end() > len(kept) for hit in HIDDEN.finditer(text))
            kept = text[-OVERLAP:]
    return hidden


class Parsed:
    """Feeds one part of a workbook to a parser, piece by piece."""

    def __init__(self, book: Workbook, part: str) -> None:
        self.book, self.part = book, part
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._local: dict[str, str] = {}

    def _refuse(self, *_: Any) -> None:
        raise Misread("intake-no-office")  # Office writes no such thing

    def local(self, tag: str) -> str:
        """Return the name of an element without its prefix."""
        found = self._local.get(tag)
        if found is None:
            found = self._local[tag] = tag.rpartition(":")[2]
        return found

    def pieces(self) -> Iterator[None]:
        """Yield after each piece that has been parsed. Raises `Misread` for no XML."""
        fed = 0
        try:
            with ZipFile(self.book.path) as archive, archive.open(self.part) as file:
                while chunk := file.read(CHUNK):
                    fed += len(chunk)
                    self.parser.Parse(chunk, False)
                    if fed - self.parser.CurrentByteIndex > 2 * LINE:
                        raise Misread("intake-no-office")  # one tag of a million signs
                    yield
                self.parser.Parse(b"", True)
        except Misread:
            raise
        except Exception:  # as above
            raise Misread("intake-no-office") from None
        yield
