"""What a cure asks for, before it is put in steps: new values, and why they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vatscheck.engine.placements import Placement
from vatscheck.engine.rules import Atom, Way
from vatscheck.engine.space import Space
from vatscheck.engine.trial import Choice, Trial
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
