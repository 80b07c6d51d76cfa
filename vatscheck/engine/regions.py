"""Places put together as a reader would name them: whole ones, remainders, the rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from vatscheck.law.atlas import MAINLAND, Atlas


class Territory(NamedTuple):
    """Some of the mainland.

    `places` are the largest that lie wholly in it; of those in `remainders` only what
    lies in none of their smaller units; `rest` = also all that lies in no area.
    """

    places: tuple[str, ...]
    remainders: tuple[str, ...]
    rest: bool


def of_points(atlas: Atlas, relevant: int, points: Collection[int]) -> Territory:
    """Return the territory of some points, of which only the relevant bits count."""
    provinces = [p.id for p in atlas.law.places.values() if p.kind == "province"]
    inner = sorted(atlas.members, key=lambda id: len([*atlas.upwards(id)]))
    known = set(points)
    whole: list[str] = []
    remainders: list[str] = []
    for place in (*provinces, *inner):
        if not {*atlas.upwards(place)}.isdisjoint(whole):
            continue
        inside = {point & relevant for point in atlas.points(place)}
        own = {point & relevant for point in atlas.at(place)}
        if inside <= known and inside != {MAINLAND}:
            whole.append(place)
        elif own <= known and own != {MAINLAND}:
            remainders.append(place)
    return Territory(tuple(whole), tuple(remainders), MAINLAND in known)


def of_places(
    atlas: Atlas, named: Collection[str], drawn: Collection[str]
) -> Territory:
    """Return the territory of some of the places that areas are drawn of.

    An empty name stands for all that lies in no area. A place is whole if every place
    drawn inside it is named too.
    """
    inside: dict[str, set[str]] = {}
    for place in drawn:
        for above in atlas.upwards(place):
            inside.setdefault(above, set()).add(place)
    known = {place for place in named if place}
    whole = [place for place in named if place and inside[place] <= known]
    largest = [p for p in whole if {*atlas.upwards(p)}.isdisjoint({*whole} - {p})]
    others = [place for place in known if place not in whole]
    return Territory(tuple(largest), tuple(sorted(others)), "" in named)
