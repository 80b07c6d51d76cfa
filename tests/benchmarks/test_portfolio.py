"""A portfolio in JSON Lines against pydantic parsing the same lines, in the same run.

    python -m pytest tests/benchmarks/test_portfolio.py -m benchmark -s -n 0

`further` is what one line more costs once much is known, `whole` all of it with what
had to be learnt; PORTFOLIO_ROWS sets how many lines there are (100,000 if left out).
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.benchmarks.test_speed import process
from tests.portfolio.simulated import lines
from vatscheck.portfolio.jsonl_input import JsonlReader
from vatscheck.portfolio.jsonl_output import JsonlWriter
from vatscheck.portfolio.rows import Block, Edition
from vatscheck.portfolio.run import Task, Worker
from vatscheck.profile.models import Profile

pytestmark = pytest.mark.benchmark
DAY = "2026-12-01"
ROWS = int(os.environ.get("PORTFOLIO_ROWS", "100000"))
SAMPLE = 2_000
"""Lines of each block that pydantic parses."""


class Cost(NamedTuple):
    """Seconds of CPU for the rows of a block: judged and written, and parsed alone."""

    rows: int
    judged: float
    parsed: float

    @property
    def ratio(self) -> float:
        """What a row costs, in what it costs to parse it."""
        return self.judged / self.parsed


@pytest.fixture(scope="module", params=("vendor", "firm"))
def source(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("portfolio") / f"{request.param}.jsonl"
    with path.open("wb") as file:
        file.writelines(islice(lines(request.param), ROWS))
    return path


def costs(source: Path) -> Iterator[Cost]:
    """What each block costs, in order: the first ones are learning."""
    reader = JsonlReader(source)
    worker = Worker(Task(None, DAY, (), "en", reader, ()))
    writer = JsonlWriter(Edition(DAY, "-"))
    for block in reader.blocks():
        start = time.process_time()
        records, *_ = worker.judged(block)
        writer.bytes(records)
        judged = time.process_time() - start
        yield Cost(block.rows, judged, _parsed(block))


def _parsed(block: Block) -> float:
    """The seconds that pydantic takes for the lines of a block, without the reader's key."""
    some = block.payload.raw.split(b"\n")[:SAMPLE]
    bare = [b'{"schema":1,' + line[line.index(b'"name"') :] for line in some if line]
    parse = Profile.model_validate_json
    parse(bare[0])
    start = time.process_time()
    for line in bare:
        parse(line)
    return (time.process_time() - start) * block.rows / len(bare)


def test_a_line_against_parsing_it(source: Path) -> None:
    found = list(costs(source))
    rows = sum(cost.rows for cost in found)
    whole = sum(c.judged for c in found) / sum(c.parsed for c in found)
    again = found[-3:]
    further = sum(c.judged for c in again) / sum(c.parsed for c in again)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = sum(c.judged for c in found) / rows * 1e6
    print(
        f"\n{source.stem}, {rows:,} lines: whole {whole:.2f} x pydantic, "
        f"further {further:.2f} x; {each:.0f} us a line; peak {peak} MB"
    )
    assert further < whole


def test_what_is_known_against_parsing_it(source: Path) -> None:
    reader = JsonlReader(source)
    worker = Worker(Task(None, DAY, (), "en", reader, ()))
    writer = JsonlWriter(Edition(DAY, "-"))
    block = next(reader.blocks())
    worker.judged(block)
    ratios = []
    for _ in range(5):
        start = time.process_time()
        records, *_ = worker.judged(block)
        writer.bytes(records)
        ratios.append((time.process_time() - start) / _parsed(block))
    print(f"\n{source.stem}, all known: {sorted(ratios)[2]:.2f} x pydantic")
    assert sorted(ratios)[2] < 2


def test_two_processes_against_one(source: Path, tmp_path: Path) -> None:
    def wall(jobs: int) -> float:
        out = tmp_path / f"{jobs}.jsonl"
        command = ("batch", str(source), "-o", str(out), "--as-of", DAY)
        start = time.perf_counter()
        process("-m", "vatscheck", *command, "--jobs", str(jobs))
        return time.perf_counter() - start

    one, two = wall(1), wall(2)
    first, second = (tmp_path / f"{jobs}.jsonl" for jobs in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    print(f"\n{source.stem}, {ROWS:,} lines: two processes {one / two:.2f} x one")
