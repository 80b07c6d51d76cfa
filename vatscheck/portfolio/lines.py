"""The records of a CSV file of any length, as bytes; one that is broken is one too.

A quote that nothing closes costs the row it stands in, never the rows behind it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from vatscheck.portfolio.bounds import LINE, SPAN

Fault = Literal["", "table-line-long", "table-quote"]
MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""The marks of UTF-16, by which Excel's `Unicode text` is known."""
BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 20


class Line(NamedTuple):
    """One record as bytes, and what is wrong with it as a whole, if anything."""

    raw: bytes
    fault: Fault = ""


def encoding(path: Path) -> str:
    """Return the encoding of a text file: UTF-8, UTF-16 by its mark, or GB 18030.

    A file whose lines beyond ASCII are mostly UTF-8 is that, with lines that are broken.
    """
    with path.open("rb") as file:
        start = file.read(2)
        if start in MARKS:
            return MARKS[start]
        file.seek(0)
        if _is_utf_8(file):
            return "utf-8"
        file.seek(0)
        good = bad = 0
        while line := file.readline(LINE):
            if not line.isascii():
                whole = _decodes(line, "utf-8")
                good, bad = good + whole, bad + (not whole)
        if good > bad:
            return "utf-8"
        file.seek(0)
        return "gb18030" if _paired(file) else "utf-8"


def _is_utf_8(file: BinaryIO) -> bool:
    from codecs import getincrementaldecoder

    decoder = getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _paired(file: BinaryIO) -> bool:
    """Whether most lines beyond ASCII are pairs of bytes as GB 18030 has them."""
    good = bad = 0
    while line := file.readline(LINE):
        if not line.isascii():
            whole = _decodes(line, "gb18030")
            good, bad = good + whole, bad + (not whole)
    return good > bad


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def lines(path: Path, encoding: str) -> Iterator[Line]:
    """Yield the lines of a file without their ends; UTF-16 comes as UTF-8."""
    with path.open("rb") as file:
        if encoding.startswith("utf-16"):
            yield from _recoded(file, encoding)
            return
        if file.read(len(BOM)) != BOM:
            file.seek(0)
        while line := file.readline(LINE + 2):
            if len(line) > LINE and not line.endswith(b"\n"):
                while (rest := file.readline(CHUNK)) and not rest.endswith(b"\n"):
                    pass
                yield Line(line[:LINE], "table-line-long")
            else:
                yield Line(line.removesuffix(b"\n").removesuffix(b"\r"))


def _recoded(file: BinaryIO, encoding: str) -> Iterator[Line]:
    """The lines of a UTF-16 file; half a pair becomes what no UTF-8 text has."""
    from io import TextIOWrapper

    file.seek(2)
    text = TextIOWrapper(file, encoding, errors="surrogatepass", newline="\n")
    while line := text.readline(LINE + 2):
        if len(line) > LINE and not line.endswith("\n"):
            while (rest := text.readline(CHUNK)) and not rest.endswith("\n"):
                pass
            yield Line(line[:LINE].encode(errors="surrogatepass"), "table-line-long")
        else:
            bare = line.removesuffix("\n").removesuffix("\r")
            yield Line(bare.encode(errors="surrogatepass"))


def records(every: Iterator[Line], delimiter: str, width: int) -> Iterator[Line]:
    """Yield the records of a table, blank ones left out; one may go over several lines.

    It may do so only if it then has as many cells as the table has columns (`width`,
    0 = any number).
    """
    ahead: deque[Line] = deque()
    while True:
        line = ahead.popleft() if ahead else next(every, None)
        if line is None:
            return
        if line.fault or line.raw.count(b'"') % 2 == 0:
            if line.fault or line.raw.strip():
                yield line
            continue
        yield _whole(line, ahead, every, delimiter, width)


def _whole(
    first: Line, ahead: deque[Line], every: Iterator[Line], delimiter: str, width: int
) -> Line:
    """A record that begins in a line with an odd number of quotes."""
    if cells(first.raw, delimiter) is not None:
        return first  # a quote inside of a cell that is not quoted is a sign like any other
    raw, size = [first.raw], len(first.raw)
    for at in range(SPAN):
        if at == len(ahead):
            line = next(every, None)
            if line is None:
                break
            ahead.append(line)
        more = ahead[at]
        size += len(more.raw) + 1
        if more.fault or size > LINE:
            break
        raw.append(more.raw)
        if more.raw.count(b'"') % 2 == 0:
            continue
        joined = b"\n".join(raw)
        found = cells(joined, delimiter)
        if found is None or len(found) not in (width or len(found),):
            break
        for _ in range(at + 1):
            ahead.popleft()
        return Line(joined)
    return Line(first.raw, "table-quote")


def cells(raw: bytes, delimiter: str, encoding: str = "latin-1") -> list[str] | None:
    """Return the cells of a record, none if a quote in it is not closed, or closed early.

    Raises `UnicodeDecodeError` for what is not text in the encoding; every byte is some
    sign of Latin-1, in which the signs of CSV are the same.
    """
    text = raw.decode(encoding)
    if '"' not in text:
        return text.split(delimiter)
    csv.field_size_limit(LINE)  # one for the process: a cap table has a smaller one
    try:
        found = list(csv.reader((text,), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None
