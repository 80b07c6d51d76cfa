"""The owners behind a foreign share, where a register says no more of them.

A foreign share is held from outside the mainland, by whom is unknown: several holders
share it, their split unknown, and each may be a certified supplier of Hong Kong or
Macao, unless `foreign_from` names where they are from. The rest is held from inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from vatscheck.engine.owners.holdings import HOME
from vatscheck.intake.shares import Misread, plain
from vatscheck.law.book import Law
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES

HOLDERS = 4
"""So many share the foreign part: of four like ones none is a main investor, who has
three tenths of it, and the largest may be (FITE Regulations, Art. 10)."""
SHARE, LEAST, MOST, FROM = "foreign_share", "foreign_min", "foreign_max", "foreign_from"


def registered_owners(
    said: Mapping[str, Any], law: Law, listed: bool | None
) -> list[dict[str, Any]]:
    """Return the owners of a company of which only the foreign share is known.

    `said` has what stands in the columns of it; `listed` is that of the registration.
    Raises `Misread` where they contradict each other, or say too little: whether a
    listed company counts as domestic hangs on who its largest holder is.
    """
    low, high = _bounds(said)
    homes = _homes(said.get(FROM, ()), law)
    if high == 0:
        return [{"jurisdiction": HOME, "share": 100}]
    if listed and low < 100:
        raise Misread("table-foreign-listed")
    domestic = plain(100 - high)
    mainland: dict[str, Any] = {"jurisdiction": HOME, "share": domestic}
    if low != high:
        mainland["share"] = {"min": domestic, "max": plain(100 - low)}
    elif high <= ROUNDING:  # what is so little is rounding where it is left out
        holder = {"name": SHARE, "jurisdiction": homes[0], "share": plain(high)}
        return [mainland, holder]
    return [mainland, *({"name": SHARE, "jurisdiction": home} for home in homes)]


def _bounds(said: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    """The least and the greatest foreign share, in percent."""
    share = said.get(SHARE)
    if share is not None and (LEAST in said or MOST in said):
        raise Misread("table-foreign-twice")
    if isinstance(share, dict):
        return Decimal(share["min"]), Decimal(share["max"])
    if share is not None:
        return Decimal(share), Decimal(share)
    low, high = said.get(LEAST, 0), said.get(MOST, 100)
    if isinstance(low, dict) or isinstance(high, dict):
        raise Misread("table-foreign-ends")
    if low > high:
        raise Misread("range-order", min=f"{low}", max=f"{high}")
    return Decimal(low), Decimal(high)


def _homes(stated: Sequence[str], law: Law) -> list[str]:
    """Where the holders of the foreign part are from: each home named, or any.

    Rules tell Hong Kong and Macao apart from all others, which are alike to them.
    """
    if HOME in stated:
        raise Misread("table-foreign-home", found=HOME)
    others = (code for code in law.jurisdictions if code not in (HOME, *SUPPLIER_HOMES))
    homes = list(stated) or [*SUPPLIER_HOMES, next(others)]
    while len(homes) < HOLDERS:
        homes.append(homes[-1])
    return homes
