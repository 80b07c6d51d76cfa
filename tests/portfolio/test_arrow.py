"""Companies as Arrow and Parquet: nested as in a profile, exact, and nothing lost."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.portfolio.tables import NAMES, rows, wrong
from vatscheck.portfolio.arrow import SCHEMA, SPARK_SCHEMA, assess_batches
from vatscheck.portfolio.parquet_input import ParquetReader
from vatscheck.portfolio.rows import COLUMNS, Given
from vatscheck.profile.problems import ProfileError

DAY = "2026-12-01"
ABOVE = [{"jurisdiction": "US", "share": 30}, {"jurisdiction": "CN", "share": 70}]


def read(folder: Path, table: Any) -> list[Given]:
    path = folder / "c.parquet"
    pq.write_table(table, path)
    return rows(ParquetReader(path, NAMES))


def test_structs_and_lists_are_read_as_a_profile(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": [7, None],
            "name": ["A", "B"],
            "registration": [{"place": "beijing", "capital_cny": 5}, None],
            "servers.places": [["beijing", "上海"], None],
            "services": [[{"id": "ICP", "content": ["none"]}], [{"id": "idc"}]],
            "owners": [
                [{"jurisdiction": "CN", "share": Decimal("49.50"), "owners": ABOVE}],
                [],
            ],
            "facts": [{"users_count": 5, "is_ciio": False}, None],
        }
    )
    first, second = read(tmp_path, table)
    assert (first.id, second.id) == ("7", None)
    assert first.data == {
        "name": "A",
        "registration": {"place": "beijing", "capital_cny": 5},
        "servers": {"places": ["beijing", "shanghai"]},
        "services": [{"id": "ICP", "content": ["none"]}],
        "owners": [{"jurisdiction": "CN", "share": Decimal("49.5"), "owners": ABOVE}],
        "facts": {"users_count": 5, "is_ciio": False},
    }
    assert second.data == {"name": "B", "services": [{"id": "idc"}], "owners": []}


def test_holders_above_a_holder_as_json_text(tmp_path: Path) -> None:
    def found(text: str) -> Given:
        owner = {"jurisdiction": "CN", "share": 60, "owners": text}
        table = pa.table({"name": ["A"], "services": ["idc"], "owners": [[owner]]})
        (given,) = read(tmp_path, table)
        return given

    exact = '[{"jurisdiction": "US", "share": 50.00000000000000000001}]'
    (owner,) = found(exact).data["owners"]
    assert owner["owners"] == json.loads(exact, parse_float=Decimal)
    for text in ("[{", '[{"share": 1, "share": 2}]'):
        assert wrong(found(text)) == [("table-json", "owners")]


def test_binary_numbers_are_read_by_their_shortest_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "name": ["A", "B"],
            "services": ["idc", "idc"],
            "foreign_share": [0.1 * 3, 33.333333],
        }
    )
    first, second = read(tmp_path, table)
    assert wrong(first) == [("table-decimals", "foreign_share")]
    assert not second.problems
    assert second.data["owners"][0]["share"] == Decimal("66.666667")


def test_what_is_no_parquet(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    path.write_bytes(b"id,name")
    with pytest.raises(ProfileError) as caught:
        ParquetReader(path, NAMES)
    assert [problem.id for problem in caught.value.problems] == ["table-no-parquet"]


@pytest.mark.parametrize(
    ("columns", "id"),
    [
        ({"owners": [[ABOVE[0]]], "foreign_share": [5]}, "table-beside"),
        ({"owners": [[ABOVE[0]]], "owners.1.share": [5]}, "table-beside"),
        ({"registration": [{"plce": "beijing"}]}, "table-no-key"),
        ({"shareholders": [[ABOVE[0]]]}, "table-ownership"),
    ],
)
def test_columns_that_are_refused(columns: dict[str, Any], id: str) -> None:
    table = pa.table({"name": ["A"], "services": ["idc"], **columns})
    with pytest.raises(ProfileError) as caught:
        list(assess_batches(table.to_batches(), as_of=DAY))
    assert [problem.id for problem in caught.value.problems] == [id]


def test_a_batch_in_is_a_batch_out() -> None:
    table = pa.table(
        {
            "id": ["a", "b", "c"],
            "name": ["A", "", "C"],
            "services": [["edi-ecommerce", "info-search"], ["idc"], ["idc"]],
            "foreign_share": [0, 5, 120],
        }
    )
    (batch,) = assess_batches(table.to_batches(), as_of=date(2026, 12, 1))
    assert batch.schema == SCHEMA
    found = batch.to_pylist()
    assert [(line["row"], line["id"], line["service"]) for line in found] == [
        (1, "a", "edi-ecommerce"),
        (1, "a", "info-search"),
        (2, "b", None),
        (3, "c", None),
    ]
    assert found[0]["status"] == "licensable"
    assert [line["status"] for line in found[2:]] == ["not_judged", "not_judged"]
    assert "name" in found[2]["error"]
    assert "120" in found[3]["error"]
    assert {line["as_of"] for line in found} == {date(2026, 12, 1)}


def test_rows_are_numbered_on_or_number_themselves() -> None:
    table = pa.table({"name": ["A", "B", "C"], "services": ["idc", "idc", "idc"]})
    found = assess_batches(table.to_batches(max_chunksize=2), as_of=DAY)
    assert [row for batch in found for row in batch["row"].to_pylist()] == [1, 2, 3]
    own = table.append_column("row", pa.array([11, 12, 13]))
    found = assess_batches(own.to_batches(max_chunksize=2), as_of=DAY)
    assert [row for batch in found for row in batch["row"].to_pylist()] == [11, 12, 13]


@pytest.mark.parametrize("day", ["2026-13-01", "1990-01-01", "20261201"])
def test_a_day_that_cannot_be_judged(day: str) -> None:
    with pytest.raises(ValueError, match=day):
        list(assess_batches([], as_of=day))


def test_the_words_of_spark_are_the_columns() -> None:
    assert [part.split()[0] for part in SPARK_SCHEMA.split(", ")] == list(COLUMNS)
