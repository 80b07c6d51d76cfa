"""One row of a cap table: a holder on its way into the tree of holders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vatscheck.intake.grids import Cell

TOTALS, SUBTOTALS = ("total", "sum", "合计", "总计"), ("subtotal", "小计")
"""What the rows are called that hold no holder; a company may be called so too."""
EMPTY = Cell("", "")
"""What stands where a row has no cell."""


class Row(NamedTuple):
    """One holder: its place in the table, its number, its cells, its keys, its parent."""

    at: int
    number: str
    cells: Mapping[str, Cell]
    owner: dict[str, Any]
    through: str
