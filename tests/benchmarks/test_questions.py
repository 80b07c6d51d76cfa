"""The speed of the questions, each as a ratio against an empty app in the same run.

The bounds are seconds on a machine where the empty app takes 0.175.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.test_speed import (
    DAY,
    PROFILE,
    TEN,
    against_empty,
    process,
    report,
)

pytestmark = pytest.mark.benchmark


def test_where_in_all_places(benchmark: Any) -> None:
    """Under one second for one profile."""
    arguments = ("where", str(PROFILE), "--as-of", DAY)
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=3)
    report(benchmark, "where / empty Typer app", against_empty(*arguments), 5.7)


@pytest.mark.parametrize(("question", "bound"), [("timeline", 1.8), ("limits", 3.0)])
def test_one_profile_over_all_days(benchmark: Any, question: str, bound: float) -> None:
    """Days with the same records share their rules: 1.6 and 2.5 are aimed at."""
    arguments = (question, str(PROFILE), "--as-of", DAY)
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=3)
    name = f"{question} / empty Typer app"
    report(benchmark, name, against_empty(*arguments), bound)


def test_timeline_of_ten_services(benchmark: Any, tmp_path: Path) -> None:
    """Under one second for ten services."""
    profile = tmp_path / "ten.toml"
    profile.write_text(TEN, encoding="utf-8")
    arguments = ("timeline", str(profile), "--as-of", DAY)
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=3)
    report(benchmark, "timeline / empty Typer app", against_empty(*arguments), 5.7)
