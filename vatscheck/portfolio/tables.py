"""The tables of a profile, each checked and settled once for every value it has.

What rules read of a table is its class: two tables of one class are one object. Only
tables without a mistake have one; a row with a mistake is read as a whole profile is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from vatscheck.engine.caveats import of_owners
from vatscheck.engine.dossier import coverage
from vatscheck.engine.owners.cells import Ownership
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling
from vatscheck.portfolio.cuts import cell, cuts_of
from vatscheck.portfolio.frozen import thawed
from vatscheck.portfolio.holdings import DIGITS, Kind, flat, group, kind_of
from vatscheck.portfolio.register_classes import register
from vatscheck.portfolio.sites import Sited, Sites, Spot
from vatscheck.portfolio.store import Store
from vatscheck.profile.models import Facts, Owner, Profile, Registration, ServiceEntry
from vatscheck.profile.problems import ProfileError
from vatscheck.profile.ten_largest import FACT, NONE

C = TypeVar("C")
RAW = 8_192
"""How many tables are kept as they were written, of each kind."""
CLASSES = 16_384
"""How many classes are kept, of each kind."""
LISTED = "owners of a listed company"
"""The kind of table that owners are if the company is listed itself."""


@dataclass(eq=False, slots=True)
class Registered:
    """Registrations that no rule tells apart: `model` is one of them.

    `kind` is the number of all that is said but the place, `spot` the class of that;
    of the capital it is said where it lies among the amounts that rules name.
    """

    model: Registration
    kind: int
    spot: Spot


@dataclass(eq=False, slots=True)
class Stated:
    """What is said in `[facts]`; `crossed` = the owners may contradict it."""

    model: Facts
    crossed: bool


@dataclass(eq=False, slots=True)
class Held:
    """Owners, and what was read of them by fixed readings, as ids of assumptions.

    `group` is the class of a flat table, none where the table is a class of its own.
    """

    owners: list[Owner] | None
    group: object | None
    readings: frozenset[str]
    whole: dict[object, Whole] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Whole:
    """Owners with the listing and the way of counting; `bits` are kept by rules."""

    ownership: Ownership
    bits: dict[int | str, int] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Entry:
    """A service with its details; `sited` = it stands elsewhere than the company says.

    `serves` is none where it is left out; `coverage` is how duties read it.
    """

    model: ServiceEntry
    serves: tuple[str, ...] | None
    content: tuple[str, ...] | None
    sited: Sited | None
    coverage: str | None


@dataclass(eq=False, slots=True)
class Wanted:
    """The services that are asked about, opened and in order, and the products.

    `by_product` are services that a product opens; `for_others` is the place of the
    first service that is read as run for others, -1 = there is no such.
    """

    entries: tuple[Entry, ...]
    products: tuple[str, ...]
    by_product: frozenset[str]
    for_others: int


@dataclass(eq=False, slots=True)
class Done:
    """The items of the checklist that are done."""

    ids: frozenset[str]


class Company(NamedTuple):
    """A company by the classes of its tables, whatever services it asks about."""

    registered: Registered
    sited: Sited
    whole: Whole
    stated: Stated
    done: Done
    readings: frozenset[str]


class Tables:
    """The tables seen so far, under the law of a day."""

    def __init__(self, law: Law, day: str, names: Names) -> None:
        self.law, self.names = law, names
        self.cuts, self.sites = cuts_of(law, day), Sites(law, day)
        self._classes: dict[str, Store[Any]] = {}
        self._kinds: Store[Kind | Literal[False]] = Store(CLASSES)
        self._flat: Store[Held] = Store(CLASSES)
        self._kinds_said: dict[Hashable, int] = {}

    # --- from a value as it was written -------------------------------------------

    def learnt(self, table: str, value: Any) -> Any | None:
        """Return the class of a table as it was written, none if it has a mistake.

        `table` is a key of a profile; `value` is frozen. For services it is a pair with
        the products.
        """
        try:
            raw = thawed(value)
        except ProfileError:
            return None
        owners = table in ("owners", LISTED)
        data = {"owners" if owners else table: raw} if raw is not None else {}
        profile = self._owners(data) if owners else self._checked(data)
        return None if profile is None else self.of(table, profile)

    def flat(self, owners: Any) -> Held | None:
        """Return the class of a flat table of owners as it was written, frozen.

        None = the table is not flat, or has to be looked at whole: each holder is
        looked at once whatever its share, and the sums decide.
        """
        kinds: list[Kind] = []
        shares: list[Decimal] = []
        try:
            for owner in owners:
                rest, share = _share(owner)
                kind = self._kinds.get(rest)
                if kind is None:
                    kind = self._kinds.put(rest, self._kind(rest))
                if kind is False:
                    return None
                kinds.append(kind)
                shares.append(share)
        except TypeError:  # lists in it: holders above a holder
            return None
        found = flat(kinds, shares, self.cuts)
        if found is None:
            return None
        held = self._flat.get(found)
        if held is None:
            held = self.learnt("owners", owners)
            if held is not None:
                self._flat.put(found, held)
        return held

    def _kind(self, rest: Any) -> Kind | Literal[False]:
        """What a holder is, by all that is said of it but its share and its name."""
        held = self.learnt(LISTED, [(*rest, ("share", b"100"))])
        if held is None:
            return False
        return kind_of(held.owners[0], self.cuts) or False

    def services(self, services: Any, products: Any) -> Wanted | None:
        """Return the class of services and products, none if there is a mistake."""
        try:
            raw = {"services": thawed(services), "products": thawed(products)}
        except ProfileError:
            return None
        data = {key: value for key, value in raw.items() if value is not None}
        profile = self._checked(data, asked=False)
        return None if profile is None else self.of_services(profile)

    def _checked(self, data: dict[str, Any], *, asked: bool = True) -> Profile | None:
        """A profile that says no more than one table, none if that has a mistake."""
        every: dict[str, Any] = {"schema": 1, "name": "-"}
        if asked:
            every["products"] = [next(iter(self.law.products))]
        every |= data
        try:
            Profile.model_validate(every)
            if Settling(self.names).settle(every):
                return None
            return Profile.model_validate(every)
        except (ValidationError, RecursionError):
            return None

    def _owners(self, data: dict[str, Any]) -> Profile | None:
        """The same for owners, in which there is no name to settle but homes."""
        try:
            profile = Profile.model_validate({"schema": 1, "name": "-"} | data)
        except (ValidationError, RecursionError):
            return None
        return profile if self._at_home(profile.owners or ()) else None

    def _at_home(self, owners: Iterable[Owner]) -> bool:
        """Whether every home that is named is one."""
        known: Mapping[str, Any] = self.law.jurisdictions
        return all(
            (owner.jurisdiction is None or owner.jurisdiction in known)
            and (not owner.owners or self._at_home(owner.owners))
            for owner in owners
        )

    # --- from a profile that is settled ----------------------------------------------

    def of(self, table: str, profile: Profile) -> Any:
        """Return the class of one table of a profile."""
        find: Mapping[str, Callable[[Profile], Any]] = {
            "registration": self.of_registration,
            "servers": self.of_servers,
            "owners": self.of_owners,
            LISTED: self.of_owners_of_listed,
            "facts": self.of_facts,
            "tasks": self.of_tasks,
            "waivers": self.of_tasks,
        }
        return find[table](profile)

    def of_registration(self, profile: Profile) -> Registered:
        """Return the class of the registration."""
        model = profile.registration
        capital = model.capital_cny
        at = None if capital is None else cell(capital, self.cuts.capital)
        said = model.model_dump(exclude={"capital_cny", "place"})
        kind = self._kinds_said.setdefault((at, *said.items()), len(self._kinds_said))
        spot = self.sites.spot(model.place)
        return self._class(
            "registration", (kind, spot), lambda: Registered(model, kind, spot)
        )

    def of_servers(self, profile: Profile) -> Sited:
        """Return the class of the facilities."""
        places = profile.servers.places
        return self.sites.sited(None if places is None else tuple(places))

    def of_owners(self, profile: Profile, *, listed: bool = False) -> Held:
        """Return what is read of the owners: of a flat table no more than its class.

        Of a `listed` company single holders are read.
        """
        owners = profile.owners
        readings = frozenset(found.id for found in of_owners(owners))
        found = None
        if not listed:
            found = group(owners, self.cuts) or register(owners, self.cuts)
        if found is None:
            return Held(owners, None, readings)
        key = found, readings
        return self._class("owners", key, lambda: Held(owners, found, readings))

    def of_owners_of_listed(self, profile: Profile) -> Held:
        """Return the owners of a listed company."""
        return self.of_owners(profile, listed=True)

    def of_facts(self, profile: Profile) -> Stated:
        """Return the class of what is said in `[facts]`."""
        facts = profile.facts
        said = {**facts.__dict__, **(facts.model_extra or {})}
        pairs = [(key, _hashable(v)) for key, v in said.items() if v is not None]
        crossed = facts.get(FACT) == NONE
        return self._class(
            "facts", tuple(sorted(pairs)), lambda: Stated(facts, crossed)
        )

    def of_services(self, profile: Profile) -> Wanted:
        """Return the class of the services and products asked about."""
        entries = tuple(map(self._entry, profile.services))
        return self.of_entries(entries, tuple(profile.products))

    def _entry(self, model: ServiceEntry) -> Entry:
        """The class of one service with its details."""
        serves, content, servers = (
            None if found is None else tuple(found)
            for found in (model.serves, model.content, model.servers)
        )
        key = model.id, model.for_others, serves, content, servers

        def made() -> Entry:
            sited = None if servers is None else self.sites.sited(servers)
            reach = coverage(self.law, serves)
            return Entry(model, serves, content, sited, reach)

        return self._class("entries", key, made)

    def narrowed(self, wanted: Wanted, models: Sequence[ServiceEntry]) -> Wanted:
        """Return the class of other services; entries that are there already are kept."""
        known = {entry.model.id: entry for entry in wanted.entries}
        entries = (known.get(m.id) or self._entry(m) for m in models)
        return self.of_entries(tuple(entries), wanted.products)

    def of_entries(
        self, entries: tuple[Entry, ...], products: tuple[str, ...]
    ) -> Wanted:
        """Return the class of services and products that are named."""
        key = entries, products
        return self._class("services", key, lambda: self._wanted(entries, products))

    def _wanted(self, entries: tuple[Entry, ...], products: tuple[str, ...]) -> Wanted:
        opened = (id for name in products for id in self.law.products[name].services)
        by_product = frozenset(opened)
        first = (
            at
            for at, model in enumerate(entry.model for entry in entries)
            if model.for_others is None
            and self.law.services[model.id].below
            and model.id not in by_product
        )
        return Wanted(entries, products, by_product, next(first, -1))

    def of_tasks(self, profile: Profile) -> Done:
        """Return the class of the notes of the team: which items are done."""
        ids = frozenset(task.id for task in profile.tasks if task.done)
        return self._class("tasks", ids, lambda: Done(ids))

    def _class(self, table: str, key: Hashable, make: Callable[[], C]) -> C:
        store = self._classes.setdefault(table, Store(CLASSES))
        found: C | None = store.get(key)
        return store.put(key, make()) if found is None else found


def whole(held: Held, registered: Registered, stated: Stated) -> Whole:
    """Return owners as they are listed and counted; of a listed company those themselves."""
    listed, counting = registered.model.listed, stated.model.counting
    key = listed, counting
    if key not in held.whole:
        held.whole[key] = Whole(Ownership(held.owners, listed, counting))
    return held.whole[key]


def _share(owner: Any) -> tuple[Any, Decimal]:
    """A holder without name and share, and its share. Raises `TypeError` for any other."""
    rest, share, named = [], None, False
    for pair in owner:
        key, value = pair
        if key == "share" and share is None:
            share = value
        elif key == "name" and not named and value.__class__ is str:
            named = True
        else:
            rest.append(pair)
    if (
        share.__class__ is not bytes
        or len(share) > DIGITS
        or not PLAIN.issuperset(share)
    ):
        raise TypeError
    return tuple(rest), Decimal(share.decode())


PLAIN = frozenset(b"0123456789.")
"""The signs of a share that is written plainly."""


def _hashable(value: Any) -> Hashable:
    """The value of a fact with its type: `true` is no number."""
    return (type(value).__name__, tuple(value) if isinstance(value, list) else value)
