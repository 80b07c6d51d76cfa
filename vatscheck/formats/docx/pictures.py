"""What a page draws, as tables of shaded cells: editable, read aloud, printed in grey."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from vatscheck.formats.docx.cells import KEPT, WHOLE, Look, shared
from vatscheck.formats.docx.tables import Tables
from vatscheck.formats.drawing import stretches
from vatscheck.formats.page import BREAK, Bars, Column, Run, Statuses, Tree, line

NARROWEST = 7
"""The width of a stretch of days at least, in percent."""
LEVEL = 260
"""How far a level of holders stands in, in twentieths of a point."""


class Pictures(Tables):
    """Writes the grid, the history and the holders."""

    def statuses(self, block: Statuses) -> str:
        """Return the grid: cells shaded by the style of their status, one column framed."""
        first = 24
        widths = [first, *shared([0] * len(block.columns), WHOLE - first)]
        parts = [self.open("Report Grid", widths, block.caption)]
        heads = [self.cell((), first, look=KEPT)]
        for at, (name, width) in enumerate(zip(block.columns, widths[1:], strict=True)):
            frame = _frame("top") if not at else ""
            heads.append(
                self.cell(name, width, "Grid Head", KEPT._replace(frame=frame))
            )
        parts.append(self.row(heads, head=True))
        for n, (name, cells) in enumerate(block.rows, 1):
            last = n == len(block.rows)
            row = [self.cell(name, first, look=Look(keep=not last))]
            for at, (mark, width) in enumerate(zip(cells, widths[1:], strict=True)):
                frame = _frame("bottom" if last else "") if not at else ""
                row.append(self.mark(mark, width, Look(keep=not last, frame=frame)))
            parts.append(self.row(row))
        return "".join([*parts, self.close()])

    def mark(self, mark: Run, width: float, look: Look) -> str:
        """Return a cell that is the word of a status, on its ground."""
        style = f"Grid {mark.style.replace('_', ' ')}"
        return self.cell(line(mark._replace(style="")), width, style, look)

    def bars(self, block: Bars) -> str:
        """Return the history: a cell a stretch of days, as wide as its time allows."""
        starts, rows = stretches(block)
        first = 22
        days = [datetime.fromisoformat(day).toordinal() for day in (*starts, block.day)]
        spans = [max(b - a, 1) for a, b in pairwise(days)]
        widths = [first, *_at_least(spans, WHOLE - first, NARROWEST)]
        parts = [self.open("Report Grid", widths, block.caption)]
        heads = [
            self.cell(line(day[:4], BREAK, Run(day[5:])), width, "Table Head", KEPT)
            for day, width in zip(starts, widths[1:], strict=True)
        ]
        parts.append(self.row([self.cell((), first, look=KEPT), *heads], head=True))
        for (name, _), cells in zip(block.rows, rows, strict=True):
            row, at = [self.cell(name, first, look=KEPT)], 1
            for span, mark in cells:
                width = sum(widths[at : at + span])
                row.append(self.mark(mark, width, Look(span, keep=True)))
                at += span
            parts.append(self.row(row))
        legend: list[Run] = [Run("→ "), *block.today, Run("   ")]
        for found, meaning in block.legend:
            legend += [found, Run(" "), *meaning, Run("   ")]
        return "".join([*parts, "</w:tbl>", self.paragraph("Note", tuple(legend))])

    def tree(self, block: Tree) -> str:
        """Return the holders, each as far in as its level."""
        widths = [60.0, 24.0, 16.0]
        parts = [self.open("Report Frame", widths, block.caption)]
        parts.append(self.heads([Column(head) for head in block.heads], widths))
        strong = tuple(Run(run.text, "strong") for run in block.root)
        parts.append(self.row([self.cell(strong, WHOLE, look=Look(len(widths)))]))
        for holder in block.holders:
            style = "foreign" if holder.foreign else ""
            name = line("└ ", (run._replace(style=style) for run in holder.name))
            cell = self.cell(name, widths[0], look=Look(inside=LEVEL * holder.level))
            rest = (
                self.cell(holder.home, widths[1]),
                self.cell(holder.share, widths[2]),
            )
            parts.append(self.row([cell, *rest]))
        return "".join([*parts, self.close()])


def _frame(end: str) -> str:
    """The sides of a framed cell, and its top or bottom; the schema orders them."""
    sides = ("top", "left", "bottom", "right")
    drawn = [side for side in sides if side in ("left", "right", end)]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
        for side in drawn
    )
    return f"<w:tcBorders>{lines}</w:tcBorders>"


def _at_least(spans: Sequence[int], whole: float, least: float) -> list[float]:
    """Widths by length, none narrower than the least (all alike if there is no room)."""
    least = min(least, whole / len(spans))
    rest = whole - least * len(spans)
    return [least + rest * span / sum(spans) for span in spans]
