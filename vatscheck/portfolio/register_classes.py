"""Owners of whom a register says no more than a foreign share: classed by that share.

The holders outside the mainland share it, their split unknown. What rules read of them
are shares of it: two such tables have the same ways to come out if their foreign shares
lie between the same percentages, sums and differences of those that rules compare with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.owners.structure import ELSEWHERE
from vatscheck.portfolio.cuts import Cuts, cell
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner

ALL = 100


def register(owners: Sequence[Owner] | None, cuts: Cuts) -> object | None:
    """Return what tells the class of such a table from others, none for any other table.

    The table is of a company that is not listed.
    """
    if not owners or cuts.suppliers is None or cuts.records:
        return None
    mainland, *others = owners
    share = mainland.share
    if mainland.jurisdiction != HOME or not isinstance(share, Decimal) or not others:
        return None
    if not all(map(_bare, owners)) or any(other.share is not None for other in others):
        return None
    homes = [other.jurisdiction for other in others]
    if None in homes or HOME in homes:
        return None
    kinds = sorted(h if h in SUPPLIER_HOMES else ELSEWHERE for h in homes if h)
    ends = sorted(set(_ends(cuts, len(others))))
    return "register", tuple(kinds), cell(Fraction(ALL) - Fraction(share), ends)


def _bare(owner: Owner) -> bool:
    """Whether nothing is said of a holder but its home and share."""
    said = (owner.kind, owner.service_supplier, owner.track_record, owner.owners)
    return said == (None,) * len(said)


def _ends(cuts: Cuts, holders: int) -> Iterator[Fraction]:
    """The foreign shares at which something may come out in another way."""
    read = {
        Fraction(c) for some in (cuts.foreign, cuts.supplier, cuts.other) for c in some
    }
    yield from read
    yield from map(sum, combinations_with_replacement(read, 2))
    yield from (ALL - Fraction(cut) for cut in cuts.state)
    yield from (
        Fraction(ROUNDING),
        ALL - Fraction(ROUNDING),
        Fraction(0),
        Fraction(ALL),
    )
    # Where the mainland holder is as large as one of several equal ones outside.
    yield from (Fraction(ALL * number, number + 1) for number in range(1, holders + 1))
