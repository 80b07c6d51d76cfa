"""From a requirement to a cure: its steps with their sources, its example, its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.asks import holder
from vatscheck.engine.axes import NO_CONTENT
from vatscheck.engine.menu import SUPPLIER
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
from vatscheck.engine.placements import BESIDE, Placement
from vatscheck.engine.rules import Atom, Way
from vatscheck.engine.shares import KINDS
from vatscheck.engine.space import YES, Space
from vatscheck.engine.trial import Choice, Trial
from vatscheck.law.models import Check

MAINLAND = "mainland"
LISTED = 8
"""Of more places than this the area is named, if the step does in all of it."""
Wants = tuple[tuple[Check, Any, tuple[str, ...]], ...]


class Requirement(NamedTuple):
    """What is asked for: new values, in any of some places, and by which routes.

    Several routes = each lets the company in for some of what is not known.
    `contents` are the kinds that do, where content is left out.
    """

    ways: tuple[Way, ...]
    facts: frozenset[str]
    choice: Choice
    placements: tuple[Placement, ...]
    contents: tuple[tuple[str, ...] | None, ...]


def cure(trial: Trial, found: Requirement) -> Cure:
    """Return a requirement as a cure, proved once more on its worked example."""
    found = found._replace(placements=_nearest(trial, found.placements))
    chosen = _example(trial, found)
    patch = chosen.written(trial.menu.patch)
    after = patch.space(trial.space)
    if after.status not in YES or after.best is None:
        raise RuntimeError(f"the second run gives {after.status}: {patch.changes}")
    return Cure(
        tuple(_steps(trial, found, chosen)),
        patch.values(),
        after.status,
        after.best.rule.route,
    )


def _choices(found: Requirement) -> Iterator[Choice]:
    """Every choice that the requirement leaves."""
    for content in found.contents:
        for placement in found.placements:
            yield found.choice._replace(placement=placement, content=content)


def _example(trial: Trial, found: Requirement) -> Choice:
    """The choice to show: by the route named, no content first, in what is stated."""
    profile, above = trial.menu.profile, trial.moves.ground.above
    stated = {profile.registration.place, *(profile.servers.places or ())} - {None}

    def order(choice: Choice) -> tuple[bool, bool]:
        place = choice.placement.registered or choice.placement.facilities
        away = place is not None and stated.isdisjoint(above[place])
        return choice.content not in (None, (NO_CONTENT,)), away

    every = sorted(_choices(found), key=order)
    ways = [*found.ways[:1]]
    return next((each for each in every if trial.met(each)[:1] == ways), every[0])


# --- places -----------------------------------------------------------------------


def _within(trial: Trial, place: str | None, axis: Iterable[int]) -> bool:
    """Whether a place may be where the company already is, for all that is stated."""
    now = set(axis)
    return (
        place is not None and len(now) > 1 and trial.moves.ground.points[place] <= now
    )


def _establishes(trial: Trial, place: Placement) -> tuple[bool, bool]:
    """Which of the two places are only to be established, and not moved."""
    space = trial.space
    return (
        _within(trial, place.registered, space.registered),
        _within(trial, place.facilities, space.servers),
    )


def _nearest(trial: Trial, places: Sequence[Placement]) -> tuple[Placement, ...]:
    """Leave out what has to be moved where establishing a place would do."""
    kinds = {place: _establishes(trial, place) for place in places}
    every = set(kinds.values())
    best = {
        kind
        for kind in every
        if not any(o != kind and o[0] >= kind[0] and o[1] >= kind[1] for o in every)
    }
    return tuple(place for place in places if kinds[place] in best)


def _expanded(trial: Trial, ids: Iterable[str]) -> tuple[str, ...]:
    """Every id that stands for the same points as one of some ids, the largest alone."""
    wanted = set(ids)
    classes = trial.moves.ground.classes
    every = {id for same in classes if same[0] in wanted for id in same}
    return tuple(
        id
        for same in classes
        for id in same
        if id in every and not _lies_in(trial, id, every - {id})
    )


def _lies_in(trial: Trial, id: str, wide: set[str]) -> bool:
    """Whether a place lies wholly in some others; a zone may lie in several."""
    if id in wide:
        return True
    atlas = trial.rules.atlas
    known = id in atlas.law.places
    parents = atlas.parents(id) if known else [id.rpartition("/")[0]]
    return bool(parents) and all(_lies_in(trial, each, wide) for each in parents)


def _named(
    trial: Trial, found: Requirement, atom: Atom, places: tuple[str, ...]
) -> tuple[Any, tuple[str, ...]]:
    """The area that a check names if all of it does, or else the places that do."""
    atlas, area = trial.rules.atlas, atom.use.value
    points = set(chain.from_iterable(trial.moves.ground.points[id] for id in places))
    if points >= {trial.space.narrow(point) for point in atlas.everywhere}:
        return MAINLAND, places
    if area == MAINLAND:
        return places, places
    every = dict.fromkeys(
        member.place
        for bit, part in atlas.parts.items()
        if bit & atlas.parts_of(area)
        for member in atlas.members_of(part)
    )
    inside = all(point & atlas.area(area) for point in points)
    if inside and _covers(trial, places, every):
        return area, places
    if inside and len(places) > LISTED and _all_do(trial, found, atom, every):
        return area, tuple(every)
    return places, places


def _covers(trial: Trial, places: Iterable[str], every: Iterable[str]) -> bool:
    """Whether each of some places lies in one of the others."""
    wide = set(places)
    return all(_lies_in(trial, id, wide) for id in every)


def _all_do(trial: Trial, found: Requirement, atom: Atom, every: Iterable[str]) -> bool:
    """Whether a step does in all of an area, though less is asked in some of it."""
    moves, shown = trial.moves, found.placements[0]
    if shown.servers not in (None, BESIDE):
        return False

    def moved(id: str) -> Choice:
        place = shown._replace(registered=id)
        if shown.registered is None:
            place = shown._replace(servers=id)
        elif shown.serves is not None:
            place = place._replace(serves=moves.words(found.ways[0], id))
        return found.choice._replace(placement=place, content=found.contents[0])

    return all(trial.yes(moved(id)) for id in every)


def _place_step(trial: Trial, found: Requirement, chosen: Choice, fact: str) -> Step:
    space, kinds = trial.space, _establishes(trial, chosen.placement)
    atoms = _reasons(space, found.ways, [fact], every=True)
    ids = {
        (p.registered if fact == REGISTERED else p.facilities) or ""
        for p in found.placements
    }
    places = _expanded(trial, ids)
    if fact == SERVERS and chosen.placement.servers not in (None, BESIDE):
        places = _everywhere(trial, found, places)
    wants: list[tuple[Check, Any, tuple[str, ...]]] = []
    for atom in atoms:
        value, places = _named(trial, found, atom, places)
        if atom.check.op == "beside" and REGISTERED in found.facts:
            value = atom.use.value  # the step on the registered address says which
        wants.append((_positive(trial, atom), value, ()))
    establish = kinds[fact == SERVERS]
    place = chosen.placement.registered if establish and fact == REGISTERED else None
    return Step(
        fact,
        "establish" if establish else "change",
        tuple({(c.id, str(v)): (c, v, r) for c, v, r in wants}.values()),
        _cites(atoms),
        place=place,
        places=places,
    )


def _everywhere(
    trial: Trial, found: Requirement, places: tuple[str, ...]
) -> tuple[str, ...]:
    """Of some places for facilities, those that do for every registered place."""
    if found.placements[0].registered is None:
        return places
    here = dict.fromkeys(place.registered for place in found.placements)
    stands = {trial.moves.stand(id) for id in places}
    ids = [
        same[0]
        for same in trial.moves.ground.classes
        if trial.moves.stand(same[0]) in stands
    ]

    def does(id: str) -> bool:
        return all(
            trial.yes(c._replace(placement=c.placement._replace(servers=id)))
            for c in _choices(found)
            if c.placement.registered in here
        )

    return _expanded(trial, filter(does, ids))


def _positive(trial: Trial, atom: Atom) -> Check:
    """The check that words what is wanted, also for one of a prohibition."""
    found = (want.check for want in trial.menu.wants if want.atom.bit == atom.bit)
    return next(found, atom.check)


# --- steps ------------------------------------------------------------------------


def _reasons(
    space: Space, ways: Iterable[Way], facts: Iterable[str], *, every: bool = False
) -> list[Atom]:
    """The checks on some facts that stand in the way of routes, or all of the routes'."""
    wanted, ways = set(facts), list(ways)
    own = [atom for way in ways for atom in way.atoms if atom.check.fact in wanted]
    found = [atom for atom in own if space.agreement.holds(atom.bit) is not True]
    for mask in {mask: None for way in ways for mask, _ in way.defeats}:
        if space.agreement.holds(mask) is not False:
            found += [
                atom
                for atom in space.rules.atoms
                if atom.bit & mask and atom.check.fact in wanted
            ]
    return found or (own if every else [])


