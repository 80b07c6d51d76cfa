"""Where the bars of a history stand: days along the width, a row for each name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from vatscheck.formats.breaking import lines, width
from vatscheck.formats.page import Bar, Bars, Run, plain

LEFT, WIDTH, TOP, ROW, HIGH = 160, 580, 24, 30, 23
"""The drawing in its own units: names left, bars right, a day line above, rows below."""
LETTER, LINE = 6.0, 13
"""How wide half an em of the letters is, and how far lines of a name stand apart."""
NAME = 26
"""So many columns of letters a name has room for; longer ones take several lines."""
EVERY = 5
"""Every so many years are named on the axis."""
FREE = 0.02
"""The part of the width that stays free behind today."""


class Shape(NamedTuple):
    """A bar: where it stands, its status, its word if it has room, and what it tells."""

    x: float
    y: int
    width: float
    status: str
    word: str
    title: str


class Mark(NamedTuple):
    """A text at a place."""

    x: float
    y: float
    text: str


class Drawing(NamedTuple):
    """All that is drawn; the axis stands at `base`, today at `now`."""

    height: int
    base: int
    now: float
    names: tuple[Mark, ...]
    years: tuple[Mark, ...]
    shapes: tuple[Shape, ...]


def drawing(block: Bars, *, wide: bool) -> Drawing:
    """Return the drawing of a history; `wide` = the language has wide signs."""
    first, last = _number(block.start), _number(block.day)
    scale = WIDTH * (1 - FREE) / max(last - first, 1)

    def x(day: str) -> float:
        return round(LEFT + (_number(day) - first) * scale, 1)

    names: list[Mark] = []
    shapes: list[Shape] = []
    y = TOP
    for name, bars in block.rows:
        rows = lines(plain(name), NAME, wide)
        high = max(ROW, len(rows) * LINE + 4)
        for at, row in enumerate(rows):
            names.append(
                Mark(0, y + LINE + at * LINE + (0 if len(rows) > 1 else 3), row)
            )
        shapes += _shapes(bars, y, x, block.day, wide)
        y += high
    years = [
        Mark(x(f"{year}-01-01"), y + 18, str(year) if year % EVERY == 0 else "")
        for year in range(int(block.start[:4]), int(block.day[:4]) + 1)
        if f"{year}-01-01" >= block.start
    ]
    return Drawing(y + 24, y, x(block.day), tuple(names), tuple(years), tuple(shapes))


def _shapes(
    bars: Iterable[Bar], y: int, x: object, today: str, wide: bool
) -> Iterator[Shape]:
    assert callable(x)
    for bar in bars:
        left, right = x(bar.start), x(bar.end or today)
        room = round(max(right - left, 1), 1)
        fits = width(bar.mark.text, wide) * LETTER + 6 <= room
        word = bar.mark.text if fits else ""
        title = f"{bar.start} – {bar.end or '…'}: {bar.mark.text}. {plain(bar.text)}"
        yield Shape(left, y, room, bar.mark.style, word, title)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def stretches(block: Bars) -> tuple[list[str], list[tuple[tuple[int, Run], ...]]]:
    """Return a history as cells: the days on which one begins, and each row's spans.

    A span is how many of the stretches between those days it takes, with its mark.
    """
    starts = sorted({bar.start for _, bars in block.rows for bar in bars})
    rows = []
    for _, bars in block.rows:
        ends = [*(bar.start for bar in bars[1:]), None]
        rows.append(
            tuple(
                (_between(starts, bar.start, end), bar.mark)
                for bar, end in zip(bars, ends, strict=True)
            )
        )
    return starts, rows


def _between(starts: list[str], start: str, end: str | None) -> int:
    last = len(starts) if end is None else starts.index(end)
    return last - starts.index(start)
