"""The ways to choose what an ownership leaves open, one after the other.

Each way of choosing is exhaustive: what the alternatives allow together is what was
allowed before. Like holders are chosen by how many of them, never by which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from vatscheck.engine.owners.holdings import NOBODY
from vatscheck.engine.owners.masses import Masses, Part
from vatscheck.engine.owners.simplex import value_at
from vatscheck.engine.owners.structure import ROUNDED, Class, Level, Member, Option

Point = Sequence[Fraction]


def _with(level: Level, at: int, *classes: Class) -> Level:
    """A level with one of its classes replaced by others, empty ones left out."""
    kept = tuple(class_ for class_ in classes if class_.members)
    return level._replace(
        classes=(*level.classes[:at], *kept, *level.classes[at + 1 :])
    )


# --- one thing chosen, in all ways ------------------------------------------------


def alternatives(
    level: Level, masses: Masses, point: Point, *, mixed: bool
) -> list[Level]:
    """Return the ways to choose one open thing of a level, the likeliest first.

    `mixed` = only what the masses of the point leave mixed. Nothing open = none.
    """
    if level.rest == "open" and (not mixed or _rest_mixed(masses, point)):
        return [level._replace(rest=rest) for rest in ("unknown", "rounded")]
    for at, (class_, parts) in enumerate(zip(level.classes, masses.parts, strict=True)):
        found = _of_class(class_, parts, point, mixed)
        if found:
            return [_with(level, at, *classes) for classes in found]
    return []


def _rest_mixed(masses: Masses, point: Point) -> bool:
    rest = {sort: value_at(mass, point) for sort, mass in masses.rest.items()}
    told = any(mass for sort, mass in rest.items() if sort.kind != "home")
    whole = value_at(masses.whole, point)
    return told and sum(rest.values()) < ROUNDED * whole


def _of_class(
    class_: Class, parts: Sequence[Part], point: Point, mixed: bool
) -> list[tuple[Class, ...]]:
    values = [value_at(part.mass, point) for part in parts]
    if len(parts) > 1 and (not mixed or sum(map(bool, values)) > 1):
        return _one_option(class_, values)
    if len(parts) == 1 and _control_open(class_, parts[0], point, mixed):
        return _one_control(class_, parts[0], point)
    for at, part in enumerate(parts):
        option = class_.options[at]
        if (
            part.above
            and option.level
            and (values[at] or not mixed)
            and len(parts) == 1
        ):
            inner = alternatives(option.level, part.above, point, mixed=mixed)
            if inner:
                return [
                    (class_._replace(options=(option._replace(level=level),)),)
                    for level in inner
                ]
    return []


def _one_option(class_: Class, values: Sequence[Fraction]) -> list[tuple[Class, ...]]:
    """The largest holder is the likeliest option or not; of equal ones, so many are."""
    likeliest = max(range(len(values)), key=values.__getitem__)
    option = class_.options[likeliest]
    left = tuple(o for o in class_.options if o is not option)
    one, *others = class_.members
    if not others:
        return [(class_._replace(options=o),) for o in ((option,), left)]
    if any(_size(member) != _size(one) for member in others):
        rest = class_.among(others)
        return [(class_.among([one], option), rest), (class_.among([one], *left), rest)]
    number = _number(class_, values, likeliest)
    most, fewer = class_.members[:number], class_.members[: number - 1]
    return [
        (class_.among(most, option), class_.among(class_.members[number:])),
        (class_.among(fewer), class_.among(class_.members[number - 1 :], *left)),
    ]


def _number(class_: Class, values: Sequence[Fraction], at: int) -> int:
    """How many of equal holders are an option, as far as the masses say: at least one."""
    together = sum(values)
    if not together:
        return 1
    number = len(class_.members) * values[at] / together
    return max(1, -(-number.numerator // number.denominator))


def _size(member: Member) -> tuple[Fraction, Fraction]:
    return member.low, member.high


def _control_open(class_: Class, part: Part, point: Point, mixed: bool) -> bool:
    option = class_.options[0]
    if option.level is None or option.control is not None or not part.foreign:
        return False
    if not mixed:
        return True
    mass, foreign, counted = (
        value_at(e, point) for e in (part.mass, part.foreign, part.counted)
    )
    return counted != (mass if 2 * foreign > mass else foreign)


def _one_control(class_: Class, part: Part, point: Point) -> list[tuple[Class, ...]]:
    """One company is controlled by foreigners, or, of equal ones, none of them is."""
    one, *others = class_.members
    rest = class_.among(others)
    first = class_.among([one], *_control(class_, True))._replace(role=class_.role)
    found = [(first, rest), (class_._replace(options=_control(class_, False)),)]
    likely = 2 * value_at(part.foreign, point) > value_at(part.mass, point)
    return found if likely else found[::-1]


def _control(class_: Class, value: bool) -> tuple[Option, ...]:
    return (class_.options[0]._replace(control=value, chosen=True),)


# --- everything chosen at once, as a point suggests --------------------------------


def settled(level: Level, masses: Masses, point: Point, *, least: bool) -> Level:
    """Return a level with everything chosen as the masses of a point suggest.

    `least` = the smallest holders are chosen first. It is a guess, to be tried.
    """
    classes: list[Class] = []
    for class_, parts in zip(level.classes, masses.parts, strict=True):
        values = [value_at(part.mass, point) for part in parts]
        for at, members in enumerate(_shared_out(class_, values, least)):
            if members:
                option = _settled(class_.options[at], parts[at], point, least)
                chosen = class_.among(members, option)
                classes.append(chosen._replace(role=class_.role))
    rest = level.rest
    if rest == "open":
        left = sum(value_at(mass, point) for mass in masses.rest.values())
        enough = left >= ROUNDED * value_at(masses.whole, point)
        rest = "unknown" if enough else "rounded"
    return level._replace(classes=tuple(classes), rest=rest)


def _settled(option: Option, part: Part, point: Point, least: bool) -> Option:
    if option.level is None or part.above is None:
        return option
    above = settled(option.level, part.above, point, least=least)
    if option.control is not None:
        return option._replace(level=above)
    controlled = 2 * value_at(part.foreign, point) > value_at(part.mass, point)
    chosen = bool(part.foreign)
    return option._replace(level=above, control=controlled, chosen=chosen)


def _shared_out(
    class_: Class, values: Sequence[Fraction], least: bool
) -> list[tuple[Member, ...]]:
    """Give each holder of a class to the option that lacks most."""
    found: list[list[Member]] = [[] for _ in values]
    if len(values) == 1:
        return [class_.members]
    scale = sum(values) / class_.high if class_.high else Fraction(0)
    lacking = list(values)
    for member in class_.members[::-1] if least else class_.members:
        at = max(range(len(values)), key=lacking.__getitem__)
        found[at].append(member)
        lacking[at] -= member.high * scale
    return [tuple(members[::-1] if least else members) for members in found]


# --- one holder chosen for a role --------------------------------------------------


class Role(NamedTuple):
    """What one holder is chosen to be, which options can be it, and who can stand by.

    `beside` says whether another holder may be an option: one that is larger for
    certain, or else at least as large. `of_all` = no holder at all is larger.
    """

    name: str
    wanted: Callable[[Option], bool]
    beside: Callable[[Option, bool], bool]
    prepared: Callable[[Option], Option] = lambda option: option
    of_all: bool = False


def placed(level: Level, role: Role, *, deep: bool) -> Iterator[Level]:
    """Yield the level with each holder that can take a role in it, of like ones one.

    Larger holders of the same class are then no such holder. `deep` = also those
    further up.
    """
    for at, class_ in enumerate(level.classes):
        able = tuple(role.prepared(o) for o in class_.options if role.wanted(o))
        others = tuple(option for option in class_.options if not role.wanted(option))
        if able:
            yield from _placed_in(level, at, role, able, others)
        if deep:
            for option in class_.options:
                if option.level is not None:
                    for inner in placed(option.level, role, deep=True):
                        yield _above(level, at, option._replace(level=inner))


def _above(level: Level, at: int, option: Option) -> Level:
    """The level with one company of a class being an option; the others are as large."""
    class_ = level.classes[at]
    taken = class_.among(class_.members[:1], option)._replace(role=class_.role)
    return _with(level, at, taken, class_.among(class_.members[1:]))


def _placed_in(
    level: Level,
    at: int,
    role: Role,
    able: tuple[Option, ...],
    others: tuple[Option, ...],
) -> Iterator[Level]:
    class_ = level.classes[at]
    roles = class_.role | {role.name}
    sizes: set[tuple[Fraction, Fraction]] = set()
    every = (member.low for other in level.classes for member in other.members)
    enough = max(every, default=NOBODY) if role.of_all else NOBODY
    for place, member in enumerate(class_.members):
        if member.high < enough:  # another one is larger for certain
            return
        if _size(member) in sizes:
            continue
        sizes.add(_size(member))
        larger, rest = class_.members[:place], class_.members[place + 1 :]
        if larger and not others:
            return
        one = class_.among([member], *able)._replace(role=roles)
        before = class_.among(larger, *others)
        after = class_.among(rest)
        found = _ranked(_with(level, at, one, before, after), one, role)
        if found is not None:
            yield found


def _ranked(level: Level, one: Class, role: Role) -> Level | None:
    """The level without what holders as large as one, or larger, cannot be beside it."""
    high = one.members[0].high
    classes: list[Class] = []
    for class_ in level.classes:
        if class_ is one:
            classes.append(one)
            continue
        for members, larger in _as_large(class_.members, high):
            options = class_.options
            if larger is not None:
                options = tuple(o for o in options if role.beside(o, larger))
            if members and not options:
                return None
            if members:
                kept = class_.among(members, *options)
                classes.append(kept._replace(role=class_.role))
    return level._replace(classes=tuple(classes))


def _as_large(
    members: Sequence[Member], high: Fraction
) -> Iterator[tuple[list[Member], bool | None]]:
    """Members that are larger than a share for certain, at least as large, or open."""
    yield [m for m in members if m.low > high], True
    yield [m for m in members if m.low == high], False
    yield [m for m in members if m.low < high], None
