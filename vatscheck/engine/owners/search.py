"""Whether owners can be such that some checks hold and others do not, with an example.

Branch and bound: the conditions on the masses without the choices that are still open
come first. If they cannot be met, nothing below can be; if what they suggest, with
every choice made, gives what is wanted, that is the example; else one choice is made
in all its ways. Every example is judged by the same comparison as any other holding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from vatscheck.engine.owners.alike import unlike
from vatscheck.engine.owners.choices import alternatives, settled
from vatscheck.engine.owners.collapse import Axes, Collapse, Grain
from vatscheck.engine.owners.filling import holders
from vatscheck.engine.owners.holdings import Holding
from vatscheck.engine.owners.masses import Choice
from vatscheck.engine.owners.roles import ways
from vatscheck.engine.owners.simplex import Expression, Program, minus, times, total
from vatscheck.engine.owners.structure import Level, Reads
from vatscheck.engine.owners.system import System
from vatscheck.engine.owners.units import units
from vatscheck.engine.owners.work import WORK, TooOpenError, Work
from vatscheck.law.comparison import holds

__all__ = ["Check", "Goal", "Search", "TooOpenError", "Witness"]

ROW, HOLDER = 200, 200
"""What it takes to write a condition, and to look at a holder, beside the pivots."""


class Check(NamedTuple):
    """A check on owners: the fact that it reads, and what it wants of it.

    `fact` and `op` as in the law; shares are percent. `of` = whose certificates count.
    """

    fact: str
    op: str
    value: Any
    of: tuple[str, ...] = ()

    @property
    def quantity(self) -> str:
        """The last word of the fact: what is read of the owners."""
        return self.fact.rpartition(".")[2]

    def meets(self, value: Any) -> bool:
        """Whether a value meets the check."""
        return holds(self.op, self.value, value)


Goal = Mapping[Check, bool]
"""Checks, and whether each is to hold."""


class Witness(NamedTuple):
    """Owners with everything filled in, read in one way of counting.

    `choice` is what was chosen for them; none where nothing had to be.
    """

    holding: Holding
    counting: str
    choice: Choice | None = None
    asked: bool = False

    def holds(self, check: Check) -> bool:
        """Whether a check holds for these owners."""
        return check.meets(self.holding.read(check.fact, self.counting, check.of))


Solved = tuple[System, Program]
"""The conditions of a choice and a goal, and their program at a point that meets them."""
T = TypeVar("T")
Judged = Callable[[Choice, Goal, System, Sequence[Fraction]], T | None]
"""What a point with everything chosen gives."""


class Search:
    """The search for owners of one profile, with the work that it may take."""

    def __init__(self, reads: Reads, allowed: int = WORK) -> None:
        self.reads, self.work = reads, Work(allowed)
        self._collapses: dict[tuple[Axes, Grain], Collapse] = {}
        self._levels: dict[object, tuple[Choice, Choice, bool]] = {}

    def find(self, choice: Choice, goal: Goal) -> Witness | None:
        """Return owners for which the checks are as wanted, none if there are none."""
        some, whole = self._narrowed(choice, goal, "some")
        found = self._among(some, goal, _witness)
        if found is not None or whole:
            return found
        hulls, _ = self._narrowed(choice, goal, "hull")
        if not self._among(hulls, goal, _surely):
            return None
        fine, _ = self._narrowed(choice, goal, "fine")
        return self._among(fine, goal, _witness)

    def _narrowed(
        self, choice: Choice, goal: Goal, grain: Grain
    ) -> tuple[Choice, bool]:
        """The choice with no more told apart than a goal reads; whether it is all."""
        asked = {check.quantity for check in goal}
        axes = _axes(choice.counting, asked)
        single = not asked.isdisjoint(("largest_chinese", "track_record"))
        entire = "track_record" in asked or (
            "hkscc_only" in asked and _connected(choice.level)
        )
        supplied = not asked.isdisjoint(("supplier", "other_foreign"))
        told = axes, single, supplied, entire, grain
        key = id(choice.level), choice.links, choice.bound, told
        if key not in self._levels:
            reads = self.reads._replace(
                state="state" in axes,
                suppliers=self.reads.suppliers if supplied else (),
                single=single,
                control="control" in axes,
                product=entire or "product" in axes,
            )
            level, whole = unlike(choice.level, reads), True
            if not entire:
                kept = [path for path, _ in choice.links]
                kept += [choice.bound.path] if choice.bound else []
                collapse = self._collapse(axes, grain)
                level = collapse.collapsed(choice.level, kept, reads)
                whole = collapse.whole
            narrow = choice._replace(level=level, reads=reads, units=units(level))
            self._levels[key] = choice, narrow, whole  # the first keeps its id taken
        _, narrow, whole = self._levels[key]
        return narrow._replace(counting=choice.counting, listed=choice.listed), whole

    def _collapse(self, axes: Axes, grain: Grain) -> Collapse:
        key = axes, grain
        if key not in self._collapses:
            self._collapses[key] = Collapse(*key, self.work)
        return self._collapses[key]

    # --- branch and bound --------------------------------------------------------

    def _among(self, choice: Choice, goal: Goal, judged: Judged[T]) -> T | None:
        for chosen in ways(choice, goal):
            found = self._descend(chosen, goal, judged)
            if found is not None:
                return found
        return None

    def _descend(self, choice: Choice, goal: Goal, judged: Judged[T]) -> T | None:
        waiting = [choice]
        while waiting:
            here = waiting.pop()
            solved = self.solved(here, goal)
            if solved is None:
                continue
            system, program = solved
            point = program.point()
            found = self._guessed(here, goal, solved, judged)
            if found is not None:
                return found
            open_ = alternatives(here.level, system.masses, point, mixed=True)
            open_ = open_ or alternatives(here.level, system.masses, point, mixed=False)
            if not open_:
                raise AssertionError("owners with everything chosen are not as wanted")
            waiting += [here._replace(level=level) for level in reversed(open_)]
        return None

    def _guessed(
        self, choice: Choice, goal: Goal, solved: Solved, judged: Judged[T]
    ) -> T | None:
        """The owners that the conditions suggest, with what is mixed settled."""
        system, program = solved
        point = program.point()
        first = settled(choice.level, system.masses, point, least=False)
        if first == choice.level:
            return judged(choice, goal, system, point)
        middle = _middle(system, program)
        far = settled(choice.level, system.masses, middle, least=False)
        other = settled(choice.level, system.masses, point, least=True)
        guesses = [far]
        guesses += [guess for guess in (first, other) if guess not in guesses]
        for guess in guesses:
            tried = choice._replace(level=guess)
            right = self.solved(tried, goal)
            if right is not None:
                found = judged(tried, goal, right[0], right[1].point())
                if found is not None:
                    return found
        return None

    def solved(self, choice: Choice, goal: Goal) -> tuple[System, Program] | None:
        """The conditions of a choice and a goal with a point that meets them."""
        holders = sum(len(class_.members) for class_ in choice.level.classes)
        self.work.take(HOLDER * holders)
        system = System(choice)
        for check, wanted in goal.items():
            condition(system, check, wanted)
        self.work.take(ROW * (len(system.conditions) + len(system.strict)))
        program = system.program(self.work.take)
        return (system, program) if program.solved() else None


def condition(system: System, check: Check, wanted: bool) -> None:
    """Add the condition that a check on shares holds, or that it does not."""
    name = check.quantity
    sums, counting = system.sums, system.choice.counting
    whole: Expression = system.whole
    read: Expression
    if name == "listed_foreign":
        whole, sums = system.parent or (whole, {})
        read = sums.get(counting, {})
    elif name == "foreign":
        read = sums.get(counting, {})
    elif name in ("supplier", "other_foreign"):
        homes = dict(system.reads.suppliers)
        read = total(*(sums.get(h, {}) for h in {homes[home] for home in check.of}))
        if name == "other_foreign":
            read = minus(sums.get(counting, {}), read)
    elif name == "state":
        read = sums.get("state", {})
    else:
        return
    limit = Fraction(check.value) / 100
    more = minus(times(read, limit.denominator), times(whole, limit.numerator))
    above = check.op in ("above", "at_least")
    strict = (check.op in ("above", "below")) == wanted
    side = more if above == wanted else times(more, -1)
    system.goals.append(side)
    (system.strict if strict else system.conditions).append(side)


def _witness(
    choice: Choice, goal: Goal, system: System, point: Sequence[Fraction]
) -> Witness | None:
    """The owners that a point stands for, if the checks come out as wanted."""
    holding = Holding(holders(choice, system, point), choice.listed)
    found = Witness(holding, choice.counting, choice)
    met = (found.holds(check) == wanted for check, wanted in goal.items())
    return found if all(met) else None


def _middle(system: System, program: Program) -> list[Fraction]:
    """A point as far from all percentages as it goes: between the furthest from each."""
    points: list[list[Fraction]] = []
    for goal in system.goals or [{}]:
        program.raised(goal)
        points.append(program.point())
    return [sum(values) / len(points) for values in zip(*points, strict=True)]


def _surely(*_: object) -> bool:
    """With all mixtures of pieces a point is as much as can be had."""
    return True


def _axes(counting: str, asked: set[str]) -> Axes:
    """The quantities that checks read of companies."""
    found: set[str] = {"state"} & asked
    if asked & {"foreign", "listed_foreign", "other_foreign", "hkscc_only"}:
        found.add(counting)
    if "track_record" in asked:
        found |= {"product", counting}
    if "largest_chinese" in asked:
        found.add("control")
    return tuple(sorted(found))


def _connected(level: Level, *, first: bool = True) -> bool:
    """Whether HKSCC holds above a holder."""
    return any(
        (not first and option.kind == "hkscc")
        or (option.level is not None and _connected(option.level, first=False))
        for class_ in level.classes
        for option in class_.options
    )
