"""The values that a fact of `[facts]` may have, where rules read it and nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from vatscheck.law.comparison import LISTS
from vatscheck.law.models import Fact

SILENCE = {"yes": True, "no": False}
"""What a record can say that silence means."""


def possible(fact: Fact, wanted: Sequence[tuple[str, Any]]) -> list[Any]:
    """Return one value of a fact for each way in which it can meet what is wanted.

    `wanted` are operators with the values that they compare with. A number is whole
    and not below zero; of several values any may be given, or none.
    """
    if fact.type == "yes-no":
        return [True, False]
    if fact.type == "number":
        return sorted(set(_numbers(value for _, value in wanted)))
    if fact.type == "several":
        return [list(some) for some in _selections(fact.values, wanted)]
    return list(fact.values)


def _numbers(limits: Iterable[Any]) -> Iterator[int]:
    """Zero, and each limit with the numbers next to it."""
    yield 0
    for limit in limits:
        yield from (n for n in range(int(limit) - 1, int(limit) + 2) if n >= 0)


def _selections(
    values: Sequence[str], wanted: Sequence[tuple[str, Any]]
) -> Iterator[tuple[str, ...]]:
    """Every selection of values that no list tells apart, of each kind one value."""
    lists = [frozenset(value) for op, value in wanted if op in LISTS]
    kinds: dict[tuple[bool, ...], str] = {}
    for value in values:
        kinds.setdefault(tuple(value in listed for listed in lists), value)
    named = [value for told, value in kinds.items() if any(told)]
    for size in range(len(named) + 1):
        yield from combinations(named, size)
