"""Which answers change from one law to another: for which service, where, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from vatscheck.engine.assess import judged_as
from vatscheck.engine.ready import rules_on, space_under
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import Space, together
from vatscheck.law.atlas import MAINLAND, Atlas
from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.profile.models import ServiceEntry
from vatscheck.upkeep.changes import changes
from vatscheck.upkeep.companies import Company, companies
from vatscheck.upkeep.marks import Marks

ELSEWHERE = ""
"""The mainland outside every area."""


class Cell(NamedTuple):
    """A status and the route that gives it, empty if none does."""

    status: str
    route: str


class Shift(NamedTuple):
    """What changes: the cells of before and after."""

    old: Cell
    new: Cell

    @property
    def statuses(self) -> tuple[str, str]:
        """The statuses before and after; equal = only the route changes."""
        return self.old.status, self.new.status


class Where(NamedTuple):
    """Places: everywhere or the `places`, but for the places that are `excluded`.

    A place stands for all in it, unless what lies in it is named itself.
    """

    everywhere: bool
    places: tuple[str, ...]
    excluded: tuple[str, ...]


class Impact(NamedTuple):
    """Changed answers that have days, companies, places and statuses in common.

    `end` none = open. The routes are those that give the statuses, where one does.
    """

    start: str
    end: str | None
    services: tuple[str, ...]
    companies: tuple[Company, ...]
    where: Where
    statuses: tuple[str, str]
    old_routes: tuple[str, ...]
    new_routes: tuple[str, ...]


class Still(NamedTuple):
    """Days on which the rules for a service differ and no answer tried does."""

    service: str
    start: str
    end: str | None


class Difference(NamedTuple):
    """All changed answers by day and service, and changed rules without effect."""

    impacts: tuple[Impact, ...]
    still: tuple[Still, ...]


Key = tuple[Company, str]
Run = tuple[str, str | None, tuple[str, str]]
"""First and last day of a change of status, and the statuses."""
Cells = Mapping[Key, Shift]
"""The changed answers of one service on one day, by company and place."""


def difference(old: Law, new: Law) -> Difference:
    """Return which answers of the standard companies differ, with all servers at home.

    It is exact for them: between two boundary dates of both laws nothing changes.
    """
    if not changes(old, new):
        return Difference((), ())
    return _Comparison(old, new).difference()


class _Comparison:
    """Two laws, the companies and places on which they are tried, and what was found."""

    def __init__(self, old: Law, new: Law) -> None:
        self.laws = (old, new)
        self.marks = (Marks(old), Marks(new))
        self.companies = companies(old, new)
        self.profiles = {c: (c.profile(False), c.profile(True)) for c in self.companies}
        starts = min(law.head.starts for law in self.laws)
        days = {starts, *old.boundaries(), *new.boundaries()}
        self.days = sorted(day for day in days if day >= starts)
        self.places = _places(old, new)
        self._known: dict[tuple[str, str, str], Cells] = {}

    def difference(self) -> Difference:
        """Try every service, and put together what changes in the same way."""
        services = dict.fromkeys([*self.laws[0].services, *self.laws[1].services])
        impacts: list[Impact] = []
        still: list[Still] = []
        for service in services:
            cells = [self._cells(day, service) for day in self.days]
            impacts += self._impacts(service, cells)
            quiet = [found is not None and not found for found in cells]
            still += [Still(service, *span) for span in self._runs(quiet)]
        merged = _merged(impacts)
        merged.sort(key=lambda found: (found.start, found.end or "9"))
        return Difference(tuple(merged), tuple(still))

    def _cells(self, day: str, service: str) -> Cells | None:
        """The changed answers of a day; none where the rules are the same."""
        old, new = (marks.mark(day, service) for marks in self.marks)
        places = self.marks[0].places == self.marks[1].places
        if old == new and places:
            return None
        if (service, old, new) not in self._known:
            before, after = (self._judged(law, day, service) for law in self.laws)
            self._known[service, old, new] = {
                key: Shift(before[key], after[key])
                for key in before
                if before[key] != after[key]
            }
        return self._known[service, old, new]

    def _judged(self, law: Law, day: str, service: str) -> dict[Key, Cell]:
        """The answer for every company in every place."""
        rules = _rules(law, day, service)
        if rules is None:
            nothing = Cell("not_covered", "")
            return {key: nothing for key in product(self.companies, self.places)}
        content = ["none"] if rules.service.content else None
        entry = ServiceEntry(id=service, content=content)
        atlas, relevant = rules.atlas, rules.relevant
        points = {
            place: frozenset(point & relevant for point in _points(atlas, place))
            for place in self.places
        }
        found: dict[Key, Cell] = {}
        for company in self.companies:
            profile = self.profiles[company][rules.state_read]
            space = space_under(rules, profile, entry)
            cells = {at: _cell(space, at) for at in set(points.values())}
            found |= {(company, place): cells[at] for place, at in points.items()}
        return found

    def _impacts(self, service: str, cells: list[Cells | None]) -> Iterator[Impact]:
        """Every change of status of one service with its days, companies and places."""
        found: dict[Run, dict[Company, dict[str, list[Shift]]]] = {}
        for key in dict.fromkeys(key for day in cells for key in day or ()):
            company, place = key
            for run, shifts in self._changed([(day or {}).get(key) for day in cells]):
                found.setdefault(run, {}).setdefault(company, {})[place] = shifts
        for (start, end, statuses), by in found.items():
            groups: dict[tuple[str, ...], list[Company]] = {}
            for company, places in by.items():
                groups.setdefault(tuple(places), []).append(company)
            for names, whose in groups.items():
                shifts = [shift for c in whose for at in names for shift in by[c][at]]
                old_routes = _routes(shift.old for shift in shifts)
                new_routes = _routes(shift.new for shift in shifts)
                yield Impact(
                    start,
                    end,
                    (service,),
                    tuple(whose),
                    _where(names, self.places, self.laws[1]),
                    statuses,
                    old_routes,
                    new_routes,
                )

    def _changed(self, shifts: list[Shift | None]) -> Iterator[tuple[Run, list[Shift]]]:
        """The runs of days on which an answer changes in the same way."""
        kinds = [shift.statuses if shift else None for shift in shifts]
        for kind in dict.fromkeys(filter(None, kinds)):
            mine = [s for s in shifts if s and s.statuses == kind]
            for start, end in self._runs([other == kind for other in kinds]):
                yield (start, end, kind), mine

    def _runs(self, flags: list[bool]) -> Iterator[tuple[str, str | None]]:
        """The spans of days on which a flag stays set."""
        start = None
        for day, flag in zip(self.days, flags, strict=True):
            if flag and start is None:
                start = day
            elif not flag and start is not None:
                yield start, shifted(day, -1)
                start = None
        if start is not None:
            yield start, None


def _places(old: Law, new: Law) -> tuple[str, ...]:
    """Every place that some area of either law names and both know, and elsewhere."""
    members = [
        member.place
        for law in (old, new)
        for area in law.areas.values()
        for part in area.part
        for member in part.members
    ]
    known = [p for p in dict.fromkeys(members) if p in old.places and p in new.places]
    return (*known, ELSEWHERE)


def _rules(law: Law, day: str, service: str) -> Rules | None:
    """The rules for a service on a day; none if there is no route at all."""
    if service not in law.services:
        return None
    record = judged_as(law, day, law.services[service])
    rules = rules_on(law, day, record)
    return rules if rules.ways else None


def _points(atlas: Atlas, place: str) -> set[int]:
    return atlas.at(place) if place else {MAINLAND}


def _cell(space: Space, points: Iterable[int]) -> Cell:
    found = [space.at(point, point) for point in points]
    ways = {way for _, way in found if way is not None}
    status = together(status for status, _ in found)
    route = space.rules.ways[min(ways)].rule.route.id if ways else ""
    return Cell(status, route)


def _routes(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.route for cell in cells if cell.route))


def _where(found: Iterable[str], every: Iterable[str], law: Law) -> Where:
    """Name the places that differ from what they lie in; of the rest nothing is said."""
    inside = set(found)
    named = [place for place in every if place]
    known = set(named)
    differing = [
        place
        for place in named
        if {above in inside for above in _above(place, known, law)} != {place in inside}
    ]
    return Where(
        ELSEWHERE in inside,
        tuple(place for place in differing if place in inside),
        tuple(place for place in differing if place not in inside),
    )


def _above(place: str, known: set[str], law: Law) -> Iterator[str]:
    """The nearest known places in which a place lies, else the rest of the mainland."""
    parents = law.places[place].lies_in or [place.rpartition("/")[0]]
    for parent in parents:
        if parent in known or not parent:
            yield parent or ELSEWHERE
        else:
            yield from _above(parent, known, law)


def _merged(impacts: Iterable[Impact]) -> list[Impact]:
    """Put services together whose answers change in all respects alike."""
    found: dict[Impact, Impact] = {}
    for impact in impacts:
        key = impact._replace(services=())
        before = found.get(key)
        services = (before.services if before else ()) + impact.services
        found[key] = impact._replace(services=services)
    return list(found.values())
