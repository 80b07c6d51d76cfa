"""Where this company would be licensable, with registration and servers moved there."""

from __future__ import annotations

from vatscheck.engine.answer import Group
from vatscheck.engine.regions import Groups, Points, map_of
from vatscheck.engine.space import YES, Space
from vatscheck.engine.sweep import Sorting, moved
from vatscheck.engine.ways import RANKS
from vatscheck.law.models import Route
from vatscheck.law.territory import Part

Answer = tuple[int, int] | None
"""A yes as the ranks of its status and route, to be put in order; none = no yes."""


def where(space: Space) -> tuple[Group, ...]:
    """Return the areas in which the service would be a yes, best first, all else as given.

    Places with the same status and route are one group; a place whose parts lie in
    several is told part by part.
    """

    def judge(points: Points) -> Answer:
        if len(points) > 1:
            there = moved(space, points)
            status, way = (
                there.status,
                there.best and space.rules.ways.index(there.best),
            )
        else:
            status, way = space.at(points[0], points[0])
        return (RANKS.index(status), way) if status in YES and way is not None else None

    sorting = Sorting(judge, lambda answer: answer)
    groups = Groups(map_of(space.rules.atlas, space.rules.relevant), sorting.group)
    found = [answers[0] for answers in sorting.results]
    good = sorted((answer, at) for at, answer in enumerate(found) if answer)
    return tuple(_group(space, groups, answer, at) for answer, at in good)


def _group(space: Space, groups: Groups, answer: tuple[int, int], at: int) -> Group:
    """A group in the words of its route, or of places if some lies outside its area."""
    rank, way = answer
    route = space.rules.ways[way].rule.route
    if at == groups.rest:
        everywhere = set(groups.inland.values()) == {at}
        return Group(RANKS[rank], route, (), everywhere=everywhere)
    label = groups.label(at)
    group = Group(RANKS[rank], route, (*label.whole, *label.left))
    area = groups.map.atlas.area(route.area) if route.area else 0
    if any(group == at and not point & area for point, group in groups.inland.items()):
        return group._replace(more=label)
    parts, partly = _parts(groups, route, at)
    return group._replace(parts=parts, partly=partly)


def _parts(
    groups: Groups, route: Route, at: int
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts of the area of a route that a group has land of, and which not wholly."""
    atlas, parts, partly = groups.map.atlas, [], []
    for bit, part in atlas.parts.items():
        if route.area and bit & atlas.parts_of(route.area):
            lie_in = {group for point, group in groups.inland.items() if point & bit}
            if at in lie_in:
                parts.append(part)
                partly += [part.id] * (len(lie_in) > 1)
    return tuple(parts), tuple(partly)
