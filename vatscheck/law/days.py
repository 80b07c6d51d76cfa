"""Days as the law writes them: ISO strings, and those before and after."""

from datetime import date, timedelta
from typing import Any


def shifted(day: str, by: int) -> str:
    """Return the ISO day so many days after an ISO day (before it, if negative)."""
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def marked(span: Any, *, begins: bool = True) -> set[str]:
    """Return the days on which a dated record begins, and has just ended.

    Those of the areas that a prohibition spares are days of the prohibition.
    """
    days = {span.from_} if begins else set()
    for spared in getattr(span, "unless", ()):
        days |= marked(spared)
    if span.to:
        days.add(shifted(span.to, 1))
    return days
