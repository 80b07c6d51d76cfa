"""Every vector of truth values that checks can have together, each with a witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import z3

from tests.engine.closed import Known, Situation
from tests.engine.oracle.facts import Check, Facts
from tests.engine.oracle.masses import ELSEWHERE, Holder, Level, Masses, as_raw

Vector = tuple[bool, ...]


class Solution(NamedTuple):
    """One vector, and a situation without open facts in which the checks have it."""

    vector: Vector
    witness: Situation


def reachable(
    owners: Sequence[Any] | None,
    listed: bool | None,
    counting: str | None,
    checks: Iterable[Check],
) -> set[Vector]:
    """Return every vector of truth values that the checks can have, one a check."""
    return {found.vector for found in witnesses(owners, listed, counting, checks)}


def witnesses(
    owners: Sequence[Any] | None,
    listed: bool | None,
    counting: str | None,
    checks: Iterable[Check],
) -> list[Solution]:
    """Return every reachable vector with a situation that has it."""
    masses = Masses(as_raw(owners))
    facts = Facts(masses, listed, counting)
    formulas = [facts.holds(check) for check in checks]
    solver = z3.SolverFor("QF_LRA")
    solver.add(masses.conditions)
    bits = [z3.Bool(f"check{at}") for at in range(len(formulas))]
    solver.add([bit == formula for bit, formula in zip(bits, formulas, strict=True)])
    return list(_solutions(solver, bits, facts))


def _solutions(solver: Any, bits: Sequence[Any], facts: Facts) -> Iterator[Solution]:
    """Ask for a solution, forbid its vector, and ask again."""
    while (answer := solver.check()) == z3.sat:
        model = solver.model()
        vector = tuple(_yes(model, bit) for bit in bits)
        yield Solution(vector, Witness(model).situation(facts))
        solver.add(
            z3.Or([bit != value for bit, value in zip(bits, vector, strict=True)])
        )
    if answer != z3.unsat:
        raise RuntimeError(f"z3 does not know: {solver.reason_unknown()}")


def _yes(model: Any, formula: Any) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


class Witness:
    """A solution of z3 as a situation in which nothing is open."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def situation(self, facts: Facts) -> Situation:
        """Return the holders, the listing and the counting of the solution."""
        counting = "control" if _yes(self.model, facts.by_control) else "product"
        return Situation(self._level(facts.top), _yes(self.model, facts.said), counting)

    def _number(self, term: Any) -> Fraction:
        return Fraction(str(self.model.eval(term, model_completion=True).as_fraction()))

    def _level(self, level: Level) -> tuple[Known, ...]:
        whole = self._number(level.whole)
        if not whole:
            return ()
        return tuple(
            known for holder in level.holders for known in self._holder(holder, whole)
        )

    def _holder(self, holder: Holder, whole: Fraction) -> Iterator[Known]:
        mass, largest = self._number(holder.mass), self._number(holder.largest)
        if not mass:
            return
        home = next(h for h, at in holder.homes.items() if _yes(self.model, at))
        known = Known(
            home="US" if home == ELSEWHERE else home,
            share=largest * 100 / whole,
            kind="state" if _yes(self.model, holder.state) else holder.kind,
            supplier=home in ("HK", "MO") and _yes(self.model, holder.certified),
            track_record=holder.track_record,
            above=self._level(holder.above) if holder.above else (),
        )
        yield known
        if mass > largest:  # the others of a crowd, none larger than its largest
            times = -((largest - mass) // largest)
            share = (mass - largest) * 100 / whole / times
            yield known._replace(share=share, times=int(times))
