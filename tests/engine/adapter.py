"""The engine under test, in the words of the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.engine.oracle import Check
from tests.engine.ownership import Case, profile
from vatscheck.engine.axes import Reads, Stake, stakes


def reachable(
    owners: list[dict[str, Any]] | None,
    listed: bool | None,
    counting: str | None,
    checks: Sequence[Check],
) -> set[tuple[bool, ...]]:
    """Return every vector of truth values that the engine finds possible."""
    shares = ("at_most", "below", "above", "at_least")
    reads = Reads(
        cuts=frozenset(Decimal(c.value) for c in checks if c.op in shares),
        state=any(check.fact == "ownership.state" for check in checks),
        listed=any(check.fact == "registration.listed" for check in checks),
        content=False,
        kinds=frozenset(),
    )
    found = stakes(profile(Case(owners, listed, counting)), reads)
    return {tuple(_holds(stake, check) for check in checks) for stake in found}


def _holds(stake: Stake, check: Check) -> bool:
    have, wanted = stake.read(check.fact, check.of), check.value
    return {
        "is": lambda: bool(have == wanted),
        "any_of": lambda: have in wanted,
        "at_most": lambda: bool(have <= wanted),
        "below": lambda: bool(have < wanted),
        "above": lambda: bool(have > wanted),
        "at_least": lambda: bool(have >= wanted),
    }[check.op]()
