"""Whether the customers that are served lie inside the reach of a route."""

from __future__ import annotations

from vatscheck.engine.ways import ABROAD, NATIONWIDE
from vatscheck.law.atlas import MAINLAND, Atlas

CUSTOMERS = "foreign-invested-enterprises"
"""A word of `serves` that narrows the customers, not the area."""


def reaches(
    atlas: Atlas, reach: tuple[str, ...], serves: tuple[str, ...], registered: int
) -> bool:
    """Return whether all that is served lies inside a reach, for a registered point."""
    if NATIONWIDE in reach:
        return True
    return all(_serves(atlas, word, reach, registered) for word in serves)


def _serves(atlas: Atlas, word: str, reach: tuple[str, ...], registered: int) -> bool:
    """Whether one word of `serves` lies inside a limited reach."""
    if word == CUSTOMERS:
        return True
    if word in (NATIONWIDE, ABROAD):
        return word in reach
    inside = -1
    for point in atlas.points(word):
        inside &= point
    for limit in reach:
        kind, _, area = limit.partition(":")
        if kind == "area" and inside & atlas.area(area):
            return True
        if kind == "part" and inside & registered & atlas.parts_of(area):
            return True
    return not inside & MAINLAND and ABROAD in reach
