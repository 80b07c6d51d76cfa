"""What the engine can tell apart about one service: the signature of a question.

The axes of a space are independent, and the engine judges nothing but their bits. So
each axis is turned into bits once for each of its values; questions with the same bits
on every axis, and with the same duties and doubts about places, have the same verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple, TypeVar

from vatscheck.engine.assess import judged_as
from vatscheck.engine.axes import (
    LEGAL_FORM,
    Axes,
    always,
    contents,
    places,
    server_places,
)
from vatscheck.engine.caveats import edges, lowest
from vatscheck.engine.dossier import dossier
from vatscheck.engine.duties import limiting, with_duties
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.patches import Patch
from vatscheck.engine.ready import rules_on
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED
from vatscheck.law.duties import Applicant, Duty, Test
from vatscheck.portfolio.sites import Sited, Spot
from vatscheck.portfolio.store import Store
from vatscheck.portfolio.tables import Company, Entry, Wanted, Whole
from vatscheck.profile.models import Profile

APPLICANTS: tuple[Applicant, ...] = ("domestic", "foreign", "pilot")
KEPT = 16_384
"""How many values of each axis of a service are kept."""
CODES = 65_536
"""How many values have a number, of all services together."""
FOREIGN = "ownership.foreign"
OWN = "services.id"
"""The test of a duty that the service alone answers."""
V = TypeVar("V")


class Question(NamedTuple):
    """One service of a company, by the classes of the company's tables."""

    entry: Entry
    company: Company
    wanted: Wanted

    @property
    def sited(self) -> Sited:
        """Where the facilities of the service stand."""
        return self.entry.sited or self.company.sited

    @property
    def named(self) -> tuple[str, ...]:
        """The places that a company of these classes names for the service."""
        every = (self.company.registered.spot.place, *(self.sited.places or ()))
        return tuple(place for place in every if place)

    def profile(self) -> Profile:
        """Return a company of these classes; what no rule reads of it is made up."""
        return profile_of(self.company, self.wanted)

    def patch(self) -> Patch:
        """Return the profile with the service, nothing changed in it."""
        entries = tuple(entry.model for entry in self.wanted.entries)
        return Patch(self.profile(), self.entry.model, entries)


def profile_of(company: Company, wanted: Wanted) -> Profile:
    """Return a company of some classes; what no rule reads of it is made up."""
    sited, done = company.sited.places, company.done.ids
    places = {"places": None if sited is None else list(sited)}
    return BARE.model_copy(
        update={
            "registration": company.registered.model,
            "servers": BARE.servers.model_copy(update=places),
            "owners": company.whole.ownership.stated,
            "services": [entry.model for entry in wanted.entries],
            "products": list(wanted.products),
            "facts": company.stated.model,
            "tasks": [TASK.model_copy(update={"id": id}) for id in sorted(done)],
        }
    )


BARE = Profile.model_validate(
    {"schema": 1, "name": "-", "tasks": [{"id": "-", "done": True}]}
)
TASK = BARE.tasks[0]
BLANK = Axes((), (), Ownership(None, None, None), (), (), LEGAL_FORM, BARE.facts)


class Places(NamedTuple):
    """Where company and facilities may stand, and the bits of each pair of points.

    `code` tells the bits apart, `apart` also of which points they are; `doubts` how
    sure the edges of the routes' areas are there.
    """

    registered: tuple[int, ...]
    servers: tuple[int, ...]
    known: dict[str, Any]
    code: int
    apart: int
    doubts: int


class Duties(NamedTuple):
    """Whether no duty that limits is open, and those that are, by kind of applicant."""

    ready: bool
    limits: tuple[tuple[str, ...], ...]
    code: int


class Signature(NamedTuple):
    """All that the verdict on a service hangs on: the number of each value."""

    places: int
    doubts: int
    owners: int
    content: int
    facts: int
    constants: int
    duties: int


class Codes:
    """A number for every value: equal values have one, and no other ever has it."""

    def __init__(self) -> None:
        self._known: Store[int] = Store(CODES)
        self._numbers = count(1)

    def of(self, value: Hashable) -> int:
        """Return the number of a value; one that was forgotten gets a new one."""
        found = self._known.get(value)
        return self._known.put(value, next(self._numbers)) if found is None else found


