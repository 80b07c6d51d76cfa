"""Owners that keep to bounds on shares: the menu of a cure, its example and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from vatscheck.engine.patches import Holders
from vatscheck.law.models import Check
from vatscheck.profile.models import HolderKind, Owner, Profile, Range

ZERO, ALL = Decimal(0), Decimal(100)
HOME = "CN"
REST = "mainland holder"
"""The name of a holder that takes what the others leave."""
LITTLE = Decimal("0.0001")
"""How near a share comes to a bound that it may not reach, in a proof."""
SOME = Decimal("0.01")
"""The least share with which a certified holder still is a holder, in a proof."""
FOREIGN, OTHERS = "ownership.foreign", "ownership.other_foreign"
STATE = "ownership.state"
KINDS = (FOREIGN, OTHERS, STATE)
"""The shares on which a cure may set a bound."""


class Bound(NamedTuple):
    """What a share has to keep to: the check that words it, and the percentage."""

    check: Check
    value: Decimal

    @property
    def order(self) -> tuple[Decimal, bool]:
        """Greater for a bound that leaves more: at most 50, below 50, at most 49."""
        if self.check.fact == STATE:
            return -self.value, self.check.op == "at_least"
        return self.value, self.check.op == "at_most"

    @property
    def example(self) -> Decimal:
        """A round share at the bound, or near one that may not be reached."""
        if self.check.op == "above":
            return self.value + 1 if self.value + 1 < ALL else (self.value + ALL) / 2
        if self.check.op == "below":
            return self.value - 1 if self.value > 1 else self.value / 2
        return self.value

    @property
    def edge(self) -> Decimal:
        """The last share that keeps to the bound, or next to it."""
        little = {"above": LITTLE, "below": -LITTLE}
        return self.value + little.get(self.check.op, ZERO)


class Shares(NamedTuple):
    """Bounds on the foreign share, on that of others than suppliers, on the state's."""

    foreign: Bound | None = None
    others: Bound | None = None
    state: Bound | None = None

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds that are set."""
        return tuple(bound for bound in self if bound)

    def named(self, holders: Holders) -> bool:
        """Whether the bounds say it where nobody from outside stays of some holders."""
        none = bool(self.foreign and not self.foreign.value)
        return none or any(owner.jurisdiction != HOME for _, owner in holders)

    def leaves(self, other: Shares) -> bool:
        """Whether it leaves all that other bounds leave.

        What the state holds, nobody from outside can hold.
        """
        state = other.state
        room = (ALL - state.value, state.check.op == "at_least") if state else None
        for mine, its in zip(self, other, strict=True):
            if mine is None or (its is not None and mine.order >= its.order):
                continue
            if mine.check.fact == STATE or room is None or mine.order < room:
                return False
        return True


def example(profile: Profile, shares: Shares) -> Holders:
    """Return owners at the bounds: foreign holders give way to mainland ones."""
    foreign, others, state = (bound and bound.example for bound in shares)
    return _holders(profile, (foreign, others, state), shares)


def widest(profile: Profile, shares: Shares) -> Holders:
    """Return owners with every share that the example allows, each from none up to it."""
    foreign, others, state = (bound and bound.edge for bound in shares)
    found = _holders(profile, (foreign, others, state), shares)
    if len(found) == 1:  # nobody is left beside a sole holder
        return found
    opened = [(at, _opened(owner, shares)) for at, owner in found]
    if all(owner.share is not None for _, owner in opened):
        opened.append((None, _mainland("company", None)))
    return tuple(opened)


def _opened(owner: Owner, shares: Shares) -> Owner:
    """A holder whose share is anything within the bounds; a mainland one takes the rest."""
    share = owner.bounds[1]
    if owner.jurisdiction != HOME:
        least = min(SOME, share) if owner.service_supplier else ZERO
        return owner.model_copy(update={"share": Range(min=least, max=share)})
    if shares.state and owner.kind == "state":
        return owner.model_copy(update={"share": Range(min=share, max=ALL)})
    if shares.foreign or shares.others or owner.name == REST:
        return owner.model_copy(update={"share": None})
    return owner.model_copy(update={"share": Range(min=ZERO, max=share)})


def _holders(
    profile: Profile, limits: tuple[Decimal | None, ...], shares: Shares
) -> Holders:
    cap, others, state = limits
    state = state or ZERO
    cap = min(ALL if cap is None else cap, ALL - state)
    others = cap if others is None else min(cap, others)
    holders = [*_outside(profile, cap, others)]
    bounded = shares.foreign or shares.others
    if bounded or not profile.owners:
        room = min(others - _sum(h for h in holders if not h[1].service_supplier), cap)
        unknown = min(_unknown(profile), room, cap - _sum(holders))
        if unknown > 0:
            holders.append((None, Owner(name="holder from anywhere", share=unknown)))
    if shares.state:
        holders.append((None, _mainland("state", state)))
        if not bounded:
            holders += _staying(profile, ALL - _sum(holders))
    kinds = {owner.kind for owner in profile.owners or () if owner.jurisdiction == HOME}
    kind: HolderKind = "state" if "state" in kinds and not shares.state else "company"
    if _sum(holders) < ALL:  # a state holder that is there takes up the rest
        holders.append((None, _mainland(kind, ALL - _sum(holders))))
    return tuple(holders)


def _unknown(profile: Profile) -> Decimal:
    """The most that may be held from outside beyond the direct holders known as such."""
    owners = profile.owners or []
    rest = ALL - sum((owner.bounds[1] for owner in owners), ZERO)
    above = [
        owner.bounds[1]
        for owner in owners
        if owner.jurisdiction is None or (owner.jurisdiction == HOME and owner.owners)
    ]
    return max(ZERO, rest) + sum(above, ZERO)


def _sum(holders: Iterable[tuple[int | None, Owner]]) -> Decimal:
    return sum((owner.bounds[1] for _, owner in holders), ZERO)


def _outside(
    profile: Profile, cap: Decimal, others: Decimal
) -> Iterator[tuple[int | None, Owner]]:
    """The holders from outside with what is left to them, suppliers after the others."""
    taken = ZERO
    for certified, limit in ((False, others), (True, cap)):
        for at, owner in enumerate(profile.owners or ()):
            abroad = owner.jurisdiction not in (HOME, None)
            if not abroad or bool(owner.service_supplier) != certified:
                continue
            share = min(owner.bounds[1], max(ZERO, limit - taken))
            if share:
                taken += share
                yield at, owner.model_copy(update={"share": share})


def _staying(profile: Profile, room: Decimal) -> Iterator[tuple[int | None, Owner]]:
    """The holders of the mainland, and of an unknown home, with what is left to them."""
    for at, owner in enumerate(profile.owners or ()):
        share = min(owner.bounds[1], room)
        if owner.jurisdiction in (HOME, None) and owner.kind != "state" and share:
            room -= share
            yield at, owner.model_copy(update={"share": share})


def _mainland(kind: HolderKind, share: Decimal | None) -> Owner:
    return Owner(name=REST, jurisdiction=HOME, share=share, kind=kind)
