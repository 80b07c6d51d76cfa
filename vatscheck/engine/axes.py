"""What a profile says about one service, as a few axes of alternatives.

Each axis lists every value that the profile leaves possible: one value where it is
certain. A completion picks one value on each axis; the engine judges completions.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine.filling import holdings
from vatscheck.engine.holdings import Holding
from vatscheck.law.atlas import Atlas
from vatscheck.profile.models import Facts, Profile, ServiceEntry

NO_CONTENT = "none"
"""The content kind that says: nothing that needs a permit."""


LEGAL_FORM = "company"
"""How a left-out legal form is read."""


class Stake(NamedTuple):
    """A holding read in one of the two ways of counting foreign shares."""

    holding: Holding
    counting: str
    asked: bool

    @property
    def foreign(self) -> Decimal:
        """The total foreign share in percent."""
        by_control = self.counting == "control"
        return self.holding.control if by_control else self.holding.product

    @property
    def listed_foreign(self) -> Decimal:
        """The foreign share of the listed company itself in percent."""
        return self.holding.parent[self.counting == "control"]

    def read(self, fact: str, homes: Iterable[str] = ()) -> Any:
        """Return the quantity that a check on owners reads.

        `homes` are the jurisdictions whose certified suppliers count as such.
        """
        if fact in ("ownership.foreign", "ownership.listed_foreign"):
            return getattr(self, fact.rpartition(".")[2])
        if fact in ("ownership.supplier", "ownership.other_foreign"):
            suppliers = dict(self.holding.suppliers)
            supplied = sum((suppliers[home] for home in homes), Decimal(0))
            return supplied if fact.endswith("supplier") else self.foreign - supplied
        return getattr(self.holding, fact.rpartition(".")[2])


class Reads(NamedTuple):
    """What the rules for a service read of a profile's owners and content."""

    cuts: frozenset[Decimal]
    state: bool
    listed: bool
    content: bool
    kinds: frozenset[str]


NOTHING = Reads(frozenset(), False, False, False, frozenset())
"""What is read of owners where no rule asks: only the foreign share itself."""


class Axes(NamedTuple):
    """The alternatives for one service of one profile on one day.

    `ready` false = a duty that limits is known to be open.
    """

    registered: tuple[int, ...]
    servers: tuple[int, ...]
    stakes: tuple[Stake, ...]
    content: tuple[frozenset[str], ...]
    serves: tuple[str, ...]
    legal_form: str
    facts: Facts
    ready: bool = True


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


def stakes(profile: Profile, reads: Reads) -> tuple[Stake, ...]:
    """Return every holding in every way of counting that the profile leaves open."""
    listed = profile.registration.listed
    found = holdings(profile.owners, listed, reads.cuts, reads.state, reads.listed)
    result: list[Stake] = []
    for holding in found:
        if (holding.product, holding.parent[0]) == (holding.control, holding.parent[1]):
            result.append(Stake(holding, "product", False))
        elif profile.facts.counting:
            result.append(Stake(holding, profile.facts.counting, False))
        else:
            result += [Stake(holding, how, True) for how in ("product", "control")]
    return tuple(result)


def contents(entry: ServiceEntry, reads: Reads) -> tuple[frozenset[str], ...]:
    """Return the content that the service may carry; left out = none, or any one kind."""
    if not reads.content:
        return (frozenset(),)
    if entry.content is not None:
        return (frozenset(entry.content) - {NO_CONTENT},)
    return (frozenset(), *(frozenset({kind}) for kind in sorted(reads.kinds)))


def axes(profile: Profile, entry: ServiceEntry, atlas: Atlas, reads: Reads) -> Axes:
    """Return the alternatives that a profile leaves for one of its services."""
    return Axes(
        registered=places(atlas, profile.registration.place),
        servers=server_places(atlas, entry.servers or profile.servers.places),
        stakes=stakes(profile, reads),
        content=contents(entry, reads),
        serves=tuple(entry.serves or ()),
        legal_form=profile.registration.legal_form or LEGAL_FORM,
        facts=profile.facts,
    )
