"""Two laws compared record by record."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.upkeep.rows import as_data


class Key(NamedTuple):
    """One key of a record with what stood there and what stands there now."""

    name: str
    old: Any
    new: Any


class Change(NamedTuple):
    """One record that was added, removed or changed; `keys` say in what."""

    how: Literal["added", "removed", "changed"]
    kind: str
    id: str
    record: Any
    keys: tuple[Key, ...] = ()


def changes(old: Law, new: Law) -> list[Change]:
    """Return every record in which two laws differ, by kind in the law's order."""
    found: list[Change] = []
    for kind in KINDS:
        before, after = records(old, kind), records(new, kind)
        for id, record in before.items():
            if id not in after:
                found.append(Change("removed", kind, id, record))
        for id, record in after.items():
            if id not in before:
                found.append(Change("added", kind, id, record))
            elif keys := _keys(as_data(before[id]), as_data(record)):
                found.append(Change("changed", kind, id, record, keys))
    return found


def _keys(old: dict[str, Any], new: dict[str, Any]) -> tuple[Key, ...]:
    return tuple(
        Key(name, old.get(name), new.get(name))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    )
