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
    if _among(holders) or any(_least(level) > 0 for level in beside):
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


def _least(holders: Sequence[Owner]) -> Decimal:
    """The least that the largest foreign holder of a level has, zero if there may be none.

    Shares left out beside stated ones are the rest; foreign holders alone share it out.
    """
    found = [holder.bounds[0] for holder in holders if _foreign(holder)]
    left_out = [holder for holder in holders if holder.share is None]
    if 0 < len(left_out) < len(holders) and all(map(_foreign, left_out)):
        most = (h.bounds[1] for h in holders if h.share is not None)
        found.append((100 - sum(most, Decimal(0))) / len(left_out))
    return max(found, default=Decimal(0))


def _among(holders: Sequence[Owner]) -> bool:
    """Whether one from abroad is among the ten largest named, however shares come out.

    None is if ten others each have more than the largest of them, in which case some may
    need a part of what is left open.
    """
    least = max(_least(holders), Decimal(0))
    if not least or least > SURELY:
        return bool(least)
    others = [holder.bounds for holder in holders if not _foreign(holder)]
    needed = TEN - sum(low > least for low, _ in others)
    lacking = sorted(least - low for low, high in others if low <= least < high)
    if needed <= 0:
        return False
    return len(lacking) < needed or sum(lacking[:needed]) >= _rest(holders)


def _settled(holders: Sequence[Owner]) -> bool:
    """Whether ten mainland holders surely have more than each that may be foreign."""
    at_home = sorted((h.bounds[0] for h in holders if not _perhaps(h)), reverse=True)
    may_be = [h.bounds[1] for h in holders if _perhaps(h)]
    rest = _rest(holders)
    most = max([*may_be, rest if rest >= ROUNDING else 0])
    return not most or (len(at_home) >= TEN and at_home[TEN - 1] > most)
