"""The amounts and percentages that some rule compares with, and where a number lies.

No rule tells two numbers apart that lie in the same cell: on the same cut, or between
the same two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from vatscheck.engine.owners.search import Check
from vatscheck.engine.ready import rules_on
from vatscheck.law.book import Law
from vatscheck.law.comparison import SHARES

V = TypeVar("V", Decimal, Fraction)
CAPITAL = "registration.capital_cny"
FOREIGN = ("ownership.foreign", "ownership.listed_foreign")
"""The facts that are the foreign share, where no listed company holds more than half."""


class Cuts(NamedTuple):
    """The cuts of each quantity, ascending, as the rules of a day have them.

    `suppliers` are the homes whose certificates count, none = not alike for all checks.
    `records` = some check reads track records.
    """

    capital: Sequence[Decimal]
    foreign: Sequence[Decimal]
    state: Sequence[Decimal]
    supplier: Sequence[Decimal]
    other: Sequence[Decimal]
    suppliers: frozenset[str] | None
    records: bool


def cell(value: V, cuts: Sequence[V]) -> int:
    """Return the cell of a number: even below and between cuts, odd on one."""
    left = bisect_left(cuts, value)
    return 2 * left + (bisect_right(cuts, value, left) > left)


def cuts_of(law: Law, day: str) -> Cuts:
    """Return the cuts of all rules and duties of a day, found out once for each law."""
    key = ("cuts", day)
    if key not in law.kept:
        law.kept[key] = _found(law, day)
    found: Cuts = law.kept[key]
    return found


def _found(law: Law, day: str) -> Cuts:
    checks = [
        check
        for service in law.services.values()
        for _, check in rules_on(law, day, service).on_owners
    ]
    asked = list(tests(law))
    homes = {frozenset(check.of) for check in checks if check.of}
    return Cuts(
        capital=_of((CAPITAL,), checks, asked),
        foreign=_of(FOREIGN, checks, asked),
        state=_of(("ownership.state",), checks, asked),
        supplier=_of(("ownership.supplier",), checks, asked),
        other=_of(("ownership.other_foreign",), checks, asked),
        suppliers=next(iter(homes), frozenset()) if len(homes) < 2 else None,
        records=any(check.quantity == "track_record" for check in checks),
    )


def tests(law: Law) -> Iterator[Any]:
    """Yield every question that a duty or a proviso puts to the facts."""
    for duty in law.duties.values():
        yield from chain.from_iterable((*duty.when, *duty.met))
    for proviso in law.provisos.values():
        yield from chain.from_iterable(proviso.when)


def _of(
    facts: Sequence[str], checks: Iterable[Check], asked: Iterable[Any]
) -> Sequence[Decimal]:
    """The values that some facts are compared with; zero is always one."""
    every: Iterator[Any] = chain(checks, asked)
    named = (one for one in every if one.fact in facts)
    compared = (one.value for one in named if one.op in (*SHARES, "is"))
    return sorted({Decimal(0), *map(Decimal, compared)})
