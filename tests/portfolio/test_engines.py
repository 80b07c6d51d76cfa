"""The recipes of the guide, run as they are shown: every engine gives the same verdicts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests import pages
from tests.cli.running import ROOT
from vatscheck.portfolio.arrow import SCHEMA, assess_batches

pytestmark = pytest.mark.engines
PAGE = pages.GUIDE / "engines.md"
RECIPES = {block.file: block.text for block in pages.blocks(PAGE, "py")}
DAY = "2026-12-01"
OWNER = pa.struct(
    [
        ("jurisdiction", pa.string()),
        ("share", pa.decimal128(9, 6)),
        ("kind", pa.string()),
        ("service_supplier", pa.bool_()),
        ("owners", pa.string()),
    ]
)
SERVICE = pa.struct([("id", pa.string()), ("content", pa.list_(pa.string()))])
COMPANIES = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("registration", pa.struct([("place", pa.string()), ("listed", pa.bool_())])),
        ("servers", pa.struct([("places", pa.list_(pa.string()))])),
        ("services", pa.list_(SERVICE)),
        ("owners", pa.list_(OWNER)),
        ("facts", pa.struct([("users_count", pa.int64())])),
    ]
)
PLACES = ("shanghai/lingang", "beijing", "深圳", "nowhere", None)
SERVICES = (["idc", "cdn"], ["ICP"], ["info-search"], None)
OWNERS: tuple[list[dict[str, Any]] | None, ...] = (
    [{"jurisdiction": "US", "share": Decimal("49.5")}, {"jurisdiction": "CN"}],
    [{"jurisdiction": "HK", "share": Decimal(100), "service_supplier": True}],
    [
        {
            "jurisdiction": "CN",
            "share": Decimal(60),
            "owners": '[{"jurisdiction": "US", "share": 30.5}]',
        },
        {"jurisdiction": "CN", "share": Decimal(40), "kind": "state"},
    ],
    [{"jurisdiction": "CN", "share": Decimal(120)}],
    None,
    [],
)


def companies() -> Iterator[dict[str, Any]]:
    """Companies of every combination, some of which cannot be read."""
    every = zip(cycle(PLACES), cycle(SERVICES), cycle(OWNERS), strict=False)
    for number, (place, services, owners) in enumerate(islice(every, 120)):
        yield {
            "id": f"C-{number}",
            "name": f"Company {number}" if number % 11 else None,
            "registration": {"place": place, "listed": False},
            "servers": {"places": [place] if place else None},
            "services": services
            and [{"id": id, "content": ["none"]} for id in services],
            "owners": owners,
            "facts": {"users_count": number % 3 or None},
        }


@pytest.fixture(scope="module")
def table() -> Any:
    return pa.Table.from_pylist(list(companies()), COMPANIES)


@pytest.fixture(scope="module")
def wanted(table: Any) -> list[dict[str, Any]]:
    """The verdicts as this process gives them, without an engine, in the order of ids."""
    found = pa.Table.from_batches(assess_batches(table.to_batches(), as_of=DAY), SCHEMA)
    return sorted(found.to_pylist(), key=_order)


def _order(line: dict[str, Any]) -> tuple[str, str]:
    return line["id"], line["service"] or ""


@pytest.mark.parametrize("name", RECIPES)
def test_an_engine_gives_the_verdicts_of_assess(
    name: str, table: Any, wanted: list[dict[str, Any]], tmp_path: Path
) -> None:
    pq.write_table(table, tmp_path / "companies.parquet")
    script = tmp_path / f"recipe_{name}"  # a script called duckdb.py would hide DuckDB
    script.write_text(RECIPES[name], encoding="utf-8")
    place = {
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    done = subprocess.run(
        [sys.executable, script.name],
        cwd=tmp_path,
        env=os.environ | place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = pq.read_table(tmp_path / "verdicts.parquet")
    assert found.column_names == SCHEMA.names
    assert sorted(found.to_pylist(), key=_order) == wanted


def test_there_is_a_recipe_for_each_engine() -> None:
    assert list(RECIPES) == ["spark.py", "duckdb.py", "polars.py"]