def _known(space: Space, atoms: Iterable[Atom]) -> str:
    """`change` where what is stated fails, `establish` where it is not known."""
    known = any(space.agreement.holds(atom.bit) is not None for atom in atoms)
    return "change" if known else "establish"


def _cites(atoms: Iterable[Atom]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for atom in atoms for cite in atom.use.cites))


def _steps(trial: Trial, found: Requirement, chosen: Choice) -> Iterator[Step]:
    space, ways = trial.space, found.ways
    for fact in (REGISTERED, SERVERS):
        if fact in found.facts:
            yield _place_step(trial, found, chosen, fact)
    if SERVES in found.facts:
        yield _serves_step(trial, found, chosen)
    if CONTENT in found.facts:
        yield _content_step(trial, found, chosen)
    if FORM in found.facts:
        atoms = _reasons(space, ways, [FORM])
        wants = tuple((_positive(trial, a), chosen.form, ()) for a in atoms[:1])
        yield Step(FORM, "change", wants, _cites(atoms))
    if OWNERS in found.facts and chosen.shares:
        atoms = _reasons(space, ways, KINDS, every=True)
        bounds: Wants = tuple((b.check, b.value, ()) for b in chosen.shares.bounds)
        wide = all(map(trial.wide, _choices(found)))
        yield Step(
            OWNERS, _known(space, atoms), bounds, _cites(atoms), as_shown=not wide
        )
    if COUNTING in found.facts:
        atoms = _reasons(space, ways, KINDS)
        wants = tuple((a.check, a.use.value, ()) for a in atoms)
        yield Step(
            COUNTING, "establish", wants, _cites(atoms), counting=chosen.counting
        )
    yield from _certificates(trial, found, chosen)
    for fact, value in chosen.facts:
        atoms = _reasons(space, ways, [fact])
        wants = tuple((_positive(trial, atom), value, ()) for atom in atoms)
        known = trial.menu.profile.facts.get(fact.partition(".")[2]) is not None
        yield Step(fact, "change" if known else "establish", wants, _cites(atoms))


