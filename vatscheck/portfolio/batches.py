"""Blocks that are judged in columns: Parquet in and Parquet out, no row by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from vatscheck.portfolio.counts import BARRED
from vatscheck.portfolio.tally import Tally
from vatscheck.profile.problems import Problem

if TYPE_CHECKING:
    from vatscheck.portfolio.assessor import Assessor
    from vatscheck.portfolio.counts import Provinces
    from vatscheck.portfolio.rows import Block, Reader, Writer
    from vatscheck.words.catalogue import Lang

Refuse = Callable[[int, str | None, Sequence[Problem]], None]
"""What is told of a row that is not judged: its number, its key, what is wrong."""


def in_columns(reader: Reader, writers: Sequence[Writer]) -> bool:
    """Return whether a reader and all writers know batches."""
    every = [reader, *writers]
    return bool(writers) and all(hasattr(one, "batch") for one in every)


class Batches:
    """Judges blocks as batches, and counts what came out."""

    def __init__(self, reader: Any, assessor: Assessor, writers: Sequence[Any]) -> None:
        import pyarrow as pa

        from vatscheck.portfolio.columnar import Columns
        from vatscheck.portfolio.questions import Questions

        # Work is shared out by processes. The system's memory is given back after each
        # block, where that of other pools is kept.
        pa.set_memory_pool(pa.system_memory_pool())
        pa.set_cpu_count(1)
        self.reader, self.edition = reader, writers[0].edition
        self.columns = Columns(Questions(assessor), reader.layout)

    def judged(
        self,
        block: Block,
        lang: Lang,
        refuse: Refuse,
        provinces: Provinces | None = None,
    ) -> tuple[Any, Tally]:
        """Return the lines on a block as a batch, and the counts but for the refused rows.

        `provinces` = those of a summary are counted too.

        Raises `AssertionError` where not every row of the block has its lines.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        pa.default_memory_pool().release_unused()
        batch = self.reader.batch(block)
        found = self.columns.batch(batch, block.first, lang, self.edition, refuse)
        rows = pc.count_distinct(found["row"]).as_py()
        if rows != block.rows:
            raise AssertionError(f"{rows} of {block.rows} rows have lines")
        tally = Tally()
        tally.rows = rows
        judged = found.filter(pc.is_valid(found["service"]))
        barred = pc.and_(
            pc.equal(judged["status"], "not_needed"),
            pc.greater(pc.list_value_length(judged["reasons"]), 0),
        )
        for one in pc.value_counts(pc.if_else(barred, BARRED, judged["status"])):
            tally.statuses[one["values"].as_py()] += one["counts"].as_py()
        if provinces is not None:
            from vatscheck.portfolio.column_counts import counts_of

            layout = self.columns.layout
            tally.counts = counts_of(found, batch, block.first, layout, provinces)
        return found, tally
