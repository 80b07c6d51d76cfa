"""Whether owners can be such that some checks hold and others do not, with an example.

Branch and bound: the conditions on the masses without the choices that are still open
come first. If they cannot be met, nothing below can be; if what they suggest, with
every choice made, gives what is wanted, that is the example; else one choice is made
in all its ways. Every example is judged by the same comparison as any other holding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from vatscheck.engine.owners.choices import Role, alternatives, placed, settled
from vatscheck.engine.owners.holdings import HOME, NOBODY, Holder, Holding
from vatscheck.engine.owners.listing import joined, listed_path
from vatscheck.engine.owners.simplex import (
    Expression,
    Program,
    minus,
    times,
    total,
    value_at,
)
from vatscheck.engine.owners.structure import (
    ELSEWHERE,
    Class,
    Level,
    Member,
    Option,
    Reads,
    Units,
)
from vatscheck.engine.owners.system import (
    AT_HOME,
    LARGEST,
    MAIN,
    Choice,
    Masses,
    System,
    beaten,
)
from vatscheck.law.comparison import holds
from vatscheck.profile.models import SUPPLIER_HOMES

WORK = 20_000
"""How many linear programs may be solved for the owners of one profile."""


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


class TooOpenError(Exception):
    """More is left open about the owners than can be settled with the work allowed."""


class Search:
    """The search for owners of one profile, with the work that it may take."""

    def __init__(self, reads: Reads, units: Units, work: int = WORK) -> None:
        self.reads, self.units = reads, units
        self.left = work

    def find(self, choice: Choice, goal: Goal) -> Witness | None:
        """Return owners for which the checks are as wanted, none if there are none."""
        for chosen in self._chosen(choice, goal):
            found = self._descend(chosen, goal)
            if found:
                return found
        return None

    # --- what shares alone do not say --------------------------------------------

    def _chosen(self, choice: Choice, goal: Goal) -> Iterator[Choice]:
        """The choices that a goal asks for beyond shares, in all ways."""
        by_fact: dict[str, list[tuple[Check, bool]]] = {}
        for check, wanted in goal.items():
            by_fact.setdefault(check.quantity, []).append((check, wanted))
        ways = [choice]
        ways = [c for way in ways for c in _listings(way, by_fact.get("listed", ()))]
        ways = [c for way in ways for c in _stocks(way, by_fact.get("hkscc_only", ()))]
        records = by_fact.get("track_record", ())
        largest = by_fact.get("largest_chinese", ())
        for way in ways:
            for one in _records(way, records):
                yield from _largest(one, largest)

    # --- branch and bound --------------------------------------------------------

    def _descend(self, choice: Choice, goal: Goal) -> Witness | None:
        waiting = [choice]
        while waiting:
            here = waiting.pop()
            solved = self.solved(here, goal)
            if solved is None:
                continue
            system, program = solved
            point = program.point()
            found = self._guessed(here, goal, system, program)
            if found:
                return found
            ways = alternatives(here.level, system.masses, point, mixed=True)
            ways = ways or alternatives(here.level, system.masses, point, mixed=False)
            if not ways:
                raise AssertionError("owners with everything chosen are not as wanted")
            waiting += [here._replace(level=level) for level in reversed(ways)]
        return None

    def _guessed(
        self, choice: Choice, goal: Goal, system: System, program: Program
    ) -> Witness | None:
        """The owners that the conditions suggest, with what is mixed settled."""
        point = program.point()
        first = settled(choice.level, system.masses, point, least=False)
        if first == choice.level:
            return self._agreed(witness(choice, system, point), goal)
        program.raised(total(*system.goals))  # as far from all percentages as it goes
        far = settled(choice.level, system.masses, program.point(), least=False)
        other = settled(choice.level, system.masses, point, least=True)
        for guess in dict.fromkeys((far, first, other)):
            found = self._judged(choice._replace(level=guess), goal)
            if found:
                return found
        return None

    def solved(self, choice: Choice, goal: Goal) -> tuple[System, Program] | None:
        """The conditions of a choice and a goal with a point that meets them."""
        if self.left <= 0:
            raise TooOpenError
        self.left -= 1
        system = System(choice, self.reads, self.units)
        for check, wanted in goal.items():
            condition(system, check, wanted)
        program = system.program()
        return (system, program) if program.solved() else None

    def _judged(self, choice: Choice, goal: Goal) -> Witness | None:
        """Owners with everything chosen, if they give what is wanted."""
        solved = self.solved(choice, goal)
        if solved is None:
            return None
        system, program = solved
        return self._agreed(witness(choice, system, program.point()), goal)

    @staticmethod
    def _agreed(found: Witness, goal: Goal) -> Witness | None:
        """The owners, if the checks come out for them as wanted."""
        met = (found.holds(check) == wanted for check, wanted in goal.items())
        return found if all(met) else None


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


# --- choices beyond shares -------------------------------------------------------


def _listings(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Listed by the profile's word, by a listed parent, or because HKSCC holds."""
    if not goals:
        yield choice
        return
    for listed in (True, False):
        if any(check.meets(listed) != wanted for check, wanted in goals):
            continue
        known = bool(choice.listed) or listed_path(choice.level, choice.links) != ""
        if known and listed:
            yield choice
        elif not known:
            yield choice._replace(connect=listed)


