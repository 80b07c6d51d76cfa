"""Every service in every place: where this company could do what, all else as given."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vatscheck.engine.answer import CheckResult
from vatscheck.engine.assess import space_for
from vatscheck.engine.grounds import deciding, lacking, nearest
from vatscheck.engine.regions import Points, Territory, map_of
from vatscheck.engine.space import Space
from vatscheck.engine.sweep import moved, sweep
from vatscheck.engine.ways import RANKS, cap
from vatscheck.law.atlas import MAINLAND, atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import Prohibition, Route
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile


class Cell(NamedTuple):
    """The answer for one service in one column.

    `rule` gives or refuses it; `cap` is the largest foreign share of a route that is
    met, in percent. If it is no yes, `near` is the route that lacks least, and
    `lacking` its checks that fail, or else are open.
    """

    status: str
    rule: Route | Prohibition | None
    cap: Decimal | None = None
    near: Route | None = None
    lacking: tuple[CheckResult, ...] = ()


class Column(NamedTuple):
    """Places with the same answers for every service."""

    where: Territory
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """The services, the columns from the best to the worst, and the company as it is."""

    services: tuple[Service, ...]
    columns: tuple[Column, ...]
    here: tuple[Cell, ...]


def grid(profile: Profile, law: Law, day: str, *, stay: bool = False) -> Grid:
    """Return what a profile leads to with registration and all servers in each place.

    `stay` = only the registration moves, and the servers remain where they are.
    """
    atlas = atlas_on(law, day)
    spaces = [space_for(law, atlas, profile, entry) for entry in profile.licensed]
    relevant = MAINLAND
    for space in spaces:
        relevant |= space.rules.relevant
    cells = [_Cells(space, stay) for space in spaces]

    def judge(points: Points) -> tuple[Cell, ...]:
        return tuple(each.at(points) for each in cells)

    found = sweep(map_of(atlas, relevant), judge, lambda row: tuple(map(_answer, row)))
    columns = [Column(where, results[0]) for where, results in found]
    services = tuple(law.services[entry.id] for entry in profile.licensed)
    here = tuple(map(_cell, spaces))
    return Grid(services, tuple(sorted(columns, key=_order)), here)


class _Cells:
    """One service in all places; where its own rules see no difference, judged once."""

    def __init__(self, space: Space, stay: bool) -> None:
        self.space, self.stay = space, stay
        self._known: dict[Points, Cell] = {}

    def at(self, points: Points) -> Cell:
        """Return the answer at some points."""
        narrow = tuple(sorted({self.space.narrow(point) for point in points}))
        if narrow not in self._known:
            self._known[narrow] = _cell(moved(self.space, narrow, stay=self.stay))
        return self._known[narrow]


def _cell(space: Space) -> Cell:
    if not space.rules.ways:
        return Cell("not_covered", None)
    if space.best:
        return Cell(space.status, space.best.rule.route, cap(space.best))
    near = nearest(space)
    route = near.rule.route if near else None
    return Cell(space.status, deciding(space), None, route, lacking(space))


def _answer(cell: Cell) -> tuple[object, ...]:
    """What has to be the same for two places to share a column."""
    rules = tuple(rule and rule.id for rule in (cell.rule, cell.near))
    return cell.status, rules, tuple(check.id for check in cell.lacking)


def _order(column: Column) -> tuple[list[int], bool]:
    return [RANKS.index(cell.status) for cell in column.cells], column.where.rest
