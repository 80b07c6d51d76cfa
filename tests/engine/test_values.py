"""The values that a fact may have where nothing is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.strategies import LAW
from vatscheck.engine.values import possible

CASES: list[tuple[str, list[tuple[str, Any]], list[Any]]] = [
    ("facts.app", [("is", True)], [True, False]),
    ("facts.staff_insured", [("at_least", 3)], [0, 2, 3, 4]),
    ("facts.staff_insured", [("at_least", 1)], [0, 1, 2]),
    ("facts.staff_insured", [("at_most", 0)], [0, 1]),
    ("facts.staff_insured", [("at_least", 1), ("below", 10)], [0, 1, 2, 9, 10, 11]),
]


@pytest.mark.parametrize(("fact", "wanted", "values"), CASES)
def test_one_value_for_each_way_to_meet_what_is_wanted(
    fact: str, wanted: list[tuple[str, Any]], values: list[Any]
) -> None:
    """A number is whole and not below zero: at a limit, below it and above it."""
    assert possible(LAW.facts[fact], wanted) == values


def test_of_several_values_any_may_be_given_or_none() -> None:
    found = possible(LAW.facts["facts.sectors"], [("any_of", ["payment", "lending"])])
    hits = [not {"payment", "lending"}.isdisjoint(some) for some in found]
    assert [] in found
    assert set(hits) == {True, False}
