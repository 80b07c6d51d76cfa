"""How far a company can go: the largest foreign share, and since when, in each place.

The share is that of one holder beside a mainland one: the profile's largest from
outside the mainland, or anybody where none is named; the mainland one is a state
holder if the profile has such. All else is as given, with registration and servers in
the place.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from vatscheck.engine.axes import ownership
from vatscheck.engine.grounds import lacking
from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.regions import Map, Points, Territory, map_of
from vatscheck.engine.space import YES, Space, together
from vatscheck.engine.sweep import moved, sweep
from vatscheck.engine.timeline import Rest, beside_places, spaces_over_days
from vatscheck.law import offers
from vatscheck.law.atlas import MAINLAND, history
from vatscheck.law.book import Law
from vatscheck.law.models import Route
from vatscheck.profile.models import HolderKind, Owner, Profile

ZERO, ALL = Decimal(0), Decimal(100)
Statuses = frozenset[str]
NOT_NO: Statuses = YES | {"undetermined"}
"""The statuses with which a share still works if other facts allow."""


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
    been let in, or is next, from `given` on; none = no such day is known. `open` are the
    facts, not stated, on which `possible` turns.
    """

    certain: Most | None
    possible: Most | None
    since: str | None
    given: str | None
    routes: tuple[Route, ...] = ()
    open: tuple[str, ...] = ()


class Row(NamedTuple):
    """Places with the same limit for a service."""

    where: Territory
    limit: Limit


class Service(NamedTuple):
    """The limits of one service, the largest shares first; none if it is not covered."""

    service: offers.Service
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
    holder = _holder(profile)
    services = []
    for entry in profile.licensed:
        spaces = spaces_over_days(law, profile, entry, day)
        past = _Past(spaces, profile, holder, day)
        rows = _rows(past) if past.covered else []
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


def _rows(past: _Past) -> list[Row]:
    """Put places with the same limit together, the largest share and earliest day first."""
    rows = []
    for where, found in sweep(
        past.map, past.limit, lambda limit: limit._replace(routes=(), open=())
    ):
        routes = {route.id: route for each in found for route in each.routes}
        facts = dict.fromkeys(fact for each in found for fact in each.open)
        every = tuple(routes.values()), tuple(facts)
        rows.append(Row(where, found[0]._replace(routes=every[0], open=every[1])))
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[object, ...]:
    limit = row.limit
    shares = [-most.share if most else 1 for most in (limit.certain, limit.possible)]
    return shares, limit.since or "", row.where.rest


