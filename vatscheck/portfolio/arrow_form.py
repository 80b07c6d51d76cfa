"""The verdicts as Arrow: their schema, and batches of them out of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from vatscheck.portfolio.rows import COLUMNS, LISTS, Edition, Finding, Record

CAP = (9, 6)
"""The digits of a share, and how many of them are decimals."""
SCHEMA = pa.schema(
    [
        pa.field(
            name,
            {"row": pa.int64(), "cap": pa.decimal128(*CAP), "as_of": pa.date32()}.get(
                name, pa.list_(pa.string()) if name in LISTS else pa.string()
            ),
        )
        for name in COLUMNS
    ]
)
"""The columns of the verdicts with their types."""
SPARK_SCHEMA = ", ".join(
    f"{name} "
    + {"row": "bigint", "cap": "decimal({},{})".format(*CAP), "as_of": "date"}.get(
        name, "array<string>" if name in LISTS else "string"
    )
    for name in COLUMNS
)
"""The same in the words of Spark."""
OF_FINDINGS = tuple(name for name in COLUMNS if name in Finding._fields)


def findings_columns(found: Sequence[Finding]) -> dict[str, Any]:
    """Return the columns of some findings, one line each."""
    return {
        name: pa.array(
            [_value(getattr(finding, name)) for finding in found],
            SCHEMA.field(name).type,
        )
        for name in OF_FINDINGS
    }


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-CAP[1]))
    return list(value) if isinstance(value, tuple) else value


def lines(
    own: Any, found: Sequence[Finding], which: Any, errors: Any, edition: Edition
) -> Any:
    """Return verdicts as a batch.

    `own` are the columns `row`, `id` and `name`; `which` says of each line which of the
    findings it has; `errors` are the sentences on rows that could not be read.
    """
    columns = findings_columns(found)
    size = len(which)
    every = {
        **dict(zip(("row", "id", "name"), own, strict=True)),
        **{name: column.take(which) for name, column in columns.items()},
        "error": errors,
        "as_of": pa.repeat(pa.scalar(date.fromisoformat(edition.as_of)), size),
        "law": pa.repeat(edition.law, size),
    }
    arrays = [every[name].cast(SCHEMA.field(name).type) for name in COLUMNS]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def of_records(records: Iterable[Record], edition: Edition) -> Any:
    """Return verdicts as a batch; a finding that several lines share is looked at once."""
    numbers: dict[Finding, int] = {}
    rows, ids, names, which, errors = [], [], [], [], []
    for row, id, name, found, error in records:
        rows.append(row)
        ids.append(id)
        names.append(name)
        which.append(numbers.setdefault(found, len(numbers)))
        errors.append(error)
    own = pa.array(rows, pa.int64()), *(pa.array(c, pa.string()) for c in (ids, names))
    texts = pa.array(errors, pa.string())
    return lines(own, list(numbers), pa.array(which, pa.int32()), texts, edition)
