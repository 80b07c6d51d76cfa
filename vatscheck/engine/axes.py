"""What a profile says about one service, as a few axes of alternatives.

Each axis lists every value that the profile leaves possible: one value where it is
certain. A completion picks one value on each axis; the engine judges completions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.work import WORK
from vatscheck.law.atlas import Atlas
from vatscheck.profile.models import Facts, Owner, Profile, ServiceEntry
from vatscheck.profile.ten_largest import FACT as TEN_LARGEST

MARKET = "registration.market"
"""The market of a listing: read like a fact of `[facts]`, and left out open like one."""
NO_CONTENT = "none"
"""The content kind that says: nothing that needs a permit."""
LEGAL_FORM = "company"
"""How a left-out legal form is read."""


def always() -> bool:
    """Return that nothing is known to be open."""
    return True


class Axes(NamedTuple):
    """The alternatives for one service of one profile on one day.

    `ready` says, when it is asked, whether no duty that limits is known to be open.
    """

    registered: tuple[int, ...]
    servers: tuple[int, ...]
    owners: Ownership
    content: tuple[frozenset[str], ...]
    serves: tuple[str, ...]
    legal_form: str
    facts: Facts
    market: str | None = None
    ready: Callable[[], bool] = always

    def fact(self, fact: str) -> Any:
        """Return what is known of a fact of `[facts]` or the market, none if nothing is.

        What the owners show of the ten largest holders goes before what is said of them.
        """
        if fact == MARKET:
            return self.market
        name = fact.partition(".")[2]
        if name == TEN_LARGEST and self.owners.ten_largest:
            return self.owners.ten_largest
        return self.facts.get(name)


def places(atlas: Atlas, place: str | None) -> tuple[int, ...]:
    """Return the points that a registered place may be; none given = any in the mainland."""
    points = atlas.everywhere if place is None else atlas.points(place)
    return tuple(sorted(points))


def server_places(atlas: Atlas, names: Sequence[str] | None) -> tuple[int, ...]:
    """Return what all facilities together may lie in; none given = any in the mainland."""
    if names is None:
        return tuple(sorted(atlas.everywhere))
    together = {-1}
    for name in names:
        points = atlas.points(name)
        together = {all_ & point for all_ in together for point in points}
    return tuple(sorted(together))


class Kept:
    """The ownerships made last: services share theirs, and so do like companies.

    `room` = so many holders, and ownerships, are remembered together.
    """

    def __init__(self, room: int) -> None:
        self._room, self._size = room, 0
        self._found: dict[object, Ownership] = {}

    def get(self, key: object, made: Callable[[], Ownership]) -> Ownership:
        """Return what is remembered under a key; if nothing is, it is made."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = made()
            self._size += 1 + len(found.owners)
            while self._size > self._room and len(self._found) > 1:
                oldest = self._found.pop(next(iter(self._found)))
                self._size -= 1 + len(oldest.owners)
        return found


_kept = Kept(1000)


def ownership(profile: Profile) -> Ownership:
    """Return what a profile says of its owners, the same for all of its services."""
    return held_by(profile.owners, profile.registration.listed, profile.facts.counting)


def held_by(
    owners: Sequence[Owner] | None,
    listed: bool | None,
    counting: str | None,
    allowed: int = WORK,
) -> Ownership:
    """Return what is said of some owners, of the listing, and of how shares count.

    `allowed` = the work that their open facts may take.
    """
    key = _said(owners), listed, counting, allowed
    return _kept.get(key, lambda: Ownership(owners, listed, counting, allowed))


def _said(owners: Sequence[Owner] | None) -> object:
    """Everything that is said of some owners but their names."""
    if owners is None:
        return None
    return tuple(
        (
            owner.jurisdiction,
            owner.share if isinstance(owner.share, Decimal) else owner.bounds,
            owner.share is None,
            owner.kind,
            owner.service_supplier,
            owner.track_record,
            _said(owner.owners),
        )
        for owner in owners
    )


def contents(
    entry: ServiceEntry, kinds: frozenset[str] | None
) -> tuple[frozenset[str], ...]:
    """Return the content that the service may carry; left out = none, or any one kind.

    `kinds` are those that rules name, none where no rule on content applies.
    """
    if kinds is None:
        return (frozenset(),)
    if entry.content is not None:
        return (frozenset(entry.content) - {NO_CONTENT},)
    return (frozenset(), *(frozenset({kind}) for kind in sorted(kinds)))


def axes(
    profile: Profile, entry: ServiceEntry, atlas: Atlas, kinds: frozenset[str] | None
) -> Axes:
    """Return the alternatives that a profile leaves for one of its services."""
    return Axes(
        registered=places(atlas, profile.registration.place),
        servers=server_places(atlas, entry.servers or profile.servers.places),
        owners=ownership(profile),
        content=contents(entry, kinds),
        serves=tuple(entry.serves or ()),
        legal_form=profile.registration.legal_form or LEGAL_FORM,
        facts=profile.facts,
        market=profile.registration.market,
    )
