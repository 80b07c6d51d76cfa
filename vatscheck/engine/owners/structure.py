"""What a profile says of its owners, and what it leaves open, as levels of classes.

A class holds the holders of one level that no rule tells apart; each of them is one
of the class's options. Left-out keys are read as the contract on profiles says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from vatscheck.engine.owners.holdings import HALF, HOME, NOBODY, WHOLE
from vatscheck.profile.models import ROUNDING, SUPPLIER_HOMES, Owner, Range

if TYPE_CHECKING:
    from vatscheck.engine.owners.pieces import Piece

ELSEWHERE = "elsewhere"
"""Stands for any home outside the mainland where it does not matter which."""
ROUNDED = Fraction(ROUNDING) / 100
"""A rest below this part of a level is rounding, and domestic."""
Rest = Literal["written", "named", "rounding", "open", "rounded", "unknown"]
"""What a level adds up to: the shares as written (with what is rounding); the named
holders, who hold all of it; or with a rest that may be rounding or belong to holders
not named (`open`), or was chosen to be rounding, or belongs to holders not named."""


class Reads(NamedTuple):
    """What the checks at hand read of owners, beyond how much of them is foreign.

    `single` = how large single holders are; `suppliers` = whose certificates count,
    each with the home that stands for it; `control` = who controls mainland holders;
    `product` = what is foreign along each chain.
    """

    state: bool = False
    suppliers: tuple[tuple[str, str], ...] = ()
    single: bool = False
    control: bool = True
    product: bool = True


class Option(NamedTuple):
    """One thing that a holder can be.

    `home` none = in the mainland; `level` are the holders above a mainland one, and
    `control` says whether foreigners control it: yes, no, or open; `chosen` = that was
    chosen and does not follow from the shares. `piece` = in place of a level, what the
    company can count for.
    """

    home: str = HOME
    supplier: bool = False
    state: bool = False
    kind: str | None = None
    track_record: bool | None = None
    level: Level | None = None
    control: bool | None = False
    chosen: bool = False
    piece: Piece | None = None

    @property
    def foreign(self) -> bool:
        """Whether it is a holder outside the mainland."""
        return self.home != HOME


class Member(NamedTuple):
    """A holder: the bounds of its share of the level, and its place in the profile."""

    low: Fraction
    high: Fraction
    path: str


class Class(NamedTuple):
    """Holders with the same options, the largest first.

    `low` and `high` are what they have together, the least and the most; `role` = what
    the one holder has been chosen to be: the main investor, or the largest holder.
    """

    members: tuple[Member, ...]
    options: tuple[Option, ...]
    low: Fraction
    high: Fraction
    role: frozenset[str] = frozenset()

    def among(self, members: Sequence[Member], *options: Option) -> Class:
        """Return the class of some of its members, with fewer options if they are named."""
        low, high = _together(members)
        return Class(tuple(members), options or self.options, low, high)


def _together(members: Iterable[Member]) -> tuple[Fraction, Fraction]:
    low = high = NOBODY
    for member in members:
        low, high = low + member.low, high + member.high
    return low, high


class Level(NamedTuple):
    """All holders of one company; `first` = of the applicant itself.

    `role` = what one of those not named has been chosen to be, `/`, and its kind.
    """

    classes: tuple[Class, ...]
    rest: Rest
    first: bool = False
    role: frozenset[str] = frozenset()


def options(level: Level) -> Iterator[Option]:
    """Yield what the holders of a level, and those above them, can be."""
    for class_ in level.classes:
        for option in class_.options:
            yield option
            if option.level:
                yield from options(option.level)


def level(
    owners: Sequence[Owner], reads: Reads, *, first: bool = True, apart: str = ""
) -> Level:
    """Return the level of some owners, as far as the checks at hand tell them apart.

    `apart` is the path of a holder that is not added to others.
    """
    bounds = list(_bounds(owners))
    rest = _rest(owners, bounds)
    if rest == "written":
        bounds = [(low, low) for low, _ in bounds]
    found: dict[object, tuple[list[Member], tuple[Option, ...]]] = {}
    for at, (owner, (low, high)) in enumerate(zip(owners, bounds, strict=True)):
        member = Member(low, high, f"owners[{at}]")
        step, _, beyond = apart.partition(".")
        alone = step == member.path
        above = _above(owner, reads, beyond if alone else "")
        options = tuple(_options(owner, reads, first, above))
        if len(options) > 1:  # to hash a level is to hash all above it
            options = tuple(dict.fromkeys(options))
        key = member.path if alone else _key(member, options, reads)
        found.setdefault(key, ([], options))[0].append(member)
    classes = tuple(
        Class(tuple(sorted(members, key=_size)), options, *_together(members))
        for members, options in found.values()
    )
    return Level(classes, rest, first)


def _size(member: Member) -> tuple[Fraction, Fraction]:
    return -member.high, -member.low


def _bounds(owners: Sequence[Owner]) -> Iterator[tuple[Fraction, Fraction]]:
    for owner in owners:
        if isinstance(owner.share, Decimal):
            share = part_of(owner.share)
            yield share, share
        elif isinstance(owner.share, Range):
            yield part_of(owner.share.min), part_of(owner.share.max)
        else:
            yield NOBODY, WHOLE


def part_of(percent: Decimal) -> Fraction:
    """Return a percentage as a part of the whole."""
    up, down = percent.as_integer_ratio()
    return Fraction(up, down * 100)


def _rest(owners: Sequence[Owner], bounds: Sequence[tuple[Fraction, Fraction]]) -> Rest:
    """What a level adds up to (contract, reading 3)."""
    least = sum((low for low, _ in bounds), NOBODY)
    most = sum((high for _, high in bounds), NOBODY)
    left_out = [owner.share is None for owner in owners]
    if least >= WHOLE:
        return "written"
    if any(left_out) and not all(left_out):
        return "named"  # a share left out beside stated ones is the rest
    if least == most and WHOLE - least < ROUNDED:
        return "rounding"
    if WHOLE - most >= ROUNDED:
        return "unknown"
    return "open"


def _key(member: Member, options: tuple[Option, ...], reads: Reads) -> object:
    """Holders with the same key are added together."""
    closed = member.low == member.high
    if any(option.kind == "listed" or _listed_above(option) for option in options):
        return member.path
    if any(option.level for option in options):
        together = closed or not reads.single
        alike = all(not o.level or _plain(o.level) for o in options)
        size = (member.low, member.high)
        return (options, size) if together and alike else member.path
    return options if closed or not reads.single else member.path


def _listed_above(option: Option) -> bool:
    return option.level is not None and any(
        inner.kind == "listed" or _listed_above(inner)
        for class_ in option.level.classes
        for inner in class_.options
    )


def _plain(above: Level) -> bool:
    """Whether several companies with such holders can be added together."""
    return above.rest != "open" and all(
        len(class_.options) == 1 and class_.options[0].level is None
        for class_ in above.classes
    )


def _above(owner: Owner, reads: Reads, apart: str) -> Level | None:
    if not owner.owners or not may_be_home(owner):
        return None
    return level(owner.owners, reads, first=False, apart=apart)


def _options(
    owner: Owner, reads: Reads, first: bool, above: Level | None
) -> Iterator[Option]:
    """Everything that a holder can be, as far as the checks tell it apart."""
    if may_be_home(owner):
        yield from _at_home(owner, reads, above)
    for home in homes_outside(owner):
        yield from _outside(owner, home, reads, first)


def may_be_home(owner: Owner) -> bool:
    """Return whether a holder may be in the mainland, by all that is said of it."""
    if owner.jurisdiction is not None:
        return owner.jurisdiction == HOME
    return owner.kind != "hkscc" and not owner.service_supplier


def homes_outside(owner: Owner) -> Sequence[str]:
    """Return the homes outside the mainland that a holder may have, as rules tell apart."""
    if owner.jurisdiction is not None:
        return () if owner.jurisdiction == HOME else (owner.jurisdiction,)
    if owner.kind == "listed":
        return ()
    if owner.kind == "hkscc":
        return ("HK",)
    if owner.service_supplier:
        return SUPPLIER_HOMES
    return (*SUPPLIER_HOMES, ELSEWHERE)


def _at_home(owner: Owner, reads: Reads, above: Level | None) -> Iterator[Option]:
    control = controlled(above) if above and reads.control else False
    kind = owner.kind if owner.kind in ("listed", "hkscc") else None
    if owner.kind == "state" or (owner.kind is None and reads.state):
        yield Option(state=reads.state, kind=kind, level=above, control=control)
    if owner.kind != "state":
        yield Option(kind=kind, level=above, control=control)


def _outside(owner: Owner, home: str, reads: Reads, first: bool) -> Iterator[Option]:
    kind = "hkscc" if owner.kind == "hkscc" else None
    record = owner.track_record if reads.single else None
    suppliers = dict(reads.suppliers)
    for supplier in _certificates(owner, home, first):
        counts = supplier and home in suppliers
        shown = suppliers[home] if counts else ELSEWHERE
        yield Option(shown, counts, kind=kind, track_record=record)


def _certificates(owner: Owner, home: str, first: bool) -> Iterable[bool]:
    """Whether a holder may be a certified supplier: only a direct company of HK or MO."""
    able = home in SUPPLIER_HOMES and owner.kind not in ("person", "hkscc")
    if not able or not first:
        return (False,)
    if owner.service_supplier is None:
        return (False, True)
    return (owner.service_supplier,)


def controlled(above: Level) -> bool | None:
    """Return whether a company is more than half foreign by control, none if open."""
    from vatscheck.engine.owners.extents import control_extent

    low, high = control_extent(above)
    if high <= HALF:
        return False
    return True if low > HALF else None
