"""The sets of checks on owners that can hold together, each with an example.

The checks are walked as a decision tree: at each node it is asked whether the owners
can be such that the next check holds, and such that it does not. The leaves are
exactly what is reachable; nothing is sampled, and where the work allowed does not
suffice it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from vatscheck.engine.owners.closed import closed_holders
from vatscheck.engine.owners.extents import control_extent, of_fact
from vatscheck.engine.owners.holdings import COUNTINGS, Holder, Holding
from vatscheck.engine.owners.listing import chains
from vatscheck.engine.owners.masses import Choice
from vatscheck.engine.owners.questions import LAST, questions
from vatscheck.engine.owners.roles import RECORDS
from vatscheck.engine.owners.search import Check, Search, Witness
from vatscheck.engine.owners.structure import Level, Reads, level
from vatscheck.engine.owners.work import WORK
from vatscheck.profile.models import SUPPLIER_HOMES, Owner
from vatscheck.profile.ten_largest import shown

Truths = tuple[bool, ...]
"""Whether each of some checks holds."""
Rules = frozenset[frozenset[Check]]
"""Checks that count only all together: what routes need, and what bars them."""


class Ownership:
    """What a profile says of its owners, of its listing, and of how shares count.

    `counting` none = open: only the authority can say how shares are counted. `allowed`
    is the work that what is left open may take.
    """

    def __init__(
        self,
        owners: Sequence[Owner] | None,
        listed: bool | None,
        counting: str | None,
        allowed: int = WORK,
    ) -> None:
        self.stated, self.allowed = owners, allowed
        self.owners = owners or ()
        self.listed = listed
        self.counting = counting
        self._closed: dict[Reads, tuple[Holder, ...] | None] = {}
        self._known: dict[object, dict[Truths, Witness]] = {}
        self.kept: dict[object, Any] = {}

    def reachable(
        self, checks: Iterable[Check], rules: Iterable[frozenset[Check]] | None = None
    ) -> dict[Truths, Witness]:
        """Return every set of truths that some checks can have, with an example each.

        `rules` are checks that count only all together: one of them is then not looked
        into, and stands as false, where every rule that has it has failed already. None
        = each check counts. Raises `TooOpenError` where the work allowed is not enough.
        """
        asked = tuple(checks)
        joined = frozenset(rules) if rules is not None else None
        if (asked, joined) not in self._known:
            self._known[asked, joined] = dict(self._reachable(asked, joined))
        return self._known[asked, joined]

    def possible(self, check: Check) -> frozenset[bool]:
        """Return whether a check can hold, and whether it can fail."""
        return frozenset(truth for (truth,) in self.reachable([check]))

    def values(self, fact: str, of: Iterable[str] = ()) -> frozenset[Any]:
        """Return what checks can read of owners, as far as it is no open share.

        Empty = it is open. Shares are in percent.
        """
        quantity = fact.rpartition(".")[2]
        every = RECORDS if quantity == "track_record" else (True, False)
        if quantity in LAST:
            asked = [Check(fact, "is", value) for value in every]
            return frozenset(c.value for c in asked if True in self.possible(c))
        found = self.reachable([Check(fact, "above", 0, tuple(of))]).values()
        if any(witness.choice for witness in found):
            return frozenset()
        return frozenset(w.holding.read(fact, w.counting, of) for w in found)

    def _reachable(
        self, checks: tuple[Check, ...], rules: Rules | None
    ) -> Iterator[tuple[Truths, Witness]]:
        reads = self.reads(checks)
        closed = self.closed(reads)
        if closed is not None:
            for listed in self._listings(checks):
                for witness in self._countings(Holding(closed, listed)):
                    yield tuple(witness.holds(check) for check in checks), witness
            return
        whole = level(self.owners, reads)
        search = Search(reads, self.allowed)
        seen: set[Truths] = set()
        for choice in self.choices(whole, checks):
            for leaf in Walk(search, choice, checks, rules).leaves():
                if leaf.truths not in seen:
                    seen.add(leaf.truths)
                    yield leaf.truths, leaf.witness

    def closed(self, reads: Reads) -> tuple[Holder, ...] | None:
        """Return the holders if nothing is open that is read, none if something is."""
        if reads not in self._closed:
            self._closed[reads] = closed_holders(self.owners, reads)
        return self._closed[reads]

    @staticmethod
    def reads(checks: Sequence[Check]) -> Reads:
        """Return what some checks read of owners, beyond how much of them is foreign."""
        facts = {check.quantity for check in checks}
        single = not facts.isdisjoint(("largest_chinese", "track_record"))
        return Reads("state" in facts, _suppliers(checks), single)

    def extent(
        self, fact: str, of: Iterable[str] = (), counting: str | None = None
    ) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest that a share can be, in percent.

        `fact` as in the law; `of` = whose certificates count; `counting` none = in
        either way that is open.
        """
        key = fact, tuple(of), counting
        if key not in self.kept:
            self.kept[key] = self._extent(fact, frozenset(of), counting)
        found: tuple[Fraction, Fraction] = self.kept[key]
        return found

    def _extent(
        self, fact: str, homes: frozenset[str], counting: str | None
    ) -> tuple[Fraction, Fraction]:
        how = counting or self.counting
        countings = (how,) if how else COUNTINGS
        closed = self.closed(self.reads([Check(fact, "above", 0, tuple(homes))]))
        if closed is not None:
            holding = Holding(closed, self.listed)
            values = [holding.read(fact, c, homes) for c in countings]
            return min(values), max(values)
        found = [of_fact(self._whole, fact, c, homes) for c in countings]
        ends = [end * 100 for extent in found if extent for end in extent]
        return min(ends), max(ends)

    @cached_property
    def _whole(self) -> Level:
        """The owners with everything told apart that a share can depend on."""
        homes = tuple((home, home) for home in SUPPLIER_HOMES)
        return level(self.owners, Reads(state=True, suppliers=homes))

    @cached_property
    def ten_largest(self) -> str | None:
        """What the owners named show of the ten largest of a listed company, if anything."""
        return shown(self.stated, self.listed)

    @property
    def differs(self) -> bool:
        """Whether the two ways of counting may give different shares."""
        return len(self._open_countings(self._whole)) > 1

    @property
    def may_lead(self) -> bool:
        """Whether a listed company may hold more than half."""
        return any(chain.links for chain in chains(self._whole))

    def _countings(self, holding: Holding) -> Iterator[Witness]:
        """A holding in each way of counting that is open and makes a difference."""
        if not holding.differs:
            yield Witness(holding, "product")
        elif self.counting:
            yield Witness(holding, self.counting)
        else:
            yield from (Witness(holding, how, asked=True) for how in COUNTINGS)

    def _open_countings(self, whole: Level) -> Sequence[str]:
        """The ways of counting; one where no mainland holder has foreign ones above."""
        if self.counting:
            return (self.counting,)
        return COUNTINGS if _layered(whole) else ("product",)

    def _listings(self, checks: Iterable[Check]) -> Sequence[bool | None]:
        read = any(check.quantity == "listed" for check in checks)
        return (False, True) if self.listed is None and read else (self.listed,)

    def choices(self, whole: Level, checks: Sequence[Check]) -> Iterator[Choice]:
        """Yield the ways of counting, listings and listed parents that are open."""
        for counting in self._open_countings(whole):
            for listed in self._listings(checks):
                for chain in chains(whole):
                    yield Choice(chain.level, counting, listed, chain.links)


