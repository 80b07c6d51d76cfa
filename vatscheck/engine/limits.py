"""How far a company can go: the largest foreign share, and since when, in each place.

The share is that of one holder beside a mainland one: the profile's largest from
outside the mainland, or anybody where none is named; the mainland one is a state
holder if the profile has such. All else is as given, with registration and servers in
the place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from vatscheck.engine.assess import space_for
from vatscheck.engine.axes import Stake, stakes
from vatscheck.engine.holdings import ALL, HOME, ZERO
from vatscheck.engine.regions import Territory, of_places
from vatscheck.engine.space import YES, Space
from vatscheck.law import models
from vatscheck.law.atlas import MAINLAND, Atlas, atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import Route
from vatscheck.profile.models import HolderKind, Owner, Profile

Statuses = frozenset[str]
NOT_NO: Statuses = YES | {"undetermined"}
"""The statuses with which a share still works if other facts allow."""
ELSEWHERE = ""
"""Stands for all of the mainland that lies in no area."""


class Most(NamedTuple):
    """The largest share in percent; `below` = it has to stay below it."""

    share: Decimal
    below: bool


class Limit(NamedTuple):
    """How far one service goes in one place.

    `certain` is the largest foreign share that works (none = not even a company
    without one), `possible` a larger one that works if other facts, not stated, allow.
    The first of them there is has done so without a break since `since`, and `routes`
    give `certain` on the day, one or the other in each place. The company as given has
    been let in, or is next, from `given` on; none = no such day is known.
    """

    certain: Most | None
    possible: Most | None
    since: str | None
    given: str | None
    routes: tuple[Route, ...] = ()


class Row(NamedTuple):
    """Places with the same limit for a service."""

    where: Territory
    limit: Limit


class Service(NamedTuple):
    """The limits of one service, the largest shares first; none if it is not covered."""

    service: models.Service
    rows: tuple[Row, ...]


class Limits(NamedTuple):
    """The limits of every service, the holder whose share is varied, and of what kind
    the mainland holder of the rest is.
    """

    holder: Owner
    rest: HolderKind
    services: tuple[Service, ...]


def limits(profile: Profile, law: Law, day: str) -> Limits:
    """Return the limits of every service of a profile on an ISO day, in every place."""
    days = sorted({day, *(d for d in law.boundaries() if d >= law.head.starts)})
    atlases, today = [atlas_on(law, each) for each in days], days.index(day)
    parts = (part for area in law.areas.values() for part in area.part)
    places = {member.place for part in parts for member in part.members}
    points = {place: [atlas.at(place) for atlas in atlases] for place in sorted(places)}
    points[ELSEWHERE] = [{MAINLAND} for _ in atlases]
    holder = _holder(profile)
    services = []
    for entry in profile.licensed:
        spaces = [space_for(law, atlas, profile, entry) for atlas in atlases]
        past = _Past(spaces, profile, holder, today)
        found = {place: past.limit(at) for place, at in points.items()}
        covered = spaces[today].rules.ways
        rows = _rows(atlases[today], found) if covered else []
        services.append(Service(law.services[entry.id], tuple(rows)))
    return Limits(holder, _rest(profile), tuple(services))


def _holder(profile: Profile) -> Owner:
    """The largest direct holder from outside the mainland, or anybody."""
    outside = [o for o in profile.owners or () if o.jurisdiction not in (HOME, None)]
    largest = max(outside, key=lambda owner: owner.bounds[1], default=None)
    return largest or Owner()


def _rest(profile: Profile) -> HolderKind:
    """The kind of the mainland holder: the state if the profile has it as a holder."""
    kinds = {owner.kind for owner in profile.owners or ()}
    return "state" if "state" in kinds else "company"


def _rows(atlas: Atlas, found: Mapping[str, Limit]) -> list[Row]:
    """Put places with the same limit together, the largest share and earliest day first."""
    groups: dict[Limit, dict[str, Limit]] = defaultdict(dict)
    for place, limit in found.items():
        groups[limit._replace(routes=())][place] = limit
    drawn = [place for place in found if place]
    rows = []
    for limit, places in groups.items():
        routes = {route.id: route for each in places.values() for route in each.routes}
        whole = limit._replace(routes=tuple(routes.values()))
        rows.append(Row(of_places(atlas, places, drawn), whole))
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[object, ...]:
    limit = row.limit
    shares = [-most.share if most else 1 for most in (limit.certain, limit.possible)]
    return shares, limit.since or "", row.where.rest


class _Past:
    """One service under the rules of every boundary day."""

    def __init__(
        self, spaces: list[Space], profile: Profile, holder: Owner, today: int
    ) -> None:
        self.spaces, self.profile, self.holder = spaces, profile, holder
        self.today = today
        self.days = [space.rules.atlas.day for space in spaces]
        self._stakes: dict[tuple[int, Decimal | None], tuple[Stake, ...]] = {}
        self._moved: dict[tuple[int, Decimal | None, int], Space] = {}

    @cached_property
    def shares(self) -> list[tuple[Decimal, Decimal, bool]]:
        """The limits to try from the largest: each with a value to test, whether below."""
        read = {cut for space in self.spaces for cut in space.rules.reads.cuts}
        tried = [(ALL, ALL, False)]
        for upper, lower in pairwise(sorted({ZERO, ALL, *read}, reverse=True)):
            tried += [(upper, (upper + lower) / 2, True), (lower, lower, False)]
        return tried

    def limit(self, points: Sequence[Iterable[int]]) -> Limit:
        """Return the limit of a place, given its points on every day."""
        given = self._since(points, None, YES) or self._later(points)
        certain = self._most(points, YES)
        possible = self._most(points, NOT_NO)
        if possible == certain:
            possible = None
        if certain:
            most, value = certain
            routes = self._routes(points[self.today], value)
            since = self._since(points, value, YES)
            return Limit(most, possible and possible[0], since, given, routes)
        since = self._since(points, possible[1], NOT_NO) if possible else None
        return Limit(None, possible and possible[0], since, given)

    def _most(
        self, points: Sequence[Iterable[int]], good: Statuses
    ) -> tuple[Most, Decimal] | None:
        """The largest share that is good today, and the value that was tried for it."""
        for share, value, below in self.shares:
            if self._good(self.today, points[self.today], value, good):
                return Most(share, below), value
        return None

    def _routes(self, points: Iterable[int], share: Decimal) -> tuple[Route, ...]:
        """The routes that give a share today."""
        ways = [self._at(self.today, point, share).best for point in points]
        return tuple(way.rule.route for way in ways if way)

    def _since(
        self, points: Sequence[Iterable[int]], share: Decimal | None, good: Statuses
    ) -> str | None:
        """The first day of the run of good statuses that holds today."""
        at = self.today
        while at >= 0 and self._good(at, points[at], share, good):
            at -= 1
        return self.days[at + 1] if at < self.today else None

    def _later(self, points: Sequence[Iterable[int]]) -> str | None:
        """The next day on which the company as given is let in."""
        coming = range(self.today + 1, len(self.days))
        found = (at for at in coming if self._good(at, points[at], None, YES))
        return next((self.days[at] for at in found), None)

    def _good(
        self, at: int, points: Iterable[int], share: Decimal | None, good: Statuses
    ) -> bool:
        """Whether a day is good at every point, for a share or as given (none)."""
        return bool(self.spaces[at].rules.ways) and all(
            self._at(at, point, share).status in good for point in points
        )

    def _at(self, at: int, point: int, share: Decimal | None) -> Space:
        """The completions with registration and servers at a point on a day."""
        space = self.spaces[at]
        key = at, share, space.narrow(point)
        if key not in self._moved:
            axes = space.axes._replace(registered=(point,), servers=(point,))
            held = self._held(at, share)
            self._moved[key] = space.changed(axes._replace(stakes=held))
        return self._moved[key]

    def _held(self, at: int, share: Decimal | None) -> tuple[Stake, ...]:
        """The stakes of a day with the holder at a share, or as given."""
        if share is None:
            return self.spaces[at].axes.stakes
        if (at, share) not in self._stakes:
            kind = _rest(self.profile)
            owners = [Owner(jurisdiction=HOME, kind=kind, share=ALL - share)]
            if share:
                changes = {"share": share, "owners": None}
                owners.insert(0, self.holder.model_copy(update=changes))
            profile = self.profile.model_copy(update={"owners": owners})
            self._stakes[at, share] = stakes(profile, self.spaces[at].rules.reads)
        return self._stakes[at, share]
