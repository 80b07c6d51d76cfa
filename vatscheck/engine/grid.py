"""Every service in every place: where this company could do what, all else as given."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from vatscheck.engine.assess import space_for
from vatscheck.engine.rules import RANKS
from vatscheck.engine.space import Space
from vatscheck.law.atlas import MAINLAND, Atlas, atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import Route, Service
from vatscheck.profile.models import Profile


class Cell(NamedTuple):
    """The status of one service in one column; `route` = the one that gives it there.

    No route = none, or not the same one everywhere in the column.
    """

    status: str
    route: Route | None


class Column(NamedTuple):
    """Places with the same statuses for every service.

    `places` are the largest that lie wholly in the column; `rest` = so does all of
    the mainland that lies in no area.
    """

    places: tuple[str, ...]
    rest: bool
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """The services, and the columns from the best to the worst."""

    services: tuple[Service, ...]
    columns: tuple[Column, ...]


def grid(profile: Profile, law: Law, day: str) -> Grid:
    """Return what a profile leads to with registration and all servers in each place."""
    atlas = atlas_on(law, day)
    spaces = [space_for(law, atlas, profile, entry) for entry in profile.services]
    relevant = MAINLAND
    for space in spaces:
        relevant |= space.rules.relevant
    columns: dict[tuple[str, ...], dict[int, list[Cell]]] = defaultdict(dict)
    for point in sorted({point & relevant for point in atlas.everywhere}):
        cells = [_cell(space, space.narrow(point)) for space in spaces]
        columns[tuple(cell.status for cell in cells)][point] = cells
    ordered = sorted(columns, key=lambda statuses: [RANKS.index(s) for s in statuses])
    services = tuple(law.services[entry.id] for entry in profile.services)
    found = (_column(atlas, relevant, columns[key]) for key in ordered)
    return Grid(services, tuple(found))


def _cell(space: Space, point: int) -> Cell:
    if not space.rules.ways:
        return Cell("not_covered", None)
    status, way = space.at(point, point)
    return Cell(status, None if way is None else space.rules.ways[way].rule.route)


def _column(atlas: Atlas, relevant: int, points: dict[int, list[Cell]]) -> Column:
    cells = (_common(cells) for cells in zip(*points.values(), strict=True))
    places = _places(atlas, relevant, set(points))
    return Column(places, MAINLAND in points, tuple(cells))


def _common(cells: tuple[Cell, ...]) -> Cell:
    ids = {cell.route.id if cell.route else "" for cell in cells}
    return cells[0] if len(ids) == 1 else Cell(cells[0].status, None)


def _places(atlas: Atlas, relevant: int, points: set[int]) -> tuple[str, ...]:
    """The largest places all of whose points are among those given."""
    provinces = [p.id for p in atlas.law.places.values() if p.kind == "province"]
    found: list[str] = []
    for place in (
        *provinces,
        *sorted(atlas.members, key=lambda id: len([*atlas.upwards(id)])),
    ):
        inside = {point & relevant for point in atlas.points(place)}
        if inside <= points and inside != {MAINLAND}:
            above = set(atlas.upwards(place))
            if above.isdisjoint(found):
                found.append(place)
    return tuple(found)
