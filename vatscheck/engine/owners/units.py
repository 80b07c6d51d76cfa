"""The units in which every mass of a level is a whole number."""

from __future__ import annotations

from math import lcm
from typing import NamedTuple

from vatscheck.engine.owners.structure import ROUNDED, Level


class Units(NamedTuple):
    """A whole number that all shares divide, and how many levels there are.

    `values` = one that all values of pieces divide.
    """

    each: int
    levels: int
    values: int = 1


def units(level: Level) -> Units:
    """Return the units in which every mass of a level, and above it, is whole."""
    denominators, levels, values = {ROUNDED.denominator}, 0, 1
    for class_ in level.classes:
        for member in class_.members:
            denominators |= {member.low.denominator, member.high.denominator}
        for option in class_.options:
            if option.piece:
                values = lcm(values, option.piece.denominator)
            if option.level:
                inner = units(option.level)
                denominators.add(inner.each)
                levels = max(levels, inner.levels)
                values = lcm(values, inner.values)
    return Units(lcm(*denominators), levels + 1, values)
