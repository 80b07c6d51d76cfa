"""An example of owners as a profile would state it: names, homes, shares in decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from vatscheck.engine.owners.filling import holders
from vatscheck.engine.owners.holdings import HOME, NOBODY, Holder, Holding, printed
from vatscheck.engine.owners.masses import Choice, Masses
from vatscheck.engine.owners.search import Check, Goal, Search, Witness
from vatscheck.engine.owners.simplex import Expression, Program, minus, part, total
from vatscheck.engine.owners.structure import ELSEWHERE, Level
from vatscheck.engine.owners.system import System
from vatscheck.profile.models import SUPPLIER_HOMES, Owner

DIGITS = (0, 1, 2, 4, 8, 16)
"""How many decimals a share is tried with, the fewest first."""
OTHERS = "others"
"""How holders are called that the profile does not name."""


def inner(search: Search, found: Witness, goal: Goal) -> Witness:
    """Return the example moved away from every edge, as far as all that is chosen goes."""
    if found.choice is None:
        return found
    told = {c: wanted for c, wanted in goal.items() if _told(found.choice, c)}
    solved = search.solved(found.choice, told)
    if solved is None:
        return found
    system, _ = solved
    program = _inside(system)
    program.widened()
    held = holders(found.choice, system, program.point())
    holding = Holding(held, found.choice.listed)
    moved = Witness(holding, found.choice.counting, found.choice)
    same = all(moved.holds(check) == wanted for check, wanted in goal.items())
    return moved if same else found


def _told(choice: Choice, check: Check) -> bool:
    """Whether an example tells apart what a check reads."""
    suppliers = dict(choice.reads.suppliers)
    return suppliers.keys() >= set(check.of) and (
        check.quantity != "state" or choice.reads.state
    )


def _inside(system: System) -> Program:
    """The program in which every condition that can hold with room to spare does."""
    strict: list[Expression] = list(system.strict)
    kept: list[Expression] = []
    above = list(_above_bounds(system.choice.level, system.masses))
    conditions = [*above, *system.conditions]
    for at, condition in enumerate(conditions):
        others = [*kept, *conditions[at + 1 :]]
        able = Program(system.size, others, [*strict, condition]).solved()
        (strict if able else kept).append(condition)
    program = Program(system.size, kept, strict)
    program.solved()
    return program


def _above_bounds(level: Level, masses: Masses) -> Iterator[Expression]:
    """What holders with a range have above the least of it."""
    for class_, parts in zip(level.classes, masses.parts, strict=True):
        if class_.low != class_.high:
            mass = total(*(share.mass for share in parts))
            yield minus(mass, part(masses.whole, class_.low))
        for option, share in zip(class_.options, parts, strict=True):
            if option.level and share.above:
                yield from _above_bounds(option.level, share.above)


def stated(
    holders: Sequence[Holder], owners: Sequence[Owner], abroad: str
) -> Iterator[list[Owner]]:
    """Yield the holders as a profile states them, with more and more decimals.

    `owners` are those of the profile; `abroad` is a home outside the mainland, for
    holders of whom no more than that is known.
    """
    for few, digits in product((True, False), DIGITS):
        yield _level(_together(holders) if few else holders, owners, abroad, digits)


def _together(holders: Iterable[Holder]) -> list[Holder]:
    """The holders, those not named put together by what they are."""
    found: dict[object, Holder] = {}
    for at, holder in enumerate(holders):
        alone = holder._replace(
            share=NOBODY, number=1, above=tuple(_together(holder.above))
        )
        key = at if holder.path else alone
        known = found.get(key)
        share = holder.share + (known.share if known else 0)
        found[key] = alone._replace(share=share)
    return list(found.values())


def _level(
    holders: Sequence[Holder], owners: Sequence[Owner], abroad: str, digits: int
) -> list[Owner]:
    step = Decimal(1).scaleb(-digits)
    named = [holder for holder in holders if holder.path]
    found: list[Owner | None] = [None] * len(owners)
    for holder in named:
        at = int((holder.path or "").rpartition("[")[2].rstrip("]"))
        share = _rounded(holder.share, step, owners[at])
        found[at] = _named(holder, owners[at], share, abroad, digits)
    level = [owner for owner in found if owner]
    unnamed = list(_unnamed(holders, step, abroad))
    return _balanced(level, owners, unnamed)


def _rounded(share: Fraction, step: Decimal, owner: Owner) -> Decimal:
    """A share as a percentage, within what the profile says of it."""
    low, high = owner.bounds
    percent = printed(share * 100)
    found = min(max(percent.quantize(step), low), high)
    while low < percent < high and found in (low, high):  # not on an edge
        step /= 10
        found = min(max(percent.quantize(step), low), high)
    return found.normalize() + 0


def _named(
    holder: Holder, owner: Owner, share: Decimal, abroad: str, digits: int
) -> Owner:
    update: dict[str, Any] = {"share": share}
    if owner.jurisdiction is None:
        update["jurisdiction"] = abroad if holder.home == ELSEWHERE else holder.home
    home = owner.jurisdiction or update["jurisdiction"]
    if home in SUPPLIER_HOMES and owner.service_supplier is None and _may(owner):
        update["service_supplier"] = holder.supplier
    if owner.kind is None and home == HOME:
        update["kind"] = "state" if holder.kind == "state" else "company"
    if owner.owners and home == HOME and holder.above:
        update["owners"] = _level(holder.above, owner.owners, abroad, digits)
    return owner.model_copy(update=update)


def _may(owner: Owner) -> bool:
    return owner.kind not in ("person", "hkscc")


def _unnamed(holders: Sequence[Holder], step: Decimal, abroad: str) -> Iterator[Owner]:
    number = 0
    for holder in holders:
        if holder.path:
            continue
        share = holder.share / holder.number
        percent = printed(share * 100)
        for _ in range(holder.number):
            number += 1
            home = abroad if holder.home == ELSEWHERE else holder.home
            supplier = True if holder.supplier else None
            kind = holder.kind or ("company" if home == HOME else None)
            if home in SUPPLIER_HOMES and not holder.supplier:
                supplier = False
            yield Owner(
                name=f"{OTHERS} {number}",
                jurisdiction=home,
                share=percent.quantize(step).normalize() + 0,
                service_supplier=supplier,
                kind=kind,  # type: ignore[arg-type]
            )


def _balanced(
    level: list[Owner], owners: Sequence[Owner], unnamed: list[Owner]
) -> list[Owner]:
    """A level that adds up: what rounding left goes to one that can take it."""
    every = [*level, *unnamed]
    missing = 100 - sum((owner.bounds[0] for owner in every), Decimal(0))
    if not missing or abs(missing) >= len(every) + 1:
        return every
    order = [*range(len(level), len(every)), *range(len(level))]
    for at in order:
        share = every[at].bounds[0] + missing
        low, high = owners[at].bounds if at < len(level) else (Decimal(0), Decimal(100))
        if low <= share <= high and share > 0:
            every[at] = every[at].model_copy(update={"share": share})
            break
    return every
