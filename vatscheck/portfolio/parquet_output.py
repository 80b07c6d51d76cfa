"""Verdicts as Parquet: lists of ids are lists, and the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vatscheck.portfolio.arrow_form import SCHEMA, of_records
from vatscheck.portfolio.rows import COLUMNS, LISTS, Edition, Record

UNLIKE = ("row", "id", "name", "error")
"""Columns whose values hardly come again: a dictionary of them only costs."""
OPTIONS: dict[str, Any] = {
    "store_schema": False,  # no schema of Arrow's own: every reader finds plain text
    "compression": "snappy",
    "use_dictionary": [
        f"{name}.list.element" if name in LISTS else name
        for name in COLUMNS
        if name not in UNLIKE
    ],
}


class ParquetWriter:
    """Writes verdicts as Parquet, a group of rows for each block."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def part(self, records: Sequence[Record], path: Path) -> None:
        """Write the lines of one block to a file of its own; the same bytes for the same."""
        self.batch(of_records(records, self.edition), path)

    def batch(self, batch: Any, path: Path) -> None:
        """Write lines that are a batch already, in the same way."""
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as part:
            part.write_batch(batch)

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put all parts together in their order, as one whole file."""
        with pq.ParquetWriter(path, SCHEMA, **OPTIONS) as whole:
            for part in parts:
                with pa.memory_map(str(part)) as file, pa.ipc.open_file(file) as found:
                    whole.write_table(found.read_all())
