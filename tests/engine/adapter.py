"""The engine under test, in the words of the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.engine import oracle
from tests.engine.ownership import Case, profile
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.search import Check


def reachable(
    owners: list[dict[str, Any]] | None,
    listed: bool | None,
    counting: str | None,
    checks: Sequence[oracle.Check],
) -> set[tuple[bool, ...]]:
    """Return every vector of truth values that the engine finds possible."""
    said = profile(Case(owners, listed, counting))
    ownership = Ownership(said.owners, listed, counting)
    return set(ownership.reachable(Check(*check) for check in checks))
