"""Rows as CSV: UTF-8 with a mark for Excel, every cell quoted, nothing alive in any.

Every cell is quoted, so that a reader with another separator finds no cell inside one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from vatscheck.formats.inert import cell


def render(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows of text as a file, the heads first."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow(map(cell, row))
    return out.getvalue().encode("utf-8-sig")
