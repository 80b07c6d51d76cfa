"""The conditions that an ownership puts on the masses of its holders.

The mass of a holder is its part of the whole company. A share between `l` and `u` of
a company with mass `p` is `l*p <= m <= u*p`; the holders of a level and its rest add
up to the company; all that rules read of owners is a sum of masses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from vatscheck.engine.owners.holdings import MAIN_INVESTOR
from vatscheck.engine.owners.listing import listed_path
from vatscheck.engine.owners.masses import (
    Bound,
    Choice,
    Masses,
    Part,
    Rest,
    Single,
    Site,
    Sums,
    Unnamed,
)
from vatscheck.engine.owners.pieces import Piece
from vatscheck.engine.owners.simplex import (
    UNIT,
    Expression,
    Program,
    minus,
    part,
    times,
    total,
)
from vatscheck.engine.owners.singles import beaten, single
from vatscheck.engine.owners.structure import ROUNDED, Class, Level, Option
from vatscheck.profile.models import SUPPLIER_HOMES

MAIN, LARGEST = "main", "largest"
"""What a holder can be chosen to be: the main foreign investor, the largest holder."""
OPEN = ("named", "open", "rounded", "unknown")
"""The levels of which what is not named by the holders matters."""
AT_HOME = ("home", "state")
"""The kinds of holders not named that are in the mainland."""


class System:
    """The conditions on the masses under a choice, and the sums that rules read."""

    def __init__(self, choice: Choice) -> None:
        self.choice, self.reads = choice, choice.reads
        units = choice.units
        self._unit = units.each
        self._scale = units.each**units.levels * units.values
        self.size = 0
        self.conditions: list[Expression] = []
        self.strict: list[Expression] = []
        self.goals: list[Expression] = []
        self.foreign: list[Single] = []
        self._links = dict(choice.links)
        self._parent = listed_path(choice.level, choice.links)
        self.parent: tuple[Expression, Sums] | None = None
        self.bounded: tuple[Expression, Expression] | None = None
        self.holders: list[Single] = []
        self.whole = {UNIT: self._scale}
        site = Site(self.whole, 1, "", 0)
        self.masses, self.sums = self._level(choice.level, site)
        self._choices()

    def program(self, take: Callable[[int], None]) -> Program:
        """Return the linear program of all conditions; `take` counts its work."""
        return Program(self.size, self.conditions, self.strict, take)

    def _variable(self, depth: int) -> dict[int, int]:
        """A new mass, in units that can be divided as often as there are levels above."""
        self.size += 1
        return {self.size - 1: self._scale // self._unit**depth}

    # --- the levels --------------------------------------------------------------

    def _level(self, level: Level, site: Site) -> tuple[Masses, Sums]:
        """The masses of a level."""
        whole = site.whole
        sums: Sums = {}
        parts: list[tuple[Part, ...]] = []
        named: list[Expression] = []
        singles: list[Single] = []
        for class_ in level.classes:
            masses = self._shared(class_, whole, site.depth + 1)
            found = self._options(class_, masses, site.above(class_), sums)
            parts.append(found)
            named += masses
            if self.reads.single:
                singles.append(single(class_, found, site))
        left = minus(whole, total(*named)) if level.rest in OPEN else {}
        rest = self._rest(level, left, whole, site.depth + 1)
        self._add_rest(level, rest, sums, singles, site.number)
        self.foreign += [single for single in singles if single.foreign]
        if site.path == self._parent:
            self.holders = singles
            self.parent = whole, sums
        return Masses(whole, tuple(parts), rest), sums

    def _shared(self, class_: Class, whole: Expression, depth: int) -> list[Expression]:
        """The mass of each option of a class, within what its members can have."""
        low, high = class_.low, class_.high
        if len(class_.options) == 1:
            known = part(whole, low)
            if low == high:
                return [known]
            more = self._variable(depth)
            self.conditions.append(minus(part(whole, high - low), more))
            return [total(known, more)]
        masses: list[Expression] = [self._variable(depth) for _ in class_.options[1:]]
        first: Expression
        if low == high:
            first = minus(part(whole, low), total(*masses))
            self.conditions.append(first)
        else:
            first = self._variable(depth)
            every = total(first, *masses)
            self.conditions.append(minus(every, part(whole, low)))
            self.conditions.append(minus(part(whole, high), every))
        return [first, *masses]

    def _options(
        self, class_: Class, masses: list[Expression], site: Site, sums: Sums
    ) -> tuple[Part, ...]:
        if site.path in self._links:
            self._link(self._links[site.path], masses, site.whole)
        if self.choice.bound and self.choice.bound.path == site.path:
            self._bound(self.choice.bound, total(*masses), site.whole)
        chosen = len(masses) == 1
        return tuple(
            self._option(option, site._replace(whole=mass), sums)
            if option.piece is None
            else self._piece(option.piece, site._replace(whole=mass), sums, chosen)
            for option, mass in zip(class_.options, masses, strict=True)
        )

    def _bound(self, bound: Bound, mass: Expression, whole: Expression) -> None:
        self.bounded = mass, whole
        for end, open_, more in (
            (bound.low, bound.low_open, True),
            (bound.high, bound.high_open, False),
        ):
            limit = times(whole, end.numerator)
            side = minus(times(mass, end.denominator), limit)
            rows = self.strict if open_ else self.conditions
            rows.append(side if more else times(side, -1))

    def _link(self, above: bool, masses: list[Expression], whole: Expression) -> None:
        twice = times(total(*masses), 2)
        if above:
            self.strict.append(minus(twice, whole))
        else:
            self.conditions.append(minus(whole, twice))

    def _option(self, option: Option, site: Site, sums: Sums) -> Part:
        mass = site.whole
        if option.foreign:
            names = ["product", "control", *([option.home] if option.supplier else [])]
            names += ["hkscc"] if option.kind == "hkscc" else []
            _add(sums, mass, *names)
        elif option.state:
            _add(sums, mass, "state")
        if option.kind == "hkscc":
            _add(sums, mass, "connect")
        if option.level is None:
            return Part(mass)
        above, inner = self._level(option.level, site)
        for name in ("product", "hkscc", *(() if option.state else ("state",))):
            _add(sums, inner.get(name, {}), name)
        foreign = inner.get("control", {}) if self.reads.control else {}
        counted = self._controlled(option, mass, foreign, site.depth)
        _add(sums, counted, "control")
        return Part(mass, above, foreign, counted)

    def _piece(self, piece: Piece, site: Site, sums: Sums, chosen: bool) -> Part:
        """What a company counts for: a mixture of the corners of its piece."""
        more = [self._variable(site.depth) for _ in piece.corners[1:]]
        first = minus(site.whole, total(*more))
        if more:
            self.conditions.append(first)
        masses = (first, *more)
        for at, name in enumerate(piece.axes):
            _add(sums, _weighed(masses, [c.values[at] for c in piece.corners]), name)
        for mark in piece.marks if chosen else ():
            met = [
                m for m, c in zip(masses, piece.corners, strict=True) if mark in c.marks
            ]
            self.strict.append(total(*met))
        return Part(site.whole, corners=masses)

    def _controlled(
        self, option: Option, mass: Expression, foreign: Expression, depth: int
    ) -> Expression:
        """What a mainland company counts by control: all of it if more than half is."""
        if not foreign and option.control and option.chosen and self.reads.control:
            self.strict.append(times(mass, -1))  # nobody above it is foreign
            return mass
        if not foreign or (option.control is False and not option.chosen):
            return foreign
        if option.control and not option.chosen:
            return mass
        twice = times(foreign, 2)
        if option.control:
            self.strict.append(minus(twice, mass))
            return mass
        if option.control is False:
            self.conditions.append(minus(mass, twice))
            return foreign
        counted = self._variable(
            depth
        )  # between both, as far as straight lines can say
        for more, less in ((counted, foreign), (twice, counted), (mass, counted)):
            self.conditions.append(minus(more, less))
        return counted

    # --- the rest ----------------------------------------------------------------

    def _rest(
        self, level: Level, rest: Expression, whole: Expression, depth: int
    ) -> Rest:
        """The holders not named: any number, of any home, of the state or not."""
        if level.rest in ("written", "rounding"):
            return {}
        self.conditions.append(rest)
        if level.rest == "named":
            self.conditions.append(times(rest, -1))
            return {}
        limit = part(whole, ROUNDED)
        if level.rest == "rounded":
            self.strict.append(minus(limit, rest))
            return {Unnamed("home"): rest}
        if level.rest == "unknown":
            self.conditions.append(minus(rest, limit))
        asked = [Unnamed(kind) for kind in self._kinds(level)]
        asked += {Unnamed(role.partition("/")[2], True): None for role in level.role}
        found: dict[Unnamed, Expression] = {
            sort: self._variable(depth) for sort in asked
        }
        others = minus(rest, total(*found.values()))
        self.conditions.append(others)
        return found | {Unnamed("home"): others}

    def _kinds(self, level: Level) -> Iterator[str]:
        """What holders not named can be, besides mainland companies."""
        yield "foreign"
        if self.reads.state:
            yield "state"
        if level.first:  # only a direct holder is a supplier
            yield from dict.fromkeys(dict(self.reads.suppliers).values())

    def _add_rest(
        self,
        level: Level,
        rest: Rest,
        sums: Sums,
        singles: list[Single],
        count: int,
    ) -> None:
        for sort, mass in rest.items():
            if sort.kind not in AT_HOME:
                _add(sums, mass, "product", "control")
            if sort.kind in ("state", *SUPPLIER_HOMES):
                _add(sums, mass, sort.kind)
        for role in level.role:
            name, _, kind = role.partition("/")
            outside, mass = kind not in AT_HOME, rest[Unnamed(kind, True)]
            roles = frozenset({name})
            singles.append(Single(mass, count, outside, not outside, None, roles))

    # --- what has been chosen ----------------------------------------------------

    def _choices(self) -> None:
        """The conditions that follow from what has been chosen of single holders."""
        choice = self.choice
        foreign = self.sums.get("product" if self.reads.product else "control", {})
        if choice.record is not None:
            self._main(choice.record, foreign)
        if choice.largest is not None:
            self._largest(choice.largest)
        if choice.connect is not None:
            direct = self.sums.get("connect", {})
            self.strict.append(direct) if choice.connect else self._nothing(direct)
        if choice.stock is not None:
            other = minus(foreign, self.sums.get("hkscc", {}))
            if choice.stock == "nobody":
                self._nothing(foreign)
            elif choice.stock == "only":
                self._nothing(other)
                self.strict.append(foreign)
            else:
                self.strict.append(other)

    def _nothing(self, expression: Expression) -> None:
        self.conditions.append(times(expression, -1))

    def _main(self, record: str, foreign: Expression) -> None:
        """The main foreign investor has the record chosen (contract, reading 3)."""
        up, down = MAIN_INVESTOR.numerator, MAIN_INVESTOR.denominator
        if record == "nobody":
            self._nothing(foreign)
        elif record == "none":
            self.strict.append(foreign)
            for other in self.foreign:
                share = times(foreign, up * other.number)
                self.strict.append(minus(share, times(other.mass, down)))
        else:
            main = next(s for s in self.foreign if MAIN in s.role)
            share = times(foreign, up * main.number)
            self.strict.append(main.mass)
            self.conditions.append(minus(times(main.mass, down), share))
            for other in self.foreign:
                if other is not main:
                    self._outweighs(main, other, beaten(record, other.record))

    def _largest(self, chinese: bool) -> None:
        """The largest holder is Chinese if every one of the largest is."""
        largest = next(s for s in self.holders if LARGEST in s.role)
        self.strict.append(largest.mass)
        for other in self.holders:
            if other is not largest and other.home is (not chinese):
                self._outweighs(largest, other, chinese)

    def _outweighs(self, one: Single, other: Single, alone: bool | None) -> None:
        """One holder is at least as large as another, or larger if it stands `alone`."""
        if alone is None:
            return
        more = minus(times(one.mass, other.number), times(other.mass, one.number))
        (self.strict if alone else self.conditions).append(more)


def _weighed(
    masses: Sequence[Expression], values: Sequence[Fraction]
) -> dict[int, int]:
    found: dict[int, int] = {}
    for mass, value in zip(masses, values, strict=True):
        for name, factor in part(mass, value).items():
            found[name] = found.get(name, 0) + factor
    return found


def _add(sums: Sums, mass: Expression, *names: str) -> None:
    for name in names:
        sums[name] = total(sums.get(name, {}), mass)
