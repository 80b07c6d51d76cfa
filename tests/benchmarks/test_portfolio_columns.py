"""Parquet into Parquet in columns, beside hand-written Polars expressions.

    python -m pytest tests/benchmarks/test_portfolio_columns.py -m "benchmark and engines" -s

Both sides read the same register with nested owners and write a line a service, each in
a process of its own. The expressions know the few services whose rules fit into a line,
with nothing left out, and write seven columns; ours knows every rule and writes all. CPU
seconds of all threads; rows as in the environment variable ROWS, a million if not set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.benchmarks import registers
from tests.cli.running import ROOT

pytestmark = [pytest.mark.benchmark, pytest.mark.engines]
ROWS = int(os.environ.get("ROWS", "1000000"))
SERVICES = ("edi-ecommerce", "multi-party", "store-forward", "call-centre")
"""Open to any foreign share (Negative List 2024); one province asks for RMB 1 million."""
MEGABYTES, BOUND = 400, 8
"""The most memory, and the most time for one of the other side's."""
SHOWN = ("row", "id", "name", "service", "status", "route", "cap")
TIMED = """
import json, resource, time
began = time.process_time()
{work}
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({{"cpu": time.process_time() - began, "mb": used.ru_maxrss / 1024}}))
"""
OURS = """
from pathlib import Path
from vatscheck.api import load_law
from vatscheck.names.index import Names
from vatscheck.portfolio.parquet_input import ParquetReader
from vatscheck.portfolio.parquet_output import ParquetWriter
from vatscheck.portfolio.parts import Parts
from vatscheck.portfolio.rows import Edition
from vatscheck.portfolio.run import Task, blocks_done, joined

law = load_law()
reader = ParquetReader(Path("register.parquet"), Names(law))
outputs = ((".parquet", ParquetWriter(Edition("2026-12-01", law.head.version))),)
task = Task(None, "2026-12-01", (), "en", reader, outputs)
parts = Parts(Path("ours.parquet"), task.names)
parts.begin({})
blocks = sum(1 for _ in blocks_done(task, parts, 1))
joined(task, parts, blocks, {".parquet": Path("ours.parquet")})
"""
POLARS = """
import polars as pl

holder = pl.element().struct.field
foreign = pl.when(holder("jurisdiction") != "CN").then(holder("share")).otherwise(0)
owned = pl.col("owners").list.eval(foreign).list.sum() > 0
(
    pl.scan_parquet("register.parquet")
    .with_row_index("row", 1)
    .select("row", "id", "name", pl.col("services").alias("service"),
        pl.when(pl.col("registration.capital_cny") < 1_000_000)
        .then(pl.lit("conditional")).otherwise(pl.lit("licensable")).alias("status"),
        pl.when(owned).then(pl.lit("national-uncapped"))
        .otherwise(pl.lit("domestic")).alias("route"),
        pl.when(owned).then(100).otherwise(0).cast(pl.Decimal(9, 6)).alias("cap"),
    )
    .explode("service")
    .sink_parquet("polars.parquet")
)
"""


def timed(work: str, folder: Path) -> dict[str, float]:
    """The CPU seconds and the peak memory of a process that does some work."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(work=work)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_columns_beside_polars(tmp_path: Path) -> None:
    registers.write(tmp_path / "register.parquet", ROWS, SERVICES)
    ours, polars = timed(OURS, tmp_path), timed(POLARS, tmp_path)
    _same(tmp_path)
    print(
        f"\n{ROWS:,} rows, {len(SERVICES)} services: ours {ours['cpu']:.1f} s, "
        f"{ours['mb']:.0f} MB; Polars {polars['cpu']:.1f} s, {polars['mb']:.0f} MB; "
        f"ratio {ours['cpu'] / polars['cpu']:.2f}"
    )
    assert ours["mb"] < MEGABYTES
    assert ours["cpu"] < BOUND * polars["cpu"]


def _same(folder: Path) -> None:
    """Both sides have the same lines, block by block."""
    columns: Any = list(SHOWN)
    sides = (pq.ParquetFile(folder / f"{side}.parquet") for side in ("ours", "polars"))
    ours, polars = (side.iter_batches(1 << 30, columns=columns) for side in sides)
    for mine, other in zip(ours, polars, strict=True):
        wanted = other.select(columns)
        found = mine.select(columns)
        assert found.cast(wanted.schema).equals(wanted)
