"""A service judged over all places: each place once, those that no rule tells apart together.

What a place id leads to is what `assess` gives for the company moved there: its points
are the alternatives of the registered address and, unless they stay, of the servers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from vatscheck.engine.regions import Groups, Map, Points, Territory
from vatscheck.engine.space import Space

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """Places with the same answer, and what was found for each kind of them."""

    where: Territory
    results: tuple[T, ...]


class Sorting(Generic[T]):
    """The group of each kind of place: kinds with the same answer share one.

    A kind is judged when it is first asked for, and once.
    """

    def __init__(
        self, judge: Callable[[Points], T], answer: Callable[[T], Hashable]
    ) -> None:
        self._judge, self._answer = judge, answer
        self._known: dict[Points, int] = {}
        self._groups: dict[Hashable, int] = {}
        self.results: list[list[T]] = []

    def group(self, points: Points) -> int:
        """Return the number of the group in which a kind of place lies."""
        if points not in self._known:
            result = self._judge(points)
            at = self._groups.setdefault(self._answer(result), len(self._groups))
            if at == len(self.results):
                self.results.append([])
            self.results[at].append(result)
            self._known[points] = at
        return self._known[points]


def sweep(
    map_: Map, judge: Callable[[Points], T], answer: Callable[[T], Hashable]
) -> list[Found[T]]:
    """Return all places by answer: every place id lies in exactly one group.

    `judge` is asked once for each kind of place; `answer` is what two kinds must have
    in common to be one group.
    """
    sorting = Sorting(judge, answer)
    found = Groups(map_, sorting.group).territories()
    results = map(tuple, sorting.results)
    return [Found(where, each) for where, each in zip(found, results, strict=True)]


def moved(space: Space, points: Points, *, stay: bool = False) -> Space:
    """Return the completions with the registration, and unless they stay the servers,
    in a place.
    """
    servers = space.axes.servers if stay else points
    return space.changed(space.axes._replace(registered=points, servers=servers))
