"""The rules for one service on one day, ready to judge any completion of a profile.

Every check becomes one bit. A completion is the set of bits of the checks that hold;
a route is met when its bits are all there and no prohibition that it does not
override is complete. This is the only place where a check is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from vatscheck.engine.axes import MARKET, Axes
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.openness import open_facts
from vatscheck.engine.owners.search import Check as OwnerCheck
from vatscheck.engine.owners.search import TooOpenError, Witness
from vatscheck.engine.reach import reaches
from vatscheck.engine.values import SILENCE, possible
from vatscheck.engine.ways import (
    RANKS,
    READY,
    Atom,
    Verdict,
    Way,
    preference,
)
from vatscheck.law.atlas import MAINLAND, Atlas
from vatscheck.law.book import Law
from vatscheck.law.comparison import SHARES, holds
from vatscheck.law.duties import Duty
from vatscheck.law.evidence import SETTLED
from vatscheck.law.models import InForce, Prohibition, Use, in_force
from vatscheck.law.offers import Service

PLACES = ("within", "outside", "beside")
"""The operators on places."""
OWNERS, FACTS = ("ownership.", "registration.listed"), ("facts.", MARKET)
"""How the names of facts on owners, and of those read one by one, begin."""


def _key(use: Use, reach: tuple[str, ...]) -> tuple[Any, ...]:
    wanted = tuple(use.value) if isinstance(use.value, list) else use.value
    return use.check, wanted, tuple(use.of), reach


class Rules:
    """The law for one service on one day as bits over the facts of a profile."""

    def __init__(self, law: Law, atlas: Atlas, service: Service) -> None:
        self.law, self.atlas, self.service = law, atlas, service
        self.atoms: list[Atom] = []
        self._index: dict[tuple[Any, ...], int] = {}
        self._verdicts: dict[int, Verdict] = {}
        day = atlas.day
        bans = [
            (self._all(law.barring(ban, day), ()), ban)
            for ban in law.prohibitions_on(day, service.id)
        ]
        self.ways = sorted(
            (self._way(rule, bans, day) for rule in law.routes_on(day, service.id)),
            key=preference,
        )

    def _way(
        self, rule: InForce, bans: Sequence[tuple[int, Prohibition]], day: str
    ) -> Way:
        reach = tuple(rule.version.reach)
        conditions = self.law.conditions_on(day, self.service.id, rule)
        settled = rule.route.evidence.confidence in SETTLED
        return Way(
            rule=rule,
            needs=self._all(rule.version.when, reach),
            atoms=tuple(self.atom(use, reach) for use in rule.version.when),
            defeats=tuple(b for b in bans if b[1].id not in rule.route.overrides),
            conditions=tuple((self._all(c.when, reach), c) for c in conditions),
            plain=settled and rule.route.kind in ("domestic", "national"),
        )

    def atom(self, use: Use, reach: tuple[str, ...] = ()) -> Atom:
        """Return a check with its bit; the same question of two rules has one bit."""
        check = self.law.checks[use.check]
        far = reach if check.op == "reach" else ()
        at = self._index.setdefault(_key(use, far), len(self.atoms))
        atom = Atom(READY << 1 + at, check, use, far)
        if at == len(self.atoms):
            self.atoms.append(atom)
        return atom

    def _all(self, uses: Iterable[Use], reach: tuple[str, ...]) -> int:
        bits = 0
        for use in uses:
            bits |= self.atom(use, reach).bit
        return bits

    @cached_property
    def on_owners(self) -> tuple[tuple[Atom, OwnerCheck], ...]:
        """The checks on owners, in an order that services with the same ones share."""
        found = ((atom, _on_owners(atom)) for atom in self.atoms if _is_on_owners(atom))
        return tuple(sorted(found, key=lambda pair: str(pair[1])))

    @cached_property
    def cuts(self) -> frozenset[Decimal]:
        """The percentages that checks on owners compare with."""
        ops = (check for _, check in self.on_owners if check.op in SHARES)
        return frozenset(Decimal(check.value) for check in ops)

    @cached_property
    def state_read(self) -> bool:
        """Whether some check reads what Chinese state holders have."""
        return any(check.quantity == "state" for _, check in self.on_owners)

    @cached_property
    def kinds(self) -> frozenset[str] | None:
        """The kinds of content that rules name, none where rules on content do not apply."""
        if not self.service.content:
            return None
        named = (a.use.value for a in self.atoms if a.check.fact == "services.content")
        return frozenset(kind for kinds in named for kind in kinds)

    @cached_property
    def on_facts(self) -> dict[str, list[Atom]]:
        """The checks on facts that are read one by one, by fact."""
        found: dict[str, list[Atom]] = {}
        for atom in self.atoms:
            if atom.check.fact.startswith(FACTS):
                found.setdefault(atom.check.fact, []).append(atom)
        return found

    @cached_property
    def limits(self) -> tuple[Duty, ...]:
        """The duties that, known to be open, keep an answer from being plain."""
        return tuple(
            duty
            for duty in self.law.duties.values()
            if duty.limits
            and in_force(duty, self.atlas.day)
            and (not duty.services or duty.stated or self.service.id in duty.services)
        )

    @cached_property
    def limited_by(self) -> frozenset[str]:
        """The keys of a profile on which the duties that limit may hang."""
        read = {test.fact for duty in self.limits for test in duty.tests}
        keys = {
            "services.coverage": "services.serves",
            "ownership.foreign": "owners",
            "servers.mainland": "servers.places",
        }
        return frozenset(keys.get(fact, fact) for fact in read)

    @cached_property
    def relevant(self) -> int:
        """The bits of the areas that some check asks about."""
        areas: set[str] = set()
        for atom in self.atoms:
            if atom.check.op in PLACES:
                areas.add(atom.use.value)
            areas |= {limit.partition(":")[2] for limit in atom.reach} - {""}
        bits = MAINLAND
        for area in areas:
            bits |= self.atlas.area(area) | self.atlas.parts_of(area)
        return bits

    # --- one check -----------------------------------------------------------

    def of_places(self, registered: int, servers: int, axes: Axes) -> int:
        """Return the bits of the checks on places and reach that hold at two points."""
        bits = 0
        for atom in self.atoms:
            fact, op = atom.check.fact, atom.check.op
            if op == "reach":
                holds = reaches(self.atlas, atom.reach, axes.serves, registered)
            elif op == "beside":
                parts = self.atlas.parts_of(atom.use.value)
                holds = bool(registered & servers & parts)
            elif op in ("within", "outside"):
                point = servers if fact == "servers.places" else registered
                area = self.atlas.area(atom.use.value)
                holds = bool(point & area) == (op == "within")
            else:
                continue
            bits |= atom.bit * (holds)
        return bits

    def masks(self) -> Iterator[int]:
        """Yield the checks that count only all together: of routes, bans, conditions."""
        for way in self.ways:
            yield way.needs
            yield from (way.needs | mask for mask, _ in way.defeats)
            for mask, condition in way.conditions:
                if condition.effect == "condition":
                    yield way.needs | mask

    @cached_property
    def joined(self) -> frozenset[frozenset[OwnerCheck]]:
        """The checks on owners that count only all together, rule by rule."""
        return frozenset(
            frozenset(check for atom, check in self.on_owners if atom.bit & mask)
            for mask in self.masks()
        )

    def of_owners(self, owners: Ownership) -> dict[int, Witness]:
        """Return the bits of the checks on owners in every way that they can come out.

        A check of which every rule has failed by another one on owners stands as false.
        Raises `TooOpenError`, with the facts that would settle most, where that takes
        more work than is allowed.
        """
        if self.asked not in owners.kept:
            owners.kept[self.asked] = self._of_owners(owners)
        found: dict[int, Witness] = owners.kept[self.asked]
        return found

    @cached_property
    def asked(self) -> object:
        """What tells the checks on owners of these rules from those of others."""
        return tuple((atom.bit, check) for atom, check in self.on_owners), self.joined

    def _of_owners(self, owners: Ownership) -> dict[int, Witness]:
        atoms = [atom for atom, _ in self.on_owners]
        found: dict[int, Witness] = {}
        checks = (check for _, check in self.on_owners)
        try:
            reached = owners.reachable(checks, self.joined)
        except TooOpenError:
            raise TooOpenError(*open_facts(owners.owners)) from None
        for truths, witness in reached.items():
            bits = sum(a.bit for a, truth in zip(atoms, truths, strict=True) if truth)
            found.setdefault(bits, witness)
        return found

    def of_content(self, content: frozenset[str]) -> int:
        """Return the bits of the checks on content that hold."""
        bits = 0
        for atom in self.atoms:
            if atom.check.fact == "services.content":
                meets = not content.isdisjoint(atom.use.value)
                bits |= atom.bit * (meets == (atom.check.op == "any_of"))
        return bits

    def of_fact(self, fact: str, stated: Any) -> list[tuple[Any, int]]:
        """Return the values that a fact of `[facts]` may have, each with its bits.

        One that is left out may have any value; for a check whose record says what
        silence means it then has that one.
        """
        atoms = self.on_facts[fact]
        if stated is not None:
            return [(stated, sum(a.bit for a in atoms if _meets(a, stated)))]
        known, open_ = 0, []
        for atom in atoms:
            if atom.check.left_out is None:
                open_.append(atom)
            elif _meets(atom, SILENCE[atom.check.left_out]):
                known |= atom.bit
        if not open_:
            return [(None, known)]
        wanted = [(atom.check.op, atom.use.value) for atom in open_]
        return [
            (value, known | sum(a.bit for a in open_ if _meets(a, value)))
            for value in possible(self.law.facts[fact], wanted)
        ]

    def of_constants(self, axes: Axes) -> int:
        """Return the bits of the checks on facts that are never open."""
        bits = 0
        for atom in self.atoms:
            if atom.check.fact == "registration.legal_form":
                bits |= atom.bit * _meets(atom, axes.legal_form)
            elif atom.check.fact == "services.serves" and atom.check.op == "any_of":
                bits |= atom.bit * _meets(atom, axes.serves)
        return bits

    @cached_property
    def on_places(self) -> int:
        """The bits of the checks on places and reach."""
        ops = (*PLACES, "reach")
        return sum(atom.bit for atom in self.atoms if atom.check.op in ops)

    def may_be_plain(self, ever: int) -> bool:
        """Whether some route could give a plain answer, by the bits that can hold."""
        ever |= self.on_places
        return any(way.plain and not way.needs & ~ever for way in self.ways)

    # --- one completion ------------------------------------------------------

    def outcome(self, way: Way, bits: int) -> str:
        """Return what one route gives for a completion."""
        lacks = ~bits
        if way.needs & lacks:
            return "not_licensable"
        for mask, _ in way.defeats:
            if not mask & lacks:
                return "not_licensable"
        if not (way.plain and bits & READY):
            return "conditional"
        for mask, condition in way.conditions:
            if not mask & lacks and condition.effect == "condition":
                return "conditional"
        return "licensable"

    def verdict(self, bits: int) -> Verdict:
        """Return the best outcome of all routes for a completion."""
        known = self._verdicts.get(bits)
        if known is None:
            best = Verdict("not_licensable", None)
            for at, way in enumerate(self.ways):
                status = self.outcome(way, bits)
                if RANKS.index(status) < RANKS.index(best.status):
                    best = Verdict(status, at)
            known = self._verdicts[bits] = best
        return known


def _meets(atom: Atom, value: Any) -> bool:
    return holds(atom.check.op, atom.use.value, value)


def _is_on_owners(atom: Atom) -> bool:
    return atom.check.fact.startswith(OWNERS)


def _on_owners(atom: Atom) -> OwnerCheck:
    check, use = atom.check, atom.use
    wanted = tuple(use.value) if isinstance(use.value, list) else use.value
    return OwnerCheck(check.fact, check.op, wanted, tuple(use.of))