def _stocks(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Only HKSCC is foreign, or another holder is, or nobody."""
    if not goals:
        yield choice
        return
    for stock, only in (("only", True), ("other", False), ("nobody", False)):
        if all(check.meets(only) == wanted for check, wanted in goals):
            yield choice._replace(stock=stock)


def _records(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Who the main foreign investor is, and what its track record is."""
    if not goals:
        yield choice
        return
    for record, known in RECORDS.items():
        if any(check.meets(record) != wanted for check, wanted in goals):
            continue
        if record == "none":
            yield choice._replace(record="nobody")
            yield choice._replace(record="none")
            continue
        role = Role(MAIN, _recorded(known), _beside_main(record))
        for level in placed(choice.level, role, deep=True):
            yield choice._replace(level=level, record=record)
        if record == "unstated":
            kinds = ("foreign", *SUPPLIER_HOMES)
            for level in _rests(choice.level, MAIN, kinds, deep=True):
                yield choice._replace(level=level, record=record)


RECORDS: dict[str, bool | None] = {
    "none": None,
    "failed": False,
    "proved": True,
    "unstated": None,
}
"""What the track record of the main investor can be, and what a profile says for it."""


def _recorded(record: bool | None) -> Callable[[Option], bool]:
    return lambda option: option.foreign and option.track_record is record


def _beside_main(record: str) -> Callable[[Option, bool], bool]:
    """Whether a holder as large as the main investor, or larger, can be an option."""

    def beside(option: Option, larger: bool) -> bool:
        if not option.foreign:
            return True
        alone = beaten(record, option.track_record)
        return alone is None or not (alone or larger)

    return beside


def _largest(choice: Choice, goals: Sequence[tuple[Check, bool]]) -> Iterator[Choice]:
    """Who the largest holder of the listed company, or of the applicant, is."""
    if not goals:
        yield choice
        return
    path = listed_path(choice.level, choice.links)
    for chinese in (True, False):
        if any(check.meets(chinese) != wanted for check, wanted in goals):
            continue
        if path is None:  # its own holders are not stated: domestic to the last
            if chinese:
                yield choice
            continue
        way = choice._replace(largest=chinese)
        for level in _at(choice.level, path, chinese):
            yield way._replace(level=level)


def _at(level: Level, path: str, chinese: bool) -> Iterator[Level]:
    """The level with a largest holder chosen on the level of a path."""
    if not path:
        role = AT_HOME_LARGEST if chinese else FOREIGN_LARGEST
        yield from placed(level, role, deep=False)
        kinds = AT_HOME if chinese else ("foreign", *SUPPLIER_HOMES)
        yield from _rests(level, LARGEST, kinds, deep=False)
        return
    head, _, tail = path.partition(".")
    for at, class_ in enumerate(level.classes):
        if class_.members[0].path != head:
            continue
        (option,) = class_.options
        if option.level is None:
            raise AssertionError("a listed level without holders")
        for inner in _at(option.level, tail, chinese):
            chosen = class_._replace(options=(option._replace(level=inner),))
            classes = (*level.classes[:at], chosen, *level.classes[at + 1 :])
            yield level._replace(classes=classes)


def _chinese(option: Option) -> bool:
    return not option.foreign and (option.level is None or option.control is not True)


def _uncontrolled(option: Option) -> Option:
    open_ = option.level is not None and option.control is None
    return option._replace(control=False, chosen=True) if open_ else option


def _other(option: Option) -> bool:
    return option.foreign or (option.level is not None and option.control is not False)


def _controlled(option: Option) -> Option:
    open_ = option.level is not None and option.control is None
    return option._replace(control=True, chosen=True) if open_ else option


AT_HOME_LARGEST = Role(
    LARGEST, _chinese, lambda option, _: _chinese(option), _uncontrolled
)
FOREIGN_LARGEST = Role(
    LARGEST, _other, lambda option, larger: _other(option) or not larger, _controlled
)
"""The largest holder, and what others that are as large, or larger, can be."""


def _rests(
    level: Level, role: str, kinds: Sequence[str], *, deep: bool
) -> Iterator[Level]:
    """The level with one of those not named in a role, on each level in turn."""
    for kind in kinds if level.rest in ("open", "unknown") else ():
        yield level._replace(role=level.role | {f"{role}/{kind}"}, rest="unknown")
    for at, class_ in enumerate(level.classes if deep else ()):
        for option in class_.options:
            for inner in (
                _rests(option.level, role, kinds, deep=True) if option.level else ()
            ):
                chosen = option._replace(level=inner)
                taken = class_.among(class_.members[:1], chosen)
                taken = taken._replace(role=class_.role)
                rest = class_.among(class_.members[1:])
                kept = (taken, rest) if rest.members else (taken,)
                classes = (*level.classes[:at], *kept, *level.classes[at + 1 :])
                yield level._replace(classes=classes)


# --- from masses to holders ------------------------------------------------------


def witness(choice: Choice, system: System, point: Sequence[Fraction]) -> Witness:
    """Return the owners that the masses of a point stand for, everything chosen."""
    small = _smallest(system, point)
    holders = _holders(choice.level, system.masses, point, "", small)
    holding = Holding(holders, choice.listed)
    return Witness(holding, choice.counting, choice)


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
        (option,), (part,) = class_.options, parts
        for member, share in _members(class_, value_at(part.mass, point), whole):
            here = joined(path, member.path)
            above: tuple[Holder, ...] = ()
            if option.level and part.above:
                above = _holders(option.level, part.above, point, here, small)
            found.append(_holder(option, share, above, here))
    return (*found, *_unnamed(level, masses, point, whole, small))


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
        home = HOME if sort.kind in AT_HOME else sort.kind
        single = small is None or sort.one
        number = 1 if single or small is None else int(mass / small) + 1
        supplier = home in SUPPLIER_HOMES
        named = ELSEWHERE if home == "foreign" else home
        kind = "state" if sort.kind == "state" else None
        yield Holder(named, mass / whole, kind, supplier, None, (), number)
