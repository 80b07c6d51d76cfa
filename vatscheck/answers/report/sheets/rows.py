"""What the sheets of a report are made of: rows of cells below the heads of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.answers.report.texts import Texts
from vatscheck.formats.xlsx import Cell, Field, Sheet

Row = tuple[Cell, ...]


def told(
    texts: Texts,
    name: str,
    heads: Iterator[str],
    widths: tuple[int, ...],
    rows: Iterable[Row],
) -> Sheet:
    """Return a sheet of rows that are read only."""
    return Sheet(texts.say(f"sheet-{name}"), columns(heads, widths), tuple(rows))


def columns(heads: Iterator[str], widths: tuple[Any, ...]) -> tuple[Field, ...]:
    """Return columns by their heads and widths."""
    pairs = zip(heads, widths, strict=True)
    return tuple(Field(head, width) for head, width in pairs)
