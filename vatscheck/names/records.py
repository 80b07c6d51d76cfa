"""Records of the law by what they are called: titles, short names, numbers, words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.law.book import Law
from vatscheck.names.words import contains

KINDS = (
    *("instruments", "routes", "prohibitions", "conditions", "announcements"),
    *("areas", "contents", "duties", "documents", "stages", "alternatives"),
)
"""The kinds of records that have a title or a name, those asked for most first."""
FIELDS = ("number", "title", "title_zh", "short", "short_zh", "en", "zh")
MOST = 5
"""Of more records than this nobody meant one."""


def named(law: Law, words: str) -> list[str]:
    """Return the ids of the records that are called so, of the first kind that has any.

    A whole number or title counts before one that only holds the words; of more than
    five that hold them none is meant.
    """
    for kind in KINDS:
        every = list(getattr(law, kind).values())
        exact = [r.id for r in every if words.strip() in _names(r)]
        held = [r.id for r in every if any(contains(n, words) for n in _names(r))]
        if found := exact or held:
            return found if len(found) <= MOST else []
    return []


def _names(record: Any) -> Iterator[str]:
    return (name for f in FIELDS if (name := getattr(record, f, "")))
