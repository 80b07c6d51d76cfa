"""For which shares of one holder the checks on owners can come out in some way.

Shares are looked at in steps of 0.0001 percent: each step, and what lies between two,
is a place on a line. From one example the stretch is found in which all that was
chosen for it can stay; what is left on either side is searched again, until nothing
more is found. So no stretch is missed, however short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.search import Check, Goal, Search
from vatscheck.engine.owners.simplex import (
    Expression,
    Program,
    minus,
    times,
    value_at,
)
from vatscheck.engine.owners.structure import level
from vatscheck.engine.owners.system import Bound, Choice

STEPS = 10**6
"""The steps of a whole: 0.0001 percent each."""
Stretch = tuple[int, int]
"""The first and the last place of a stretch; even places are steps, odd ones between."""


def place(share: Fraction) -> int:
    """Return the place of a share of the company below, a part of the whole."""
    whole, left = divmod(share * STEPS, 1)
    return 2 * int(whole) + bool(left)


class Stretches:
    """The stretches of one holder's share, for the checks of a service."""

    def __init__(self, owners: Ownership, path: str, checks: Iterable[Check]) -> None:
        self.path, self.checks = path, tuple(checks)
        reads = owners.reads(self.checks)
        whole = level(owners.owners, reads, apart=path)
        self._search = Search(reads)
        self._choices = list(owners.choices(whole, self.checks))

    def covered(self, wanted: Iterable[Sequence[bool]], ends: Stretch) -> list[Stretch]:
        """Return where, between two ends, one of some sets of truths can be reached.

        Raises `TooOpenError` where that takes more work than is allowed.
        """
        goals = [dict(zip(self.checks, truths, strict=True)) for truths in wanted]
        found: list[Stretch] = []
        gaps = [ends]
        while gaps:
            low, high = gaps.pop()
            if low > high:
                continue
            stretch = next(self._stretches(goals, (low, high)), None)
            if stretch is not None:
                found.append(stretch)
                gaps += [(low, stretch[0] - 1), (stretch[1] + 1, high)]
        return sorted(found)

    def _stretches(self, goals: Sequence[Goal], ends: Stretch) -> Iterator[Stretch]:
        for choice in self._choices:
            for goal in goals:
                bound = self._bound(ends)
                found = self._search.find(choice._replace(bound=bound), goal)
                if found and found.choice:
                    yield self._widest(found.choice, goal, ends)

    def _widest(self, choice: Choice, goal: Goal, ends: Stretch) -> Stretch:
        """How far the share can go with all else that was chosen as it is."""
        solved = self._search.solved(choice._replace(bound=self._bound(ends)), goal)
        if solved is None or solved[0].bounded is None:
            raise AssertionError("an example that does not meet its own conditions")
        (mass, whole), program = solved[0].bounded, solved[1]

        def able(at: int) -> bool:
            bound = self._bound((at, at))
            return self._search.solved(choice._replace(bound=bound), goal) is not None

        most = place(_furthest(program, mass, whole))
        least = place(_furthest(program, times(mass, -1), whole) * -1)
        # an end that strict conditions keep out is reached in the place before it
        return (
            least if least % 2 or able(least) else least + 1,
            most if most % 2 or able(most) else most - 1,
        )

    def _bound(self, ends: Stretch) -> Bound:
        low, high = ends
        return Bound(
            self.path,
            Fraction(low // 2, STEPS),
            Fraction((high + 1) // 2, STEPS),
            bool(low % 2),
            bool(high % 2),
        )


def _furthest(program: Program, mass: Expression, whole: Expression) -> Fraction:
    """The greatest part of a whole that a mass can be, strict conditions left out.

    Both hang on the point, if holders below are open too: each step takes the best
    point for the present part, until that is no better (Dinkelbach).
    """
    part = _part(program, mass, whole)
    while True:
        up, down = part.numerator, part.denominator
        program.raised(minus(times(mass, down), times(whole, up)))
        better = _part(program, mass, whole)
        if better <= part:
            return part
        part = better


def _part(program: Program, mass: Expression, whole: Expression) -> Fraction:
    point = program.point()
    return value_at(mass, point) / value_at(whole, point)
