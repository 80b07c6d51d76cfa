"""What the engine can tell apart about one service: the signature of a question.

The axes of a space are independent, and the engine judges nothing but their bits. So
each axis is turned into bits once for each of its values; questions with the same bits
on every axis, and with the same duties and doubts about places, have the same verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

from vatscheck.engine.assess import judged_as
from vatscheck.engine.axes import LEGAL_FORM, Axes, contents, places, server_places
from vatscheck.engine.caveats import edges, lowest
from vatscheck.engine.dossier import Dossier, coverage, dossier, in_mainland
from vatscheck.engine.duties import limiting, with_duties
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.ready import rules_on
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED
from vatscheck.law.duties import Applicant, Test
from vatscheck.portfolio.store import Store
from vatscheck.portfolio.tables import Company, Whole
from vatscheck.profile.models import Profile, ServiceEntry

APPLICANTS: tuple[Applicant, ...] = ("domestic", "foreign", "pilot")
KEPT = 16_384
"""How many values of each axis of a service are kept."""
CODES = 65_536
"""How many values have a number, of all services together."""
FOREIGN = "ownership.foreign"


class Question(NamedTuple):
    """One service of a company, by the classes of the company's tables."""

    entry: ServiceEntry
    company: Company

    @property
    def servers(self) -> tuple[str, ...] | None:
        """Where the facilities of the service stand, as place ids; none = left out."""
        return tuple(self.entry.servers or self.company.sited.places or ()) or None

    def profile(self) -> Profile:
        """Return a company of these classes; what no rule reads of it is made up."""
        company = self.company
        sited, done = company.sited.places, company.done.ids
        return BARE.model_copy(
            update={
                "registration": company.registered.model,
                "servers": BARE.servers.model_copy(
                    update={"places": None if sited is None else list(sited)}
                ),
                "owners": company.whole.ownership.stated,
                "services": list(company.wanted.entries),
                "products": list(company.wanted.products),
                "facts": company.stated.model,
                "tasks": [TASK.model_copy(update={"id": id}) for id in sorted(done)],
            }
        )


BARE = Profile.model_validate(
    {"schema": 1, "name": "-", "tasks": [{"id": "-", "done": True}]}
)
TASK = BARE.tasks[0]
BLANK = Axes((), (), Ownership(None, None, None), (), (), LEGAL_FORM, BARE.facts)


class Sites(NamedTuple):
    """Where company and facilities may stand, and the bits of each pair of points.

    `doubts` are how sure the edges of the routes' areas are there.
    """

    registered: tuple[int, ...]
    servers: tuple[int, ...]
    known: dict[str, Any]
    code: int
    doubts: int


class Duties(NamedTuple):
    """Whether no duty that limits is open, and those that are, by kind of applicant."""

    ready: bool
    limits: tuple[tuple[str, ...], ...]
    code: int


