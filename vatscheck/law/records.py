"""The records of one kind: rows of the compiled law until they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, ValuesView
from typing import Any

from pydantic_core import from_json

from vatscheck.law.duties import Test
from vatscheck.law.models import NESTED


def record(kind: type[Any], row: list[Any]) -> Any:
    """Return the record that a compiled row stands for."""
    nested = NESTED.get(kind)
    if nested:
        row = list(row)
        for field, inner in nested.items():
            at = kind._fields.index(field)
            value = row[at]
            if not value:
                continue
            if field in ("evidence", "question", "within"):
                row[at] = record(inner, value)
            elif inner is Test:
                row[at] = [[Test(*test) for test in tests] for tests in value]
            else:
                row[at] = [record(inner, item) for item in value]
    return kind(*row)


class Records(Mapping[str, Any]):
    """The records of one kind by id, in source order; each is built when asked for."""

    def __init__(self, kind: type[Any], compiled: bytes) -> None:
        self._kind, self._built = kind, False
        self._rows: dict[str, Any] = {row[0]: row for row in from_json(compiled)}

    def __getitem__(self, id: str) -> Any:
        found = self._rows[id]
        if isinstance(found, list):
            found = self._rows[id] = record(self._kind, found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def values(self) -> ValuesView[Any]:
        """Return all records, each built once."""
        if not self._built:
            for id in self._rows:
                self[id]
            self._built = True
        return self._rows.values()

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, record: Any) -> None:
        """Put a record in the place of the one with its id, or at the end."""
        self._rows[record.id] = record
