"""The parts of what a company can be in which all shares can be mixed.

With every choice made, what a company's holders count for is a convex set, and so the
mixtures of a few corners. A corner keeps the shares that lead to it: a mixture of
corners is then also one of shares. Strict conditions are kept as marks: a mixture
meets one if a corner in it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import lcm
from operator import add, mul
from typing import NamedTuple

from vatscheck.engine.owners.holdings import HALF, NOBODY, WHOLE
from vatscheck.engine.owners.simplex import UNIT, Program
from vatscheck.engine.owners.structure import Level

Values = tuple[Fraction, ...]
"""What a company counts for, quantity by quantity, as parts of its mass."""
Shares = Mapping[object, Fraction]
"""What each class of a level has, corner by corner, and each kind of its rest."""
MOST = 40
"""The corners of a piece, and the pieces of a company, that are worth keeping."""


class Corner(NamedTuple):
    """What a company counts for at one corner, the marks met, and the shares."""

    values: Values
    marks: frozenset[object]
    shares: Shares


class Piece:
    """All mixtures of some corners, for one way to choose all that is open.

    `level` = with everything chosen; `axes` = the quantities; `control` = whether foreigners control it. Two
    pieces are the same only if they are one object.
    """

    def __init__(
        self,
        level: Level,
        axes: Sequence[str],
        corners: Sequence[Corner],
        control: bool | None,
    ) -> None:
        self.level, self.axes, self.control = level, axes, control
        self.corners = tuple(_fewest_marks(_filled(corners)))
        self.marks = frozenset[object]().union(*(c.marks for c in self.corners))
        self.denominator = lcm(*(v.denominator for c in corners for v in c.values))

    def mixed(self, weights: Sequence[Fraction]) -> dict[object, Fraction]:
        """Return the shares of a mixture of the corners."""
        return mixture(
            (weight, corner.shares)
            for weight, corner in zip(weights, self.corners, strict=False)
        )

    def within(self, other: Piece) -> bool:
        """Whether every mixture is surely one of another piece as well."""
        met: list[frozenset[object]] = []
        for corner in self.corners:
            found = _spread(corner.values, other.corners)
            if found is None:
                return False
            met.append(found.marks)
        by_mark = [
            [
                m
                for m, corner in zip(met, self.corners, strict=True)
                if own in corner.marks
            ]
            for own in self.marks
        ]
        return all(
            any(all(mark in m for m in marks) for marks in (met, *by_mark))
            for mark in other.marks
        )


def hull(pieces: Sequence[Piece]) -> Piece:
    """Return all mixtures of some pieces, which is more than these are."""
    marked = frozenset({"marked"})
    corners = [
        corner._replace(
            marks=marked if corner.marks or not piece.marks else frozenset()
        )
        for piece in pieces
        for corner in piece.corners
    ]
    one = pieces[0]
    return Piece(one.level, one.axes, least(corners), one.control)


def mixture(parts: Iterable[tuple[Fraction, Shares]]) -> dict[object, Fraction]:
    """Return the sum of some shares, each with its weight."""
    found: dict[object, Fraction] = {}
    for weight, shares in parts:
        if weight:
            for key, share in shares.items():
                found[key] = found.get(key, NOBODY) + weight * share
    return found


# --- corners -----------------------------------------------------------------------


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
    found = _unlike(corners)
    if len(found) < 3:
        return found
    sure = _outermost([corner.values for corner in found])
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
    found = _unlike(corners)
    if not found:
        return found
    sure = _outermost([corner.values for corner in found])
    kept = [found[at] for at in sorted(sure)]
    for corner in found:
        if not corner.marks <= frozenset[object]().union(*(c.marks for c in kept)):
            kept.append(corner)
    return kept


def _unlike(corners: Sequence[Corner]) -> list[Corner]:
    """One corner for all with the same values, with the marks of all of them."""
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


def _outermost(points: Sequence[Values]) -> set[int]:
    """Some points that are surely corners: alone the furthest in some direction."""
    whole = _whole(points)
    if len(points[0]) == 2:
        return set(_ring(whole))
    found: set[int] = set()
    for direction in product((0, 1, -1), repeat=len(points[0])):
        far = [sum(map(mul, direction, point)) for point in whole]
        most = max(far)
        if far.count(most) == 1:
            found.add(far.index(most))
    return found


def _whole(points: Sequence[Values]) -> list[tuple[int, ...]]:
    """Points in whole numbers."""
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


def _filled(corners: Sequence[Corner]) -> list[Corner]:
    """The corners, each with all marks that some mixture with its values meets."""
    found = list(corners)
    every = frozenset[object]().union(*(corner.marks for corner in corners))
    if all(corner.marks == every for corner in corners):
        return found
    sure = _outermost([corner.values for corner in found])
    for at, corner in enumerate(corners):
        if at in sure or corner.marks == every:
            continue
        same = _spread(corner.values, corners)
        if same is not None and not same.marks <= corner.marks:
            found[at] = mixed([(HALF, corner), (HALF, same)])
            found[at] = found[at]._replace(values=corner.values)
    return found


def _fewest_marks(corners: Sequence[Corner]) -> list[Corner]:
    """The corners without marks that others imply: met wherever another one is met."""
    everywhere = frozenset.intersection(*(corner.marks for corner in corners))
    marks = frozenset[object]().union(*(c.marks for c in corners)) - everywhere
    places = {
        mark: frozenset(at for at, c in enumerate(corners) if mark in c.marks)
        for mark in sorted(marks, key=str)
    }
    kept: dict[frozenset[int], object] = {}
    for mark, at in places.items():
        kept.setdefault(at, mark)
    least_ = {mark for at, mark in kept.items() if not any(o < at for o in kept)}
    names = {mark: number for number, mark in enumerate(sorted(least_, key=str))}
    return [
        c._replace(marks=frozenset(names[m] for m in c.marks if m in names))
        for c in corners
    ]


def _spread(point: Values, corners: Sequence[Corner]) -> Corner | None:
    """A mixture of corners with some values that meets all marks that it can."""
    weights = between(point, [corner.values for corner in corners])
    if weights is None:
        return None
    found = mixed([(w, c) for w, c in zip(weights, corners, strict=True) if w])
    every = frozenset[object]().union(*(corner.marks for corner in corners))
    missing = every - found.marks
    if not missing:
        return found
    if len(point) == 1:
        values = [corner.values for corner in corners]
        if not min(values) < point < max(values):
            return found
        ways = [_through(at, point, values) for at in range(len(corners))]
    else:
        program = _program(point, [corner.values for corner in corners])
        if not program.solved():
            return None
        ways = []
        for mark in sorted(missing, key=str):
            program.raised({a: 1 for a, c in enumerate(corners) if mark in c.marks})
            ways.append(program.point()[:-1])
    share = Fraction(1, len(ways))
    return mixed(
        [
            (share * weight, corner)
            for way in ways
            for weight, corner in zip(way, corners, strict=True)
            if weight
        ]
        or [(WHOLE, found)]
    )


def _through(at: int, point: Values, values: Sequence[Values]) -> list[Fraction]:
    """A point between the ends of a line, made up with one certain corner."""
    low, high = values.index(min(values)), values.index(max(values))
    other = high if values[at] <= point else low
    found = [NOBODY] * len(values)
    if values[at] == point:
        found[at] = WHOLE
        return found
    weight = (values[other][0] - point[0]) / (values[other][0] - values[at][0])
    found[at], found[other] = weight, 1 - weight
    return found


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
    *whole, here = _whole([*others, point])
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
    program = _program(point, others)
    return program.point()[:-1] if program.solved() else None


def _program(point: Values, others: Sequence[Values]) -> Program:
    """The ways to make up for a point."""
    rows: list[dict[int, int]] = []
    for at, value in enumerate((*point, WHOLE)):
        every = [(*other, WHOLE)[at] for other in others]
        scale = lcm(value.denominator, *(number.denominator for number in every))
        row = {k: int(number * scale) for k, number in enumerate(every)}
        row[UNIT] = -int(value * scale)
        rows += [row, {name: -factor for name, factor in row.items()}]
    return Program(len(others), rows)
