"""Where this company would be licensable, with registration and servers moved there."""

from __future__ import annotations

from collections import defaultdict

from vatscheck.engine.answer import Group
from vatscheck.engine.rules import RANKS
from vatscheck.engine.space import YES, Space
from vatscheck.law.territory import Part


def where(space: Space) -> tuple[Group, ...]:
    """Return the areas in which the service would be a yes, best first, all else as given.

    Places that no rule tells apart are one class and judged once; places with the
    same answer are one group.
    """
    rules = space.rules
    classes = {space.narrow(point): point for point in rules.atlas.everywhere}
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for point in classes:
        status, way = space.at(point, point)
        if status in YES and way is not None:
            groups[status, way].append(point)
    order = sorted(groups, key=lambda key: (RANKS.index(key[0]), key[1]))
    return tuple(
        _group(space, status, way, groups[status, way], len(classes))
        for status, way in order
    )


def _group(space: Space, status: str, way: int, points: list[int], of: int) -> Group:
    route = space.rules.ways[way].rule.route
    everywhere = len(points) == of
    parts: list[Part] = []
    if route.area and not everywhere:
        parts = space.rules.atlas.named(points, [route.area])
    places = [
        member.place for part in parts for member in space.rules.atlas.members_of(part)
    ]
    return Group(status, route, tuple(parts), tuple(places), everywhere)
