"""All completions of a profile for one service, and what they have in common.

The axes are independent, so the bits of a completion are the bits of its places,
its owners, its content and its constants put together. Equal bits are judged once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from vatscheck.engine.axes import Axes
from vatscheck.engine.owners.search import Witness
from vatscheck.engine.rules import Rules
from vatscheck.engine.ways import RANKS, READY, Verdict, Way

YES = frozenset({"licensable", "conditional"})


class Agreement(NamedTuple):
    """Checks that hold in all completions, and checks that hold in at least one."""

    always: int
    ever: int

    def holds(self, mask: int) -> bool | None:
        """Whether all checks of a mask hold: true, false, or none for unknown."""
        if not mask & ~self.always:
            return True
        return False if mask & ~self.ever else None


def together(outcomes: Iterable[str]) -> str:
    """Return the status of several outcomes: all yes, all no, or undetermined."""
    found: set[str] = set()
    for outcome in outcomes:
        found.add(outcome)
        if found & YES and found - YES:
            return "undetermined"
    return max(found, key=RANKS.index)


def combined(bits: Iterable[int], axes: Iterable[Iterable[int]]) -> set[int]:
    """Return the bits of every completion: one of some bits, and one of each axis."""
    found = set(bits)
    for axis in axes:
        found = {one | more for one in found for more in set(axis)}
    return found


class Space:
    """The completions of one service's axes under the rules of a day."""

    def __init__(self, rules: Rules, axes: Axes) -> None:
        self.rules, self.axes = rules, axes

    @cached_property
    def constant(self) -> int:
        """The bits of the checks on facts that are never open.

        Whether duties are known to be open is asked only if an answer may be plain.
        """
        bits = ever = self.rules.of_constants(self.axes)
        for axis in (self.by_owners, self.by_content, *self.fact_bits.values()):
            for found in axis:
                ever |= found
        ready = not self.rules.may_be_plain(ever) or self.axes.ready()
        return bits | READY * ready

    @cached_property
    def registered(self) -> dict[int, list[int]]:
        """Points of the registered address that no rule tells apart, by what is left."""
        return self._classes(self.axes.registered)

    @cached_property
    def servers(self) -> dict[int, list[int]]:
        """Points of the facilities that no rule tells apart, by what is left."""
        return self._classes(self.axes.servers)

    def narrow(self, point: int) -> int:
        """Return what of a point any rule asks about."""
        return point & self.rules.relevant

    def _classes(self, points: Iterable[int]) -> dict[int, list[int]]:
        classes: dict[int, list[int]] = {}
        for point in points:
            classes.setdefault(self.narrow(point), []).append(point)
        return classes

    @cached_property
    def by_place(self) -> dict[tuple[int, int], int]:
        """The bits of each pair of registered address and facilities."""
        return {
            pair: self.rules.of_places(*pair, self.axes)
            for pair in product(self.registered, self.servers)
        }

    @cached_property
    def by_owners(self) -> dict[int, Witness]:
        """The bits of the checks on owners in every way that they can come out."""
        return self.rules.of_owners(self.axes.owners)

    @cached_property
    def by_fact(self) -> dict[str, list[tuple[Any, int]]]:
        """The bits of every value that each fact of `[facts]` may have."""
        rules = self.rules
        return {
            fact: rules.of_fact(fact, self.axes.fact(fact)) for fact in rules.on_facts
        }

    @cached_property
    def by_content(self) -> list[int]:
        """The bits of each content, in the order of the axis."""
        return [self.rules.of_content(content) for content in self.axes.content]

    @cached_property
    def others(self) -> set[int]:
        """The bits of all that is not a place: owners, content, facts and constants."""
        axes = self.by_owners, self.by_content, *self.fact_bits.values()
        return combined([self.constant], axes)

    @cached_property
    def fact_bits(self) -> dict[str, list[int]]:
        """The bits of every value of each fact of `[facts]`."""
        return {f: [bits for _, bits in values] for f, values in self.by_fact.items()}

    def without(self, axis: Iterable[int]) -> set[int]:
        """The bits of every completion of all other axes than one."""
        every_axis = (self.by_place.values(), self.by_owners, self.by_content)
        others = (*every_axis, *self.fact_bits.values())
        kept = (other for other in others if other is not axis)
        return combined([self.constant], kept)

    def completions(self) -> Iterator[int]:
        """The bits of every completion, equal ones once."""
        for place in set(self.by_place.values()):
            for other in self.others:
                yield place | other

    @cached_property
    def verdicts(self) -> set[Verdict]:
        """The verdicts of all completions."""
        return {self.rules.verdict(bits) for bits in self.completions()}

    @cached_property
    def status(self) -> str:
        """The status of the service: what all completions agree on."""
        verdict = self.rules.verdict
        return together(verdict(bits).status for bits in self.completions())

    @cached_property
    def best(self) -> Way | None:
        """The route that gives the status, if it is a yes."""
        if self.status not in YES:
            return None
        ways = [verdict.way for verdict in self.verdicts if verdict.way is not None]
        if len(set(ways)) > 1:
            for way in self.rules.ways:
                if self.outcome(way) == self.status:
                    return way
        return self.rules.ways[min(ways)]

    def changed(self, axes: Axes) -> Space:
        """Return the space with other axes; what did not change is not judged again."""
        space = Space(self.rules, axes)
        shown = axes.owners.ten_largest == self.axes.owners.ten_largest
        said = axes.facts is self.axes.facts and axes.market == self.axes.market
        if said and shown:
            space.__dict__["by_fact"] = self.by_fact
        if axes.content is self.axes.content:
            space.__dict__["by_content"] = self.by_content
        return space

    @cached_property
    def agreement(self) -> Agreement:
        """Which checks hold always, and which at least in one completion."""
        always, ever = self.constant, self.constant
        for atom, check in self.rules.on_owners:
            found = self.axes.owners.possible(check)
            always |= atom.bit * (False not in found)
            ever |= atom.bit * (True in found)
        for axis in (self.by_place.values(), self.by_content, *self.fact_bits.values()):
            every, some = -1, 0
            for bits in axis:
                every &= bits
                some |= bits
            always |= every
            ever |= some
        return Agreement(always, ever)

    def at(self, registered: int, servers: int) -> tuple[str, int | None]:
        """Return the status and best route with the places moved to two points."""
        place = self.rules.of_places(registered, servers, self.axes)
        every = [place | other for other in self.others]
        found = [self.rules.verdict(bits) for bits in every]
        status = together(verdict.status for verdict in found)
        ways = sorted({verdict.way for verdict in found if verdict.way is not None})
        if status in YES and len(ways) > 1:
            ways = [at for at in ways if self._always(at, every)] or ways
        return status, ways[0] if ways else None

    def _always(self, way: int, every: Iterable[int]) -> bool:
        """Whether one route is met in all of some completions."""
        outcome, route = self.rules.outcome, self.rules.ways[way]
        return all(outcome(route, bits) in YES for bits in every)

    def outcome(self, way: Way) -> str:
        """Return the status that one route alone gives."""
        bits = self.agreement
        certain = not way.needs & ~bits.always and not any(
            bits.holds(mask) is not False for mask, _ in way.defeats
        )
        limited = any(bits.holds(mask) is None for mask, _ in way.conditions)
        if certain and not limited:
            return self.rules.outcome(way, bits.always)
        if way.needs & ~bits.ever:
            return "not_licensable"
        read, outcome = way.reads, self.rules.outcome
        axes = (self.by_place.values(), self.by_owners, self.by_content)
        every = (*axes, *self.fact_bits.values())
        told = ({bits & read for bits in axis} for axis in every)
        found = combined([self.constant & read], told)
        return together(outcome(way, bits) for bits in found)