class Leaf(NamedTuple):
    """A set of truths that can be reached, what had to be asked for it, and an example."""

    truths: Truths
    goal: dict[Check, bool]
    witness: Witness


class Walk:
    """The decision tree of some checks under one choice."""

    def __init__(
        self,
        search: Search,
        choice: Choice,
        checks: Sequence[Check],
        rules: Rules | None,
    ) -> None:
        self.search, self.choice, self.checks = search, choice, checks
        self.rules = rules
        every = questions(choice, checks, search.reads)
        self.questions = [question for question in every if len(question.answers) > 1]
        self.certain = {c for q in every if len(q.answers) == 1 for c in q.of}

    def leaves(self) -> Iterator[Leaf]:
        """Yield every set of truths that can be reached; one may be reached twice."""
        first = self.search.find(self.choice, {})
        if first is not None:
            yield from self._from(0, {}, first)

    def _from(self, at: int, goal: dict[Check, bool], known: Witness) -> Iterator[Leaf]:
        counting = self._counting(goal, known)
        while at < len(self.questions) and counting.isdisjoint(self.questions[at].of):
            at += 1
        if at == len(self.questions):
            truths = tuple(c in counting and known.holds(c) for c in self.checks)
            yield Leaf(truths, goal, known)
            return
        for answer in self.questions[at].answers:
            wanted = goal | answer
            if all(known.holds(check) == truth for check, truth in answer.items()):
                yield from self._from(at + 1, wanted, known)
            else:
                example = self.search.find(self.choice, wanted)
                if example is not None:
                    yield from self._from(at + 1, wanted, example)

    def _counting(self, goal: dict[Check, bool], known: Witness) -> frozenset[Check]:
        """The checks of rules that have not failed by what is settled."""
        if self.rules is None:
            return frozenset(self.checks)
        settled = {check for q in self.questions if q.settled(goal) for check in q.of}
        settled |= self.certain
        failed = {check for check in settled if not known.holds(check)}
        return frozenset(
            c for rule in self.rules if rule.isdisjoint(failed) for c in rule
        )


def _layered(whole: Level) -> bool:
    """Whether some mainland holder may be foreign in part."""
    return any(
        option.level is not None and control_extent(option.level)[1] > 0
        for class_ in whole.classes
        for option in class_.options
    )


def _suppliers(checks: Sequence[Check]) -> tuple[tuple[str, str], ...]:
    """Whose certificates count; homes that every check counts alike stand for one."""
    lists = [check.of for check in checks if check.of]
    first: dict[tuple[bool, ...], str] = {}
    return tuple(
        (home, first.setdefault(tuple(home in of for of in lists), home))
        for home in SUPPLIER_HOMES
        if any(home in of for of in lists)
    )
