"""All minimal sets of changes that turn a refusal or an open question into a yes.

Each route says by its own checks what it would take. A candidate is kept only if a
second run proves it: the patched profile is a yes by that route, and with any one
step left out it is not. A lower share is never offered where a service is closed,
because no route then asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from typing import NamedTuple

from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.dossier import Dossier
from vatscheck.engine.owner_asks import COUNTING, holder
from vatscheck.engine.patches import (
    Patch,
    patched_places,
    share_patch,
    supplier_holders,
)
from vatscheck.engine.rules import RANKS, Atom, Rules, Way
from vatscheck.engine.space import YES, Space
from vatscheck.law.models import Check, Prohibition, Use

REGISTERED, SERVERS = "registration.place", "servers.places"
CONTENT = "services.content"
CAPITAL, AMOUNT = "registration.capital_cny", "capital-at-least"
"""A fact, and the check that words what is wanted of it."""
SUPPLIER = "ownership.supplier"
SHARES = ("ownership.foreign", "ownership.other_foreign", "ownership.state")


class Plan(NamedTuple):
    """Candidate steps for one route, by the fact that each changes."""

    way: Way
    steps: dict[str, list[Atom]]


def cures(space: Space, patch: Patch) -> tuple[Cure, ...]:
    """Return all minimal cures of a service, proved one by one."""
    if space.status in YES:
        return ()
    found: list[Cure] = []
    for way in space.rules.ways:
        found += _by_route(space, patch, way)
    return tuple(_minimal(found))


def lifts(space: Space, about: Dossier, patch: Patch) -> Iterator[Cure]:
    """Yield the cure that makes a `conditional` answer plain, where facts can do it.

    A statutory amount that is known to fall short is raised to what is wanted.
    """
    way, wanted = space.best, 0
    if way is None or not way.plain or space.axes.ready:
        return
    short: list[Atom] = []
    for duty in space.rules.limits:
        for test in (test for tests in duty.met for test in tests):
            if test.fact == CAPITAL and about.holds([[test]]) is False:
                use = Use(AMOUNT, duty.evidence.cites, test.value)
                short.append(space.rules.atom(use))
                wanted = max(wanted, test.value)
    richer = patch.with_capital(wanted)
    after = richer.space(space)
    if short and after.status == "licensable":
        most = [atom for atom in short if atom.use.value == wanted]
        step = _step(space, CAPITAL, most, richer)._replace(kind="change")
        yield Cure((step,), richer.values(), after.status, way.rule.route)


def rank(cure: Cure) -> tuple[bool, int, int]:
    """The order of cures: without any foreign share last, fewest steps first."""
    return cure.route.kind == "domestic", len(cure.steps), RANKS.index(cure.leads_to)


Wants = frozenset[tuple[str, str, str, str]]


def _wants(cure: Cure) -> Wants:
    """What a cure asks for: fact of the profile, fact and operator of the check, value."""
    return frozenset(
        (step.fact, check.fact, check.op, f"{value} {reach}" if reach else str(value))
        for step in cure.steps
        for check, value, reach in step.wants
    )


def _asks_as_much(wants: Wants, other: Wants) -> bool:
    """Whether the wants include all others, or stricter ones: 0 % is within 50 %."""
    return all(
        any(mine[:3] == want[:3] and _implies(mine, want) for mine in wants)
        for want in other
    )


def _implies(mine: tuple[str, ...], want: tuple[str, ...]) -> bool:
    if mine[2] == "at_most":
        return float(mine[3]) <= float(want[3])
    return mine[3] == want[3]


def _minimal(found: list[Cure]) -> Iterator[Cure]:
    """Drop every cure that asks for all that another asks for."""
    every = [_wants(cure) for cure in found]
    for at, cure in enumerate(found):
        weaker = (
            _asks_as_much(every[at], other)
            and (earlier < at or not _asks_as_much(other, every[at]))
            for earlier, other in enumerate(every)
            if earlier != at
        )
        if not any(weaker):
            yield cure


def _by_route(space: Space, patch: Patch, way: Way) -> Iterator[Cure]:
    for suppliers in _suppliers(space, patch, way):
        base = patch.with_suppliers(suppliers)
        here = base.space(space) if suppliers else space
        steps = _needs(here, way)
        if steps is None:
            continue
        for chosen in _alternatives(here, way, steps):
            cure = _prove(space, base, Plan(way, chosen), suppliers)
            if cure:
                yield cure


def _suppliers(space: Space, patch: Patch, way: Way) -> Iterable[tuple[int, ...]]:
    """Which holders would obtain a certificate: none, one, or more of them."""
    asked = [atom for atom in way.atoms if atom.check.fact == SUPPLIER]
    if not asked:
        return [()]
    homes = {home for atom in asked for home in atom.use.of}
    able = supplier_holders(patch.profile, homes)
    return chain.from_iterable(combinations(able, n) for n in range(len(able) + 1))


def _needs(space: Space, way: Way) -> dict[str, list[Atom]] | None:
    """What has to change for a route, by fact; none = it cannot be brought about."""
    steps: dict[str, list[Atom]] = {}
    for atom in way.atoms:
        if space.agreement.holds(atom.bit) is True:
            continue
        if not atom.check.cure or not way.rule.route.curable:
            return None
        steps.setdefault(_fact(atom), []).append(atom)
    for mask, ban in way.defeats:
        if space.agreement.holds(mask) is False:
            continue
        out = _way_out(space.rules, ban)
        if out is not None:
            steps.setdefault(_fact(out), []).append(out)
    if SUPPLIER in steps:
        return None
    return steps


def _fact(atom: Atom) -> str:
    return "owners" if atom.check.fact in SHARES else atom.check.fact


def _way_out(rules: Rules, ban: Prohibition) -> Atom | None:
    """The check of a prohibition that can be made false; the proof decides the rest."""
    for use in ban.when:
        atom = rules.atom(use)
        if atom.check.cure and atom.check.op != "at_most":
            return atom
    return None


def _alternatives(
    space: Space, way: Way, steps: dict[str, list[Atom]]
) -> Iterator[dict[str, list[Atom]]]:
    """The ways to fix the places together: either side may move to the other."""
    beside = [a for a in steps.get(SERVERS, []) if a.check.op == "beside"]
    choices: list[dict[str, list[Atom]]] = [steps]
    if beside:
        moved = [atom for atom in way.atoms if atom.check.fact == REGISTERED]
        without = {k: v for k, v in steps.items() if k != SERVERS}
        choices.append(without | {REGISTERED: moved})
        choices.append(steps | {REGISTERED: moved})
    if "owners" in steps and any(w.asked for w in space.by_owners.values()):
        for chosen in list(choices):
            counted = {k: v for k, v in chosen.items() if k != "owners"}
            choices.append(counted | {COUNTING: steps["owners"]})
    yield from choices


def _prove(
    space: Space, base: Patch, plan: Plan, suppliers: tuple[int, ...]
) -> Cure | None:
    """Look for a worked example: a yes by this route, and no step to spare."""
    for patch in _examples(space, base, plan):
        after = patch.space(space)
        if after.status not in YES or after.best is not plan.way:
            continue
        names = [*plan.steps, *(f"owners[{at}].service_supplier" for at in suppliers)]
        if any(patch.without(name).space(space).status in YES for name in names):
            continue
        return Cure(
            _steps(space, patch, plan, suppliers),
            patch.values(),
            after.status,
            plan.way.rule.route,
        )
    return None


def _settled(base: Patch, plan: Plan) -> Patch:
    """The patch with every step of a plan but those on places and customers."""
    fixed = base
    for fact, atoms in plan.steps.items():
        if fact == "owners":
            fixed = fixed.with_owners(share_patch(fixed.profile, atoms))
        elif fact == COUNTING:
            fixed = fixed.with_fact(fact, "product")
        elif fact.startswith("facts."):
            fixed = fixed.with_fact(fact, False)
        elif fact == "registration.legal_form":
            fixed = fixed.with_legal_form("company")
        elif fact == CONTENT:
            fixed = fixed.without_content({k for a in atoms for k in a.use.value})
    return fixed


def _examples(space: Space, base: Patch, plan: Plan) -> Iterator[Patch]:
    """Worked examples of a plan, one for each place that could serve."""
    fixed = _settled(base, plan)
    moves = [fact for fact in (REGISTERED, SERVERS) if fact in plan.steps]
    stated = fixed.profile.registration.place, *(fixed.profile.servers.places or ())
    inside = [place for place in stated if place]
    for place in patched_places(space, plan.way, inside) if moves else [None]:
        patch = fixed
        if place and REGISTERED in moves:
            patch = patch.with_registration(place)
        if place and SERVERS in moves:
            patch = patch.with_servers(place)
        if "services.serves" in plan.steps:
            patch = patch.with_reach(space.rules, plan.way, place)
        yield patch


def _steps(
    space: Space, patch: Patch, plan: Plan, suppliers: tuple[int, ...]
) -> tuple[Step, ...]:
    original = patch.original
    steps = [_step(space, fact, atoms, patch) for fact, atoms in plan.steps.items()]
    certificate = [a for a in plan.way.atoms if a.check.fact == SUPPLIER]
    for at in suppliers:
        name = f"owners[{at}].service_supplier"
        known = (original.owners or [])[at].service_supplier is False
        step = _step(space, name, certificate, patch)
        kind = "change" if known else "establish"
        steps.append(step._replace(kind=kind, holder=holder(original, name)))
    return tuple(steps)


def _step(space: Space, fact: str, atoms: list[Atom], patch: Patch) -> Step:
    known = any(space.agreement.holds(atom.bit) is not None for atom in atoms)
    kind = "establish" if fact == COUNTING or not known else "change"
    cites = tuple(dict.fromkeys(cite for atom in atoms for cite in atom.use.cites))
    if fact == CONTENT:
        return Step(fact, kind, (_excluded(space, atoms),), cites)
    first: dict[tuple[str, str, tuple[str, ...]], Atom] = {}
    for atom in atoms:
        first.setdefault((atom.check.id, str(atom.use.value), atom.reach), atom)
    every = tuple((atom.check, atom.use.value, atom.reach) for atom in first.values())
    place = patch.profile.registration.place if fact == REGISTERED else None
    return Step(fact, kind, every, cites, place=place if kind == "establish" else None)


def _excluded(
    space: Space, atoms: list[Atom]
) -> tuple[Check, list[str], tuple[str, ...]]:
    """The kinds of content to drop: of those stated, or of all that rules name."""
    kinds = {kind for atom in atoms for kind in atom.use.value}
    if len(space.axes.content) == 1:
        kinds &= space.axes.content[0]
    return space.rules.law.checks["content-excludes"], sorted(kinds), ()
