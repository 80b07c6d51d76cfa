"""What rules read of a company's holders: a few exact percentages.

Look-through passes mainland holders only and stops at the first holder outside the
mainland.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from vatscheck.profile.models import SUPPLIER_HOMES

ZERO, HALF, ALL = Decimal(0), Decimal(50), Decimal(100)
HOME = "CN"
ABROAD = "any"
"""Stands for a holder outside the mainland whose jurisdiction does not matter."""
MAIN_INVESTOR = Decimal(30)
"""The main foreign investor has at least this percentage of all foreign shares."""
Filled = tuple[tuple[str, str], ...]
"""Which unknown facts a holding fills, and with what."""


class Holder(NamedTuple):
    """A holder with everything filled in."""

    home: str
    share: Decimal
    kind: str | None
    supplier: bool
    track_record: bool | None
    above: "tuple[Holder, ...]" = ()


class Holding(NamedTuple):
    """The quantities that rules read, in percent, for one filling of the unknown facts.

    `product` multiplies along each chain; `control` counts a mainland holder that is
    more than 50 % foreign as a whole. `suppliers` is the share of certified direct
    suppliers by jurisdiction. `parent` is the foreign share, by both readings, of the
    listed company itself: of the parent that is listed, or else of the applicant.
    `track_record`: none, proved, failed or unstated.
    """

    product: Decimal
    control: Decimal
    suppliers: tuple[tuple[str, Decimal], ...]
    parent: tuple[Decimal, Decimal]
    state: Decimal
    largest_chinese: bool
    hkscc_only: bool
    listed: bool
    track_record: str
    filled: Filled = ()


def _part(holders: Iterable[Holder]) -> tuple[Decimal, Decimal]:
    """The foreign share of a level by both readings, in percent."""
    by_product = by_control = ZERO
    for holder in holders:
        if holder.home != HOME:
            by_product += holder.share
            by_control += holder.share
            continue
        inner_product, inner_control = _part(holder.above)
        by_product += holder.share * inner_product / ALL
        whole = ALL if inner_control > HALF else inner_control
        by_control += holder.share * whole / ALL
    return by_product, by_control


def _state(holders: Iterable[Holder]) -> Decimal:
    total = ZERO
    for holder in holders:
        if holder.home == HOME:
            above = ALL if holder.kind == "state" else _state(holder.above)
            total += holder.share * above / ALL
    return total


def _foreign(
    holders: Iterable[Holder], weight: Decimal
) -> list[tuple[Decimal, Holder]]:
    """Every holder outside the mainland with its share of the whole."""
    found: list[tuple[Decimal, Holder]] = []
    for holder in holders:
        share = weight * holder.share / ALL
        if holder.home != HOME:
            if share:
                found.append((share, holder))
        else:
            found += _foreign(holder.above, share)
    return found


def _largest_chinese(holders: Sequence[Holder]) -> bool:
    """Whether the largest single holder is Chinese and not foreign-controlled."""
    best = max((h.share for h in holders), default=ZERO)
    largest = [h for h in holders if h.share == best]
    return bool(largest) and all(
        h.home == HOME and _part(h.above)[1] <= HALF for h in largest
    )


def listed_level(holders: Sequence[Holder]) -> Sequence[Holder] | None:
    """Return the holders of a listed mainland company that holds more than half, if any."""
    for holder in holders:
        if holder.home == HOME and holder.share > HALF:
            if holder.kind == "listed":
                return holder.above or (Holder(HOME, ALL, None, False, None),)
            return listed_level(holder.above)
    return None


def _stock_connect(holders: Sequence[Holder]) -> bool:
    """Whether HKSCC holds shares directly, which presupposes that they are listed."""
    return any(holder.kind == "hkscc" and holder.share for holder in holders)


def _track_record(foreign: list[tuple[Decimal, Holder]]) -> str:
    """The track record of the main foreign investor (FITE Regulations, Art. 10)."""
    if not foreign:
        return "none"
    total = sum((share for share, _ in foreign), ZERO)
    share, main = max(foreign, key=lambda item: item[0])
    if share * ALL < total * MAIN_INVESTOR:
        return "none"
    return {True: "proved", False: "failed", None: "unstated"}[main.track_record]


def measure(holders: Sequence[Holder], listed: bool | None, filled: Filled) -> Holding:
    """Return the quantities of one filling; `listed` none = look at the holders only."""
    by_product, by_control = _part(holders)
    suppliers = {home: ZERO for home in SUPPLIER_HOMES}
    for holder in holders:
        if holder.supplier:
            suppliers[holder.home] += holder.share
    foreign = _foreign(holders, ALL)
    parent = listed_level(holders)
    return Holding(
        product=by_product,
        control=by_control,
        suppliers=tuple(suppliers.items()),
        parent=_part(parent) if parent else (by_product, by_control),
        state=_state(holders),
        largest_chinese=_largest_chinese(parent or holders),
        hkscc_only=bool(foreign) and all(h.kind == "hkscc" for _, h in foreign),
        listed=bool(listed) or parent is not None or _stock_connect(holders),
        track_record=_track_record(foreign),
        filled=filled,
    )