class _Past:
    """One service under the rules of every day on which an answer may change.

    Its map is that of all days: a point says in which areas a place lay, and will.
    """

    def __init__(
        self, spaces: list[Space], profile: Profile, holder: Owner, today: str
    ) -> None:
        self.spaces, self.profile, self.holder = spaces, profile, holder
        self.days = [space.rules.atlas.day for space in spaces]
        self.today = self.days.index(today)
        self.history = history(spaces[0].rules.law)
        self.same = [beside_places(space) for space in spaces]
        self._shares: dict[tuple[Rest, Decimal], Space] = {}
        self._pairs: dict[tuple[Rest, int, int], int] = {}
        self._points: dict[tuple[int, Points], Points] = {}
        self._statuses: dict[tuple[Rest, Decimal | None, Points], str] = {}

    @property
    def covered(self) -> bool:
        """Whether there are rules for the service today."""
        return bool(self.spaces[self.today].rules.ways)

    @cached_property
    def map(self) -> Map:
        """The places of the mainland as the rules of all days see them."""
        bits = MAINLAND
        for space in self.spaces:
            bits |= space.rules.relevant
        return map_of(self.history, self.history.relevant(bits), inland=True)

    @cached_property
    def shares(self) -> list[tuple[Decimal, Decimal, bool]]:
        """The limits to try from the largest: each with a value to test, whether below."""
        read = {cut for space in self.spaces for cut in space.rules.cuts}
        tried = [(ALL, ALL, False)]
        for upper, lower in pairwise(sorted({ZERO, ALL, *read}, reverse=True)):
            tried += [(upper, (upper + lower) / 2, True), (lower, lower, False)]
        return tried

    def limit(self, points: Points) -> Limit:
        """Return the limit of a place, given its points on the map of all days."""
        given = self._since(points, None, YES) or self._later(points)
        certain = self._most(points, YES)
        possible = self._most(points, NOT_NO)
        if possible == certain:
            possible = None
        open_ = self._open(points, possible[1]) if possible else ()
        if certain:
            most, value = certain
            routes = self._routes(points, value)
            since = self._since(points, value, YES)
            return Limit(most, possible and possible[0], since, given, routes, open_)
        since = self._since(points, possible[1], NOT_NO) if possible else None
        return Limit(None, possible and possible[0], since, given, (), open_)

    def _open(self, points: Points, share: Decimal) -> tuple[str, ...]:
        """The facts, not stated, that a share turns on today in a place."""
        held = moved(self._held(self.today, share), self._then(self.today, points))
        return tuple(dict.fromkeys(check.check.fact for check in lacking(held)))

    def _most(self, points: Points, good: Statuses) -> tuple[Most, Decimal] | None:
        """The largest share that is good today, and the value that was tried for it."""
        for share, value, below in self.shares:
            if self._good(self.today, points, value, good):
                return Most(share, below), value
        return None

    def _routes(self, points: Points, share: Decimal) -> tuple[Route, ...]:
        """The routes that give a share today, one for each point that lies apart."""
        held, today = self._held(self.today, share), self.today
        ways = [moved(held, self._then(today, (point,))).best for point in points]
        return tuple(way.rule.route for way in ways if way)

    def _since(
        self, points: Points, share: Decimal | None, good: Statuses
    ) -> str | None:
        """The first day of the run of good statuses that holds today."""
        at = self.today
        while at >= 0 and self._good(at, points, share, good):
            at -= 1
        return self.days[at + 1] if at < self.today else None

    def _later(self, points: Points) -> str | None:
        """The next day on which the company as given is let in."""
        coming = range(self.today + 1, len(self.days))
        found = (at for at in coming if self._good(at, points, None, YES))
        return next((self.days[at] for at in found), None)

    def _good(
        self, at: int, points: Points, share: Decimal | None, good: Statuses
    ) -> bool:
        """Whether a day is good in a place, for a share or as given (none)."""
        if not self.spaces[at].rules.ways:
            return False
        key = self.same[at], share, self._then(at, points)
        if key not in self._statuses:
            self._statuses[key] = self._status(at, key[2], share)
        return self._statuses[key] in good

    def _then(self, at: int, points: Points) -> Points:
        """The points of a day that those of the map of all days were, or will be."""
        key = at, points
        if key not in self._points:
            day, narrow = self.days[at], self.spaces[at].narrow
            then = {narrow(self.history.on(day, point)) for point in points}
            self._points[key] = tuple(sorted(then))
        return self._points[key]

    def _status(self, at: int, then: Points, share: Decimal | None) -> str:
        """The status with registration and servers in a place on a day."""
        verdict, held = self.spaces[at].rules.verdict, self._held(at, share)
        pairs = {self._of_places(at, *pair) for pair in product(then, then)}
        bits = (pair | other for pair in pairs for other in held.others)
        return together(verdict(each).status for each in bits)

    def _of_places(self, at: int, registered: int, servers: int) -> int:
        """The bits of the checks on places, found once for like days."""
        key = self.same[at], registered, servers
        if key not in self._pairs:
            space = self.spaces[at]
            self._pairs[key] = space.rules.of_places(registered, servers, space.axes)
        return self._pairs[key]

    def _held(self, at: int, share: Decimal | None) -> Space:
        """The completions of a day with the holder at a share, or as given."""
        space = self.spaces[at]
        if share is None:
            return space
        key = self.same[at], share
        if key not in self._shares:
            kind = _rest(self.profile)
            owners = [Owner(jurisdiction=HOME, kind=kind, share=ALL - share)]
            if share:
                changes = {"share": share, "owners": None}
                owners.insert(0, self.holder.model_copy(update=changes))
            profile = self.profile.model_copy(update={"owners": owners})
            held = ownership(profile)
            self._shares[key] = space.changed(space.axes._replace(owners=held))
        return self._shares[key]
