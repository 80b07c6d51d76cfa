"""What a profile shows of the ten largest holders of a listed company.

MIIT's licensing guide is reported to treat an A-share or NEEQ company as domestic if
no foreign holder is among its ten largest. Whether one is, is read from the owners as
far as they are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from vatscheck.profile.models import HOMES, ROUNDING, Owner

TEN = 10
SURELY = Decimal(100) / (TEN + 1)
"""A holder with a larger share is among the ten largest: eleven such would be more than all."""
FACT = "ten_largest"
"""The fact of `[facts]` that says what the owners named leave open."""
NO_LISTING, FOREIGN, NONE = "no-listing", "foreign", "none"


def shown(owners: Sequence[Owner] | None, listed: bool | None) -> str | None:
    """Return what the owners named show: no listing written, a foreign holder, or none.

    `listed` is that of the registration; left out it is no listing. None = the owners
    leave it open, and it has to be asked. In a subsidiary a foreign holder beside the
    listed company counts as one among the ten.
    """
    levels = _levels(owners or ())
    if levels is None and not listed:
        return NO_LISTING
    holders, *beside = levels or (owners or (),)
    others = [holder for level in beside for holder in level]
    if any(_foreign(holder) and _among(holder, holders) for holder in holders):
        return FOREIGN
    if any(map(_foreign, others)):
        return FOREIGN
    whole = all(_rest(level) < ROUNDING for level in beside)
    known = whole and not any(_perhaps(h) for h in others if not _leads(h))
    return NONE if known and _settled(holders) else None


def _levels(owners: Sequence[Owner]) -> list[Sequence[Owner]] | None:
    """The holders of the listed company, then each level below it; none without one."""
    for owner in owners:
        if owner.kind == "listed":
            return [owner.owners or (), owners]
        above = _levels(owner.owners or ())
        if above is not None:
            return [*above, owners]
    return None


def _leads(owner: Owner) -> bool:
    """Whether a holder is the listed company, or that stands above it."""
    return owner.kind == "listed" or _levels(owner.owners or ()) is not None


def _rest(owners: Sequence[Owner]) -> Decimal:
    """The most that holders not named can have together, in percent."""
    return 100 - sum((owner.bounds[0] for owner in owners), Decimal(0))


def _foreign(owner: Owner) -> bool:
    """Whether a holder is certainly outside the mainland, by all that is said of it."""
    if owner.jurisdiction is not None:
        return owner.jurisdiction != HOMES["listed"]
    return owner.kind == "hkscc" or bool(owner.service_supplier)


def _perhaps(owner: Owner) -> bool:
    """Whether a holder may be outside the mainland, or one above it may."""
    open_ = owner.jurisdiction is None and owner.kind != "listed"
    above = owner.owners or ()
    hidden = bool(above) and _rest(above) >= ROUNDING
    return open_ or hidden or _foreign(owner) or any(map(_perhaps, above))


def _among(holder: Owner, holders: Sequence[Owner]) -> bool:
    """Whether a holder is among the ten largest named, however shares left open come out."""
    least = holder.bounds[0]
    larger = sum(other is not holder and other.bounds[1] > least for other in holders)
    return least > SURELY or larger < TEN


def _settled(holders: Sequence[Owner]) -> bool:
    """Whether ten mainland holders surely have more than each that may be foreign."""
    at_home = sorted((h.bounds[0] for h in holders if not _perhaps(h)), reverse=True)
    may_be = [h.bounds[1] for h in holders if _perhaps(h)]
    most = max([*may_be, _rest(holders)])
    if most < ROUNDING:
        return True
    return len(at_home) >= TEN and at_home[TEN - 1] > most
