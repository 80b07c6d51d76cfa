"""All minimal sets of changes that turn a refusal or an open question into a yes.

The values that are tried stand on the menu (`vatscheck.engine.menu`). Sets of facts are
tried by their size, with every value; the engine is the only judge. A set with its
values is a cure if the changed profile is a yes and no part of it is one. Of the cures
of one set those remain that ask least, and values that are equal in effect are one
requirement. What is printed was judged: each place, and every share up to the bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.dossier import Dossier
from vatscheck.engine.menu import Menu, menu
from vatscheck.engine.patches import (
    CONTENT,
    COUNTING,
    FORM,
    OWNERS,
    PLACES,
    REGISTERED,
    SERVERS,
    SERVES,
    Patch,
)
from vatscheck.engine.placements import Placement
from vatscheck.engine.requirements import Found, requirements
from vatscheck.engine.shares import FOREIGN
from vatscheck.engine.space import YES, Space
from vatscheck.engine.steps import cure
from vatscheck.engine.trial import Choice, Trial
from vatscheck.engine.ways import RANKS, READY

CAPITAL, AMOUNT = "registration.capital_cny", "capital-at-least"
"""A fact, and the check that words what is wanted of it."""
CERTIFIED = "certificates"

FIELDS = {
    CONTENT: "content",
    FORM: "form",
    OWNERS: "shares",
    CERTIFIED: "certified",
    COUNTING: "counting",
}
"""The fact that each field of a choice changes."""


def cures(space: Space, patch: Patch) -> tuple[Cure, ...]:
    """Return all minimal cures of a service, each proved by a second run."""
    if space.status in YES:
        return ()
    trial = Trial(menu(space, patch))
    return tuple(
        cure(trial, requirement)
        for facts, found in _search(trial)
        for requirement in requirements(trial, facts, found)
    )


def lifts(space: Space, about: Dossier, patch: Patch) -> Iterator[Cure]:
    """Yield the cure that makes a `conditional` answer plain, where facts can do it.

    A statutory amount that is known to fall short is raised to what is wanted.
    """
    way, short = space.best, []
    if way is None or not way.plain or space.constant & READY:
        return
    for duty in space.rules.limits:
        for test in (test for tests in duty.met for test in tests):
            if test.fact == CAPITAL and about.holds([[test]]) is False:
                short.append((test.value, duty.evidence.cites))
    wanted = max((value for value, _ in short), default=0)
    richer = patch.changed(CAPITAL, Decimal(wanted))
    after = richer.space(space)
    if short and after.status == "licensable":
        cites = [cite for value, each in short if value == wanted for cite in each]
        want = (space.rules.law.checks[AMOUNT], wanted, ())
        step = Step(CAPITAL, "change", (want,), tuple(dict.fromkeys(cites)))
        yield Cure((step,), richer.values(), after.status, way.rule.route)


def rank(cure: Cure) -> tuple[bool, int, int]:
    """The order of cures: without any foreign share last, fewest steps first."""
    bare = any(
        check.fact == FOREIGN and check.op == "at_most" and not value
        for step in cure.steps
        for check, value, _ in step.wants
    )
    return bare, len(cure.steps), RANKS.index(cure.leads_to)


# --- the search -----------------------------------------------------------------


def _search(trial: Trial) -> Iterator[tuple[frozenset[str], Found]]:
    """Yield each set of facts with the choices of it that are cures and ask least."""
    moved, others = _moved(trial.menu), _others(trial)
    names = [*moved, *others]
    groups: dict[frozenset[str], list[list[Placement]]] = {}
    for size in range(1, len(names) + 1):
        for facts in map(frozenset, combinations(names, size)):
            if not trial.hopeful(facts):
                continue
            where = facts & PLACES
            bases = _bases(trial, {n: others[n] for n in others if n in facts})
            if where and bases != [Choice()]:
                bases = [base for base in bases if not trial.yes(base)]
            if bases and where not in groups:
                groups[where] = trial.moves.groups(where)
            found: Found = {}
            for group in groups[where] if bases else ():
                for choice in _passing(trial, bases, group[0], where):
                    found[choice] = group
            if found:
                yield facts, found


def _bases(trial: Trial, values: dict[str, list[Any]]) -> list[Choice]:
    """Every combination of values of the facts that are no places."""
    picks = product(*values.values())
    bases = [_choice(zip(values, pick, strict=True)) for pick in picks]
    return [base for base in bases if trial.named(base)]


def _passing(
    trial: Trial, bases: list[Choice], place: Placement, moved: frozenset[str]
) -> list[Choice]:
    """The choices for one placement that are cures and ask least."""
    passing: list[Choice] = []
    for base in bases:
        choice = base._replace(placement=place)
        if any(_asks_less(other, choice, trial.menu) for other in passing):
            continue
        if _is_cure(trial, choice, moved) and _is_offered(trial, choice):
            passing.append(choice)
    return [
        choice
        for choice in passing
        if not any(
            other != choice and _asks_less(other, choice, trial.menu)
            for other in passing
        )
    ]


def _is_cure(trial: Trial, choice: Choice, moved: frozenset[str]) -> bool:
    return trial.yes(choice) and not any(
        map(trial.yes, choice.smaller(moved, trial.numbers))
    )


def _is_offered(trial: Trial, choice: Choice) -> bool:
    """Whether some route lets the company in that a cure may rest on."""
    met = trial.met(choice)
    return not met or any(map(trial.menu.offers, met))


def _moved(menu: Menu) -> list[str]:
    """The facts of a placement that some rule reads."""
    read = {atom.check.fact for atom in menu.space.rules.atoms}
    ops = {atom.check.op for atom in menu.space.rules.atoms}
    names = [REGISTERED] if read & {REGISTERED} or "reach" in ops else []
    names += [SERVERS] if SERVERS in read else []
    return [*names, SERVES] if SERVES in read and menu.space.axes.serves else names


def _others(trial: Trial) -> dict[str, list[Any]]:
    """The values of every other fact on the menu, by its name."""
    menu = trial.menu
    found: dict[str, list[Any]] = {
        CONTENT: menu.contents(),
        FORM: menu.forms(),
        OWNERS: menu.shares(),
        CERTIFIED: trial.certificates(),
        COUNTING: menu.countings(),
        **menu.facts(),
    }
    return {fact: values for fact, values in found.items() if values}


def _choice(values: Iterable[tuple[str, Any]]) -> Choice:
    """Return the choice of some values by the names of their facts."""
    named = dict(values)
    facts = tuple((fact, value) for fact, value in named.items() if fact not in FIELDS)
    fields = {FIELDS[fact]: named[fact] for fact in FIELDS if fact in named}
    choice = Choice(facts=facts, **fields)
    if choice.shares is None:
        return choice
    return choice._replace(suppliers=choice.certified)


def _asks_less(one: Choice, other: Choice, menu: Menu) -> bool:
    """Whether a choice asks for nothing beyond what another one asks for."""
    fewer = zip(one.certified, other.certified, strict=True)
    if one.facts != other.facts or any(len(mine) > len(its) for mine, its in fewer):
        return False
    if one.counting not in ("product", other.counting):
        return False
    if one.content != other.content:
        if menu.patch.entry.content is None:
            return False
        kept = set(other.content or ()) - {NO_CONTENT}
        if not kept <= set(one.content or ()):
            return False
    return one.shares is None or other.shares is None or one.shares.leaves(other.shares)


# --- from choices to requirements -------------------------------------------------
