"""Where this company would be licensable, with registration and servers moved there."""

from __future__ import annotations

from typing import NamedTuple

from vatscheck.engine.answer import Group
from vatscheck.engine.regions import Map, Points, Territory, map_of
from vatscheck.engine.rules import RANKS, Way
from vatscheck.engine.space import Space
from vatscheck.engine.sweep import moved, sweep
from vatscheck.law.territory import Part


class Yes(NamedTuple):
    """A yes in some places, by the route that gives it."""

    status: str
    way: Way


def where(space: Space) -> tuple[Group, ...]:
    """Return the areas in which the service would be a yes, best first, all else as given.

    Places with the same status and route are one group.
    """

    def judge(points: Points) -> Yes | None:
        there = moved(space, points)
        return Yes(there.status, there.best) if there.best else None

    def answer(yes: Yes | None) -> tuple[int, int] | None:
        if yes is None:
            return None
        return RANKS.index(yes.status), space.rules.ways.index(yes.way)

    map_ = map_of(space.rules.atlas, space.rules.relevant)
    found = sweep(map_, judge, answer)
    good = [(answer(yes) or (), yes, where) for where, (yes, *_) in found if yes]
    ordered = sorted(good, key=lambda each: each[0])
    groups = (_group(map_, yes, where) for _, yes, where in ordered)
    return tuple(group for group in groups if group)


def _group(map_: Map, yes: Yes, where: Territory) -> Group | None:
    """A group in the words of its route; none if all of it is told part by part."""
    route, label, atlas = yes.way.rule.route, where.label, map_.atlas
    if where.rest:
        return Group(yes.status, route, (), everywhere=label.everything)
    if not where.points:
        return None
    places = (*label.whole, *label.left)
    if not route.area or any(not p & atlas.area(route.area) for p in where.points):
        return Group(yes.status, route, places, more=label)
    inside = map_.narrow(atlas.everywhere)
    parts: list[Part] = []
    partly: list[str] = []
    for bit, part in atlas.parts.items():
        if bit & atlas.parts_of(route.area) and any(p & bit for p in where.points):
            parts.append(part)
            if any(p & bit and p not in where.points for p in inside):
                partly.append(part.id)
    return Group(yes.status, route, places, tuple(parts), tuple(partly))
