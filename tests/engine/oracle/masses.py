"""Holders and levels of a profile as masses and choices for z3.

R1 to R10 are the readings of the contract, section 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import z3

RawOwner = Mapping[str, Any]
SUPPLIERS = ("HK", "MO")
ELSEWHERE = "elsewhere"
WHOLE = z3.RealVal(100)
NEVER, ALWAYS = z3.BoolVal(False), z3.BoolVal(True)
ROUNDING = Fraction("0.1")


@dataclass
class Holder:
    """A holder, or a crowd of unnamed ones: `largest` is the mass of its largest.

    `homes` says for CN, HK, MO and elsewhere whether it is there; `certified` whether
    it holds the certificate if it is in Hong Kong or Macao; `state` whether it counts
    whole as state if it is in the mainland.
    """

    mass: Any
    largest: Any
    homes: dict[str, Any]
    state: Any = NEVER
    certified: Any = NEVER
    kind: str | None = None
    track_record: bool | None = None
    above: Level | None = None

    @property
    def chinese(self) -> Any:
        """Whether it is a mainland holder."""
        return self.homes.get("CN", NEVER)


@dataclass
class Level:
    """The holders of one company, whose own mass is `whole`."""

    whole: Any
    holders: list[Holder] = field(default_factory=list)


def exact(number: Any) -> Any:
    """Return a number of a profile or a rule as a rational of z3."""
    return z3.RealVal(str(Fraction(str(number))))


def bounds(owner: RawOwner) -> tuple[Fraction, Fraction] | None:
    """Return the least and greatest stated share in percent, none if it is left out."""
    share = owner.get("share")
    if share is None:
        return None
    if isinstance(share, Mapping):
        return Fraction(str(share["min"])), Fraction(str(share["max"]))
    return Fraction(str(share)), Fraction(str(share))


def possible_homes(owner: RawOwner) -> list[str]:
    """Return where a holder may be: where it is said, or wherever it can be.

    R3, "A holder without `jurisdiction`": a completion in which a given statement would
    be an error is none. A certificate leaves HK and MO, `hkscc` HK, `listed` CN; every
    other kind, `state` included, leaves all homes: outside the mainland it says nothing.
    """
    said = owner.get("jurisdiction")
    if said is not None:
        return [said if said in ("CN", *SUPPLIERS) else ELSEWHERE]
    homes = ["CN", *SUPPLIERS, ELSEWHERE]
    if owner.get("service_supplier"):
        homes = [] if owner.get("kind") == "person" else list(SUPPLIERS)
    only = {"hkscc": "HK", "listed": "CN"}.get(owner.get("kind") or "")
    homes = [home for home in homes if only in (None, home)]
    if not homes:
        raise ValueError("no home fits what is said of the holder")
    return homes


class Masses:
    """The levels of a profile, and the conditions that its masses meet."""

    def __init__(self, owners: Sequence[RawOwner] | None) -> None:
        self.conditions: list[Any] = []
        self._names = 0
        self.top = self._level(owners or (), WHOLE, direct=True)

    def variable(self) -> Any:
        """Return a new mass, not below zero."""
        self._names += 1
        mass = z3.Real(f"y{self._names}")
        self.conditions.append(mass >= 0)
        return mass

    def choice(self) -> Any:
        """Return a new choice between yes and no."""
        self._names += 1
        return z3.Bool(f"b{self._names}")

    def _level(self, owners: Sequence[RawOwner], whole: Any, direct: bool) -> Level:
        level = Level(whole)
        for owner in owners:
            level.holders.append(self._holder(owner, whole))
        self._sum(owners, level, direct)
        return level

    def _holder(self, owner: RawOwner, whole: Any) -> Holder:
        mass = self.variable()
        # R3: shares of a nested level refer to that holder
        low, high = bounds(owner) or (Fraction(0), Fraction(100))
        self.conditions += [
            mass * 100 >= exact(low) * whole,
            mass * 100 <= exact(high) * whole,
        ]
        above = owner.get("owners") or ()  # an empty list names nobody, as none does
        return Holder(
            mass=mass,
            largest=mass,
            homes=self._homes(owner),
            state=self._state(owner),
            certified=self._certified(owner),
            kind=owner.get("kind"),
            track_record=owner.get("track_record"),
            above=self._level(above, mass, direct=False) if above else None,
        )

    def _homes(self, owner: RawOwner) -> dict[str, Any]:
        homes = possible_homes(owner)
        if len(homes) == 1:
            return {homes[0]: ALWAYS}
        there = {home: self.choice() for home in homes}
        self.conditions.append(z3.PbEq([(at, 1) for at in there.values()], 1))
        return there

    def _state(self, owner: RawOwner) -> Any:
        """R3: `kind` left out, a CN holder may be state or not, whoever holds it.

        The sentence does not except holders with `owners`: a holder of `kind = "state"`
        may have them, and leaving a statement out never makes an answer certain.
        Every stated kind but `state` is not state.
        """
        kind = owner.get("kind")
        return self.choice() if kind is None else z3.BoolVal(kind == "state")

    def _certified(self, owner: RawOwner) -> Any:
        """R4: unknown where left out, false for persons and for HKSCC (homes are read apart)."""
        if owner.get("kind") in ("person", "hkscc"):
            return NEVER
        said = owner.get("service_supplier")
        return self.choice() if said is None else z3.BoolVal(said)

    def _sum(self, owners: Sequence[RawOwner], level: Level, direct: bool) -> None:
        """R3, "Sums": what the holders of a level add up to."""
        stated = [found for owner in owners if (found := bounds(owner)) is not None]
        left_out = len(owners) - len(stated)
        least = sum((low for low, _ in stated), Fraction(0))
        named = z3.Sum([holder.mass for holder in level.holders])  # none: 0
        if least >= 100 + ROUNDING or (left_out and least >= 100 - ROUNDING):
            raise ValueError("the shares of a level are an error")
        if least >= 100:
            # no rest, shares as written, not scaled: of a range its lower end, because
            # the ends already reach 100
            self.conditions += [
                holder.mass * 100 == exact(found[0]) * level.whole
                for holder, found in zip(level.holders, stated, strict=True)
            ]
        elif left_out and stated:
            # beside stated shares those left out are, or share, the rest of the level
            self.conditions.append(named == level.whole)
        else:
            # all stated, or none (a sole holder included): an unnamed rest is possible
            self._rest(level, named, direct)

    def _rest(self, level: Level, named: Any, direct: bool) -> None:
        """R3: the unnamed rest, domestic below 0.1, of any last holders otherwise.

        A crowd for each sort that a rule can tell apart, each with its largest member,
        of any size up to the whole crowd; without track record stated, not listed, not
        HKSCC, nobody in between. Certified only on the first level (R4: direct).
        """
        private = self._crowd({"CN": ALWAYS})
        open_ = [self._crowd({"CN": ALWAYS}, state=ALWAYS)]
        open_.append(self._crowd({ELSEWHERE: ALWAYS}))
        if direct:
            open_ += [self._crowd({h: ALWAYS}, certified=ALWAYS) for h in SUPPLIERS]
        rest = level.whole - named
        unknown = z3.Sum([crowd.mass for crowd in open_])
        self.conditions += [
            rest == private.mass + unknown,
            # rounding is no holder that could be state: domestic, and not state
            z3.Implies(rest * 1000 < level.whole, unknown == 0),
        ]
        level.holders += [private, *open_]

    def _crowd(
        self, homes: dict[str, Any], state: Any = NEVER, certified: Any = NEVER
    ) -> Holder:
        mass, largest = self.variable(), self.variable()
        self.conditions += [largest <= mass, (largest > 0) == (mass > 0)]
        return Holder(mass, largest, homes, state, certified)


def foreign_holders(
    level: Level, reached: Any = ALWAYS
) -> Iterator[tuple[Any, Holder]]:
    """Yield every holder with the condition on which it is a first one outside CN.

    R2: look-through passes CN holders only and stops at the first outside; `owners`
    above such a holder is information.
    """
    for holder in level.holders:
        yield z3.And(reached, z3.Not(holder.chinese)), holder
        if holder.above:
            inside = z3.And(reached, holder.chinese)
            yield from foreign_holders(holder.above, inside)


def as_raw(owners: Sequence[Any] | None) -> list[dict[str, Any]] | None:
    """Return holders as data, whether they come as data or as models of a profile."""
    if owners is None:
        return None
    return [
        owner if isinstance(owner, dict) else owner.model_dump(exclude_none=True)
        for owner in owners
    ]
