"""For which shares of one holder the checks on owners can come out in some way.

Shares are looked at in steps of 0.0001 percent: each step, and what lies between two,
is a place on a line. From one example the stretch is found in which all that was
chosen for it can stay; what is left on either side is searched again, until nothing
more is found. So no stretch is missed, however short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from vatscheck.engine.owners.cells import Leaf, Ownership, Rules, Truths, Walk
from vatscheck.engine.owners.holdings import NOBODY, WHOLE
from vatscheck.engine.owners.masses import Bound, Choice
from vatscheck.engine.owners.search import Check, Goal, Search
from vatscheck.engine.owners.simplex import Expression, Program, minus, times, value_at
from vatscheck.engine.owners.structure import level
from vatscheck.engine.owners.system import System

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

    def __init__(
        self,
        owners: Ownership,
        path: str,
        checks: Sequence[Check],
        ends: Stretch,
        rules: Rules | None = None,
    ) -> None:
        """`rules` = checks that count only all together, as for `Ownership.reachable`.

        Raises `TooOpenError` where that takes more work than is allowed.
        """
        self.path, self.ends = path, ends
        reads = owners.reads(checks)
        whole = level(owners.owners, reads, apart=path)
        self._search = Search(reads)
        self._known: dict[frozenset[Truths], list[Stretch]] = {}
        self.leaves: dict[Truths, list[tuple[Choice, Leaf]]] = {}
        for choice in owners.choices(whole, checks):
            bound = choice._replace(bound=self._bound(ends))
            for leaf in Walk(self._search, bound, checks, rules).leaves():
                self.leaves.setdefault(leaf.truths, []).append((choice, leaf))

    def covered(self, wanted: Iterable[Truths]) -> list[Stretch]:
        """Return where one of some sets of truths can be reached.

        Raises `TooOpenError` where that takes more work than is allowed.
        """
        every = frozenset(wanted)
        if every not in self._known:
            self._known[every] = self._covered(every)
        return self._known[every]

    def _covered(self, wanted: frozenset[Truths]) -> list[Stretch]:
        leaves = [
            leaf
            for truths, leaves in self.leaves.items()
            if truths in wanted
            for leaf in leaves
        ]
        found: list[Stretch] = []
        gaps = [self.ends]
        while gaps:
            low, high = gaps.pop()
            if low > high:
                continue
            stretch = next(self._stretches(leaves, (low, high)), None)
            if stretch is not None:
                found.append(stretch)
                gaps += [(low, stretch[0] - 1), (stretch[1] + 1, high)]
        return sorted(found)

    def _stretches(
        self, leaves: Iterable[tuple[Choice, Leaf]], ends: Stretch
    ) -> Iterator[Stretch]:
        for choice, leaf in leaves:
            bound = self._bound(ends)
            found = self._search.find(choice._replace(bound=bound), leaf.goal)
            if found and found.choice:
                yield self._widest(found.choice, leaf.goal, ends)

    def _widest(self, choice: Choice, goal: Goal, ends: Stretch) -> Stretch:
        """How far the share can go with all else that was chosen as it is."""
        solved = self._search.solved(choice._replace(bound=self._bound(ends)), goal)
        if solved is None:
            raise AssertionError("an example that does not meet its own conditions")

        def able(at: int) -> bool:
            bound = self._bound((at, at))
            return self._search.solved(choice._replace(bound=bound), goal) is not None

        least, most = map(place, self._ends(*solved))
        # an end that strict conditions keep out is reached in the place before it
        return (
            least if least % 2 or able(least) else least + 1,
            most if most % 2 or able(most) else most - 1,
        )

    @staticmethod
    def _ends(system: System, program: Program) -> tuple[Fraction, Fraction]:
        """The least and the greatest that the share can be, strict conditions left out."""
        if system.bounded is None:
            raise AssertionError("a share that is no part of the conditions")
        mass, whole = system.bounded
        program.raised(whole)
        if not value_at(whole, program.point()):  # of nothing it may be any part
            bound = system.choice.bound
            return (bound.low, bound.high) if bound else (NOBODY, WHOLE)
        least = -_furthest(program, times(mass, -1), whole)
        program.raised(whole)
        return least, _furthest(program, mass, whole)

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
    part, better = None, _part(program, mass, whole)
    while better is not None and (part is None or better > part):
        part = better
        up, down = part.numerator, part.denominator
        program.raised(minus(times(mass, down), times(whole, up)))
        better = _part(program, mass, whole)
    if part is None:
        raise AssertionError("a company of nothing")
    return part


def _part(program: Program, mass: Expression, whole: Expression) -> Fraction | None:
    point = program.point()
    of = value_at(whole, point)
    return value_at(mass, point) / of if of else None
