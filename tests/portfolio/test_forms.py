"""Every form of a portfolio gives the same verdicts, and columns those of rows."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.benchmarks import registers
from tests.portfolio.companies import NAMES
from tests.portfolio.equality import assessor
from tests.portfolio.form_equality import (
    DAY,
    EDITION,
    as_table,
    by_form,
    different,
    plain,
    wanted,
)
from vatscheck.portfolio.arrow_form import of_records
from vatscheck.portfolio.arrow_input import Layout
from vatscheck.portfolio.columnar import Columns
from vatscheck.portfolio.headings import Legend
from vatscheck.portfolio.questions import Questions
from vatscheck.portfolio.records import records

SHARE = pa.decimal128(9, 6)


@pytest.mark.parametrize("seed", [2, 5])
def test_random_companies_in_every_form(seed: int, tmp_path: Path) -> None:
    every = list(plain(25, seed))
    right = wanted(every, assessor(DAY))
    for form, mine in by_form(every, tmp_path, assessor(DAY)):
        assert list(different(mine, right)) == [], form


def both(table: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any, int]:
    """A batch judged in columns and by rows, and how many rows the columns left over."""
    (batch,) = table.combine_chunks().to_batches()
    layout = Layout(batch.schema, NAMES, Legend("columns"))
    judge, rows = assessor(DAY), layout.rows
    by_rows = of_records(records(judge, rows(batch, 1), "en"), EDITION)
    left: list[int] = []

    def counted(batch: Any, first: int) -> Any:
        left.append(batch.num_rows)
        return rows(batch, first)

    monkeypatch.setattr(layout, "rows", counted)
    columns = Columns(Questions(judge), layout)
    by_columns = columns.batch(batch, 1, "en", EDITION)
    by_memory = columns.batch(batch, 1, "en", EDITION)
    assert by_memory.equals(by_columns)
    return by_columns, by_rows, sum(left[:1])


@pytest.mark.parametrize("seed", [11, 12])
def test_columns_say_what_rows_say(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = as_table(list(plain(60, seed)), SHARE)
    by_columns, by_rows, left = both(table, monkeypatch)
    assert by_columns.equals(by_rows)
    assert 0 < left < 50


def test_a_register_is_judged_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    (batch,) = registers.batches(150, seed=5)
    by_columns, by_rows, left = both(pa.Table.from_batches([batch]), monkeypatch)
    assert by_columns.equals(by_rows)
    assert left < 5


def test_numbers_of_their_own_keep_the_order_of_the_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = as_table(list(plain(30, 3)), SHARE)
    own = table.append_column("row", pa.array([100 - at for at in range(30)]))
    by_columns, by_rows, left = both(own, monkeypatch)
    assert left > 0
    assert by_columns.equals(by_rows)
