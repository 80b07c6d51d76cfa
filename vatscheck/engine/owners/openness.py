"""Which statements about owners would settle most, where too much is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from vatscheck.engine.owners.structure import homes_outside, may_be_home
from vatscheck.profile.models import SUPPLIER_HOMES, Owner

MOST = 5
"""How many facts are named: those of the largest holders."""


def open_facts(owners: Sequence[Owner]) -> list[str]:
    """Return the open facts of the largest holders, as paths of the profile.

    They are homes, kinds, certificates and shares, those of the greatest parts of the
    company first.
    """
    found = sorted(_open(owners, "owners", Decimal(100)), key=lambda fact: -fact[0])
    return [path for _, path in found[:MOST]]


def _open(
    owners: Sequence[Owner], path: str, whole: Decimal
) -> Iterator[tuple[Decimal, str]]:
    for at, owner in enumerate(owners):
        here = f"{path}[{at}]"
        low, high = owner.bounds
        mass = whole * high / 100
        for key in _keys(owner, first=path == "owners"):
            yield mass, f"{here}.{key}"
        if low != high:
            yield mass * (high - low) / 100, f"{here}.share"
        if owner.owners and may_be_home(owner):
            yield from _open(owner.owners, f"{here}.owners", mass)


def _keys(owner: Owner, *, first: bool) -> Iterator[str]:
    if owner.jurisdiction is None:
        yield "jurisdiction"
    elif owner.kind is None and may_be_home(owner):
        yield "kind"
    certifiable = not set(SUPPLIER_HOMES).isdisjoint(homes_outside(owner))
    if first and certifiable and owner.service_supplier is None:
        yield "service_supplier"
