"""A service judged over all places: each place once, those that no rule tells apart together.

What a place id leads to is what `assess` gives for the company moved there: its points
are the alternatives of the registered address and, unless they stay, of the servers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from vatscheck.engine.regions import Map, Points, Territory, territories
from vatscheck.engine.space import Space

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """Places with the same answer, and what was found for each kind of them."""

    where: Territory
    results: tuple[T, ...]


def sweep(
    map_: Map, judge: Callable[[Points], T], answer: Callable[[T], Hashable]
) -> list[Found[T]]:
    """Return all places by answer: every place id lies in exactly one group.

    `judge` is asked once for each kind of place; `answer` is what two kinds must have
    in common to be one group.
    """
    groups: dict[Hashable, int] = {}
    results: dict[int, list[T]] = defaultdict(list)
    home: dict[Points, int] = {}
    for points in map_.kinds:
        result = judge(points)
        at = home[points] = groups.setdefault(answer(result), len(groups))
        results[at].append(result)
    found = territories(map_, home)
    return [Found(found[at], tuple(results[at])) for at in groups.values()]


def moved(space: Space, points: Points, *, stay: bool = False) -> Space:
    """Return the completions with the registration, and unless they stay the servers,
    in a place.
    """
    servers = space.axes.servers if stay else points
    return space.changed(space.axes._replace(registered=points, servers=servers))
