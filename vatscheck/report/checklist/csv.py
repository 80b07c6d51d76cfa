"""The checklist as CSV: one line an item, for other tools; UTF-8 with a mark for Excel.

Every line ends with what it was made from: the profile, the day, the law, the tool.
"""

from __future__ import annotations

import csv
from io import StringIO

from vatscheck.report.checklist.model import Checklist

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would take for a formula."""


def inert(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(LIVE) else text


def render(checklist: Checklist) -> bytes:
    """Return all items of all groups: group first, then the item, its sources last."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    no, *columns = checklist.words.columns
    labels, values = zip(*checklist.header, strict=True)
    writer.writerow([checklist.words.service, no, "id", *columns, *labels])
    for group in checklist.groups:
        for item in group.items:
            writer.writerow(map(inert, (group.title, *item, *values)))
    return out.getvalue().encode("utf-8-sig")
