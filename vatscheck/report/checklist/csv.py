"""The checklist as CSV: one line an item, for other tools; UTF-8 with a mark for Excel."""

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
    """Return all items of all groups, with the group in the first column."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    no, *columns = checklist.words.columns
    writer.writerow([checklist.words.service, no, "id", *columns])
    for group in checklist.groups:
        for item in group.items:
            writer.writerow(map(inert, (group.title, *item)))
    return out.getvalue().encode("utf-8-sig")
