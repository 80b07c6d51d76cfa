"""The places of a cure: which do, which need only be established, and how to name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from vatscheck.engine.answer import Step
from vatscheck.engine.patches import REGISTERED, SERVERS
from vatscheck.engine.placements import BESIDE, Placement
from vatscheck.engine.requirements import Requirement, choices, cites, positive, reasons
from vatscheck.engine.trial import Choice, Trial
from vatscheck.engine.ways import Atom
from vatscheck.law.models import Check

MAINLAND = "mainland"
LISTED = 8
"""Of more places than this the area is named, if the step does in all of it."""


def _within(trial: Trial, place: str | None, axis: Iterable[int]) -> bool:
    """Whether a place may be where the company already is, for all that is stated."""
    now = set(axis)
    return (
        place is not None and len(now) > 1 and trial.moves.ground.points[place] <= now
    )


def establishes(trial: Trial, place: Placement) -> tuple[bool, bool]:
    """Return which of the two places are only to be established, and not moved."""
    space = trial.space
    return (
        _within(trial, place.registered, space.registered),
        _within(trial, place.facilities, space.servers),
    )


def nearest(trial: Trial, places: Sequence[Placement]) -> tuple[Placement, ...]:
    """Return the placements without those that move what need only be established."""
    kinds = {place: establishes(trial, place) for place in places}
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


def place_step(trial: Trial, found: Requirement, chosen: Choice, fact: str) -> Step:
    """Return the step for the registered place or the facilities, with all that do."""
    space, kinds = trial.space, establishes(trial, chosen.placement)
    atoms = reasons(space, found.ways, [fact], every=True)
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
        wants.append((positive(trial, atom), value, ()))
    establish = kinds[fact == SERVERS]
    place = chosen.placement.registered if establish and fact == REGISTERED else None
    return Step(
        fact,
        "establish" if establish else "change",
        tuple({(c.id, str(v)): (c, v, r) for c, v, r in wants}.values()),
        cites(atoms),
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
            for c in choices(found)
            if c.placement.registered in here
        )

    return _expanded(trial, filter(does, ids))
