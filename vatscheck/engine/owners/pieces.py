"""The parts of what a company can be in which all shares can be mixed.

With every choice made, what a company's holders count for is a convex set, and so the
mixtures of a few corners. A corner keeps the shares that lead to it: a mixture of
corners is then also one of shares. Strict conditions are kept as marks: a mixture
meets one if a corner in it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from vatscheck.engine.owners.convexity import Values, between, mixtures, outermost
from vatscheck.engine.owners.corners import Corner, least, mixed, mixture
from vatscheck.engine.owners.holdings import HALF, NOBODY, WHOLE
from vatscheck.engine.owners.structure import Level

MOST = 40
"""The corners of a piece, and the pieces of a company, that are worth keeping."""


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


# --- corners -----------------------------------------------------------------------


def _filled(corners: Sequence[Corner]) -> list[Corner]:
    """The corners, each with all marks that some mixture with its values meets."""
    found = list(corners)
    every = frozenset[object]().union(*(corner.marks for corner in corners))
    if all(corner.marks == every for corner in corners):
        return found
    sure = outermost([corner.values for corner in found])
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
        program = mixtures(point, [corner.values for corner in corners])
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
