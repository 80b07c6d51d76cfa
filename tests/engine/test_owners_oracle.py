"""The engine finds exactly what the oracle finds, on random ownership trees."""

from __future__ import annotations

import pytest

from tests.engine import adapter
from tests.engine.oracle import reachable
from tests.engine.owners_against_oracle import number

TREES = 60


@pytest.mark.parametrize("at", range(TREES))
def test_the_engine_finds_what_the_owners_leave_open(at: int) -> None:
    case, asked = number("owners", at)
    assert adapter.reachable(*case, asked) == reachable(*case, asked), case
