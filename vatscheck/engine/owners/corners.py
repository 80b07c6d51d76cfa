"""Corners of what a company can count for: their mixtures, sums, halves, and those needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import add
from typing import NamedTuple

from vatscheck.engine.owners.convexity import Values, between, outermost
from vatscheck.engine.owners.holdings import HALF, NOBODY

Shares = Mapping[object, Fraction]
"""What each class of a level has, corner by corner, and each kind of its rest."""


class Corner(NamedTuple):
    """What a company counts for at one corner, the marks met, and the shares."""

    values: Values
    marks: frozenset[object]
    shares: Shares


def mixture(parts: Iterable[tuple[Fraction, Shares]]) -> dict[object, Fraction]:
    """Return the sum of some shares, each with its weight."""
    found: dict[object, Fraction] = {}
    for weight, shares in parts:
        if weight:
            for key, share in shares.items():
                found[key] = found.get(key, NOBODY) + weight * share
    return found


def mixed(parts: Sequence[tuple[Fraction, Corner]]) -> Corner:
    """Return a mixture of corners as one."""
    values = tuple(
        sum((weight * corner.values[at] for weight, corner in parts), NOBODY)
        for at in range(len(parts[0][1].values))
    )
    marks = frozenset[object]().union(*(c.marks for weight, c in parts if weight))
    return Corner(values, marks, mixture((w, c.shares) for w, c in parts))


def added(sums: Sequence[Corner], more: Sequence[Corner]) -> list[Corner]:
    """Return the corners of all sums of two sets of mixtures."""
    return [_sum(one, other) for one in sums for other in more]


def _sum(one: Corner, other: Corner) -> Corner:
    values = tuple(map(add, one.values, other.values))
    return Corner(values, one.marks | other.marks, {**one.shares, **other.shares})


def halves(
    corners: Sequence[Corner], at: int, above: object
) -> tuple[list[Corner], list[Corner]]:
    """Return the mixtures of which a value is at most a half, and those above.

    The latter have the mark `above` where they are not at exactly a half.
    """
    crossing = [
        _crossing(one, other, at)
        for one in corners
        for other in corners
        if one.values[at] < HALF < other.values[at]
    ]
    low = [corner for corner in corners if corner.values[at] <= HALF]
    high = [c._replace(marks=c.marks | {above}) for c in corners if c.values[at] > HALF]
    if high:
        high += [corner for corner in corners if corner.values[at] == HALF]
        high += crossing
    return low + crossing, high


def _crossing(one: Corner, other: Corner, at: int) -> Corner:
    low, high = one.values[at], other.values[at]
    weight = (high - HALF) / (high - low)
    return mixed([(weight, one), (1 - weight, other)])


def least(corners: Sequence[Corner]) -> list[Corner]:
    """Return corners with the same mixtures: without those that others make up for."""
    found = unlike_corners(corners)
    if len(found) < 3:
        return found
    sure = outermost([corner.values for corner in found])
    kept = [found[at] for at in sorted(sure)]
    waiting = [corner for at, corner in enumerate(found) if at not in sure]
    common = frozenset.intersection(*(corner.marks for corner in kept))
    plane = len(found[0].values) < 3
    while waiting:
        corner = waiting.pop()
        if plane and corner.marks <= common:
            continue
        others = [*kept, *waiting]
        weights = between(corner.values, [other.values for other in others])
        if weights is None:
            kept.append(corner)
            continue
        used = (o.marks for o, weight in zip(others, weights, strict=True) if weight)
        if not corner.marks <= frozenset[object]().union(*used):
            kept.append(corner)
    return kept


def outer(corners: Sequence[Corner]) -> list[Corner]:
    """Return those corners that are surely needed, and some for every mark."""
    found = unlike_corners(corners)
    if not found:
        return found
    sure = outermost([corner.values for corner in found])
    kept = [found[at] for at in sorted(sure)]
    for corner in found:
        if not corner.marks <= frozenset[object]().union(*(c.marks for c in kept)):
            kept.append(corner)
    return kept


def unlike_corners(corners: Sequence[Corner]) -> list[Corner]:
    """Return one corner for all with the same values, with the marks of all of them."""
    by_values: dict[Values, list[Corner]] = {}
    for corner in corners:
        by_values.setdefault(corner.values, []).append(corner)
    return [_joined(like) for like in by_values.values()]


def _joined(like: Sequence[Corner]) -> Corner:
    needed: list[Corner] = []
    marks: frozenset[object] = frozenset()
    for corner in sorted(like, key=lambda c: -len(c.marks)):
        if not needed or not corner.marks <= marks:
            needed.append(corner)
            marks |= corner.marks
    if len(needed) == 1:
        return needed[0]
    return mixed([(Fraction(1, len(needed)), corner) for corner in needed])
