"""What has been chosen about an ownership, and the masses of its levels."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from vatscheck.engine.owners.listing import Links, joined
from vatscheck.engine.owners.simplex import Expression
from vatscheck.engine.owners.structure import Class, Level, Reads
from vatscheck.engine.owners.units import Units

Sums = dict[str, dict[int, int]]
"""The masses of a level that count for a quantity, by its name."""


NOTHING: Expression = MappingProxyType({})


class Bound(NamedTuple):
    """The share of one holder, from one part of the company below it to another.

    An open end is not included itself.
    """

    path: str
    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool


class Choice(NamedTuple):
    """What has been chosen about an ownership, besides what its levels say.

    `links` = whether holders have more than half of the company below; `record` = the
    track record of the main foreign investor; `largest` = whether the largest holder
    is Chinese; `connect` = whether HKSCC holds directly; `stock` = who is foreign:
    only HKSCC, another, or nobody. None = not chosen. `bound` narrows one share.
    `reads` = what a goal reads; `units` = in which its level is measured.
    """

    level: Level
    counting: str
    listed: bool | None
    links: Links = ()
    record: str | None = None
    largest: bool | None = None
    connect: bool | None = None
    stock: str | None = None
    bound: Bound | None = None
    reads: Reads = Reads()
    units: Units = Units(1, 1)


class Single(NamedTuple):
    """The largest of some holders, and what is known of it; none = open.

    `mass` is that of `number` such holders together.
    """

    mass: Expression
    number: int
    foreign: bool | None
    home: bool | None
    record: bool | None
    role: frozenset[str]


class Unnamed(NamedTuple):
    """A sort of holders that are not named: any number of them, or just `one`."""

    kind: str
    one: bool = False


Rest = Mapping[Unnamed, Expression]
"""The masses of the holders of a level that are not named."""


class Part(NamedTuple):
    """The masses of one option of a class: all of it, and of a company what is foreign.

    `corners` = how much of it is each corner of its piece.
    """

    mass: Expression
    above: Masses | None = None
    foreign: Expression = NOTHING
    counted: Expression = NOTHING
    corners: tuple[Expression, ...] = ()


class Masses(NamedTuple):
    """The masses of a level, class by class and option by option, and of its rest."""

    whole: Expression
    parts: tuple[tuple[Part, ...], ...]
    rest: Rest


class Site(NamedTuple):
    """Where a level stands: below whom, how often, how many levels up.

    `whole` = the mass of `number` like companies together.
    """

    whole: Expression
    number: int
    path: str
    depth: int

    def above(self, class_: Class) -> Site:
        """Return where a class of the level stands."""
        path = joined(self.path, class_.members[0].path)
        number = self.number * len(class_.members)
        return Site(self.whole, number, path, self.depth + 1)
