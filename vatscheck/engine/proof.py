"""The proof of a route: every check with what was found, wanted and cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from vatscheck.engine.answer import CheckResult, RouteResult
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.owners.holdings import printed
from vatscheck.engine.rules import FACTS, OWNERS
from vatscheck.engine.space import Space
from vatscheck.engine.ways import Way
from vatscheck.law.atlas import Atlas
from vatscheck.law.models import Condition, in_force

SHARES = tuple(
    f"ownership.{name}" for name in ("foreign", "state", "supplier", "other_foreign")
)
"""The facts on owners that are shares of the applicant."""


def prove(space: Space, way: Way, *, valued: bool = True) -> RouteResult:
    """Return the proof of one route: its checks, what defeats it, what comes with it.

    `valued` false leaves out what the checks found: only how they came out is told.
    """
    found = _found if valued else _untold
    agreement = space.agreement
    checks: list[CheckResult] = []
    for atom in way.atoms:
        checks.append(
            CheckResult(
                atom.check.id,
                atom.check,
                atom.use.value,
                atom.reach,
                agreement.holds(atom.bit),
                found(space, atom.check.fact, atom.use.of),
                tuple(atom.use.cites),
            )
        )
    for mask, ban in way.defeats:
        active = agreement.holds(mask)
        if active is False:
            continue
        check = space.rules.law.checks[ban.when[0].check]
        cites = local(space, ban.evidence.cites)
        wanted = ban.when[0].value
        holds = False if active else None
        value = found(space, check.fact, ())
        checks.append(CheckResult(ban.id, check, wanted, (), holds, value, cites, ban))
    conditions = along(space, way)
    return RouteResult(way.rule, space.outcome(way), tuple(checks), conditions)


def along(space: Space, way: Way) -> tuple[Condition, ...]:
    """Return what comes with a route that is met; a warning only where it is certain."""
    agreement = space.agreement
    return tuple(
        rule
        for mask, rule in way.conditions
        if agreement.holds(mask)
        or (agreement.holds(mask) is None and rule.effect != "warning")
    )


def local(space: Space, cites: Sequence[str]) -> tuple[str, ...]:
    """Return citations with the list in force where the company is registered.

    Where it may be registered on both sides of an area with a list of its own, both
    lists are cited.
    """
    law, day = space.rules.law, space.rules.atlas.day
    key = ("local", day, space.axes.registered, tuple(cites))
    if key not in law.kept:
        every = (_here(space.rules.atlas, c, space.axes.registered) for c in cites)
        law.kept[key] = tuple(dict.fromkeys(chain.from_iterable(every)))
    found: tuple[str, ...] = law.kept[key]
    return found


def _here(atlas: Atlas, cite: str, registered: Iterable[int]) -> Iterator[str]:
    """One citation as each point of the registered address has it."""
    name, mark, item = cite.partition("#")
    own: dict[int, str] = {}
    for area in atlas.law.areas.values():
        if area.own_list and area.in_place_of == name:
            there = f"{area.own_list}{mark}{item}"
            source = atlas.law.source(there, atlas.day)
            if source and in_force(source.instrument, atlas.day):
                own[atlas.area(area.id)] = there
    for point in registered:
        yield next((there for bit, there in own.items() if point & bit), cite)


def _untold(space: Space, fact: str, of: Iterable[str]) -> None:
    """Nothing: what a check found is not asked for."""


def _found(space: Space, fact: str, of: Iterable[str]) -> Any:
    """What the profile says about a fact: one value, a range of shares, or none."""
    axes = space.axes
    if fact.startswith(OWNERS):
        return _owned(space, fact, of)
    known: dict[str, Any] = {
        "services.serves": list(axes.serves) or None,
        "registration.legal_form": axes.legal_form,
    }
    if fact.startswith(FACTS):
        return axes.fact(fact)
    if fact == "services.content" and len(axes.content) == 1:
        return sorted(axes.content[0]) or [NO_CONTENT]
    return known.get(fact)  # places: the profile's own words, added by the report


def _owned(space: Space, fact: str, of: Iterable[str]) -> Any:
    """What is known of the owners: a share or the ends of it, or what is certain."""
    owners = space.axes.owners
    share = "ownership.foreign" if fact.endswith("listed_foreign") else fact
    if share in SHARES and not (share != fact and owners.may_lead):
        low, high = map(printed, owners.extent(share, of))
        return low if low == high else [low, high]
    values = owners.values(fact, of)
    if len(values) != 1:
        return None
    (value,) = values
    return printed(value) if isinstance(value, Fraction) else value
