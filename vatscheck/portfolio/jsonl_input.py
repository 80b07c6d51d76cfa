"""Companies as JSON Lines: one profile a line, numbers exactly as they are written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from vatscheck.portfolio.bounds import LINE
from vatscheck.portfolio.frozen import Pairs
from vatscheck.portfolio.rows import Block, Given
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.reading import encoding

STDIN = "-"
BLOCK = 4_000_000
"""Bytes of a block, to the end of its last line."""
BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DAYS = ("decided", "until")
"""The days of a waiver: JSON has no dates, so that here they stand in quotes."""


class Lines(NamedTuple):
    """Whole lines, and how much of the file lies before their end, in bytes."""

    raw: bytes
    end: int


def _refused(text: str) -> None:
    raise JSONDecodeError(f"{text} is no number", "", 0)


def _scanner() -> Callable[[str, int], tuple[Any, int]]:
    """What reads one value of a text: tables as pairs, numbers as their bytes."""
    decoder: Any = JSONDecoder(
        object_pairs_hook=tuple,
        parse_float=str.encode,
        parse_int=str.encode,
        parse_constant=_refused,
    )
    scan: Callable[[str, int], tuple[Any, int]] = decoder.scan_once
    return scan


SCAN = _scanner()


class JsonlReader:
    """Reads companies from a file of JSON Lines, or from standard input (`-`).

    A line without anything on it is none. From standard input a block is whatever is
    there, so that each company is answered as soon as it is told.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.streams = str(path) == STDIN

    def blocks(self) -> Iterator[Block]:
        """Yield the lines in blocks of about 4 MB. Raises `ProfileError` for no such file."""
        number, first = 0, 1
        for lines in self._lines():
            rows = sum(1 for line in lines.raw.split(b"\n") if line.strip())
            if rows:
                digest = sha256(lines.raw).hexdigest()
                yield Block(number, first, rows, lines, digest)
                number, first = number + 1, first + rows

    def done(self, block: Block) -> float | None:
        """Return which part of the input lies before the end of a block, if it is known."""
        if self.streams:
            return None
        return float(block.payload.end / max(self.path.stat().st_size, 1))

    def rows(self, block: Block) -> Iterator[Given]:
        """Yield the rows of a block in their order; one that cannot be read is one too."""
        row = block.first
        for line in block.payload.raw.split(b"\n"):
            if line and not line.isspace():
                yield given(row, line)
                row += 1

    def _lines(self) -> Iterator[Lines]:
        if self.streams:
            yield from _cut(sys.stdin.buffer, _there)
            return
        with self.path.open("rb") as file:
            yield from _cut(file, lambda file: file.read(BLOCK))


def _there(file: BinaryIO) -> bytes:
    """What can be read of a stream without waiting for more; nothing at its end."""
    read: Callable[[int], bytes] = getattr(file, "read1", file.read)
    return read(BLOCK)


def _cut(file: BinaryIO, read: Callable[[BinaryIO], bytes]) -> Iterator[Lines]:
    """Whole lines of a file; of one that is too long no more than shows that it is."""
    held, end, start = b"", 0, True
    while chunk := read(file):
        if start:
            if chunk.startswith(UTF_16):
                raise ProfileError("", [Problem("utf-16")])
            chunk, start = chunk.removeprefix(BOM), False
        whole, newline, rest = chunk.rpartition(b"\n")
        end += len(chunk)
        if newline:
            yield Lines(held + whole + newline, end)
            held = rest
        elif len(held) <= LINE:
            held += rest
        held = held[: LINE + 1]
    if held:
        yield Lines(held, end)


def given(row: int, line: bytes) -> Given:
    """Return a line as a row of frozen data, or what is wrong with it as a whole."""
    if len(line) > LINE:
        return Given(row, None, {}, (Problem("jsonl-line-long"),))
    try:
        text = line.decode()
        found, end = SCAN(text, 0)
    except (UnicodeDecodeError, JSONDecodeError, StopIteration, RecursionError):
        return _spaced(row, line)
    if found.__class__ is not tuple or not (end == len(text) or text[end:].isspace()):
        return _spaced(row, line)
    return Given(row, None, {}, (), dated(found) if '"waivers"' in text else found)


def _spaced(row: int, line: bytes) -> Given:
    """A line that does not begin with a table and end with it."""
    try:
        text = line.decode().strip()
    except UnicodeDecodeError as error:
        return Given(row, None, {}, (Problem(encoding(line, error.start)[0]),))
    try:
        found, end = SCAN(text, 0)
    except (JSONDecodeError, StopIteration) as error:
        return Given(row, None, {}, (_broken(error, text),))
    except RecursionError:
        return Given(row, None, {}, (Problem("too-deep"),))
    if not isinstance(found, tuple):
        return Given(row, None, {}, (Problem("jsonl-no-object"),))
    if end < len(text):
        problem = Problem("jsonl-more", parts={"column": str(end + 1)})
        return Given(row, None, {}, (problem,))
    return Given(row, None, {}, (), dated(found))


def _broken(error: JSONDecodeError | StopIteration, text: str) -> Problem:
    """What is said of a line that is no JSON: where, and what stands there."""
    at = error.pos if isinstance(error, JSONDecodeError) else int(error.value or 0)
    found = text[at : at + 20] or "…"
    return Problem("jsonl-syntax", parts={"column": str(at + 1), "found": found})


def dated(pairs: Pairs) -> Pairs:
    """Return a row of which the days of its waivers are days."""
    waivers = dict(pairs).get("waivers")
    if not isinstance(waivers, list):
        return pairs
    changed = [_dated(one) for one in waivers]
    return tuple((k, changed if k == "waivers" else v) for k, v in pairs)


def _dated(waiver: Any) -> Any:
    if not isinstance(waiver, tuple):
        return waiver
    return tuple((k, _day(v) if k in DAYS else v) for k, v in waiver)


def _day(text: Any) -> Any:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return text
