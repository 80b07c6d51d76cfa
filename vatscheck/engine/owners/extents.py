"""The least and the greatest that one quantity of the owners can be, by arithmetic.

The shares of different levels are independent of each other, so that the extreme of
one quantity is found level by level: what is left over goes to those who count most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from vatscheck.engine.owners.holdings import HALF, NOBODY, WHOLE
from vatscheck.engine.owners.structure import ROUNDED, Level, Option

Extent = tuple[Fraction, Fraction]
"""The least and the greatest part of a company, from 0 to 1."""


class Quantity(NamedTuple):
    """A share of a company: how an option counts, given what counts of those above it.

    `rest` is how much of the holders that are not named can count, on the first level
    or further up.
    """

    option: Callable[[Option, Extent], Extent]
    rest: Callable[[Level], Extent]


def extent(level: Level, quantity: Quantity) -> Extent:
    """Return the least and the greatest that a quantity can be on a level."""
    values: list[tuple[Fraction, Fraction, Extent]] = []
    for class_ in level.classes:
        counted = [_counted(option, quantity) for option in class_.options]
        value = min(low for low, _ in counted), max(high for _, high in counted)
        values.append((class_.low, class_.high, value))
    least, most = quantity.rest(level)
    low = _greatest(level, [(a, b, -v[0]) for a, b, v in values], -least)
    return -low, _greatest(level, [(a, b, v[1]) for a, b, v in values], most)


def _counted(option: Option, quantity: Quantity) -> Extent:
    above = extent(option.level, quantity) if option.level else (NOBODY, NOBODY)
    return quantity.option(option, above)


def _greatest(
    level: Level, values: list[tuple[Fraction, Fraction, Fraction]], rest: Fraction
) -> Fraction:
    """The greatest sum on a level: shares between two ends, each with its worth."""
    known = sum((low * worth for low, _, worth in values), NOBODY)
    if level.rest in ("written", "rounding"):
        return known
    left = WHOLE - sum((low for low, _, _ in values), NOBODY)
    room = sorted(((worth, high - low) for low, high, worth in values), reverse=True)
    if level.rest == "named":
        return known + _given(room, left)
    if level.rest == "unknown":
        return known + _given([*room, (rest, left)], left)
    return known + max(_open(room, left, rest))


def _open(
    room: list[tuple[Fraction, Fraction]], left: Fraction, rest: Fraction
) -> Iterable[Fraction]:
    """A rest that may be rounding, and then counts nothing, or belong to anybody."""
    most = sum((size for _, size in room), NOBODY)
    if left - most < ROUNDED:
        yield _given([*room, (NOBODY, min(left, ROUNDED))], left)
    if left >= ROUNDED:
        yield ROUNDED * rest + _given([*room, (rest, left)], left - ROUNDED)


def _given(room: list[tuple[Fraction, Fraction]], left: Fraction) -> Fraction:
    """Give what is left over to those who are worth most."""
    found = NOBODY
    for worth, size in sorted(room, reverse=True):
        part = min(left, size)
        found += part * worth
        left -= part
    return found


def _anybody(_: Level) -> Extent:
    return NOBODY, WHOLE


def _product(option: Option, above: Extent) -> Extent:
    return (WHOLE, WHOLE) if option.foreign else above


def _control(option: Option, above: Extent) -> Extent:
    if option.foreign:
        return WHOLE, WHOLE
    if option.level is None or option.control is False:
        return above
    if option.control:
        return WHOLE, WHOLE
    low, high = above
    return low if low <= HALF else WHOLE, high if high <= HALF else WHOLE


def _state(option: Option, above: Extent) -> Extent:
    if option.foreign:
        return NOBODY, NOBODY
    return (WHOLE, WHOLE) if option.state else above


def _supplied(homes: frozenset[str]) -> Quantity:
    def option(option: Option, _: Extent) -> Extent:
        counts = Fraction(option.supplier and option.home in homes)
        return counts, counts

    def rest(level: Level) -> Extent:
        return NOBODY, Fraction(level.first and bool(homes))

    return Quantity(option, rest)


def _others(homes: frozenset[str], counting: str) -> Quantity:
    count = _control if counting == "control" else _product

    def option(option: Option, above: Extent) -> Extent:
        if option.supplier and option.home in homes:
            return NOBODY, NOBODY
        return count(option, above)

    return Quantity(option, _anybody)


PRODUCT, CONTROL = Quantity(_product, _anybody), Quantity(_control, _anybody)
STATE = Quantity(_state, _anybody)


def control_extent(level: Level) -> Extent:
    """Return the foreign share of a level by control."""
    return extent(level, CONTROL)


def of_fact(
    level: Level, fact: str, counting: str, homes: frozenset[str]
) -> Extent | None:
    """Return the extent of what a check reads, none if it is no share of the applicant."""
    name = fact.rpartition(".")[2]
    if name == "foreign":
        return extent(level, CONTROL if counting == "control" else PRODUCT)
    if name == "state":
        return extent(level, STATE)
    if name == "supplier":
        return extent(level, _supplied(homes))
    if name == "other_foreign":
        return extent(level, _others(homes, counting))
    return None
