"""What checks read of owners, each as a formula over masses and choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import z3

from tests.engine.oracle.masses import (
    ALWAYS,
    NEVER,
    WHOLE,
    Holder,
    Level,
    Masses,
    exact,
    foreign_holders,
)


class Check(NamedTuple):
    """One check on owners: its fact, operator, wanted value, and homes of suppliers."""

    fact: str
    op: str
    value: Any
    of: tuple[str, ...] = ()


COMPARISONS = {
    "at_most": lambda have, want: have <= want,
    "below": lambda have, want: have < want,
    "above": lambda have, want: have > want,
    "at_least": lambda have, want: have >= want,
}


def product(level: Level | None) -> Any:
    """Return the foreign mass of a level, multiplied along each chain (decision 6)."""
    return _total(
        (z3.If(h.chinese, product(h.above), h.mass) for h in _holders(level)),
    )


def control(level: Level | None) -> Any:
    """Return the foreign mass of a level where foreign-controlled holders count whole."""
    parts = []
    for holder in _holders(level):
        inner = control(holder.above)
        counted = z3.If(controlled(holder), holder.mass, inner)
        parts.append(z3.If(holder.chinese, counted, holder.mass))
    return _total(parts)


def controlled(holder: Holder) -> Any:
    """Whether foreigners hold more than half of a mainland holder, by this reading.

    Decision 18: "more than 50 %"; the part is that of the control reading of its own
    holders, and exactly half is not.
    """
    return 2 * control(holder.above) > holder.mass if holder.above else NEVER


def state(level: Level | None) -> Any:
    """Return the mass of Chinese state holders: whole, or what they hold above."""
    parts = (
        z3.If(h.chinese, z3.If(h.state, h.mass, state(h.above)), 0)
        for h in _holders(level)
    )
    return _total(parts)


def _holders(level: Level | None) -> Sequence[Holder]:
    return level.holders if level else ()


def _total(parts: Any) -> Any:
    found = list(parts)
    return z3.Sum(found) if found else z3.RealVal(0)


def _listed_parents(
    level: Level, reached: Any = ALWAYS
) -> Iterator[tuple[Any, Holder]]:
    """Yield each holder that may be the listed parent, with when it is the nearest.

    R10 and the record of the check: a mainland company that holds, link by link, more
    than half. `kind` left out is not read as `listed` (R3).
    """
    for holder in level.holders:
        holds = z3.And(reached, holder.chinese, 2 * holder.mass > level.whole)
        if holder.kind == "listed":
            yield holds, holder
        elif holder.above:
            yield from _listed_parents(holder.above, holds)


class Facts:
    """The facts of a profile's owners, each as a formula made when it is first read."""

    def __init__(
        self, masses: Masses, listed: bool | None, counting: str | None
    ) -> None:
        self.masses, self.top = masses, masses.top
        # R3: how shares are counted, and the listing, have no fixed reading
        self.by_control = (
            masses.choice() if counting is None else z3.BoolVal(counting == "control")
        )
        self.said = masses.choice() if listed is None else z3.BoolVal(listed)
        self.parents = list(_listed_parents(self.top))

    def holds(self, check: Check) -> Any:
        """Return the formula that says whether a check holds."""
        fact = check.fact.rpartition(".")[2]
        if fact in ("foreign", "supplier", "other_foreign", "state"):
            return _compare(check, self._mass(fact, check.of), WHOLE)
        if fact == "listed_foreign":
            return self._in_listed_level(lambda level: self._listed(check, level))
        if fact == "largest_chinese":
            return self._in_listed_level(_largest_chinese) == bool(check.value)
        if fact == "track_record":
            words = check.value if check.op == "any_of" else [check.value]
            return z3.Or([self.track_record[word] for word in words])
        return {"hkscc_only": self.hkscc_only, "listed": self.listed}[fact] == bool(
            check.value
        )

    def _mass(self, fact: str, of: Sequence[str]) -> Any:
        if fact == "state":
            return state(self.top)
        foreign = self._foreign(self.top)
        if fact == "foreign":
            return foreign
        # R4: held by the direct shareholder
        suppliers = _total(
            z3.If(z3.And(holder.homes[home], holder.certified), holder.mass, 0)
            for holder in self.top.holders
            for home in of
            if home in holder.homes
        )
        return suppliers if fact == "supplier" else foreign - suppliers

    def _foreign(self, level: Level | None) -> Any:
        return z3.If(self.by_control, control(level), product(level))

    def _listed(self, check: Check, level: Level | None) -> Any:
        if level is None:  # R1: domestic up to its last holder
            return _compare(check, z3.RealVal(0), WHOLE)
        return _compare(check, self._foreign(level), level.whole)

    def _in_listed_level(self, of: Any) -> Any:
        """Read something of the listed parent's own holders, else of the applicant's."""
        found = of(self.top)
        for holds, parent in self.parents:
            found = z3.If(holds, of(parent.above), found)
        return found

    @cached_property
    def listed(self) -> Any:
        """Whether the applicant, or a parent of more than half, is listed.

        R10: HKSCC among the direct holders presupposes the listing.
        """
        stock_connect = [h.mass > 0 for h in self.top.holders if h.kind == "hkscc"]
        parents = [holds for holds, _ in self.parents]
        return z3.Or([self.said, *stock_connect, *parents])

    @cached_property
    def hkscc_only(self) -> Any:
        """Whether there are foreign holders and all of them are HKSCC."""
        others: list[Any] = []
        stock_connect: list[Any] = []
        for outside, holder in foreign_holders(self.top):
            kind = stock_connect if holder.kind == "hkscc" else others
            kind.append(z3.And(outside, holder.mass > 0))
        return z3.And(z3.Or(stock_connect), z3.Not(z3.Or(others)))

    @cached_property
    def track_record(self) -> dict[str, Any]:
        """What is known of the main foreign investor: a formula for each value.

        R3, "Main investor and largest holder", and R6: a record left out is `unstated`,
        one answer and not an open fact. Decision 24: one of several largest is enough.
        """
        outside = list(foreign_holders(self.top))
        sizes = [(z3.If(at, h.largest, 0), h.track_record) for at, h in outside]
        total = product(self.top)  # contributions are masses, however shares count
        most = self.masses.variable()
        self.masses.conditions += [most >= size for size, _ in sizes]
        self.masses.conditions.append(
            z3.Or(*[most == size for size, _ in sizes], not sizes)
        )
        main = z3.And(total > 0, 100 * most >= 30 * total)
        proved = z3.Or([size == most for size, said in sizes if said is True])
        failed = z3.And([size < most for size, said in sizes if said is not False])
        return {
            "none": z3.Not(main),
            "proved": z3.And(main, proved),
            "failed": z3.And(main, failed),
            "unstated": z3.And(main, z3.Not(proved), z3.Not(failed)),
        }


def _largest_chinese(level: Level | None) -> Any:
    """Whether every one of the largest is Chinese and not foreign-controlled (R3).

    Control by the control reading, whatever `counting` says: it is not a share.
    """
    if level is None:
        return ALWAYS
    bad = [z3.Or(z3.Not(h.chinese), controlled(h)) for h in level.holders]
    sizes = [h.largest for h in level.holders]
    # some good holder is strictly larger than every bad one
    return z3.Or(
        [
            z3.And(
                z3.Not(bad[at]),
                size > 0,
                *[
                    z3.Implies(wrong, other < size)
                    for other, wrong in zip(sizes, bad, strict=True)
                ],
            )
            for at, size in enumerate(sizes)
        ]
    )


def _compare(check: Check, mass: Any, whole: Any) -> Any:
    """Compare a mass with a percentage of a whole."""
    return COMPARISONS[check.op](mass * 100, exact(check.value) * whole)
