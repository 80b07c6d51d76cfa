"""The standard companies on which two laws are tried: they follow from the caps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from vatscheck.engine.owners.holdings import HOME
from vatscheck.law.book import Law
from vatscheck.law.rules import joined
from vatscheck.profile.models import SUPPLIER_HOMES, Profile

FOREIGN = "ownership.foreign"
SUPPLIER = "ownership.supplier"
SIDES = ("at_most", "below", "above", "at_least")
WHOLE = Decimal(100)


class Company(NamedTuple):
    """A company with one foreign holder of a home and a share in percent, or none.

    `supplier` = the holder is a service supplier certified there.
    """

    share: Decimal
    home: str = HOME
    supplier: bool = False

    def profile(self, state: bool) -> Profile:
        """Return it as a profile; `state` = the mainland holder is state-owned."""
        owners: list[dict[str, Any]] = []
        if self.share:
            certified = {"service_supplier": True} if self.supplier else {}
            owners.append({"jurisdiction": self.home, "share": self.share, **certified})
        if rest := WHOLE - self.share:
            kind = "state" if state else "company"
            owners.append({"jurisdiction": HOME, "share": rest, "kind": kind})
        data = {"schema": 1, "name": "standard", "owners": owners, "services": ["any"]}
        return Profile.model_validate(data)


def companies(*laws: Law) -> tuple[Company, ...]:
    """Return a domestic company, and foreign ones and suppliers at 100 % and every cap."""
    foreign, supplied, homes = {WHOLE}, {WHOLE}, set[str]()
    for law in laws:
        for caps, of in _caps(law):
            foreign |= set() if of else caps
            supplied |= caps if of else set()
            homes |= of
    near = {HOME, *SUPPLIER_HOMES, *homes}
    far = next(id for law in laws for id in law.jurisdictions if id not in near)
    pairs = product(sorted(homes), sorted(supplied))
    return (
        Company(Decimal(0)),
        *(Company(share, far) for share in sorted(foreign)),
        *(Company(share, home, True) for home, share in pairs),
    )


def _caps(law: Law) -> Iterator[tuple[set[Decimal], set[str]]]:
    """The caps of each rule, and the jurisdictions whose suppliers it is for."""
    for _, _, when in joined(law):
        caps: set[Decimal] = set()
        of: set[str] = set()
        for use in when:
            check = law.checks[use.check]
            if check.fact == FOREIGN and check.op in SIDES and 0 < use.value < WHOLE:
                caps.add(Decimal(use.value))
            if check.fact == SUPPLIER:
                of |= set(use.of)
        yield caps, of
