"""Places put together as a reader would name them: whole ones, remainders, the rest.

Every place id lies in one group. An id is named if a place that it lies in belongs to
another group; whoever looks an id up goes upwards to the nearest place that is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from vatscheck.law.atlas import MAINLAND, Atlas

Points = tuple[int, ...]
"""The points of a place in order, of which only what rules ask about is left."""


class Label(NamedTuple):
    """What a reader is told of a group, no piece of land twice.

    `whole` are the largest places that lie in it wholly, `left` those of which only what
    no other group takes does, and `mixed` those whose own answer it is because their
    parts differ. `everything` = nothing of the mainland lies outside it.
    """

    whole: tuple[str, ...]
    left: tuple[str, ...]
    mixed: tuple[str, ...]
    everything: bool


class Territory(NamedTuple):
    """Places with the same answer.

    `places` stand for themselves and all below them that no other group names; of those
    in `remainders` named parts lie in other groups; `rest` = every place named nowhere.
    `points` are all that lie in it, none where it only holds places of differing parts.
    """

    places: tuple[str, ...]
    remainders: tuple[str, ...]
    rest: bool
    label: Label
    points: frozenset[int]


class Map:
    """The places of a day as some rules see them: only the relevant bits count.

    `inland` leaves out the places outside the mainland. Ids with the same points are of one kind: none of the rules tells them apart.
    """

    def __init__(self, atlas: Atlas, relevant: int, *, inland: bool = False) -> None:
        self.atlas, self.relevant = atlas, relevant
        every = {id: self.narrow(atlas.points(id)) for id in atlas.ids}
        self.points = {
            id: p for id, p in every.items() if not inland or p[0] & MAINLAND
        }
        self.kinds: dict[Points, list[str]] = {}
        for id, points in self.points.items():
            self.kinds.setdefault(points, []).append(id)

    def narrow(self, points: Iterable[int]) -> Points:
        """Return what of some points any rule asks about, each once, in order."""
        return tuple(sorted({point & self.relevant for point in points}))

    def parents(self, id: str) -> list[str]:
        """Return the ids in which an id lies: the places, and the one that it is written
        below (`shanghai/lingang`: Pudong and Fengxian, and Shanghai).
        """
        head, slash, _ = id.rpartition("/")
        if id not in self.atlas.law.places:
            return [head]
        above = [head] if slash and head in self.points else []
        return list(dict.fromkeys([*self.atlas.parents(id), *above]))

    @cached_property
    def seams(self) -> dict[str, list[str]]:
        """The ids that some place above them differs from, with all those above."""
        found = {}
        for id, points in self.points.items():
            parents = self.parents(id)
            if not parents or any(self.points[p] != points for p in parents):
                found[id] = parents
        return found

    @cached_property
    def drawn(self) -> list[str]:
        """The ids by which any set of points can be told: the largest places, those that
        belong to an area, and what places have in common.
        """
        records = self.atlas.law.places
        return [
            id
            for id in self.points
            if id in records
            and (
                not self.atlas.parents(id)
                or self.atlas.own(id) & self.relevant
                or records[id].overlap
            )
        ]

    @cached_property
    def common(self) -> dict[str, set[int]]:
        """The points that a place has in common with others under an id of their own."""
        found: dict[str, set[int]] = {}
        for id in self.drawn:
            if self.atlas.law.places[id].overlap:
                for parent in self.atlas.parents(id):
                    found.setdefault(parent, set()).update(self.points[id])
        return found

    def at(self, id: str) -> Points:
        """Return the points of a place itself, outside of all that is drawn in it."""
        if id not in self.atlas.law.places:
            return self.points[id]
        own = self.narrow(self.atlas.at(id))
        if self.atlas.law.places[id].overlap:
            return own
        return tuple(point for point in own if point not in self.common.get(id, ()))

    def upwards(self, id: str) -> Iterator[str]:
        """Return all ids above an id, from below."""
        for parent in self.parents(id):
            yield parent
            yield from self.upwards(parent)


def map_of(atlas: Atlas, relevant: int, *, inland: bool = False) -> Map:
    """Return the places of a day as some rules see them, drawn once for each law."""
    kept, key = atlas.law.kept, ("map", atlas.day, relevant, inland)
    if key not in kept:
        kept[key] = Map(atlas, relevant, inland=inland)
    found: Map = kept[key]
    return found


def territories(map_: Map, home: Mapping[Points, int]) -> list[Territory]:
    """Return the territory of each group, given the group of every kind of place.

    The rest is the group of what lies in no area, or else that of the most places.
    """
    count = max(home.values()) + 1
    rest = home.get((MAINLAND,))
    if rest is None:
        sizes = [0] * count
        for points, ids in map_.kinds.items():
            sizes[home[points]] += len(ids)
        rest = sizes.index(max(sizes))
    groups = _Groups(map_, home)
    named: list[tuple[list[str], list[str]]] = [([], []) for _ in range(count)]
    for id in groups.named(rest):
        places, remainders = named[groups.of(id)]
        (remainders if groups.leaves(id) else places).append(id)
    return [
        Territory(
            tuple(places),
            tuple(remainders),
            at == rest,
            groups.label(at),
            frozenset(p for p, group in groups.at_point.items() if group == at),
        )
        for at, (places, remainders) in enumerate(named)
    ]


class _Groups:
    """The groups of all places and of all points of a map."""

    def __init__(self, map_: Map, home: Mapping[Points, int]) -> None:
        self.map, self.home = map_, home
        self.at_point = {p[0]: at for p, at in home.items() if len(p) == 1}

    def of(self, id: str) -> int:
        """The group of a place id."""
        return self.home[self.map.points[id]]

    def named(self, rest: int) -> Iterator[str]:
        """The ids that have to be named, so that going upwards finds the group of each."""
        for id, parents in self.map.seams.items():
            above = {self.of(parent) for parent in parents} or {rest}
            if above != {self.of(id)}:
                yield id

    def leaves(self, id: str) -> bool:
        """Whether a place is divided, and what is left of it lies in its own group."""
        at = self.of(id)
        mine = all(self.at_point.get(point) == at for point in self.map.at(id))
        return mine and not self.whole(id, at)

    def whole(self, id: str, at: int) -> bool:
        """Whether a place lies wholly in a group."""
        points = self.map.points[id]
        mine = (self.at_point.get(point) == at for point in points)
        return self.home[points] == at and all(mine)

    def label(self, at: int) -> Label:
        """The words for a group, as places; a place inside another is not told again."""
        whole, left = [], []
        for id in self.map.drawn:
            if self.whole(id, at):
                if not self._covered(id, at):
                    whole.append(id)
            elif any(self._leftovers(id, at)):
                left.append(id)
        inland = {group for p, group in self.at_point.items() if p & MAINLAND}
        mixed = tuple(self._mixed(at, left))
        return Label(tuple(whole), tuple(left), mixed, inland == {at})

    def _covered(self, id: str, at: int) -> bool:
        """Whether a place is told with the places in which it lies."""
        parents = [self.whole(parent, at) for parent in self.map.atlas.parents(id)]
        some = any if self.map.atlas.law.places[id].overlap else all
        return bool(parents) and some(parents)

    def _leftovers(self, id: str, at: int) -> Iterator[bool]:
        """Yield true for each piece of a divided place that a group has and must tell."""
        atlas = self.map.atlas
        own, common = atlas.own(id), self.map.common.get(id, ())
        for parent in atlas.parents(id):
            above = self.map.narrow(atlas.at(parent))
            for point in self.map.narrow(own | each for each in atlas.at(parent)):
                mine = self.at_point.get(point) == at and point not in common
                if mine and point not in above:
                    yield not self.whole(parent, at)
        if not atlas.parents(id):
            told = (
                self.at_point.get(p) == at for p in self.map.at(id) if p != MAINLAND
            )
            yield any(told)

    def _mixed(self, at: int, left: list[str]) -> Iterator[str]:
        """The largest places of a group whose parts lie in others, but for those told."""
        mixed = [
            id
            for points, ids in self.map.kinds.items()
            if len(points) > 1 and self.home[points] == at
            if not all(self.at_point.get(point) == at for point in points)
            for id in ids
        ]
        told = {*mixed, *left}
        for id in sorted(mixed, key=list(self.map.points).index):
            if id not in left and told.isdisjoint(self.map.upwards(id)):
                yield id
