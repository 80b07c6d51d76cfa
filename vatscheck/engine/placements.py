"""Where a company could move: places that no rule tells apart, and what holds there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

from vatscheck.engine.ground import WITHIN, Bits, drawn, ground, mask, on
from vatscheck.engine.patches import REGISTERED, SERVERS, SERVES, Patch
from vatscheck.engine.space import Space
from vatscheck.engine.ways import NATIONWIDE, Way

MOVED = (REGISTERED, SERVERS, SERVES)
"""The facts of a placement, in its order."""
BESIDE = "="
"""Stands for facilities put where the company is registered."""


class Placement(NamedTuple):
    """What moves, and where to: place ids, and words of `serves`; none = as it is."""

    registered: str | None = None
    servers: str | None = None
    serves: tuple[str, ...] | None = None

    @property
    def facilities(self) -> str | None:
        """The place id to which the facilities move."""
        return self.registered if self.servers == BESIDE else self.servers

    def parts(self, facts: Iterable[str]) -> Placement:
        """Return the placement with only some of its facts changed."""
        kept = set(facts)
        return Placement(
            self.registered if REGISTERED in kept else None,
            self.facilities if SERVERS in kept else None,
            self.serves if SERVES in kept else None,
        )

    def written(self, patch: Patch) -> Patch:
        """Return a patch with what moves."""
        if self.registered is not None:
            patch = patch.changed(REGISTERED, self.registered)
        if self.facilities is not None:
            patch = patch.changed(SERVERS, [self.facilities])
        if self.serves is not None:
            patch = patch.changed(SERVES, list(self.serves))
        return patch


class Moves:
    """The placements of one profile, and the bits of each."""

    def __init__(self, space: Space, ways: Iterable[Way]) -> None:
        rules = space.rules
        self.space, self.ground, self.ways = space, ground(space), list(ways)
        self.beside = drawn(rules)
        self.reach = mask(on(rules, SERVES, ["reach"]))
        self.said = on(rules, SERVES, ["any_of"])
        self.now = (tuple(space.registered), tuple(space.servers), space.axes.serves)
        self._registered = dict(self.ground.registered)
        self._servers = dict(self.ground.servers)
        self._reached: dict[tuple[int, tuple[str, ...]], int] = {}
        self._bits: dict[Placement, Bits] = {}
        self._drawn = reduce(or_, (parts for parts, _ in self.beside), 0)
        self._away: dict[int, list[str | None]] = {}
        self._kinds = self._told_apart()

    def bits(self, placement: Placement) -> Bits:
        """Return the bits of the checks on places and customers after a move."""
        found = self._bits.get(placement)
        if found is None:
            found = self._bits[placement] = self._kept(placement)
        return found

    def groups(self, facts: frozenset[str]) -> list[list[Placement]]:
        """Return the placements that change some facts, those equal in effect together.

        Equal are the bits of them, and of each part of them.
        """
        found: dict[tuple[Bits, ...], list[Placement]] = {}
        known: dict[object, list[tuple[Bits, ...]]] = {}
        for same in self._from_each(facts):
            form = tuple(map(self._form, same))
            if form not in known:
                known[form] = [self._effect(each, facts) for each in same]
            for each, effect in zip(same, known[form], strict=True):
                found.setdefault(effect, []).append(each)
        return list(found.values())

    def _form(self, placement: Placement) -> object:
        """What tells a placement from others: with the same form, the effect is the same."""
        if placement.serves or (self.reach and self.now[2]):
            return placement
        return self._kinds[placement.registered], self._kinds[placement.servers]

    def _told_apart(self) -> dict[str | None, object]:
        """What the rules say of each place; where the company has to do, which it is."""
        near = (
            reduce(or_, (*self.space.registered, *self.space.servers), 0) & self._drawn
        )
        some = self.ground.some
        found: dict[str | None, object] = {None: None, BESIDE: BESIDE}
        for id, kind in self.ground.kinds.items():
            found[id] = id if some[id] & near else kind
        return found

    def _effect(self, placement: Placement, facts: frozenset[str]) -> tuple[Bits, ...]:
        """The bits of a placement, and of each part of it."""
        values = placement.registered, placement.facilities, placement.serves
        moved = (
            (None, value) if fact in facts else (None,)
            for fact, value in zip(MOVED, values, strict=True)
        )
        return tuple(self.bits(Placement._make(part)) for part in product(*moved))

    def _kept(self, placement: Placement) -> Bits:
        """The bits of a placement; of a pair of places they are the same for everybody."""
        here, there = placement.registered, placement.facilities
        served = placement.serves is not None or self.now[2] or self.said
        if here is None or there is None or served:
            return self._found(placement)
        if (here, there) not in self.ground.both:
            self.ground.both[here, there] = self._found(placement)
        return self.ground.both[here, there]

    def _found(self, placement: Placement) -> Bits:
        points = self.ground.points
        registered, servers, words = self.now
        if placement.registered is not None:
            registered = tuple(points[placement.registered])
        if placement.facilities is not None:
            servers = tuple(points[placement.facilities])
        if placement.serves is not None:
            words = placement.serves
        said = 0
        for atom in self.said:
            said |= atom.bit * (not set(words).isdisjoint(atom.use.value))
        found: set[int] = set()
        stand = [(s, said | self._of_servers(s)) for s in servers]
        for here in registered:
            own = self._of_registered(here) | self._of_reach(here, words)
            for there, bits in stand:
                both, every = here & there, own | bits
                for parts, bit in self.beside:
                    if both & parts:
                        every |= bit
                found.add(every)
        return frozenset(found)

    def _of_registered(self, point: int) -> int:
        if point not in self._registered:
            wanted = mask(on(self.space.rules, REGISTERED, WITHIN))
            bits = self.space.rules.of_places(point, 0, self.space.axes)
            self._registered[point] = bits & wanted
        return self._registered[point]

    def _of_servers(self, point: int) -> int:
        if point not in self._servers:
            wanted = mask(on(self.space.rules, SERVERS, WITHIN))
            bits = self.space.rules.of_places(0, point, self.space.axes)
            self._servers[point] = bits & wanted
        return self._servers[point]

    def _of_reach(self, point: int, words: tuple[str, ...]) -> int:
        if not self.reach or not words:
            return self.reach
        key = point, words
        if key not in self._reached:
            axes = self.space.axes._replace(serves=words)
            bits = self.space.rules.of_places(point, 0, axes)
            self._reached[key] = bits & self.reach
        return self._reached[key]

    # --- the menu -------------------------------------------------------------

    def _from_each(self, facts: frozenset[str]) -> Iterator[list[Placement]]:
        """Yield the placements of the menu that change exactly some facts.

        Those with one registered place come together: one of each class that the rules
        tell apart. Facilities: the same, and where the registered place moves too,
        beside it or one of each class that the rules on facilities alone tell apart.
        Customers: the reach of each route that the registered place does not bar, and
        what is asked without the words that a rule bars.
        """
        registered: list[str | None] = [None]
        if REGISTERED in facts:
            registered = [ids[0] for ids in self.ground.classes]
        for here in registered:
            places: list[str | None] = [None]
            if SERVERS in facts:
                places = self._facilities(here)
            words: list[tuple[str, ...] | None] = [None]
            if SERVES in facts:
                words = list(self._served(here))
            yield [Placement(here, there, w) for there, w in product(places, words)]

    def _facilities(self, registered: str | None) -> list[str | None]:
        if registered is None:
            return [ids[0] for ids in self.ground.classes]
        here = self.ground.some[registered] & self._drawn
        if here not in self._away:
            apart = (
                next((id for id in ids if not self.ground.some[id] & here), None)
                for ids in self.ground.stands.values()
            )
            self._away[here] = [BESIDE, *(id for id in apart if id is not None)]
        return self._away[here]

    def stand(self, place: str) -> frozenset[int]:
        """Return what the rules on facilities alone say of a place."""
        return self.ground.stand[place]

    def _served(self, registered: str | None) -> Iterator[tuple[str, ...]]:
        asked = self.space.axes.serves
        barred = {word for atom in self.said for word in atom.use.value}
        words = {tuple(w for w in asked if w not in barred) or (NATIONWIDE,): None}
        for way in self.ways:
            if self._let_in(way, registered):
                words[self.words(way, registered)] = None
        yield from (each for each in words if each and set(each) != set(asked))

    def _let_in(self, way: Way, registered: str | None) -> bool:
        if registered is None:
            return True
        needs = mask(a for a in way.atoms if a.check.fact == REGISTERED)
        points = self.ground.points[registered]
        return all(not needs & ~self.ground.registered[point] for point in points)

    def words(self, way: Way, registered: str | None) -> tuple[str, ...]:
        """Return the reach of a route as words of `serves`; empty = none from here."""
        words: list[str] = []
        for limit in way.rule.version.reach:
            kind, _, area = limit.partition(":")
            if not area:
                words.append(kind)
                continue
            points = self.now[0] if registered is None else self._points(registered)
            inside = self.space.rules.atlas.parts_of(area)
            for point in points if kind == "part" else ():
                inside &= point
            if not inside:
                return ()
            words += self._members(inside)
        return tuple(words)

    def _points(self, place: str) -> Iterable[int]:
        return self.ground.points[place]

    def _members(self, inside: int) -> list[str]:
        atlas = self.space.rules.atlas
        return [
            member.place
            for bit, part in atlas.parts.items()
            if bit & inside
            for member in atlas.members_of(part)
        ]
