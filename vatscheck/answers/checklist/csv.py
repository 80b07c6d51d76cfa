"""The checklist as CSV: one line an item, for other tools; UTF-8 with a mark for Excel.

Every line ends with what it was made from: the profile, the day, the law, the tool.
Every cell is quoted, so that a reader with another separator finds no cell inside one.
"""

from __future__ import annotations

import csv
from io import StringIO

from vatscheck.answers.checklist.model import Checklist
from vatscheck.formats.inert import cell


def render(checklist: Checklist) -> bytes:
    """Return all items of all groups: group first, then the item, its sources last."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    no, *columns = checklist.words.columns
    labels, values = zip(*checklist.header, strict=True)
    heads = (checklist.words.service, no, "id", *columns, *labels)
    writer.writerow(map(cell, heads))
    for group in checklist.groups:
        for item in group.items:
            writer.writerow(map(cell, (group.title, *item, *values)))
    return out.getvalue().encode("utf-8-sig")
