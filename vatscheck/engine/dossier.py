"""What a profile says about one service, as the rules on readiness ask for it.

Three-valued throughout: a fact that is not stated makes a test unknown, never false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from vatscheck.engine.axes import LEGAL_FORM, NO_CONTENT, places
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.ways import NATIONWIDE
from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED, holds
from vatscheck.law.duties import SECTORS, Test, When
from vatscheck.law.offers import Product, Service
from vatscheck.profile.models import Profile, ServiceEntry

Range = tuple[Fraction, Fraction]
"""The least and the greatest that a share may be, in percent."""


class Shares(NamedTuple):
    """The foreign and the state share over all readings and fillings of the owners."""

    foreign: Range
    state: Range


def shares(owners: Ownership) -> Shares:
    """Return the shares that a profile leaves possible."""
    return Shares(owners.extent("ownership.foreign"), owners.extent("ownership.state"))


class Dossier(NamedTuple):
    """The facts of one service of a profile; `entry` none = no licence is asked for.

    `stated` is what the profile says in `[facts]`, `sectors` are the lines of business
    that its products are by themselves, `mainland` whether facilities stand there.
    `area` is that of the route by which the service is licensed, if there is one;
    `atlas` says which areas places lie in on the day.
    """

    atlas: Atlas
    profile: Profile
    stated: Mapping[str, Any]
    entry: ServiceEntry | None
    service: Service | Product
    owners: Ownership
    coverage: str | None
    mainland: bool = True
    sectors: frozenset[str] = frozenset()
    area: str | None = None

    @property
    def shares(self) -> Shares:
        """The foreign and the state share that the profile leaves possible."""
        return shares(self.owners)

    def read(self, fact: str) -> Any:
        """Return what is known about a fact, none if nothing is."""
        table, _, name = fact.partition(".")
        if table == "facts":
            return self.stated.get(name)
        if table == "ownership":
            return self.owners.extent(fact)
        if fact == "registration.legal_form":
            return self.profile.registration.legal_form or LEGAL_FORM
        if table == "registration":
            return getattr(self.profile.registration, name)
        if fact == "services.content":
            return self._content()
        return {
            "services.id": self.service.id,
            "services.coverage": self.coverage,
            "servers.mainland": self.mainland,
            "route.area": self.area,
        }[fact]

    def _content(self) -> list[str] | None:
        if self.entry is None or not getattr(self.service, "content", False):
            return []
        content = self.entry.content
        return content and [kind for kind in content if kind != NO_CONTENT]

    def test(self, test: Test) -> bool | None:
        """Return whether a test holds, none if the profile does not say."""
        if test.fact == SECTORS and not self.sectors.isdisjoint(test.value):
            return test.op == "any_of"
        if test.op in PLACED:
            return self._placed(test)
        value = self.read(test.fact)
        if value is None:
            return None
        if not isinstance(value, tuple):
            return holds(test.op, test.value, value)
        low, high = (holds(test.op, test.value, end) for end in value)
        return low if low == high else None

    def _placed(self, test: Test) -> bool | None:
        """Whether the company is registered in an area, or outside; none if it may be either."""
        points = places(self.atlas, self.profile.registration.place)
        bit = self.atlas.area(test.value)
        inside = {bool(point & bit) for point in points}
        return (test.op == "within") in inside if len(inside) == 1 else None

    def holds(self, when: When) -> bool | None:
        """Return whether of every list some test holds, none if that is not known."""
        lists = [_any(self.test(test) for test in tests) for tests in when]
        return False if False in lists else None if None in lists else True

    def asks(self, when: When) -> list[str]:
        """Return the unknown facts on which a condition hangs, each once."""
        return list(
            dict.fromkeys(
                test.fact
                for tests in when
                if _any(self.test(test) for test in tests) is None
                for test in tests
                if self.test(test) is None
            )
        )


def _any(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return True if True in found else None if None in found else False


def coverage(law: Law, serves: Sequence[str] | None) -> str | None:
    """Return whether a service covers `one` province or `several`; left out = unknown."""
    if serves is None:
        return None
    provinces = _provinces(law, serves)
    if NATIONWIDE in serves or len(provinces) > 1:
        return "several"
    return "one" if provinces else None


def dossier(
    atlas: Atlas,
    profile: Profile,
    entry: ServiceEntry | None,
    service: Service | Product,
    owners: Ownership,
) -> Dossier:
    """Return the facts of one service on the day of an atlas, with the possible shares."""
    law = atlas.law
    reach = coverage(law, entry.serves if entry else None)
    facts = profile.facts
    stated = {**facts.__dict__, **(facts.model_extra or {})}
    asked_by = [law.products[name] for name in profile.products]
    asked_by = [p for p in asked_by if service.id in (p.id, *_opened(p))]
    sectors = frozenset(sector for p in asked_by for sector in p.sectors)
    for fact in (f for p in asked_by if p.id == service.id for f in p.implies):
        stated[fact] = True if stated.get(fact) is None else stated[fact]
    servers = (entry.servers if entry else None) or profile.servers.places
    stands = in_mainland(law, servers)
    return Dossier(
        atlas, profile, stated, entry, service, owners, reach, stands, sectors
    )


def in_mainland(law: Law, servers: Sequence[str] | None) -> bool:
    """Return whether facilities stand in the mainland; left out = they do."""
    return not servers or bool(_provinces(law, servers))


def _opened(product: Product) -> Sequence[str]:
    """The services that a product needs a licence for."""
    return product.services if product.need == "licence" else ()


def _provinces(law: Law, names: Iterable[str]) -> set[str]:
    """The provinces of the mainland in which some of the places lie."""
    tops = {name.partition("/")[0] for name in names} & set(law.places)
    return {top for top in tops if law.places[top].kind != "outside"}
