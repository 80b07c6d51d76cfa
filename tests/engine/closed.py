"""What checks on owners say where nothing is open: plain sums of exact fractions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple


class Known(NamedTuple):
    """A holder with nothing open; `times` = so many of the same, each of this share."""

    home: str
    share: Fraction
    kind: str | None
    supplier: bool
    track_record: bool | None
    above: tuple[Known, ...] = ()
    times: int = 1


class Situation(NamedTuple):
    """A company's holders, whether it is listed, and how shares are counted."""

    owners: tuple[Known, ...]
    listed: bool
    counting: str


def foreign(level: Sequence[Known], counting: str) -> Fraction:
    """Return the foreign share of a level in percent, by one of the two readings."""
    total = Fraction(0)
    for holder in level:
        part = foreign(holder.above, counting) if holder.home == "CN" else Fraction(100)
        if counting == "control" and part > 50:
            part = Fraction(100)
        total += holder.times * holder.share * part / 100
    return total


def state(level: Sequence[Known]) -> Fraction:
    """Return the share of Chinese state holders in percent."""
    chinese = [holder for holder in level if holder.home == "CN"]
    return sum(
        (
            h.times * h.share * (1 if h.kind == "state" else state(h.above) / 100)
            for h in chinese
        ),
        Fraction(0),
    )


def investors(
    level: Sequence[Known], weight: Fraction
) -> Iterator[tuple[Fraction, Known]]:
    """Yield the first holders outside the mainland on each chain, with their part."""
    for holder in level:
        mass = weight * holder.share / 100
        if holder.home == "CN":
            yield from investors(holder.above, mass)
        elif mass:
            yield mass, holder


def track_record(level: Sequence[Known]) -> str:
    """Return what is known of the main foreign investor."""
    found = list(investors(level, Fraction(100)))
    most = max((mass for mass, _ in found), default=Fraction(0))
    if not found or most < Fraction(3, 10) * sum(m * h.times for m, h in found):
        return "none"
    records = {holder.track_record for mass, holder in found if mass == most}
    if True in records:
        return "proved"
    return "failed" if records == {False} else "unstated"


def listed_parent(level: Sequence[Known]) -> Known | None:
    """Return the nearest listed company that holds more than half, if there is one."""
    for holder in level:
        if holder.home == "CN" and holder.share > 50:
            return holder if holder.kind == "listed" else listed_parent(holder.above)
    return None


def stock_connect(level: Sequence[Known]) -> bool:
    """Whether HKSCC is a direct holder, which presupposes the listing."""
    return any(holder.kind == "hkscc" and holder.share for holder in level)


def largest_chinese(level: Sequence[Known]) -> bool:
    """Whether all of the largest are Chinese and none is foreign-controlled.

    Of a level without holders, above a last mainland holder, all are Chinese.
    """
    most = max((holder.share for holder in level), default=Fraction(0))
    return all(
        holder.home == "CN" and foreign(holder.above, "control") <= 50
        for holder in level
        if holder.share == most
    )


def value(situation: Situation, fact: str, of: Sequence[str]) -> Any:
    """Return what a check reads."""
    owners, listed, counting = situation
    parent = listed_parent(owners)
    level = parent.above if parent else owners
    suppliers = sum(h.share * h.times for h in owners if h.supplier and h.home in of)
    name = fact.rpartition(".")[2]
    if name == "hkscc_only":
        return {h.kind for _, h in investors(owners, Fraction(100))} == {"hkscc"}
    if name == "listed":
        return listed or parent is not None or stock_connect(owners)
    if name in ("foreign", "other_foreign"):
        return foreign(owners, counting) - (suppliers if name != "foreign" else 0)
    if name in ("listed_foreign", "largest_chinese"):
        by_share = name == "listed_foreign"
        return foreign(level, counting) if by_share else largest_chinese(level)
    if name == "supplier":
        return suppliers
    return state(owners) if name == "state" else track_record(owners)


def holds(situation: Situation, check: Any) -> bool:
    """Whether a check (fact, op, value, of) holds."""
    fact, op, wanted, of = check
    have = value(situation, fact, of)
    if op in ("is", "any_of"):
        return bool(have == wanted if op == "is" else have in wanted)
    limit = Fraction(str(wanted))
    meets = {
        "at_most": have <= limit,
        "below": have < limit,
        "above": have > limit,
        "at_least": have >= limit,
    }
    return bool(meets[op])


def vector(situation: Situation, checks: Sequence[Any]) -> tuple[bool, ...]:
    """Return the truth values of checks, one each."""
    return tuple(holds(situation, check) for check in checks)
