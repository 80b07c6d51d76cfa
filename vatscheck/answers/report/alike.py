"""Rows of a report that say the same of several services, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def joined(rows: Iterable[Json], *same: str) -> list[Json]:
    """Return the rows, those with the same under some keys as one for their services."""
    found: list[Json] = []
    for row in rows:
        alike = next((o for o in found if all(o[k] == row[k] for k in same)), None)
        if alike is None:
            found.append(row)
        else:
            alike["services"] += row["services"]
            alike["names"] += row["names"]
    return found