def _serves_step(trial: Trial, found: Requirement, chosen: Choice) -> Step:
    atoms = _reasons(trial.space, found.ways, [SERVES], every=True)
    own = [atom for atom in atoms if atom.check.op == "reach"]
    words = chosen.placement.serves
    meant = words == trial.moves.words(found.ways[0], chosen.placement.registered)
    if own and meant:
        wants: Wants = tuple((a.check, a.use.value, a.reach) for a in own[:1])
    elif own:
        wants = ((own[0].check, None, tuple(words or ())),)
    else:
        wants = tuple((a.check, a.use.value, a.reach) for a in atoms)
    return Step(SERVES, "change", wants, _cites(atoms))


def _content_step(trial: Trial, found: Requirement, chosen: Choice) -> Step:
    """The kinds of content to leave out: of those stated, or of all that rules name."""
    stated = trial.menu.patch.entry.content
    if stated is None:
        kinds = trial.rules.reads.kinds
        dropped = {kind for kind in kinds if not _allows(trial, found, kind)}
    else:
        dropped = set(stated) - set(chosen.content or ())
    atoms = _reasons(trial.space, found.ways, [CONTENT], every=True)
    atoms = [atom for atom in atoms if not dropped.isdisjoint(atom.use.value)]
    checks = trial.rules.law.checks.values()
    check = next(c for c in checks if c.fact == CONTENT and c.op == "none_of")
    kind = "establish" if stated is None else "change"
    return Step(CONTENT, kind, ((check, sorted(dropped), ()),), _cites(atoms))


def _allows(trial: Trial, found: Requirement, kind: str) -> bool:
    """Whether one kind of content does everywhere, be it that less is asked of it."""
    return all(trial.yes(c._replace(content=(kind,))) for c in _choices(found))


def _certificates(trial: Trial, found: Requirement, chosen: Choice) -> Iterator[Step]:
    """One step for each certificate; whose else would do as well is named."""
    profile = trial.menu.profile
    atoms = _reasons(trial.space, found.ways, [SUPPLIER], every=True)
    wants = tuple((a.check, a.use.value, ()) for a in atoms)
    homes = zip(chosen.certified, trial.menu.able.values(), strict=False)
    for number, (holders, able) in enumerate(homes):
        for at in holders:
            others = [
                other
                for other in able[len(holders) :]
                if trial.yes(_instead(chosen, number, at, other))
            ]
            said = (profile.owners or [])[at].service_supplier is False
            yield Step(
                certificate(at),
                "change" if said else "establish",
                wants,
                _cites(atoms),
                holder=holder(profile, certificate(at)),
                instead=tuple(
                    name
                    for other in others
                    if (name := holder(profile, certificate(other)))
                ),
            )


def _instead(chosen: Choice, number: int, at: int, other: int) -> Choice:
    """A choice with the certificate of another holder of the same home."""
    every = [*chosen.certified]
    every[number] = tuple(other if each == at else each for each in every[number])
    suppliers = tuple(every) if chosen.shares is not None else ()
    return chosen._replace(certified=tuple(every), suppliers=suppliers)
