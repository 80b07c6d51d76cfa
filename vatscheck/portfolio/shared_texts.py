"""The shared texts of a workbook, kept on disk by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from mmap import ACCESS_READ, mmap
from struct import Struct
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from vatscheck.intake.shares import Misread
from vatscheck.portfolio.bounds import LINE
from vatscheck.portfolio.workbooks import Parsed, Workbook

OFFSET = Struct("<Q")


class SharedTexts:
    """The shared texts of a workbook by number, in a temporary file."""

    def __init__(self, book: Workbook, files: ExitStack) -> None:
        self.count = 0
        self._texts = files.enter_context(TemporaryFile())  # noqa: SIM115
        self._offsets = files.enter_context(TemporaryFile())  # noqa: SIM115
        if book.texts:
            self._fill(book)
        self._text, self._at = _mapped(self._texts), _mapped(self._offsets)

    def _fill(self, book: Workbook) -> None:
        self._offsets.write(OFFSET.pack(0))
        for text in _Reading(book).texts():
            self._texts.write(text.encode(errors="surrogatepass"))
            self._offsets.write(OFFSET.pack(self._texts.tell()))
            self.count += 1

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < self.count:
            raise Misread("intake-no-office")
        (start,) = OFFSET.unpack_from(self._at, number * OFFSET.size)
        (end,) = OFFSET.unpack_from(self._at, (number + 1) * OFFSET.size)
        return bytes(self._text[start:end]).decode(errors="surrogatepass")


def _mapped(file: BinaryIO) -> Any:
    file.flush()
    return mmap(file.fileno(), 0, access=ACCESS_READ) if file.tell() else b""


class _Reading:
    """Takes the shared texts out of their part; what is read aloud beside is left out."""

    def __init__(self, book: Workbook) -> None:
        self._parsed = Parsed(book, book.texts)
        parser = self._parsed.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        self._done: list[str] = []
        self._text: list[str] = []
        self._in = self._aside = False
        self._size = 0

    def texts(self) -> Iterator[str]:
        """Yield the texts in their order."""
        for _ in self._parsed.pieces():
            yield from self._done
            self._done.clear()

    def _start(self, tag: str, _: Any) -> None:
        name = self._parsed.local(tag)
        if name == "si":
            self._text.clear()
            self._size = 0
        elif name == "rPh":
            self._aside = True
        elif name == "t":
            self._in = not self._aside

    def _end(self, tag: str) -> None:
        name = self._parsed.local(tag)
        if name == "si":
            self._done.append("".join(self._text))
        elif name == "rPh":
            self._aside = False
        elif name == "t":
            self._in = False

    def _data(self, found: str) -> None:
        if self._in:
            self._size += len(found)
            if self._size > LINE:
                raise Misread("intake-no-office")  # a cell holds 32,767 signs
            self._text.append(found)
