"""The ways in which the checks on each quantity of the owners can come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from vatscheck.engine.owners.extents import of_fact
from vatscheck.engine.owners.holdings import NOBODY, WHOLE
from vatscheck.engine.owners.listing import listed_path
from vatscheck.engine.owners.masses import Choice
from vatscheck.engine.owners.roles import RECORDS
from vatscheck.engine.owners.search import Check
from vatscheck.engine.owners.structure import Reads, options

LAST = ("listed", "hkscc_only", "largest_chinese", "track_record")
"""What is asked after the shares, since its answers have many ways."""


Answer = dict[Check, bool]
"""One way in which the checks on one quantity can come out: those that bind it."""


class Question(NamedTuple):
    """The checks on one quantity, and the ways in which they can come out."""

    of: tuple[Check, ...]
    answers: tuple[Answer, ...]

    def settled(self, goal: dict[Check, bool]) -> bool:
        """Whether a goal says how they come out."""
        return any(check in goal for check in self.of)


def questions(choice: Choice, checks: Iterable[Check], reads: Reads) -> list[Question]:
    """Return the ways in which the checks on each quantity can come out.

    A share lies in one of the stretches between the percentages that it is compared
    with; stretches that it cannot reach by itself are left out. Shares come first.
    """
    by_quantity: dict[tuple[str, tuple[str, ...]], list[Check]] = {}
    for check in checks:
        by_quantity.setdefault((check.quantity, check.of), []).append(check)
    found: list[Question] = []
    for (quantity, _), asked in by_quantity.items():
        if quantity in LAST:
            every = _values(choice, quantity)
            answers = [{check: check.meets(x) for check in asked} for x in every]
            unlike = [a for at, a in enumerate(answers) if a not in answers[:at]]
        else:
            unlike = list(_stretches(_extent(choice, asked[0], reads), asked))
        found.append(Question(tuple(asked), tuple(unlike)))
    return sorted(found, key=lambda question: question.of[0].quantity in LAST)


def _values(choice: Choice, quantity: str) -> Sequence[Any]:
    """What a quantity that is no share can be, by what the owners are."""
    if quantity == "track_record":
        said = {o.track_record for o in options(choice.level) if o.foreign}
        return [r for r, known in RECORDS.items() if known is None or known in said]
    if quantity == "hkscc_only":
        connect = any(option.kind == "hkscc" for option in options(choice.level))
        return (True, False) if connect else (False,)
    if quantity == "listed":
        if choice.listed or listed_path(choice.level, choice.links) != "":
            return (True,)
        direct = (o for class_ in choice.level.classes for o in class_.options)
        return (True, False) if any(o.kind == "hkscc" for o in direct) else (False,)
    return (True, False)


def _stretches(
    extent: tuple[Fraction, Fraction], asked: Sequence[Check]
) -> Iterator[Answer]:
    """The stretches of a share between its percentages, each with what bounds it."""
    cuts: dict[tuple[Fraction, bool], Check] = {}
    for check in asked:
        after = check.op in ("at_most", "above")  # the percentage itself lies below
        cuts.setdefault((Fraction(check.value), after), check)
    low, high = extent
    for before, behind in pairwise([None, *sorted(cuts), None]):
        if before and (high, True) <= before:
            continue  # no share reaches beyond that
        if behind and behind <= (low, False):
            continue
        answer = {cuts[before]: _beyond(cuts[before])} if before else {}
        if behind:
            answer[cuts[behind]] = not _beyond(cuts[behind])
        yield answer


def _beyond(check: Check) -> bool:
    """Whether a check on a share holds on the far side of its percentage."""
    return check.op in ("above", "at_least")


def _extent(choice: Choice, check: Check, reads: Reads) -> tuple[Fraction, Fraction]:
    """The least and the greatest that a share can be by itself, in percent."""
    homes = dict(reads.suppliers)
    of = frozenset(homes[home] for home in check.of)
    found = of_fact(choice.level, check.fact, choice.counting, of)
    low, high = found or (NOBODY, WHOLE)
    return low * 100, high * 100
