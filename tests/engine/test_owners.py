"""The engine on owners: trees worked out by hand, closed trees, and the oracle."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.engine.adapter import reachable
from tests.engine.closed import vector
from tests.engine.completions import Completions
from tests.engine.oracle import Check
from tests.engine.owners_against_oracle import compare, number
from tests.engine.ownership import Trees, checks
from tests.engine.test_oracle import HAND, LISTED, UP_TO_50, cn, us


def exact(level: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """A level as a profile states it: shares as decimals."""
    return [{key: _exact(key, value) for key, value in h.items()} for h in level or ()]


def _exact(key: str, value: Any) -> Any:
    if key == "owners":
        return exact(value)
    if key != "share":
        return value
    if isinstance(value, dict):
        return {end: Decimal(share) for end, share in value.items()}
    return Decimal(value)


def compared(check: Check) -> Check:
    """A check as the law states it: a share is a decimal, and a word stays a word."""
    share = isinstance(check.value, str) and check.value[0].isdigit()
    return check._replace(value=Decimal(check.value)) if share else check


@pytest.mark.parametrize("name", HAND)
def test_a_tree_worked_out_by_hand(name: str) -> None:
    owners, asked, expected = HAND[name]
    found = reachable(exact(owners), None, None, [compared(each) for each in asked])
    assert found == expected


def test_a_stated_counting_and_listing_are_not_open() -> None:
    tree = exact([us(19), cn(60, us("50.0001"), cn("49.9999")), cn(21)])
    assert reachable(tree, False, "product", [UP_TO_50, LISTED]) == {(True, False)}
    assert reachable(tree, True, "control", [UP_TO_50, LISTED]) == {(False, True)}


@pytest.mark.parametrize("part", range(4))
def test_a_closed_tree_has_the_vector_of_plain_sums(part: int) -> None:
    for at in range(30):
        case = Trees(f"closed/{part}/{at}", closed=True).case()
        asked = checks(Random(f"closed/{part}/{at}"))
        situation = Completions(case, "").situation()
        assert reachable(*case, asked) == {vector(situation, asked)}, case


@pytest.mark.parametrize("part", range(6))
def test_an_open_tree_has_the_vectors_of_the_oracle(part: int) -> None:
    for at in range(8):
        found = compare(*number(f"mirror/{part}", at))
        assert found is None, found.text()
