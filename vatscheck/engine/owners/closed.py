"""Owners of whom nothing is open that is read: holders with everything stated."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from vatscheck.engine.owners.holdings import HOME, NOBODY, WHOLE, Holder
from vatscheck.engine.owners.structure import ROUNDED, Reads, part_of
from vatscheck.profile.models import SUPPLIER_HOMES, Owner


def closed_holders(
    owners: Sequence[Owner], reads: Reads, *, first: bool = True
) -> tuple[Holder, ...] | None:
    """Return the holders of a level if nothing is open about them, none if something is."""
    found: list[Holder] = []
    for at, owner in enumerate(owners):
        low, high = owner.bounds
        if low != high or owner.share is None:
            return None
        holder = _holder(owner, part_of(low), reads, first)
        if holder is None:
            return None
        found.append(holder._replace(path=f"owners[{at}]"))
    rest = WHOLE - sum((holder.share for holder in found), NOBODY)
    if rest >= ROUNDED:
        return None
    if rest > 0:
        found.append(Holder(HOME, rest, "company", False, None))
    return tuple(found)


def _holder(owner: Owner, share: Fraction, reads: Reads, first: bool) -> Holder | None:
    """A holder about whom nothing is open, none if something is."""
    home, kind, record = owner.jurisdiction, owner.kind, owner.track_record
    if home == HOME:
        above: tuple[Holder, ...] | None = ()
        if owner.owners:
            above = closed_holders(owner.owners, reads, first=False)
        if above is None or (kind is None and reads.state):
            return None
        return Holder(home, share, kind, False, None, above)
    if home is None:
        return None
    able = first and home in SUPPLIER_HOMES and kind not in ("person", "hkscc")
    if able and reads.suppliers and owner.service_supplier is None:
        return None
    supplier = able and bool(owner.service_supplier)
    return Holder(home, share, kind, supplier, record)
