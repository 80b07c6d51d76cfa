"""Owner tables that no rule tells apart, found by adding up shares.

Most owner tables are flat: every holder is named, with its home and its share. What
rules read of such a table are a few sums; two tables whose sums lie in the same cells,
and with the same facts left open, are one class, and the engine judges one of them.
Every other table is a class of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from vatscheck.engine.owners.holdings import HOME
from vatscheck.portfolio.cuts import Cuts, cell
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner

WHOLE = Decimal(100)
OPEN = 10
"""The most holders of which something is open: as many sums as there are sets of them."""
DIGITS = 20
"""The longest share: sums of longer ones might be rounded."""
ORDINARY = (None, "company", "person", "state")
"""The kinds of holders that a flat table may have."""
STATED = ("person", "state")
"""Kinds of mainland holders above which nobody is to be named."""


class Kind(NamedTuple):
    """What rules read of a holder of a flat table beside its share.

    `state` and `supplier` none = left open. `plain` = a mainland holder whose own
    holders are read as domestic; `certified` = a certificate is stated.
    """

    foreign: bool
    state: bool | None
    supplier: bool | None
    plain: bool
    certified: bool


class Flat(NamedTuple):
    """The class of a flat table: `group` for the rules, the rest for what is read of it.

    `sum` is -1, 0 or 1 for shares that add up to less than 100, 100, or more.
    """

    group: Hashable
    sum: int
    plain: bool
    certified: bool


def kind_of(owner: Owner, cuts: Cuts) -> Kind | None:
    """Return what a holder is, none for one that a flat table cannot have."""
    home = owner.jurisdiction
    if home is None or owner.kind not in ORDINARY or owner.owners:
        return None
    if home == HOME:
        state = None if owner.kind is None else owner.kind == "state"
        plain = owner.owners is None and owner.kind not in STATED
        return Kind(False, state, False, plain, False)
    able = home in (cuts.suppliers or ()) and home in SUPPLIER_HOMES
    supplier = owner.service_supplier if able and owner.kind != "person" else False
    return Kind(True, False, supplier, False, bool(owner.service_supplier))


def flat(kinds: Sequence[Kind], shares: Sequence[Decimal], cuts: Cuts) -> Flat | None:
    """Return the class of a flat table, none for one that is not to be classed.

    The table is of a company that is not listed; the shares have at most 20 digits.
    """
    if not kinds or cuts.suppliers is None or cuts.records:
        return None
    named = foreign = state = supplier = abroad = at_home = NOTHING
    perhaps_state: list[Decimal] = []
    perhaps_supplier: list[Decimal] = []
    plain = certified = False
    for kind, share in zip(kinds, shares, strict=True):
        named += share
        if kind.foreign:
            foreign += share
            certified = certified or kind.certified
            abroad = max(abroad, share)
            if kind.supplier:
                supplier += share
            elif kind.supplier is None:
                perhaps_supplier.append(share)
            continue
        at_home = max(at_home, share)
        plain = plain or kind.plain
        if kind.state:
            state += share
        elif kind.state is None:
            perhaps_state.append(share)
    rest = WHOLE - named
    if not -ROUNDING < rest < ROUNDING:
        return None
    if max(len(perhaps_state), len(perhaps_supplier)) > OPEN:
        return None
    group = (
        cell(foreign, cuts.foreign),
        frozenset(cell(s, cuts.state) for s in _sums(state, perhaps_state)),
        frozenset(
            (cell(s, cuts.supplier), cell(foreign - s, cuts.other))
            for s in _sums(supplier, perhaps_supplier)
        ),
        abroad < max(at_home, rest),
        bool(perhaps_state),
        bool(perhaps_supplier),
    )
    return Flat(group, (rest < 0) - (rest > 0), plain, certified)


NOTHING = Decimal(0)


def group(owners: Sequence[Owner] | None, cuts: Cuts) -> Hashable | None:
    """Return what tells the class of a flat table from others, none for any other table."""
    kinds: list[Kind] = []
    shares: list[Decimal] = []
    for owner in owners or ():
        kind, share = kind_of(owner, cuts), owner.share
        if kind is None or not isinstance(share, Decimal) or len(str(share)) > DIGITS:
            return None
        kinds.append(kind)
        shares.append(share)
    found = flat(kinds, shares, cuts)
    return None if found is None else found.group


def _sums(known: Decimal, open_: Iterable[Decimal]) -> set[Decimal]:
    """Every sum of what is known and some of what is open."""
    found = {known}
    for share in open_:
        found |= {share + other for other in found}
    return found
