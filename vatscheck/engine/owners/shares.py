"""The ways to choose a level: what each holder is, and what each has at the ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, product

from vatscheck.engine.owners.holdings import NOBODY, WHOLE
from vatscheck.engine.owners.structure import ROUNDED, Class, Level, Member, Option

OPEN, WAYS, SOME = 5, 64, 2
"""The open shares of a level, the ways to choose what is open, at the most; and the
pieces that are looked at first."""


def shared_out(class_: Class, options: tuple[Option, ...]) -> list[tuple[Class, ...]]:
    """Return every way to give each holder of a class one option; of like ones, so many."""
    members = class_.members
    if len(options) == 1:
        return [(class_._replace(options=options),)]
    alike = len({(m.low, m.high) for m in members}) == 1
    if len(options) ** (1 if alike else len(members)) > WAYS or len(members) > WAYS:
        return [()] * (WAYS + 1)
    order = range(len(options))
    ways = (
        combinations_with_replacement(order, len(members))
        if alike
        else product(order, repeat=len(members))
    )
    return [_given(class_, options, way) for way in ways]


def _given(
    class_: Class, options: tuple[Option, ...], way: Sequence[int]
) -> tuple[Class, ...]:
    by_option: dict[int, list[Member]] = {}
    for member, at in zip(class_.members, way, strict=True):
        by_option.setdefault(at, []).append(member)
    return tuple(
        class_.among(members, options[at]) for at, members in by_option.items()
    )


def ends(way: Level) -> Iterator[tuple[tuple[Fraction, ...], Fraction]]:
    """Yield the corners of what the classes and the rest can have of a level."""
    classes = way.classes
    if way.rest in ("written", "rounding"):
        yield tuple(class_.low for class_ in classes), NOBODY
        return
    least_, most = {
        "named": (NOBODY, NOBODY),
        "rounded": (NOBODY, ROUNDED),
        "unknown": (ROUNDED, WHOLE),
    }[way.rest]
    seen = set()
    ends = [tuple(dict.fromkeys((class_.low, class_.high))) for class_ in classes]
    for masses in product(*ends):
        rest = WHOLE - sum(masses, NOBODY)
        if least_ <= rest <= most:
            seen.add((masses, rest))
        for at, class_ in enumerate(classes):
            for end in (least_, most):
                mass = masses[at] + rest - end
                if class_.low <= mass <= class_.high:
                    seen.add(((*masses[:at], mass, *masses[at + 1 :]), end))
    yield from sorted(seen)
