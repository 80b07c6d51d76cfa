"""Mainland companies as the set of what they can count for, for one goal.

Where nothing is asked of the single holders above a company, all that matters of it is
what part of its mass counts, quantity by quantity. That set is computed exactly from
the last holders down; a company is then one of a few pieces (`pieces`), like any other
holder that can be one of a few things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Literal

from vatscheck.engine.owners.alike import unlike_options
from vatscheck.engine.owners.corners import Corner, added, halves, least, outer
from vatscheck.engine.owners.extents import control_extent
from vatscheck.engine.owners.holdings import HALF, NOBODY, WHOLE
from vatscheck.engine.owners.pieces import MOST, Piece, hull
from vatscheck.engine.owners.shares import OPEN, SOME, WAYS, ends, shared_out
from vatscheck.engine.owners.structure import ROUNDED, Class, Level, Option, Reads, Rest
from vatscheck.engine.owners.work import Work

Axes = tuple[str, ...]
"""The quantities that a goal reads of companies: `product`, `control`, `state`."""
ROUNDING, ABOVE = "rounding", "above"
"""Marks: the rest is below what rounding can be; more than half is foreign."""
REST = {"home": (), "foreign": ("product", "control"), "state": ("state",)}
"""What the kinds of holders not named count for."""


Grain = Literal["fine", "some", "hull"]
"""Every piece of a company; only some of them, so that what is found is true but more
may be; or all mixtures of the pieces, so that what is not found is not."""

MOVED, SEEN = 150, 20
"""The work that two corners take, each told from the other by a program or at once."""


class Collapse:
    """Levels with their companies as pieces, for the quantities of one goal.

    `whole` says whether no piece was left out.
    """

    def __init__(self, axes: Axes, grain: Grain, work: Work) -> None:
        self.axes, self.grain, self.work = axes, grain, work
        self.whole = True
        self._known: dict[Level, tuple[Piece, ...] | None] = {}
        self._same: dict[int, tuple[Level, tuple[Piece, ...] | None]] = {}
        self._state: dict[int, Piece] = {}
        self._inner: dict[Axes, Collapse] = {}

    def collapsed(self, level: Level, kept: Sequence[str], reads: Reads) -> Level:
        """Return a level with its companies as pieces, but those on some paths.

        Of what a holder can be, what counts alike for what a goal reads is one.
        """
        found: dict[object, list[Class]] = {}
        for class_ in level.classes:
            path = class_.members[0].path
            if any(_on(other, path) for other in kept):
                found[path] = [class_]
                continue
            options = self._of_class(class_) or class_.options
            other = class_._replace(options=unlike_options(options, reads))
            found.setdefault(_key(other, reads.single), []).append(other)
        classes = tuple(_together(classes) for classes in found.values())
        return level._replace(classes=classes)

    def _of_class(self, class_: Class) -> tuple[Option, ...] | None:
        """The options of a class with pieces for levels, none if that is too much."""
        found: list[Option] = []
        for option in class_.options:
            pieces = self._of_option(option)
            if pieces is None:
                return None
            found += pieces
        absent = any(member.low == 0 for member in class_.members)
        if absent and all(option.piece and option.piece.marks for option in found):
            return None  # a holder of nothing meets no strict condition
        return tuple(found)

    def _of_option(self, option: Option) -> list[Option] | None:
        if option.level is None:
            return [option]
        if id(option.level) in self._same:
            _, pieces = self._same[id(option.level)]
        else:
            pieces = self._of_level(option.level)
            self._same[id(option.level)] = option.level, pieces
        if pieces is None:
            return None
        if option.state and "state" in self.axes:
            pieces = tuple(map(self._of_state, pieces))
        return [
            option._replace(level=None, piece=p, control=p.control, chosen=False)
            for p in pieces
        ]

    def _of_level(self, level: Level) -> tuple[Piece, ...] | None:
        """The pieces of a level; of equal ones the same."""
        if level not in self._known:
            both = self.grain == "hull" and {"product", "control"} <= set(self.axes)
            found = self._apart(level) if both else self._pieces(level)
            self._known[level] = found
        return self._known[level]

    def _of_state(self, piece: Piece) -> Piece:
        """A company of the state counts for it as a whole."""
        if id(piece) not in self._state:
            at = self.axes.index("state")
            corners = [
                c._replace(values=(*c.values[:at], WHOLE, *c.values[at + 1 :]))
                for c in piece.corners
            ]
            self._state[id(piece)] = Piece(
                piece.level, self.axes, corners, piece.control
            )
        return self._state[id(piece)]

    # --- one level -----------------------------------------------------------------

    def _pieces(self, level: Level) -> tuple[Piece, ...] | None:
        """The pieces of a level, none if they are too many."""
        ways = self._ways(level)
        if ways is None:
            return None
        found: list[Piece] = []
        for way in ways:
            corners = self._corners(way)
            if corners is None:
                return None
            for piece in self._split(way, corners) if corners else ():
                if not any(piece.within(other) for other in found):
                    found = [o for o in found if not o.within(piece)] + [piece]
            if len(found) > MOST:
                return None
        return self._grained(found)

    def _grained(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """All pieces, or some of them, or one for all that are controlled, or not."""
        if self.grain == "fine":
            return tuple(pieces)
        found: list[Piece] = []
        for control in (None, False, True):
            like = [piece for piece in pieces if piece.control is control]
            if self.grain == "hull" and len(like) > 1:
                found.append(hull(like))
            else:
                found += _telling(like)
        self.whole &= len(found) == len(pieces)
        return tuple(found)

    def _apart(self, level: Level) -> tuple[Piece, ...] | None:
        """What a company surely is within, whoever controls those above it.

        What counts by control is never less than along each chain.
        """
        rest = tuple(axis for axis in self.axes if axis != "control")
        inner = self._inner.setdefault(rest, Collapse(rest, "hull", self.work))
        found: list[Piece] = []
        (whole,) = inner._of_option(Option(level=level)) or (None,)
        if whole is None or whole.piece is None:
            return None
        low, high = control_extent(level)
        corners = [c._replace(values=(NOBODY, *c.values)) for c in whole.piece.corners]
        if low <= HALF:
            below, _ = halves(corners, 1, ABOVE)
            found += [Piece(level, self.axes, least(below), False)] if below else []
        if high > HALF:
            found.append(Piece(level, self.axes, corners, True))
        return tuple(found)

    def _ways(self, level: Level) -> list[Level] | None:
        """A level with everything chosen, in all ways."""
        classes: list[list[tuple[Class, ...]]] = []
        number = 1
        for class_ in level.classes:
            options = self._of_class(class_)
            if options is None:
                return None
            ways = shared_out(class_, self._unlike(options))
            number *= len(ways)
            if number > WAYS:
                return None
            classes.append(ways)
        rests: tuple[Rest, ...] = (level.rest,)
        if level.rest == "open":
            rests = ("unknown", "rounded")
        return [
            level._replace(classes=sum(chosen, ()), rest=rest)
            for chosen in product(*classes)
            for rest in rests
        ]

    def _unlike(self, options: Sequence[Option]) -> tuple[Option, ...]:
        """One option for all that count alike."""
        found: dict[object, Option] = {}
        for option in options:
            key = option.piece or self._values(_counts(option))
            found.setdefault(key, option)
        return tuple(found.values())

    def _values(self, counts: Sequence[str]) -> tuple[Fraction, ...]:
        return tuple(Fraction(axis in counts) for axis in self.axes)

    def _split(self, way: Level, corners: list[Corner]) -> Iterator[Piece]:
        """A company that foreigners control counts as a whole by control."""
        if "control" not in self.axes:
            yield Piece(way, self.axes, corners, None)
            return
        at = self.axes.index("control")
        low, high = map(self._fewest, halves(corners, at, ABOVE))
        if low:
            yield Piece(way, self.axes, low, False)
        if high:
            whole = [
                c._replace(values=(*c.values[:at], WHOLE, *c.values[at + 1 :]))
                for c in high
            ]
            yield Piece(way, self.axes, self._fewest(whole), True)

    def _corners(self, way: Level) -> list[Corner] | None:
        """The corners of a level with everything chosen, none if too many."""
        found: list[Corner] = []
        if sum(class_.low != class_.high for class_ in way.classes) > OPEN:
            return None
        shares = list(ends(way))
        units = [self._units(at, class_) for at, class_ in enumerate(way.classes)]
        for masses, rest in shares:
            sums = [Corner(self._values(()), frozenset(), {})]
            for mass, unit in zip(masses, units, strict=True):
                if mass:
                    sums = self._sum(sums, [_times(mass, corner) for corner in unit])
                if len(sums) > MOST:
                    return None
            found += self._sum(sums, list(self._rest(way, rest)))
        found = self._fewest(found)
        return None if len(found) > MOST else found

    def _sum(self, sums: Sequence[Corner], more: Sequence[Corner]) -> list[Corner]:
        return self._fewest(added(sums, more))

    def _fewest(self, corners: Sequence[Corner]) -> list[Corner]:
        """The corners that are needed, or only those of which that is seen at once."""
        pairs = len(corners) ** 2
        if self.grain != "some" or len(self.axes) < 2:
            self.work.take(MOVED * pairs)
            return least(corners)
        self.work.take(SEEN * pairs)
        found = outer(corners)
        self.whole &= len(found) == len(corners)
        return found

    def _units(self, at: int, class_: Class) -> list[Corner]:
        """What a class counts for, for each unit of its mass."""
        (option,) = class_.options
        if option.piece is None:
            values = self._values(_counts(option))
            return [Corner(values, frozenset(), {(at, 0): WHOLE})]
        return [
            Corner(
                corner.values,
                frozenset((at, mark) for mark in corner.marks),
                {(at, number): WHOLE},
            )
            for number, corner in enumerate(option.piece.corners)
        ]

    def _rest(self, way: Level, rest: Fraction) -> Iterator[Corner]:
        marks: frozenset[object] = frozenset()
        if way.rest == "rounded" and rest < ROUNDED:
            marks = frozenset({ROUNDING})
        for kind, counts in REST.items():
            values = tuple(rest * value for value in self._values(counts))
            if kind == "home" or (way.rest == "unknown" and any(values)):
                yield Corner(values, marks, {kind: rest} if rest else {})


def _key(class_: Class, single: bool) -> object:
    """Classes with the same key are added together."""
    if any(option.level or option.kind == "listed" for option in class_.options):
        return class_.members[0].path
    if single and class_.low != class_.high:
        return class_.members[0].path
    return class_.options


def _telling(pieces: Sequence[Piece]) -> list[Piece]:
    """Two pieces at the most: those that reach furthest."""
    if len(pieces) <= SOME:
        return list(pieces)
    reach = [
        (end, at)
        for at in range(len(pieces[0].axes))
        for end in (
            min(c.values[at] for piece in pieces for c in piece.corners),
            max(c.values[at] for piece in pieces for c in piece.corners),
        )
    ]

    def telling(piece: Piece) -> tuple[int, int]:
        ends = sum(any(c.values[at] == end for c in piece.corners) for end, at in reach)
        return -ends, len(piece.marks)

    return sorted(pieces, key=telling)[:SOME]


def _on(path: str, step: str) -> bool:
    return path == step or path.startswith(f"{step}.")


def _together(classes: Sequence[Class]) -> Class:
    if len(classes) == 1:
        return classes[0]
    members = [member for class_ in classes for member in class_.members]
    return classes[0].among(sorted(members, key=lambda m: (-m.high, -m.low)))


def _counts(option: Option) -> tuple[str, ...]:
    """What a holder without holders of its own counts for."""
    if option.foreign:
        return "product", "control"
    return ("state",) if option.state else ()


def _times(mass: Fraction, corner: Corner) -> Corner:
    values = tuple(mass * value for value in corner.values)
    shares = {key: mass * share for key, share in corner.shares.items()}
    return Corner(values, corner.marks, shares)
