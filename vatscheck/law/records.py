"""The records of one kind: rows of the compiled law until they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, ValuesView
from typing import Any

from pydantic_core import from_json

from vatscheck.law.duties import Test
from vatscheck.law.models import NESTED, SINGLE

INNER = {
    kind: [(kind._fields.index(name), name in SINGLE, nested[name]) for name in nested]
    for kind, nested in NESTED.items()
}
"""Where each kind of record holds others: the field, whether only one, and its kind."""


def record(kind: type[Any], row: list[Any]) -> Any:
    """Return the record that a compiled row stands for."""
    for at, single, inner in INNER.get(kind, ()):
        value = row[at]
        if not value:
            continue
        if single:
            row[at] = record(inner, value)
        elif inner is Test:
            row[at] = [[Test(*test) for test in tests] for tests in value]
        else:
            row[at] = [record(inner, item) for item in value]
    return kind(*row)


class Records(Mapping[str, Any]):
    """The records of one kind by id, in source order; each is built when asked for."""

    def __init__(self, kind: type[Any], compiled: bytes) -> None:
        self._kind = kind
        self._rows: dict[str, Any] = {row[0]: row for row in from_json(compiled)}
        self._whole = False

    def __getitem__(self, id: str) -> Any:
        found = self._rows[id]
        if isinstance(found, list):
            found = self._rows[id] = record(self._kind, found)
        return found

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def values(self) -> ValuesView[Any]:
        """Return all records, each built once."""
        if not self._whole:
            for id in self._rows:
                self[id]
            self._whole = True
        return self._rows.values()

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, record: Any) -> None:
        """Put a record in the place of the one with its id, or at the end."""
        self._rows[record.id] = record
