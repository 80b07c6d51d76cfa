"""What goes back to the client: only the open cells, with the client's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vatscheck.intake.captable import heads
from vatscheck.intake.columns import columns
from vatscheck.intake.form import HOLDER, HOLDER_MORE, Question, keys, question
from vatscheck.intake.grids import Cell, Grid
from vatscheck.intake.slips import Slip
from vatscheck.law.book import Law

OWN_COLUMNS = {
    "owners": ("owners", *HOLDER, *HOLDER_MORE),
    "services": ("services", "for_others", "serves", "content", "servers"),
}
"""The columns of a table that are asked for again, in their order."""


class Row(NamedTuple):
    """A row of a table as the client wrote it, and what is open in it."""

    cells: Mapping[str, str]
    open: Sequence[Slip]


class Clarification(NamedTuple):
    """The open questions, and the rows to be looked at again, by table.

    Of the holders all rows are there, for a reply replaces them as a whole.
    """

    questions: Sequence[tuple[Question, Slip]]
    tables: Mapping[str, Sequence[Row]]


def clarification(
    law: Law, slips: Sequence[Slip], tables: Mapping[str, Grid]
) -> Clarification:
    """Return what to ask again: the answers that were returned, by where they stood."""
    known = set(keys(law))
    asked = [
        (question(law, slip.spot.about), slip)
        for slip in slips
        if slip.spot and slip.spot.about in known
    ]
    rows: dict[str, Sequence[Row]] = {}
    for name in OWN_COLUMNS:
        open_ = [s for s in slips if s.spot and s.spot.about.split(".")[0] == name]
        if open_ and name in tables:
            found = _rows(tables[name], name, open_)
            rows[name] = [r for r in found if r.open or name == "owners"]
    return Clarification(asked, rows)


def _rows(grid: Grid, name: str, slips: Sequence[Slip]) -> list[Row]:
    """The rows below the heads that hold something beside their number."""
    start, named = _layout(grid, name)
    by_cell = {slip.spot.at: slip for slip in slips if slip.spot}
    rows = []
    for line in grid.rows[start + 1 :]:
        cells = {
            key: line[at].text
            for key in OWN_COLUMNS[name]
            if (at := named.get(key, len(line))) < len(line)
        }
        open_ = [by_cell[cell.at] for cell in line if cell.at in by_cell]
        if open_ or any(text for key, text in cells.items() if key != name):
            rows.append(Row(cells, open_))
    # What is wrong with the table as a whole stands with its first row.
    placed = {id(slip) for row in rows for slip in row.open}
    rest = [slip for slip in slips if id(slip) not in placed]
    return [rows[0]._replace(open=[*rest, *rows[0].open]), *rows[1:]] if rows else []


def _layout(grid: Grid, name: str) -> tuple[int, Mapping[str, int]]:
    found = heads(grid) if name == "owners" else None
    return found or (0, columns([cell.text for cell in _first(grid)]))


def _first(grid: Grid) -> Sequence[Cell]:
    return grid.rows[0] if grid.rows else ()
