"""Which points make up for which others: corners, and the weights of mixtures, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import lcm
from operator import mul

from vatscheck.engine.owners.holdings import NOBODY, WHOLE
from vatscheck.engine.owners.simplex import UNIT, Program

Values = tuple[Fraction, ...]
"""What a company counts for, quantity by quantity, as parts of its mass."""


def outermost(points: Sequence[Values]) -> set[int]:
    """Return some points that are surely corners: alone the furthest in some direction."""
    whole = whole_numbers(points)
    if len(points[0]) == 2:
        return set(_ring(whole))
    found: set[int] = set()
    for direction in product((0, 1, -1), repeat=len(points[0])):
        far = [sum(map(mul, direction, point)) for point in whole]
        most = max(far)
        if far.count(most) == 1:
            found.add(far.index(most))
    return found


def whole_numbers(points: Sequence[Values]) -> list[tuple[int, ...]]:
    """Return points in whole numbers."""
    scale = lcm(*(value.denominator for point in points for value in point))
    return [
        tuple(value.numerator * (scale // value.denominator) for value in point)
        for point in points
    ]


def _ring(points: Sequence[Sequence[int]]) -> list[int]:
    """The corners of some points of a plane, in order (Andrew's monotone chain)."""
    order = sorted(range(len(points)), key=lambda at: tuple(points[at]))
    found: list[int] = []
    for way in (order, order[::-1]):
        chain: list[int] = []
        for at in way:
            while len(chain) > 1:
                if _turn(points[chain[-2]], points[chain[-1]], points[at]) > 0:
                    break
                chain.pop()
            chain.append(at)
        found += chain[:-1]
    return found or order


def _turn(one: Sequence[int], other: Sequence[int], third: Sequence[int]) -> int:
    """Twice the area of a triangle, above zero if it turns to the left."""
    (a, b), (c, d), (x, y) = one, other, third
    return (c - a) * (y - b) - (d - b) * (x - a)


def between(point: Values, others: Sequence[Values]) -> list[Fraction] | None:
    """Return how much of each of some points makes up for one, none if they do not."""
    if not others:
        return None
    if point in others:
        return [Fraction(other == point) for other in others]
    for at, value in enumerate(point):
        every = [other[at] for other in others]
        if value < min(every) or value > max(every):
            return None
    if len(point) == 1:
        return _between_two(point, others)
    if len(point) == 2:
        return _in_plane(point, others)
    return _by_program(point, others)


def _between_two(point: Values, others: Sequence[Values]) -> list[Fraction]:
    low, high = others.index(min(others)), others.index(max(others))
    weight = (others[high][0] - point[0]) / (others[high][0] - others[low][0])
    found = [NOBODY] * len(others)
    found[low], found[high] = weight, 1 - weight
    return found


def _in_plane(point: Values, others: Sequence[Values]) -> list[Fraction] | None:
    """As `between`, by the triangle of corners in which the point lies."""
    *whole, here = whole_numbers([*others, point])
    ring = _ring(whole)
    found = [NOBODY] * len(others)
    first = ring[0]
    if len(ring) == 2:
        return _on_line(here, whole, ring)
    for one, other in pairwise(ring[1:]):
        parts = (
            _turn(whole[one], whole[other], here),
            _turn(whole[other], whole[first], here),
            _turn(whole[first], whole[one], here),
        )
        if min(parts) >= 0:
            for at, part in zip((first, one, other), parts, strict=True):
                found[at] = Fraction(part, sum(parts))
            return found
    return None


def _on_line(
    here: Sequence[int], points: Sequence[Sequence[int]], ends: Sequence[int]
) -> list[Fraction] | None:
    one, other = (points[end] for end in ends)
    if _turn(one, other, here):
        return None
    axis = 0 if one[0] != other[0] else 1
    weight = Fraction(other[axis] - here[axis], other[axis] - one[axis])
    if not 0 <= weight <= 1:
        return None
    found = [NOBODY] * len(points)
    found[ends[0]], found[ends[1]] = weight, 1 - weight
    return found


def _by_program(point: Values, others: Sequence[Values]) -> list[Fraction] | None:
    program = mixtures(point, others)
    return program.point()[:-1] if program.solved() else None


def mixtures(point: Values, others: Sequence[Values]) -> Program:
    """Return the ways to mix some points into one, as a program."""
    rows: list[dict[int, int]] = []
    for at, value in enumerate((*point, WHOLE)):
        every = [(*other, WHOLE)[at] for other in others]
        scale = lcm(value.denominator, *(number.denominator for number in every))
        row = {k: int(number * scale) for k, number in enumerate(every)}
        row[UNIT] = -int(value * scale)
        rows += [row, {name: -factor for name, factor in row.items()}]
    return Program(len(others), rows)
