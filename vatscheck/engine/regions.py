"""Places put together as a reader would name them: whole ones, remainders, the rest.

Every place id lies in one group. An id is named if a place that it lies in belongs to
another group; whoever looks an id up goes upwards to the nearest place that is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    """

    places: tuple[str, ...]
    remainders: tuple[str, ...]
    rest: bool
    label: Label


class Map:
    """The places of a day as some rules see them: only the relevant bits count.

    `inland` leaves out the places outside the mainland.
    """

    def __init__(self, atlas: Atlas, relevant: int, *, inland: bool = False) -> None:
        self.atlas, self.relevant, self.inland = atlas, relevant, inland
        self._of: dict[str, Points] = {}

    def narrow(self, points: Iterable[int]) -> Points:
        """Return what of some points any rule asks about, each once, in order."""
        return tuple(sorted({point & self.relevant for point in points}))

    def of(self, id: str) -> Points:
        """Return the points of a place id."""
        if id not in self._of:
            self._of[id] = self.narrow(self.atlas.points(id))
        return self._of[id]

    @cached_property
    def points(self) -> Points:
        """All points of the mainland."""
        return self.narrow(self.atlas.everywhere)

    @cached_property
    def kinds(self) -> dict[Points, list[str]]:
        """All place ids by their points: no rule tells two of one kind apart."""
        found: dict[Points, list[str]] = {}
        for id in self.atlas.ids:
            points = self.of(id)
            if not self.inland or points[0] & MAINLAND:
                found.setdefault(points, []).append(id)
        return found

    def parents(self, id: str) -> list[str]:
        """Return the ids in which an id lies: the places, and the one that it is written
        below (`shanghai/lingang`: Pudong and Fengxian, and Shanghai).
        """
        head = id.rpartition("/")[0]
        if id not in self.atlas.law.places:
            return [head]
        above = [head] if head in self.atlas.law.places else []
        return list(dict.fromkeys([*self.atlas.parents(id), *above]))

    @cached_property
    def seams(self) -> dict[str, list[str]]:
        """The ids that some place above them differs from, with all those above."""
        found = {}
        for points, ids in self.kinds.items():
            for id in ids:
                parents = self.parents(id)
                if not parents or any(self.of(parent) != points for parent in parents):
                    found[id] = parents
        return {id: found[id] for id in self.atlas.ids if id in found}

    @cached_property
    def drawn(self) -> list[str]:
        """The places by which any set of points can be told: the largest, those that
        belong to an area, and what places have in common.
        """
        own = {id for id in self.atlas.members if self.atlas.own(id) & self.relevant}
        known = own.union(self.atlas.overlaps)
        found = [id for id in self.atlas.law.places if id in known or "/" not in id]
        return [id for id in found if not self.inland or self.of(id)[0] & MAINLAND]

    @cached_property
    def pieces(self) -> dict[str, list[tuple[str, int]]]:
        """What of each drawn place lies outside of all that is drawn in it: the points,
        each with the place above in which that piece lies (empty = in none).
        """
        common: dict[str, set[int]] = {}
        for id in self.atlas.overlaps:
            for parent in self.atlas.parents(id):
                common.setdefault(parent, set()).update(self.of(id))
        found: dict[str, list[tuple[str, int]]] = {}
        for id in self.drawn:
            own, pieces = self.atlas.own(id), found.setdefault(id, [])
            for parent in () if id in self.atlas.overlaps else self.atlas.parents(id):
                above = {point & self.relevant for point in self.atlas.at(parent)}
                inside = {point | own & self.relevant for point in above}
                told = above | common.get(id, set())
                pieces += [(parent, point) for point in sorted(inside - told)]
            if "/" not in id:
                alone = self.narrow(self.atlas.at(id))
                pieces += [("", point) for point in alone if point != MAINLAND]
        return found


def map_of(atlas: Atlas, relevant: int, *, inland: bool = False) -> Map:
    """Return the places of a day as some rules see them, drawn once for each law."""
    kept, key = atlas.law.kept, ("map", atlas.day, relevant, inland)
    if key not in kept:
        kept[key] = Map(atlas, relevant, inland=inland)
    found: Map = kept[key]
    return found