class Bench:
    """One service under the rules of a day: its axes as bits, each value once.

    `codes` are shared by all services: those with the same checks on owners share bits.
    """

    def __init__(self, law: Law, day: str, service: str, codes: Codes) -> None:
        self.law, self.atlas = law, atlas_on(law, day)
        self.service = law.services[service]
        self.rules = rules_on(law, day, judged_as(law, day, self.service))
        self._kept: dict[str, Store[Any]] = {}
        self._code = codes.of

    def signature(self, asked: Question) -> Signature:
        """Return the signature of a question."""
        entry, company = asked.entry, asked.company
        model = company.registered.model
        places = self.places(asked)
        constants = entry, model.legal_form
        return Signature(
            places.code,
            places.doubts,
            self._owners(company.whole),
            self._once("content", entry.content, lambda: self._content(asked)),
            self._facts(asked),
            self._once("constants", constants, lambda: self._constants(asked)),
            self.duties(asked).code,
        )

    def axes(self, asked: Question) -> Axes:
        """Return what a question says about the service, as alternatives."""
        entry, company = asked.entry, asked.company
        model, found = company.registered.model, self.places(asked)
        return Axes(
            found.registered,
            found.servers,
            company.whole.ownership,
            contents(entry.model, self.rules.kinds),
            entry.serves or (),
            model.legal_form or LEGAL_FORM,
            company.stated.model,
            model.market,
            lambda: self.duties(asked).ready,
        )

    # --- one axis each ---------------------------------------------------------------

    def places(self, asked: Question) -> Places:
        """Return where company and facilities may stand, and the bits of that."""
        spot, sited, serves = (
            asked.company.registered.spot,
            asked.sited,
            asked.entry.serves,
        )
        key = spot, sited, serves
        return self._once("sites", key, lambda: self._sites(spot, sited, serves))

    def _sites(
        self, spot: Spot, sited: Sited, serves: tuple[str, ...] | None
    ) -> Places:
        registered = self._once("spots", spot, lambda: self._points(spot))
        servers = self._once("sited", sited, lambda: self._points(sited))
        key = registered[1], servers[1], serves
        known = self._once(
            "places", key, lambda: self._found(registered[0], servers[0], serves)
        )
        named = spot, spot.named | sited.named
        doubts = self._once("doubts", named, lambda: self._doubts(*named))
        return known._replace(registered=registered[0], doubts=doubts)

    def _points(self, at: Spot | Sited) -> tuple[tuple[int, ...], int]:
        """The points of a class of places, and the number of those that rules tell apart."""
        if isinstance(at, Spot):
            found = places(self.atlas, at.place)
        else:
            found = server_places(self.atlas, at.places)
        relevant = self.rules.relevant
        return found, self._code(frozenset(point & relevant for point in found))

    def _found(
        self,
        registered: tuple[int, ...],
        servers: tuple[int, ...],
        serves: tuple[str, ...] | None,
    ) -> Places:
        axes = BLANK._replace(
            registered=registered, servers=servers, serves=serves or ()
        )
        space = Space(self.rules, axes)
        bits = space.by_place
        known = {
            "registered": space.registered,
            "servers": space.servers,
            "by_place": bits,
        }
        code = self._code(frozenset(bits.values()))
        apart = self._code(frozenset(bits.items()))
        return Places(registered, servers, known, code, apart, 0)

    def _doubts(self, spot: Spot, named: frozenset[str]) -> int:
        """How sure the edges of the areas of the routes are at an address."""
        registered = places(self.atlas, spot.place)
        areas = ((a, edges(self.atlas, a, registered, named)) for a in self._areas)
        return self._code(
            tuple(lowest(edge.confidence for edge in every) for _, every in areas)
        )

    @cached_property
    def _areas(self) -> tuple[str, ...]:
        every = (way.rule.route.area for way in self.rules.ways)
        return tuple(dict.fromkeys(area for area in every if area))

    def _owners(self, whole: Whole) -> int:
        """The bits of the checks on owners, and which can hold, and fail, by themselves."""
        found = whole.bits.get(self._checks)
        if found is None:
            owners = whole.ownership
            bits = frozenset(self.rules.of_owners(owners))
            alone = tuple(owners.possible(c) for _, c in self.rules.on_owners)
            foreign = owners.extent(FOREIGN)[1] > 0
            found = self._code((bits, alone, foreign))
            whole.bits[self._checks] = found
        return found

    @cached_property
    def _checks(self) -> int:
        """The number of the checks on owners, which other services may share."""
        return self._code(self.rules.asked)

    def _content(self, asked: Question) -> int:
        every = contents(asked.entry.model, self.rules.kinds)
        return self._code(frozenset(map(self.rules.of_content, every)))

    def _constants(self, asked: Question) -> int:
        return self._code(("constants", self.rules.of_constants(self.axes(asked))))

    def _facts(self, asked: Question) -> int:
        company = asked.company
        market = company.registered.model.market
        key = company.stated, market, company.whole.ownership.ten_largest
        return self._once("facts", key, lambda: self._code(self._of_facts(asked)))

    def _of_facts(self, asked: Question) -> Hashable:
        """The bits of every value of the facts that rules read, and whether one is stated."""
        axes = self.axes(asked)
        found = ((fact, axes.fact(fact)) for fact in self.rules.on_facts)
        return tuple(
            (stated is None, *(bits for _, bits in self.rules.of_fact(fact, stated)))
            for fact, stated in found
        )

    # --- what limits -------------------------------------------------------------------

    def duties(self, asked: Question) -> Duties:
        """Return what is open of the duties that limit."""
        entry, company = asked.entry, asked.company
        registered = company.registered
        key = (
            registered if self.placed else registered.kind,
            *(company.stated, company.done, asked.wanted.products),
            self.shares(company.whole),
            *(asked.sited.mainland, entry.coverage, entry.content),
        )
        return self._once("duties", key, lambda: self._duties(asked))

    @cached_property
    def reach(self) -> tuple[int, frozenset[str]]:
        """The bits of places that can matter, and the places in doubt at their edges.

        Points that are alike in them, and named places that lie in the same of these
        edges, are one to every rule of the service.
        """
        bits, found = self.rules.relevant, set()
        for area in self._areas:
            bits |= self.atlas.parts_of(area)
            for bit, part in self.atlas.parts.items():
                if bit & self.atlas.parts_of(area):
                    members = self.atlas.members_of(part)
                    found |= {m.place for m in members if m.question}
        return bits, frozenset(found)

    @cached_property
    def _limits(self) -> tuple[Duty, ...]:
        """The duties that limit, and that can apply to the service."""
        id = self.service.id
        return tuple(
            duty
            for duty in self.law.duties.values()
            if duty.limits
            and (not duty.services or duty.stated or id in duty.services)
            and not any(self._never(some) for some in duty.when)
        )

    def _never(self, some: Any) -> bool:
        """Whether of some tests, all on which service it is, none holds for this one."""
        ids = {self.service.id, self.rules.service.id}
        return all(
            test.fact == OWN
            and all((id in test.value) != (test.op == "any_of") for id in ids)
            for test in some
        )

    @cached_property
    def _tests(self) -> tuple[Test, ...]:
        """The questions of the duties that limit."""
        every = (some for duty in self._limits for some in (*duty.when, *duty.met))
        return tuple(test for some in every for test in some)

    @cached_property
    def placed(self) -> bool:
        """Whether the duties that limit ask where the company is registered."""
        return any(test.op in PLACED for test in self._tests)

    def shares(self, whole: Whole) -> int:
        """Return how the tests on shares come out that the duties that limit ask."""
        if not self._on_shares:
            return 0
        key = self.service.id
        found = whole.bits.get(key)
        if found is None:
            about = dossier(self.atlas, BARE, None, self.service, whole.ownership)
            found = self._code(tuple(about.test(test) for test in self._on_shares))
            whole.bits[key] = found
        return found

    @cached_property
    def _on_shares(self) -> tuple[Test, ...]:
        tests = (test for test in self._tests if test.fact.startswith("ownership."))
        return tuple(tests)

    def _duties(self, asked: Question) -> Duties:
        day, profile, model = self.atlas.day, asked.profile(), asked.entry.model
        owners = asked.company.whole.ownership
        about = dossier(self.atlas, profile, model, self.service, owners)
        axes = self.axes(asked)._replace(ready=always)
        ready = with_duties(self.rules, profile, model, axes).ready()
        limits = (limiting(self._limits, day, about, who) for who in APPLICANTS)
        ids = tuple(tuple(item.duty.id for item in items) for items in limits)
        return Duties(ready, ids, self._code((ready, ids)))

    # --- what is kept ---------------------------------------------------------------------

    def _once(self, kind: str, key: Hashable, make: Callable[[], V]) -> V:
        store: Store[V] = self._kept.setdefault(kind, Store(KEPT))
        found = store.get(key)
        return store.put(key, make()) if found is None else found
