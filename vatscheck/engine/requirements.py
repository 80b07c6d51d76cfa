"""What a cure asks for, before it is put in steps: new values, and why they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vatscheck.engine.patches import CONTENT
from vatscheck.engine.placements import BESIDE, Placement
from vatscheck.engine.space import Space
from vatscheck.engine.trial import Choice, Trial
from vatscheck.engine.ways import Atom, Way
from vatscheck.law.models import Check


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


def choices(found: Requirement) -> Iterator[Choice]:
    """Yield every choice that a requirement leaves."""
    for content in found.contents:
        for placement in found.placements:
            yield found.choice._replace(placement=placement, content=content)


def reasons(
    space: Space, ways: Iterable[Way], facts: Iterable[str], *, every: bool = False
) -> list[Atom]:
    """Return the checks on some facts that stand in the way of routes, or all of theirs."""
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


def cites(atoms: Iterable[Atom]) -> tuple[str, ...]:
    """Return the sources of some checks, each once."""
    return tuple(dict.fromkeys(cite for atom in atoms for cite in atom.use.cites))


def positive(trial: Trial, atom: Atom) -> Check:
    """Return the check that words what is wanted, also for one of a prohibition."""
    found = (want.check for want in trial.menu.wants if want.atom.bit == atom.bit)
    return next(found, atom.check)


Option = tuple[Placement, frozenset[int]]
"""A placement, and the routes that let the company in there."""


Found = dict[Choice, list[Placement]]
"""Choices that are cures, each with the placements that are equal in effect."""


def requirements(
    trial: Trial, facts: frozenset[str], found: Found
) -> Iterator[Requirement]:
    """Yield what is asked for: one requirement for all places that one route lets in."""
    listed = CONTENT not in facts or trial.menu.patch.entry.content is not None
    bases: dict[Choice, list[Option]] = {}
    count = len(trial.rules.ways)
    for choice, group in found.items():
        met = trial.met(choice)
        ways = [way for way in met if trial.menu.offers(way)]
        base = choice._replace(placement=Placement())
        which = frozenset(map(trial.rules.ways.index, ways))
        bases.setdefault(base, []).extend((each, which) for each in group)
    drafts: dict[tuple[Any, ...], list[tuple[str, ...] | None]] = {}
    for base, options in bases.items():
        free = _freest(trial, options)
        for at, places in _by_route(free, count):
            for alike in _alike(trial, at, places):
                key = at, base if listed else base._replace(content=None), alike
                drafts.setdefault(key, []).append(base.content)
    for (at, base, places), contents in drafts.items():
        first = base._replace(placement=places[0], content=contents[0])
        ways = trial.used(first) if at is None else [trial.rules.ways[at]]
        yield Requirement(tuple(ways), facts, base, places, tuple(contents))


def _freest(trial: Trial, options: list[Option]) -> list[Option]:
    """Leave out facilities beside the registered place where a class of places does."""
    moves = trial.moves
    free = {
        (place.registered, place.serves, moves.stand(place.servers))
        for place, _ in options
        if place.registered and place.servers and place.servers != BESIDE
    }

    def bound(place: Placement) -> bool:
        if place.registered is None or place.servers != BESIDE:
            return False
        stand = moves.stand(place.registered)
        return (place.registered, place.serves, stand) in free

    return [(place, ways) for place, ways in options if not bound(place)]


def _by_route(
    options: list[Option], count: int
) -> Iterator[tuple[int | None, list[Placement]]]:
    """Yield the placements that each route lets in, if an earlier one leaves any over."""
    covered: set[Placement] = set()
    for at in range(count):
        mine = [place for place, ways in options if at in ways]
        if set(mine) - covered:
            covered |= set(mine)
            yield at, mine
    rest = [place for place, ways in options if not ways]
    if rest:
        yield None, rest


def _alike(
    trial: Trial, at: int | None, places: list[Placement]
) -> Iterator[tuple[Placement, ...]]:
    """Yield the placements that one set of words tells: the same customers and facilities."""
    reach = _meant(trial, at, places)
    whole = {(place.registered, place.servers) for place in reach}
    beside: dict[tuple[Any, ...], set[str | None]] = {}
    for place in places:
        key = place.registered, place.serves, place.servers == BESIDE
        beside.setdefault(key, set()).add(place.servers)
    groups: dict[tuple[Any, ...], list[Placement]] = {}
    for place in places:
        own = place in reach
        if place.serves and not own and (place.registered, place.servers) in whole:
            continue
        key = place.registered, place.serves, place.servers == BESIDE
        form = frozenset(beside[key]) if place.registered else place.servers == BESIDE
        groups.setdefault((own or place.serves, form), []).append(place)
    yield from map(tuple, groups.values())


def _meant(trial: Trial, at: int | None, places: list[Placement]) -> set[Placement]:
    """The placements with the customers that a route names, or the first of the menu."""
    way = None if at is None else trial.rules.ways[at]
    if way and any(atom.check.op == "reach" for atom in way.atoms):
        words = trial.moves.words
        return {each for each in places if each.serves == words(way, each.registered)}
    first: dict[tuple[str | None, str | None], Placement] = {}
    for place in places:
        first.setdefault((place.registered, place.servers), place)
    return set(first.values())
