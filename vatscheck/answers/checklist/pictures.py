"""Where the bars of the timeline stand: a year is so many units wide, a service a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from vatscheck.answers.checklist.model import History

LEFT, TOP, WIDTH, ROW = 230, 30, 900, 26
"""The corner of the drawing, its width, and the height of a row, in SVG units."""
AFTER = 366
"""How many days an open period is drawn beyond the last change."""


class Bar(NamedTuple):
    """One period as a rectangle, with the text that it stands for."""

    x: float
    y: int
    width: float
    status: str
    label: str


class Drawing(NamedTuple):
    """All rectangles, the names of the rows, and the years along the top."""

    height: int
    names: tuple[tuple[int, str], ...]
    years: tuple[tuple[float, int], ...]
    bars: tuple[Bar, ...]


def history_bars(histories: Iterable[History]) -> Drawing | None:
    """Return the drawing of the histories, none if there is no service."""
    rows = list(histories)
    starts = [span.start for history in rows for span in history.spans]
    if not starts:
        return None
    first = date.fromisoformat(min(starts)).toordinal()
    last = date.fromisoformat(max(starts)).toordinal() + AFTER
    scale = WIDTH / (last - first)

    def x(day: str) -> float:
        at = date.fromisoformat(day).toordinal() + 1 if day else last
        return round(LEFT + (at - first) * scale, 1)

    bars = []
    for row, history in enumerate(rows):
        for span in history.spans:
            left = x(span.start) - scale
            label = f"{span.start} – {span.end or '…'}: {span.text}. {span.why}"
            width = max(x(span.end) - left, 1)
            y = TOP + row * ROW
            bars.append(Bar(round(left, 1), y, round(width, 1), span.status, label))
    names = tuple((TOP + at * ROW, history.title) for at, history in enumerate(rows))
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    marks = tuple((x(f"{year}-01-01"), year) for year in years if year % 2)
    return Drawing(TOP + len(rows) * ROW + 8, names, marks, tuple(bars))