class Groups:
    """The places of a map in groups, given the group of each kind of place.

    The rest is the group of what lies in no area.
    """

    def __init__(self, map_: Map, group: Callable[[Points], int]) -> None:
        self.map, self.group = map_, group
        self.inland = {point: group((point,)) for point in map_.points}
        self.rest = self.inland[MAINLAND]
        self._alike: dict[str, int] = {}

    def territories(self) -> list[Territory]:
        """Return the territory of each group."""
        groups = {*map(self.group, self.map.kinds), *self.inland.values()}
        count = max(groups) + 1
        named: list[tuple[list[str], list[str]]] = [([], []) for _ in range(count)]
        for id in self._named():
            places, remainders = named[self._of(id)]
            (remainders if self._leaves(id) else places).append(id)
        found = []
        for at, (places, remainders) in enumerate(named):
            label = self.label(at)
            label = label._replace(mixed=tuple(self._mixed(at, label.left)))
            rest = at == self.rest
            found.append(Territory(tuple(places), tuple(remainders), rest, label))
        return found

    def _of(self, id: str) -> int:
        return self.group(self.map.of(id))

    def _named(self) -> Iterator[str]:
        """The ids that have to be named, so that going upwards finds the group of each."""
        for id, parents in self.map.seams.items():
            above = {self._of(parent) for parent in parents} or {self.rest}
            if above != {self._of(id)}:
                yield id

    def _leaves(self, id: str) -> bool:
        """Whether a place is divided, and what is left of it lies in its own group."""
        at = self._of(id)
        if self.whole(id, at) or id not in self.map.atlas.law.places:
            return False
        alone = [point for _, point in self.map.pieces.get(id, ())]
        alone = alone or [*self.map.narrow(self.map.atlas.at(id))]
        return all(self._point(point) == at for point in alone)

    def whole(self, id: str, at: int) -> bool:
        """Return whether a place lies wholly in a group, each part and all together."""
        if id not in self._alike:
            groups = {self._point(point) for point in self.map.of(id)}
            self._alike[id] = groups.pop() if len(groups) == 1 else -1
        return self._alike[id] == at and self._of(id) == at

    def _point(self, point: int) -> int:
        """The group of a point, which may lie outside the mainland."""
        known = self.inland.get(point)
        return self.group((point,)) if known is None else known

    def label(self, at: int) -> Label:
        """Return the words for the points of a group, as places; none is told with
        another that it lies in.
        """
        whole = [id for id in self.map.drawn if self.whole(id, at)]
        largest = tuple(id for id in whole if not self._told(id, at))
        left = dict.fromkeys(
            id
            for id, pieces in self.map.pieces.items()
            for parent, point in pieces
            if self._point(point) == at
            and not self.whole(id, at)
            and not (parent and self.whole(parent, at))
        )
        everything = set(self.inland.values()) == {at}
        return Label(largest, tuple(left), (), everything)

    def _told(self, id: str, at: int) -> bool:
        """Whether a place is told with the places in which it lies."""
        parents = [self.whole(parent, at) for parent in self.map.atlas.parents(id)]
        some = any if id in self.map.atlas.overlaps else all
        return bool(parents) and some(parents)

    def _mixed(self, at: int, left: Iterable[str]) -> Iterator[str]:
        """The largest places of a group whose parts lie in others, if not told."""
        mixed = [
            id
            for points, ids in self.map.kinds.items()
            if len(points) > 1 and self.group(points) == at
            if any(self._point(point) != at for point in points)
            for id in ids
        ]
        told, order = (
            {*mixed, *left},
            {id: n for n, id in enumerate(self.map.atlas.ids)},
        )
        for id in sorted(mixed, key=order.__getitem__):
            if id not in left and told.isdisjoint(self._upwards(id)):
                yield id

    def _upwards(self, id: str) -> Iterator[str]:
        for parent in self.map.parents(id):
            yield parent
            yield from self._upwards(parent)
