"""Owner tables that no rule tells apart, found by adding up shares.

Most owner tables are flat: every holder is named, with its home and its share. What
rules read of such a table are a few sums; two tables whose sums lie in the same cells,
and with the same facts left open, are one class, and the engine judges one of them.
Every other table is a class of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from vatscheck.engine.owners.holdings import HOME
from vatscheck.portfolio.cuts import Cuts, cell
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner

WHOLE = Decimal(100)
OPEN = 10
"""The most holders of which something is open: as many sums as there are sets of them."""
DIGITS = 24
"""The longest share: sums of longer ones might be rounded."""
ORDINARY = (None, "company", "person", "state")
"""The kinds of holders that a flat table may have."""


def group(owners: Sequence[Owner] | None, cuts: Cuts) -> object | None:
    """Return what tells the class of a flat table from others, none for any other table.

    The table is of a company that is not listed.
    """
    if not owners or cuts.suppliers is None or cuts.records:
        return None
    named = foreign = state = supplier = largest = at_home = Decimal(0)
    perhaps_state: list[Decimal] = []
    perhaps_supplier: list[Decimal] = []
    for owner in owners:
        share, home = owner.share, owner.jurisdiction
        if not isinstance(share, Decimal) or home is None or not _plain(owner):
            return None
        named += share
        if home != HOME:
            foreign += share
            largest = max(largest, share)
            if home in cuts.suppliers and home in SUPPLIER_HOMES:
                if owner.kind == "person" or owner.service_supplier is False:
                    continue
                if owner.service_supplier:
                    supplier += share
                else:
                    perhaps_supplier.append(share)
            continue
        at_home = max(at_home, share)
        state += share if owner.kind == "state" else 0
        if owner.kind is None:
            perhaps_state.append(share)
    rest = WHOLE - named
    if rest >= ROUNDING or max(len(perhaps_state), len(perhaps_supplier)) > OPEN:
        return None
    states = frozenset(cell(s, cuts.state) for s in _sums(state, perhaps_state))
    suppliers = frozenset(
        (cell(s, cuts.supplier), cell(foreign - s, cuts.other))
        for s in _sums(supplier, perhaps_supplier)
    )
    return (
        cell(foreign, cuts.foreign),
        states,
        suppliers,
        largest < max(at_home, rest),
        bool(perhaps_state),
        bool(perhaps_supplier),
    )


def _plain(owner: Owner) -> bool:
    """Whether a holder is all there is to read of it."""
    short = len(str(owner.share)) <= DIGITS
    return owner.kind in ORDINARY and not owner.owners and short


def _sums(known: Decimal, open_: Iterable[Decimal]) -> set[Decimal]:
    """Every sum of what is known and some of what is open."""
    found = {known}
    for share in open_:
        found |= {share + other for other in found}
    return found
