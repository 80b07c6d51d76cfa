"""Which areas a place lies in on a day, as sets of bits.

A place that is only partly inside an area has several *points*: Shenzhen has one
inside its free-trade-zone parcel and one outside. A point is the set of area parts
that it lies in; what all points agree on is certain, the rest unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from vatscheck.law.book import Law
from vatscheck.law.models import in_force
from vatscheck.law.territory import Member, Part

MAINLAND = 1
"""The bit that every place in the mainland carries."""


class Atlas:
    """The areas in force on a day. Parts and whole areas each have a bit of their own."""

    def __init__(self, law: Law, day: str) -> None:
        self.law = law
        self.day = day
        self.parts: dict[int, Part] = {}
        self._area: dict[str, int] = {"mainland": MAINLAND}
        self._inside: dict[str, int] = {"mainland": 0}
        self._own: dict[str, int] = {}
        self._points: dict[str, set[int]] = {}
        self.members: dict[str, list[tuple[Part, Member]]] = {}
        bit = 2
        for area in law.areas.values():
            whole, bit = bit, bit << 1
            self._area[area.id] = whole
            self._inside[area.id] = 0
            for part in area.part:
                members = [m for m in part.members if in_force(m, day)]
                if not members:
                    continue
                self.parts[bit] = part
                self._inside[area.id] |= bit
                for member in members:
                    own = self._own.get(member.place, 0)
                    self._own[member.place] = own | whole | bit
                    self.members.setdefault(member.place, []).append((part, member))
                bit <<= 1

    def area(self, area: str) -> int:
        """Return the bit of an area: a point inside it carries this bit."""
        return self._area[area]

    def parts_of(self, area: str) -> int:
        """Return the bits of an area's parts that are in force."""
        return self._inside[area]

    def parents(self, place: str) -> list[str]:
        """Return the ids of the places that a place lies in directly."""
        lies_in = self.law.places[place].lies_in
        if lies_in:
            return list(lies_in)
        head, slash, _ = place.rpartition("/")
        return [head] if slash else []

    def upwards(self, place: str) -> Iterator[str]:
        """Return a place and every place that it lies in."""
        yield place
        for parent in self.parents(place):
            yield from self.upwards(parent)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        """Places with a membership, and what leads to them, below their parents."""
        children: dict[str, list[str]] = {}
        waiting = list(self._own)
        seen: set[str] = set()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            for parent in self.parents(place):
                children.setdefault(parent, []).append(place)
                waiting.append(parent)
        return children

    def at(self, place: str) -> set[int]:
        """Return the points of a place itself, one for each unit that it lies in."""
        own = self._own.get(place, 0)
        parents = self.parents(place)
        if parents:
            return {own | above for parent in parents for above in self.at(parent)}
        outside = self.law.places[place].kind == "outside"
        return {own if outside else own | MAINLAND}

    def _below(self, place: str, above: set[int]) -> set[int]:
        points = set(above)
        for child in self._children.get(place, ()):
            own = self._own.get(child, 0)
            points |= self._below(child, {own | point for point in above})
        return points

    def points(self, place: str) -> set[int]:
        """Return all points that the place id may stand for.

        `X/non-ftz` and the like leave out the points inside the area that carries
        that word. Raises `KeyError` for an unknown id.
        """
        if place not in self._points:
            self._points[place] = self._found(place)
        return self._points[place]

    def _found(self, place: str) -> set[int]:
        head, _, last = place.rpartition("/")
        for area in self.law.areas.values():
            if area.outside == last:
                bit = self._area[area.id]
                return {point for point in self.points(head) if not point & bit}
        return self._below(place, self.at(place))

    @cached_property
    def everywhere(self) -> set[int]:
        """All points of the mainland on the day."""
        points = {MAINLAND}
        for place in self._tops():
            points |= self.points(place)
        return points

    def _tops(self) -> Iterable[str]:
        return {place.split("/")[0] for place in self._own}

    def members_of(self, part: Part) -> list[Member]:
        """Return the members of a part that are in force."""
        return [member for member in part.members if in_force(member, self.day)]

    def named(self, points: Iterable[int], areas: Iterable[str]) -> list[Part]:
        """Return the parts of the given areas in which some of the points lie."""
        wanted, some = 0, 0
        for area in areas:
            wanted |= self._inside[area]
        for point in points:
            some |= point
        return [part for bit, part in self.parts.items() if some & wanted & bit]


def atlas_on(law: Law, day: str) -> Atlas:
    """Return the areas in force on a day, found out once for each law and day."""
    key = ("atlas", day)
    if key not in law.kept:
        law.kept[key] = Atlas(law, day)
    found: Atlas = law.kept[key]
    return found