class Signature(NamedTuple):
    """All that the verdict on a service hangs on: the number of each value."""

    sites: int
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

    def signature(self, asked: Question) -> tuple[Signature, Axes, Sites]:
        """Return the signature of a question, its axes, and where it is about."""
        entry, rules = asked.entry, self.rules
        sites = self._sites(asked)
        content = contents(entry, rules.kinds)
        axes = Axes(
            sites.registered,
            sites.servers,
            asked.company.whole.ownership,
            content,
            tuple(entry.serves or ()),
            asked.company.registered.model.legal_form or LEGAL_FORM,
            asked.company.stated.model,
            asked.company.registered.model.market,
        )
        duties = self.duties(asked, axes)
        constants = axes.legal_form, axes.serves
        found = Signature(
            sites.code,
            sites.doubts,
            self._owners(asked.company.whole),
            self._code(content),
            self._facts(asked, axes),
            self._once("constants", constants, lambda: rules.of_constants(axes) + 1),
            duties.code,
        )
        return found, axes._replace(ready=lambda: duties.ready), sites

    # --- one axis each ---------------------------------------------------------------

    def _sites(self, asked: Question) -> Sites:
        serves = asked.entry.serves
        told = None if serves is None else tuple(serves)
        key = asked.company.registered.model.place, asked.servers, told
        found: Sites = self._once("sites", key, lambda: self._found(*key))
        return found

    def _found(
        self,
        place: str | None,
        servers: tuple[str, ...] | None,
        serves: tuple[str, ...] | None,
    ) -> Sites:
        registered = places(self.atlas, place)
        sited = server_places(self.atlas, servers)
        axes = BLANK._replace(registered=registered, servers=sited, serves=serves or ())
        space = Space(self.rules, axes)
        kept = {"registered": space.registered, "servers": space.servers}
        kept["by_place"] = space.by_place  # type: ignore[assignment]
        named = [name for name in (place, *(servers or ())) if name]
        doubts = tuple(
            lowest(e.confidence for e in edges(self.atlas, area, registered, named))
            for area in self._areas
        )
        code = self._code(frozenset(space.by_place.items()))
        return Sites(registered, sited, kept, code, self._code(doubts))

    @cached_property
    def _areas(self) -> tuple[str, ...]:
        every = (way.rule.route.area for way in self.rules.ways)
        return tuple(dict.fromkeys(area for area in every if area))

    def _owners(self, whole: Whole) -> int:
        """The bits of the checks on owners, and which can hold, and fail, by themselves."""
        key = self.rules.asked
        found = whole.bits.get(key)
        if found is None:
            owners = whole.ownership
            bits = frozenset(self.rules.of_owners(owners))
            alone = tuple(owners.possible(c) for _, c in self.rules.on_owners)
            foreign = owners.extent(FOREIGN)[1] > 0
            found = whole.bits[key] = self._code((bits, alone, foreign))
        return found

    def _facts(self, asked: Question, axes: Axes) -> int:
        key = asked.company.stated, axes.market, axes.owners.ten_largest
        found: int = self._once("facts", key, lambda: self._code(self._of_facts(axes)))
        return found

    def _of_facts(self, axes: Axes) -> Hashable:
        """The bits of every value of the facts that rules read, and whether one is stated."""
        found = ((fact, axes.fact(fact)) for fact in self.rules.on_facts)
        return tuple(
            (stated is None, *(bits for _, bits in self.rules.of_fact(fact, stated)))
            for fact, stated in found
        )

    @cached_property
    def reach(self) -> tuple[int, frozenset[str]]:
        """The bits of places that can matter, and the places in doubt at their edges.

        Points that are alike in them, and named places that lie in the same of these
        edges, are one to every rule of the service.
        """
        bits, edges = self.rules.relevant, set()
        for area in self._areas:
            bits |= self.atlas.parts_of(area)
            for bit, part in self.atlas.parts.items():
                if bit & self.atlas.parts_of(area):
                    members = self.atlas.members_of(part)
                    edges |= {m.place for m in members if m.question}
        return bits, frozenset(edges)

    # --- what limits -------------------------------------------------------------------

    def duties(self, asked: Question, axes: Axes) -> Duties:
        """Return what is open of the duties that limit."""
        entry, model, reads = asked.entry, asked.company.registered.model, self.reads
        key = (
            *(asked.company.registered.cell, model.legal_form, model.listed),
            *(asked.company.stated, asked.company.done, asked.company.wanted.products),
            model.place if "place" in reads else None,
            asked.company.whole if "ownership" in reads else None,
            in_mainland(self.law, asked.servers),
            coverage(self.law, entry.serves),
            None if entry.content is None else tuple(entry.content),
        )
        found: Duties = self._once("duties", key, lambda: self._duties(asked, axes))
        return found

    @cached_property
    def reads(self) -> frozenset[str]:
        """The tables on which the duties that limit hang."""
        placed = any(test.op in PLACED for test in self._tests)
        tables = {test.fact.partition(".")[0] for test in self._tests}
        return frozenset(tables | ({"place"} if placed else set()))

    @cached_property
    def owned(self) -> tuple[Test, ...]:
        """What the duties that limit ask about the owners."""
        tests = (test for test in self._tests if test.fact.startswith("ownership."))
        return tuple(tests)

    @cached_property
    def _tests(self) -> list[Test]:
        limits = [duty for duty in self.law.duties.values() if duty.limits]
        return [t for d in limits for some in (*d.when, *d.met) for t in some]

    def _duties(self, asked: Question, axes: Axes) -> Duties:
        day, profile = self.atlas.day, asked.profile()
        about = self.dossier(asked, profile)
        ready = with_duties(self.rules, profile, asked.entry, axes).ready()
        limits = (limiting(self.law, day, about, who) for who in APPLICANTS)
        ids = tuple(tuple(item.duty.id for item in items) for items in limits)
        return Duties(ready, ids, self._code((ready, ids)))

    def dossier(self, asked: Question, profile: Profile) -> Dossier:
        """Return the facts of a question as duties ask for them."""
        owners = asked.company.whole.ownership
        return dossier(self.atlas, profile, asked.entry, self.service, owners)

    # --- what is kept ---------------------------------------------------------------------

    def _once(self, kind: str, key: Hashable, make: Callable[[], Any]) -> Any:
        store = self._kept.setdefault(kind, Store(KEPT))
        found = store.get(key)
        return store.put(key, make()) if found is None else found
