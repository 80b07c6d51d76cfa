"""Places that no rule of a day tells apart, and the doubts about places that are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vatscheck.engine.axes import places, server_places
from vatscheck.engine.dossier import in_mainland
from vatscheck.engine.ready import rules_on
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED
from vatscheck.portfolio.cuts import tests
from vatscheck.portfolio.store import Store

KEPT = 16_384
"""How many places, and lists of places, are kept."""


@dataclass(eq=False, slots=True)
class Spot:
    """Registered addresses that no rule tells apart; `place` is one of them.

    `named` are the places at the edge of an area that the address names.
    """

    place: str | None
    named: frozenset[str]


@dataclass(eq=False, slots=True)
class Sited:
    """Facilities that no rule tells apart; `places` is where one of them stands.

    None = left out. `named` as for an address; `mainland` = duties find them there.
    """

    places: tuple[str, ...] | None
    named: frozenset[str]
    mainland: bool


class Sites:
    """The classes of places under the law of a day."""

    def __init__(self, law: Law, day: str) -> None:
        self.law, self.atlas = law, atlas_on(law, day)
        self._spots: Store[Spot] = Store(KEPT)
        self._sited: Store[Sited] = Store(KEPT)
        self._kinds: dict[object, Spot] = {}
        self._lists: Store[Sited] = Store(KEPT)

    def spot(self, place: str | None) -> Spot:
        """Return the class of a registered address; none = left out."""
        found = self._spots.get(place)
        if found is None:
            names = () if place is None else (place,)
            named, points = self._named(names), self._narrow(places(self.atlas, place))
            kind = self._kinds.setdefault((points, named), Spot(place, named))
            found = self._spots.put(place, kind)
        return found

    def sited(self, names: tuple[str, ...] | None) -> Sited:
        """Return the class of the facilities at some places; none = left out."""
        found = self._sited.get(names)
        if found is None:
            named = self._named(names or ())
            points = self._narrow(server_places(self.atlas, names))
            key = names is None, points, named, in_mainland(self.law, names)
            kind = self._lists.get(key)
            if kind is None:
                kind = self._lists.put(key, Sited(names, named, key[-1]))
            found = self._sited.put(names, kind)
        return found

    def _narrow(self, points: Sequence[int]) -> frozenset[int]:
        """Points as far as any rule asks about them."""
        relevant = self._relevant
        return frozenset(point & relevant for point in points)

    @cached_property
    def _relevant(self) -> int:
        """The bits of all areas that a rule, a duty or a doubt is about."""
        atlas, law = self.atlas, self.law
        bits = 0
        for service in law.services.values():
            bits |= rules_on(law, atlas.day, service).relevant
        for area in {test.value for test in tests(law) if test.op in PLACED}:
            bits |= atlas.area(area) | atlas.parts_of(area)
        for bit, part in atlas.parts.items():
            asked = [m for m in atlas.members_of(part) if m.question]
            bits |= bit * bool(part.evidence.question or asked)
        return bits

    def _named(self, names: Sequence[str]) -> frozenset[str]:
        """The places at the edge of an area that some places name, or lie in."""
        every = (edge for name in names for edge in self._edges_above(name))
        return frozenset(every)

    def _edges_above(self, name: str) -> Iterator[str]:
        while name:
            if name in self._edges:
                yield name
            name = name.rpartition("/")[0]

    @cached_property
    def _edges(self) -> frozenset[str]:
        """The members of areas about which there is a question."""
        parts, atlas = self.atlas.parts.values(), self.atlas
        every = (member for part in parts for member in atlas.members_of(part))
        return frozenset(member.place for member in every if member.question)
