"""Speed of the commands that keep the law, against an empty Typer app in the same run.

The bounds stand for ten seconds where the empty app takes 0.175; time on the clock,
since the tests of the law are spread over the cores.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median
from typing import Any

import pytest

from tests.benchmarks.test_speed import EMPTY, environment, report
from tests.overlays import GOOD

pytestmark = pytest.mark.benchmark
TEN_SECONDS = 57.0
ROUNDS = 3


def elapsed(*command: str) -> float:
    """Run a whole process and return its seconds on the clock."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *command], env=environment(), capture_output=True, check=False
    )
    return time.perf_counter() - start


def against_empty(*arguments: str) -> float:
    """Return the median ratio of time on the clock to an empty app, over pairs."""
    return median(
        elapsed("-m", "vatscheck", *arguments) / elapsed("-c", EMPTY)
        for _ in range(ROUNDS)
    )


@pytest.mark.parametrize(
    ("arguments", "bound"),
    [
        (("law", "lint"), TEN_SECONDS),
        (("law", "test"), TEN_SECONDS),
        (("law", "diff", "bundled", "bundled"), 15.0),
        (("law", "diff", "bundled", str(GOOD)), TEN_SECONDS),
    ],
    ids=["lint", "test", "same", "diff"],
)
def test_a_law_command(
    benchmark: Any, arguments: tuple[str, ...], bound: float
) -> None:
    benchmark.pedantic(lambda: elapsed("-m", "vatscheck", *arguments), rounds=1)
    name = " ".join(arguments[:2])
    report(benchmark, f"{name} / empty Typer app", against_empty(*arguments), bound)
