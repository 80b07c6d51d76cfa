"""Routes as bits: what each needs, what defeats it, and which of two is named first."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vatscheck.law.models import Check, Condition, InForce, Prohibition, Use

NATIONWIDE, ABROAD = "nationwide", "abroad"


READY = 1
"""The bit of every completion in which no duty that limits is known to be open."""


KIND_ORDER = ("domestic", "national", "area", "supplier", "treated", "basic")
"""The kinds of route, those first that ask least of who the holders are."""


RANKS = ("licensable", "conditional", "undetermined", "not_licensable", "not_covered")
"""The statuses from best to worst."""


class Atom(NamedTuple):
    """One check as used by a rule: its bit, its wanted value, and how far a reach goes."""

    bit: int
    check: Check
    use: Use
    reach: tuple[str, ...] = ()


class Way(NamedTuple):
    """A route as bits: what it needs, what defeats it, what comes with it."""

    rule: InForce
    needs: int
    atoms: tuple[Atom, ...]
    defeats: tuple[tuple[int, Prohibition], ...]
    conditions: tuple[tuple[int, Condition], ...]
    plain: bool

    @property
    def reads(self) -> int:
        """The bits on which its outcome hangs."""
        bits = self.needs | READY
        for mask, _ in (*self.defeats, *self.conditions):
            bits |= mask
        return bits


class Verdict(NamedTuple):
    """The best that a completion gives, and the route that gives it (none = refused)."""

    status: str
    way: int | None


def preference(way: Way) -> tuple[int, int, bool, int]:
    """Return what puts one of two met routes first: plain kinds, confidence, reach, kind."""
    route, version = way.rule
    grades = ("high", "medium-high", "medium", "low")
    kind = KIND_ORDER.index(route.kind)
    return (
        min(kind, 2),  # the first two give a plain answer, whatever else is met
        grades.index(route.evidence.confidence),
        NATIONWIDE not in version.reach,
        kind,
    )


def cap(way: Way) -> Decimal | None:
    """Return the largest foreign share that a route allows, in percent, if it says."""
    shares = (
        Decimal(atom.use.value)
        for atom in way.atoms
        if atom.check.fact == "ownership.foreign" and atom.check.op == "at_most"
    )
    return next(shares, None)
