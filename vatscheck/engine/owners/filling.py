"""From masses to holders with everything filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from vatscheck.engine.owners.collapse import REST
from vatscheck.engine.owners.holdings import HOME, NOBODY, WHOLE, Holder
from vatscheck.engine.owners.listing import joined
from vatscheck.engine.owners.masses import Choice, Masses
from vatscheck.engine.owners.pieces import Piece
from vatscheck.engine.owners.simplex import value_at
from vatscheck.engine.owners.structure import ELSEWHERE, Class, Level, Member, Option
from vatscheck.engine.owners.system import AT_HOME, System
from vatscheck.profile.models import SUPPLIER_HOMES


def holders(
    choice: Choice, system: System, point: Sequence[Fraction]
) -> tuple[Holder, ...]:
    """Return the holders that the masses of a point stand for, everything chosen."""
    small = _smallest(system, point)
    return _holders(choice.level, system.masses, point, "", small)


def _smallest(system: System, point: Sequence[Fraction]) -> Fraction | None:
    """How small single holders that are not named have to be, as a mass."""
    roles = [s for s in (*system.foreign, *system.holders) if s.role]
    if not system.reads.single:
        return None
    masses = [value_at(single.mass, point) / single.number for single in roles]
    masses.append(value_at(system.sums.get("product", {}), point) / 4)
    return min((mass for mass in masses if mass), default=None)


def _holders(
    level: Level,
    masses: Masses,
    point: Sequence[Fraction],
    path: str,
    small: Fraction | None,
) -> tuple[Holder, ...]:
    whole = value_at(masses.whole, point)
    found: list[Holder] = []
    for class_, parts in zip(level.classes, masses.parts, strict=True):
        (option,), (held,) = class_.options, parts
        mass = value_at(held.mass, point)
        corners = [value_at(corner, point) for corner in held.corners]
        for member, share in _members(class_, mass, whole):
            here = joined(path, member.path)
            above: tuple[Holder, ...] = ()
            if option.piece:
                above = _of_piece(option.piece, corners, here)
            elif option.level and held.above:
                above = _holders(option.level, held.above, point, here, small)
            found.append(_holder(option, share, above, here))
    return (*found, *_unnamed(level, masses, point, whole, small))


def _of_piece(
    piece: Piece, corners: Sequence[Fraction], path: str
) -> tuple[Holder, ...]:
    """The holders of a company that is a mixture of corners; any, if it has nothing."""
    every = sum(corners)
    weights = [mass / every for mass in corners] if every else [WHOLE]
    shares = piece.mixed(weights)
    found: list[Holder] = []
    for at, class_ in enumerate(piece.level.classes):
        (option,) = class_.options
        number = len(option.piece.corners) if option.piece else 1
        masses = [shares.get((at, corner), NOBODY) for corner in range(number)]
        for member, share in _members(class_, sum(masses, NOBODY), WHOLE):
            here = joined(path, member.path)
            above = _of_piece(option.piece, masses, here) if option.piece else ()
            found.append(_holder(option, share, above, here))
    for kind in REST:
        if shares.get(kind):
            found.append(_rest(kind, shares[kind], 1))
    return tuple(found)


def _holder(
    option: Option, share: Fraction, above: tuple[Holder, ...], path: str
) -> Holder:
    kind = "state" if option.state else option.kind
    record = option.track_record
    return Holder(option.home, share, kind, option.supplier, record, above, 1, path)


def _members(
    class_: Class, mass: Fraction, whole: Fraction
) -> Iterator[tuple[Member, Fraction]]:
    """Share out the mass of a class among its holders, each within its bounds."""
    if not whole:
        yield from ((member, member.low) for member in class_.members)
        return
    room = class_.high - class_.low
    part = (mass / whole - class_.low) / room if room else NOBODY
    for member in class_.members:
        yield member, member.low + part * (member.high - member.low)


def _unnamed(
    level: Level,
    masses: Masses,
    point: Sequence[Fraction],
    whole: Fraction,
    small: Fraction | None,
) -> Iterator[Holder]:
    if not whole:
        return
    for sort, expression in masses.rest.items():
        mass = value_at(expression, point)
        if not mass:
            continue
        single = small is None or sort.one
        number = 1 if single or small is None else int(mass / small) + 1
        yield _rest(sort.kind, mass / whole, number)


def _rest(kind: str, share: Fraction, number: int) -> Holder:
    home = HOME if kind in AT_HOME else kind
    supplier = home in SUPPLIER_HOMES
    named = ELSEWHERE if home == "foreign" else home
    state = "state" if kind == "state" else None
    return Holder(named, share, state, supplier, None, (), number)
