"""Smaller cases out of a large one: fewer holders, less open, fewer words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tests.engine.oracle import Check, reachable
from tests.engine.ownership import Case, valid

Differs = Callable[[Case, tuple[Check, ...]], bool]
Size = tuple[int, int, int]
Level = list[dict[str, Any]]


def smallest(
    case: Case, checks: tuple[Check, ...], differs: Differs
) -> tuple[Case, tuple[Check, ...]]:
    """Return a case and checks that still differ, and that no single step makes smaller."""
    for check in checks:
        if len(checks) > 1 and differs(case, tuple(c for c in checks if c != check)):
            return smallest(case, tuple(c for c in checks if c != check), differs)
    size = _size(case, checks)
    for step in _steps(case):
        if valid(step) and _size(step, checks) < size and differs(step, checks):
            return smallest(step, checks, differs)
    return case, checks


def _size(case: Case, checks: tuple[Check, ...]) -> Size:
    """Return what has to shrink: the answers left open, then holders, then words."""
    text = json.dumps(case, default=str)
    return len(reachable(*case, checks)), text.count("{"), len(text)


def _steps(case: Case) -> Iterator[Case]:
    for owners in _levels(case.owners or []):
        yield case._replace(owners=owners)
    yield from (case._replace(listed=listed) for listed in (True, False))
    yield from (case._replace(counting=how) for how in ("product", "control"))


def _levels(owners: Level) -> Iterator[Level]:
    for at, owner in enumerate(owners):
        before, after = owners[:at], owners[at + 1 :]
        if len(owners) > 1:
            yield before + after
        for changed in _holders(owner, owners):
            yield [*before, changed, *after]
        for level in _levels(owner.get("owners") or []):
            yield [*before, {**owner, "owners": level}, *after]


def _holders(owner: dict[str, Any], level: Level) -> Iterator[dict[str, Any]]:
    for key in owner:
        yield {said: value for said, value in owner.items() if said != key}
    for home in ("CN", "US"):
        yield {**owner, "jurisdiction": home}
    yield {**owner, "kind": "company"}
    yield {**owner, "service_supplier": False}
    shares = [other.get("share") for other in level if other is not owner]
    stated = [share for share in shares if isinstance(share, Decimal)]
    ends = owner.get("share")
    for share in (
        *(ends.values() if isinstance(ends, dict) else ()),
        Decimal(100) - sum(stated),
        *map(Decimal, (50, 10)),
    ):
        if share >= 0:
            yield {**owner, "share": share}
