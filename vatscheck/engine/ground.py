"""The places of a day as the rules of a service tell them apart, found out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

from vatscheck.engine.patches import REGISTERED, SERVERS
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import Space
from vatscheck.engine.ways import Atom

Bits = frozenset[int]
"""The bits of every alternative that is left open."""
WITHIN = ("within", "outside")


class Ground(NamedTuple):
    """The places of a day, for the rules of a service.

    `classes` holds the ids that stand for the same points; `points` those of each id,
    `above` itself and all that it lies in; `registered` and `servers` the bits of a
    point that hang on one of the two alone. `some` = the areas in which some point of an
    id lies, `stand` = what the rules on facilities alone say of it, `stands` = the ids by
    that, and `both` = the bits found for pairs of ids. `kinds` = what the rules say of an
    id, whatever part of an area it is: all that a company with nothing in that part sees.
    """

    classes: tuple[tuple[str, ...], ...]
    points: dict[str, frozenset[int]]
    above: dict[str, frozenset[str]]
    registered: dict[int, int]
    servers: dict[int, int]
    some: dict[str, int]
    stand: dict[str, frozenset[int]]
    stands: dict[frozenset[int], tuple[str, ...]]
    both: dict[tuple[str, str], Bits]
    kinds: dict[str, object]


def mask(atoms: Iterable[Atom]) -> int:
    """Return the bits of some checks."""
    return reduce(or_, (atom.bit for atom in atoms), 0)


def _ids(space: Space) -> Iterator[str]:
    """Every place that an area is drawn of, every province, and what of them is outside."""
    atlas = space.rules.atlas
    provinces = [p.id for p in atlas.law.places.values() if p.kind == "province"]
    drawn = list(dict.fromkeys((*atlas.members, *provinces)))
    yield from (id for id in drawn if id not in atlas.members)
    yield from (id for id in drawn if id in atlas.members)
    outside = {area.outside for area in atlas.law.areas.values()} - {None}
    for word, id in product(sorted(map(str, outside)), drawn):
        parts = [atlas.parts_of(a.id) for a in atlas.law.areas.values() if a.outside]
        if any(point & part for point in atlas.points(id) for part in parts):
            yield f"{id}/{word}"


def ground(space: Space) -> Ground:
    """Return the places for the rules of a space, found out once for each law."""
    rules, law = space.rules, space.rules.law
    key = ("ground", rules.atlas.day, rules.service.id)
    if key not in law.kept:
        law.kept[key] = _ground(space)
    found: Ground = law.kept[key]
    return found


def _ground(space: Space) -> Ground:
    rules = space.rules
    points: dict[str, frozenset[int]] = {}
    classes: dict[frozenset[int], list[str]] = {}
    for id in _ids(space):
        narrowed = frozenset(map(space.narrow, rules.atlas.points(id)))
        if narrowed:
            points[id] = narrowed
            classes.setdefault(narrowed, []).append(id)
    every = set().union(*points.values())
    by_registered = mask(on(rules, REGISTERED, WITHIN))
    by_servers = mask(on(rules, SERVERS, WITHIN))
    above = {id: frozenset(_upwards(rules, id)) for id in points}
    for same in classes.values():  # those first that hold the others
        same.sort(key=lambda id: (id not in rules.law.places, len(above[id])))
    servers = {p: rules.of_places(0, p, space.axes) & by_servers for p in every}
    stand = {id: frozenset(servers[p] for p in at) for id, at in points.items()}
    stands: dict[frozenset[int], list[str]] = {}
    for same in classes.values():
        stands.setdefault(stand[same[0]], []).append(same[0])
    registered = {p: rules.of_places(p, 0, space.axes) & by_registered for p in every}
    parts = drawn(rules)

    def kind(at: frozenset[int]) -> object:
        return frozenset(
            (registered[here], servers[there] | beside(parts, here & there))
            for here, there in product(at, at)
        )

    return Ground(
        tuple(map(tuple, classes.values())),
        points,
        above,
        registered,
        servers,
        {id: reduce(or_, at) for id, at in points.items()},
        stand,
        {key: tuple(ids) for key, ids in stands.items()},
        {},
        {same[0]: kind(at) for at, same in classes.items()},
    )


def _upwards(rules: Rules, id: str) -> Iterator[str]:
    """A place and all that it lies in; what is outside of a zone lies in the whole."""
    yield id
    yield from rules.atlas.upwards(
        id if id in rules.law.places else id.rpartition("/")[0]
    )


def on(rules: Rules, fact: str, ops: Iterable[str]) -> list[Atom]:
    """Return the checks on a fact that compare in some ways."""
    return [a for a in rules.atoms if a.check.fact == fact and a.check.op in ops]


def drawn(rules: Rules) -> list[tuple[int, int]]:
    """Return the parts of each area in which facilities have to be with the company."""
    atoms = on(rules, SERVERS, ["beside"])
    return [(rules.atlas.parts_of(a.use.value), a.bit) for a in atoms]


def beside(parts: Iterable[tuple[int, int]], both: int) -> int:
    """Return the bits of the areas in a part of which two points lie together."""
    return sum(bit for inside, bit in parts if both & inside)
