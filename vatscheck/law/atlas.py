"""Which areas a place lies in on a day, as sets of bits.

A place that is only partly inside an area has several *points*: Shenzhen has one
inside its free-trade-zone parcel and one outside. A point is the set of area parts
that it lies in; what all points agree on is certain, the rest unknown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property

from vatscheck.law.book import Law
from vatscheck.law.days import marked
from vatscheck.law.models import in_force
from vatscheck.law.territory import Member, Part

MAINLAND = 1
"""The bit that every place in the mainland carries."""


class Atlas:
    """The areas in force on a day. Parts and whole areas each have a bit of their own.

    A part keeps its bit on every day, so that points of two days can be compared.
    """

    def __init__(self, law: Law, day: str) -> None:
        self.law = law
        self.day = day
        self.parts: dict[int, Part] = {}
        self._area: dict[str, int] = {"mainland": MAINLAND}
        self._inside: dict[str, int] = {"mainland": 0}
        self._own: dict[str, int] = {}
        self._points: dict[str, set[int]] = {}
        self._words = {a.outside: a.id for a in law.areas.values() if a.outside}
        self.members: dict[str, list[tuple[Part, Member]]] = {}
        bit = 2
        for area in law.areas.values():
            whole, bit = bit, bit << 1
            self._area[area.id] = whole
            self._inside[area.id] = 0
            for part in area.part:
                members = self.members_of(part)
                if members:
                    self.parts[bit] = part
                    self._inside[area.id] |= bit
                for member in members:
                    own = self._own.get(member.place, 0) | self._bits(
                        whole | bit, member
                    )
                    self._own[member.place] = own
                    self.members.setdefault(member.place, []).append((part, member))
                bit <<= 1

    def _bits(self, bits: int, member: Member) -> int:
        """The bits that a place carries as a member of a part of an area."""
        return bits

    def area(self, area: str) -> int:
        """Return the bit of an area: a point inside it carries this bit."""
        return self._area[area]

    def parts_of(self, area: str) -> int:
        """Return the bits of an area's parts that are in force."""
        return self._inside[area]

    def own(self, place: str) -> int:
        """Return the bits of the areas to which a place itself belongs."""
        return self._own.get(place, 0)

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

    @property
    def _children(self) -> dict[str, list[str]]:
        """Places that ever belong to an area, and what leads to them, below their parents."""
        kept = self.law.kept
        if ("children",) not in kept:
            kept["children",] = self._found_children()
        found: dict[str, list[str]] = kept["children",]
        return found

    def _found_children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        parts = (part for area in self.law.areas.values() for part in area.part)
        waiting = [member.place for part in parts for member in part.members]
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
        """Return the points of a place itself, one for each unit that it lies in.

        An overlap has the points that all its units have in common.
        """
        own = self._own.get(place, 0)
        parents = self.parents(place)
        if place in self.overlaps:
            return set.intersection(*(self.points(parent) for parent in parents))
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
        if last in self._words:
            bit = self._area[self._words[last]]
            return {point for point in self.points(head) if not point & bit}
        return self._below(place, self.at(place))

    @cached_property
    def overlaps(self) -> frozenset[str]:
        """The places that are what others have in common."""
        every = self.law.places.values()
        return frozenset(place.id for place in every if place.overlap)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id that says something of its own: the places, and after each what of it
        lies outside an area (`X/non-ftz`) if some of it does, and some does not.
        """
        found = []
        for place in self.law.places:
            found.append(place)
            points = self.points(place)
            if len(points) == 1:
                continue
            for word, area in self._words.items():
                bit = self._area[area]
                if len({bool(point & bit) for point in points}) > 1:
                    found.append(f"{place}/{word}")
        return tuple(found)

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


class History(Atlas):
    """The areas of all days: a point says when a place lay in each area, and will.

    Each span of days of a part has a bit of its own beside those of area and part.
    """

    def __init__(self, law: Law) -> None:
        self._spans: dict[tuple[int, str, str | None], int] = {}
        self._on: dict[str, list[tuple[int, int]]] = {}
        super().__init__(law, "")

    def members_of(self, part: Part) -> list[Member]:
        """Return all members of a part, whenever in force."""
        return list(part.members)

    def _bits(self, bits: int, member: Member) -> int:
        span = bits, member.from_, member.to
        above = 1 << self._first_free + len(self._spans)
        return bits | self._spans.setdefault(span, above)

    @cached_property
    def _first_free(self) -> int:
        areas = self.law.areas.values()
        return 1 + len(areas) + sum(len(area.part) for area in areas)

    def relevant(self, bits: int) -> int:
        """Return the bits of areas and parts with those of their spans."""
        for (span, _, _), bit in self._spans.items():
            if span & bits == span:
                bits |= bit
        return bits

    def on(self, day: str, point: int) -> int:
        """Return the point of the atlas of a day that a point was, or will be."""
        if day not in self._on:
            self._on[day] = [
                (span, bits)
                for (bits, first, last), span in self._spans.items()
                if first <= day <= (last or day)
            ]
        found = point & MAINLAND
        for span, bits in self._on[day]:
            if point & span:
                found |= bits
        return found


def atlas_on(law: Law, day: str) -> Atlas:
    """Return the areas in force on a day, found out once for each law and day.

    Between two days on which a place joins or leaves an area the map is the same.
    """
    key = ("atlas", day)
    if key not in law.kept:
        since = ("atlas since", bisect_right(_days_of_members(law), day))
        if since not in law.kept:
            law.kept[since] = Atlas(law, day)
        law.kept[key] = copy(law.kept[since])
        law.kept[key].day = day
    found: Atlas = law.kept[key]
    return found


def _days_of_members(law: Law) -> list[str]:
    """The days on which some place joins an area, or has just left one."""
    key = ("days of members",)
    if key not in law.kept:
        parts = (part for area in law.areas.values() for part in area.part)
        members = (member for part in parts for member in part.members)
        law.kept[key] = sorted(set[str]().union(*map(marked, members)))
    found: list[str] = law.kept[key]
    return found


def history(law: Law) -> History:
    """Return the areas of all days, found out once for each law."""
    if ("history",) not in law.kept:
        law.kept["history",] = History(law)
    found: History = law.kept["history",]
    return found
