"""The rules for one service on one day, ready to judge any completion of a profile.

Every check becomes one bit. A completion is the set of bits of the checks that hold;
a route is met when its bits are all there and no prohibition that it does not
override is complete. This is the only place where a check is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from vatscheck.engine.axes import Axes, Reads, Stake
from vatscheck.law.atlas import MAINLAND, Atlas
from vatscheck.law.book import Law
from vatscheck.law.duties import Duty
from vatscheck.law.evidence import SETTLED
from vatscheck.law.models import (
    Check,
    Condition,
    InForce,
    Prohibition,
    Service,
    Use,
    in_force,
)

NATIONWIDE, ABROAD = "nationwide", "abroad"
CUSTOMERS = "foreign-invested-enterprises"
"""A word of `serves` that narrows the customers, not the area."""

READY = 1
"""The bit of every completion in which no duty that limits is known to be open."""

KIND_ORDER = ("domestic", "national", "area", "supplier", "treated", "basic")
"""The kinds of route, those first that ask least of who the holders are."""
RANKS = ("licensable", "conditional", "undetermined", "not_licensable", "not_covered")
"""The statuses from best to worst."""


class Atom(NamedTuple):
    """One check as used by a rule: its bit, its wanted value, and how far a reach goes."""

    bit: int
    check: Check
    use: Use
    reach: tuple[str, ...] = ()


class Way(NamedTuple):
    """A route as bits: what it needs, what defeats it, what comes with it."""

    rule: InForce
    needs: int
    atoms: tuple[Atom, ...]
    defeats: tuple[tuple[int, Prohibition], ...]
    conditions: tuple[tuple[int, Condition], ...]
    plain: bool


class Verdict(NamedTuple):
    """The best that a completion gives, and the route that gives it (none = refused)."""

    status: str
    way: int | None


def _preference(way: Way) -> tuple[int, int, bool, int]:
    """Which of two met routes is named first: plain kinds, confidence, reach, kind."""
    route, version = way.rule
    grades = ("high", "medium-high", "medium", "low")
    kind = KIND_ORDER.index(route.kind)
    return (
        min(kind, 2),  # the first two give a plain answer, whatever else is met
        grades.index(route.evidence.confidence),
        NATIONWIDE not in version.reach,
        kind,
    )


def cap(way: Way) -> Decimal | None:
    """Return the largest foreign share that a route allows, in percent, if it says."""
    shares = (
        Decimal(atom.use.value)
        for atom in way.atoms
        if atom.check.fact == "ownership.foreign" and atom.check.op == "at_most"
    )
    return next(shares, None)


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
            (self._all(ban.when, ()), ban)
            for ban in law.prohibitions_on(day, service.id)
        ]
        self.ways = sorted(
            (self._way(rule, bans, day) for rule in law.routes_on(day, service.id)),
            key=_preference,
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
    def reads(self) -> Reads:
        """What the checks read of owners and content."""
        by_fact: dict[str, list[Atom]] = {}
        for atom in self.atoms:
            by_fact.setdefault(atom.check.fact, []).append(atom)
        shares = ("at_most", "below", "above", "at_least")
        return Reads(
            cuts=frozenset(
                Decimal(atom.use.value)
                for atom in self.atoms
                if atom.check.op in shares
            ),
            state="ownership.state" in by_fact,
            listed="registration.listed" in by_fact,
            content=self.service.content,
            kinds=frozenset(
                kind
                for atom in by_fact.get("services.content", ())
                for kind in atom.use.value
            ),
        )

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
            if atom.check.op in ("within", "outside", "beside"):
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
                holds = self._reaches(atom.reach, axes.serves, registered)
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

    def _reaches(
        self, reach: tuple[str, ...], serves: tuple[str, ...], registered: int
    ) -> bool:
        if NATIONWIDE in reach:
            return True
        return all(self._serves(word, reach, registered) for word in serves)

    def _serves(self, word: str, reach: tuple[str, ...], registered: int) -> bool:
        """Whether one word of `serves` lies inside a limited reach."""
        if word == CUSTOMERS:
            return True
        if word in (NATIONWIDE, ABROAD):
            return word in reach
        inside = -1
        for point in self.atlas.points(word):
            inside &= point
        for limit in reach:
            kind, _, area = limit.partition(":")
            if kind == "area" and inside & self.atlas.area(area):
                return True
            if kind == "part" and inside & registered & self.atlas.parts_of(area):
                return True
        return not inside & MAINLAND and ABROAD in reach

    def of_stake(self, stake: Stake) -> int:
        """Return the bits of the checks on owners that hold for a stake."""
        bits = 0
        for atom in self.atoms:
            if atom.check.fact.startswith(("ownership.", "registration.listed")):
                bits |= atom.bit * (
                    _compare(atom, stake.read(atom.check.fact, atom.use.of))
                )
        return bits

    def of_content(self, content: frozenset[str]) -> int:
        """Return the bits of the checks on content that hold."""
        bits = 0
        for atom in self.atoms:
            if atom.check.fact == "services.content":
                meets = not content.isdisjoint(atom.use.value)
                bits |= atom.bit * (meets == (atom.check.op == "any_of"))
        return bits

    def of_constants(self, axes: Axes) -> int:
        """Return the bits of the checks on facts that are never open."""
        bits = READY * axes.ready
        for atom in self.atoms:
            table, _, name = atom.check.fact.partition(".")
            if (
                table == "facts"
            ):  # a fact of this table that is left out refuses nothing
                bits |= atom.bit * (_compare(atom, axes.facts.get(name)))
            elif atom.check.fact == "registration.legal_form":
                bits |= atom.bit * (_compare(atom, axes.legal_form))
            elif atom.check.fact == "services.serves" and atom.check.op == "any_of":
                bits |= atom.bit * (not set(axes.serves).isdisjoint(atom.use.value))
        return bits

    # --- one completion ------------------------------------------------------

    def outcome(self, way: Way, bits: int) -> str:
        """Return what one route gives for a completion."""
        if way.needs & ~bits or any(not mask & ~bits for mask, _ in way.defeats):
            return "not_licensable"
        limits = (
            not mask & ~bits and condition.effect == "condition"
            for mask, condition in way.conditions
        )
        plain = way.plain and bits & READY and not any(limits)
        return "licensable" if plain else "conditional"

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


def _compare(atom: Atom, value: Any) -> bool:
    op, wanted = atom.check.op, atom.use.value
    if op == "is":
        return bool(value == wanted)
    if op in ("any_of", "none_of"):
        return (value in wanted) == (op == "any_of")
    if op == "at_most":
        return bool(value <= wanted)
    if op == "below":
        return bool(value < wanted)
    if op == "above":
        return bool(value > wanted)
    if op == "at_least":
        return bool(value >= wanted)
    raise ValueError(f"{atom.check.id}: {op} does not compare a single value")
