"""From a requirement to a cure: its steps with their sources, its example, its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.menu import FEW, SUPPLIER
from vatscheck.engine.owner_asks import holder
from vatscheck.engine.patches import (
    CONTENT,
    COUNTING,
    FORM,
    OWNERS,
    REGISTERED,
    SERVERS,
    SERVES,
    certificate,
)
from vatscheck.engine.requirements import Requirement, choices, cites, positive, reasons
from vatscheck.engine.shares import KINDS
from vatscheck.engine.sites import nearest, place_step
from vatscheck.engine.space import YES, Space
from vatscheck.engine.trial import Choice, Trial
from vatscheck.engine.ways import Atom
from vatscheck.law.models import Check

Wants = tuple[tuple[Check, Any, tuple[str, ...]], ...]


def cure(trial: Trial, found: Requirement) -> Cure:
    """Return a requirement as a cure, proved once more on its worked example."""
    found = found._replace(placements=nearest(trial, found.placements))
    chosen = _example(trial, found)
    patch = trial.written(chosen)
    after = patch.space(trial.space)
    if after.status not in YES or after.best is None:
        raise RuntimeError(f"the second run gives {after.status}: {patch.changes}")
    return Cure(
        tuple(_steps(trial, found, chosen)),
        patch.values(),
        after.status,
        after.best.rule.route,
    )


def _example(trial: Trial, found: Requirement) -> Choice:
    """The choice to show: by the route named, no content first, in what is stated."""
    profile, above = trial.menu.profile, trial.moves.ground.above
    stated = {profile.registration.place, *(profile.servers.places or ())} - {None}

    def order(choice: Choice) -> tuple[bool, bool]:
        place = choice.placement.registered or choice.placement.facilities
        away = place is not None and stated.isdisjoint(above[place])
        return choice.content not in (None, (NO_CONTENT,)), away

    every = sorted(choices(found), key=order)
    ways = [*found.ways[:1]]
    return next((each for each in every if trial.met(each)[:1] == ways), every[0])


def _known(space: Space, atoms: Iterable[Atom]) -> str:
    """`change` where what is stated fails, `establish` where it is not known."""
    known = any(space.agreement.holds(atom.bit) is not None for atom in atoms)
    return "change" if known else "establish"


def _steps(trial: Trial, found: Requirement, chosen: Choice) -> Iterator[Step]:
    space, ways = trial.space, found.ways
    for fact in (REGISTERED, SERVERS):
        if fact in found.facts:
            yield place_step(trial, found, chosen, fact)
    if SERVES in found.facts:
        yield _serves_step(trial, found, chosen)
    if CONTENT in found.facts:
        yield _content_step(trial, found, chosen)
    if FORM in found.facts:
        atoms = reasons(space, ways, [FORM])
        wants = tuple((positive(trial, a), chosen.form, ()) for a in atoms[:1])
        yield Step(FORM, "change", wants, cites(atoms))
    if OWNERS in found.facts and chosen.shares:
        atoms = reasons(space, ways, KINDS, every=True)
        bounds: Wants = tuple((b.check, b.value, ()) for b in chosen.shares.bounds)
        wide = all(map(trial.wide, choices(found)))
        yield Step(
            OWNERS, _known(space, atoms), bounds, cites(atoms), as_shown=not wide
        )
    if COUNTING in found.facts:
        atoms = reasons(space, ways, KINDS)
        wants = tuple((a.check, a.use.value, ()) for a in atoms)
        yield Step(COUNTING, "establish", wants, cites(atoms), counting=chosen.counting)
    yield from _certificates(trial, found, chosen)
    for fact, value in chosen.facts:
        atoms = reasons(space, ways, [fact])
        wants = tuple((positive(trial, atom), value, ()) for atom in atoms)
        known = trial.menu.profile.facts.get(fact.partition(".")[2]) is not None
        yield Step(fact, "change" if known else "establish", wants, cites(atoms))


def _serves_step(trial: Trial, found: Requirement, chosen: Choice) -> Step:
    atoms = reasons(trial.space, found.ways, [SERVES], every=True)
    own = [atom for atom in atoms if atom.check.op == "reach"]
    words = chosen.placement.serves
    meant = words == trial.moves.words(found.ways[0], chosen.placement.registered)
    if own and meant:
        wants: Wants = tuple((a.check, a.use.value, a.reach) for a in own[:1])
    elif own:
        wants = ((own[0].check, None, tuple(words or ())),)
    else:
        wants = tuple((a.check, a.use.value, a.reach) for a in atoms)
    return Step(SERVES, "change", wants, cites(atoms))


def _content_step(trial: Trial, found: Requirement, chosen: Choice) -> Step:
    """The kinds of content to leave out: of those stated, or of all that rules name."""
    stated = trial.menu.patch.entry.content
    if stated is None:
        kinds = trial.rules.kinds or ()
        dropped = {kind for kind in kinds if not _allows(trial, found, kind)}
    else:
        dropped = set(stated) - set(chosen.content or ())
    atoms = reasons(trial.space, found.ways, [CONTENT], every=True)
    atoms = [atom for atom in atoms if not dropped.isdisjoint(atom.use.value)]
    checks = trial.rules.law.checks.values()
    check = next(c for c in checks if c.fact == CONTENT and c.op == "none_of")
    kind = "establish" if stated is None else "change"
    return Step(CONTENT, kind, ((check, sorted(dropped), ()),), cites(atoms))


def _allows(trial: Trial, found: Requirement, kind: str) -> bool:
    """Whether one kind of content does everywhere, be it that less is asked of it."""
    return all(trial.yes(c._replace(content=(kind,))) for c in choices(found))


def _certificates(trial: Trial, found: Requirement, chosen: Choice) -> Iterator[Step]:
    """One step for each certificate; of a few it is named whose else would do as well."""
    profile = trial.menu.profile
    atoms = reasons(trial.space, found.ways, [SUPPLIER], every=True)
    wants = tuple((a.check, a.use.value, ()) for a in atoms)
    for number, holders in enumerate(chosen.certified):
        few = len(holders) <= FEW
        for at in holders:
            others = _others(trial, chosen, number, at) if few else []
            said = (profile.owners or [])[at].service_supplier is False
            yield Step(
                certificate(at),
                "change" if said else "establish",
                wants,
                cites(atoms),
                holder=holder(profile, certificate(at)),
                instead=tuple(
                    name
                    for other in others
                    if (name := holder(profile, certificate(other)))
                ),
            )


def _others(trial: Trial, chosen: Choice, number: int, at: int) -> list[int]:
    """Whose certificate would do in place of one holder's; one like it always does."""
    owners = trial.menu.profile.owners or []
    able = tuple(trial.menu.able.values())[number]
    plain = [owner.model_copy(update={"name": None}) for owner in owners]
    known = [(plain[at], True)]
    found = []
    for other in able[len(chosen.certified[number]) :]:
        does = next((does for like, does in known if like == plain[other]), None)
        if does is None:
            does = trial.yes(_instead(chosen, number, at, other))
            known.append((plain[other], does))
        if does:
            found.append(other)
    return found


def _instead(chosen: Choice, number: int, at: int, other: int) -> Choice:
    """A choice with the certificate of another holder of the same home."""
    every = [*chosen.certified]
    every[number] = tuple(other if each == at else each for each in every[number])
    suppliers = tuple(every) if chosen.shares is not None else ()
    return chosen._replace(certified=tuple(every), suppliers=suppliers)
