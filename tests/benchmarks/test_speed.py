"""Speed and memory, each as a ratio against something measured in the same run.

Not part of the test run: `python -m pytest tests/benchmarks -m benchmark -s`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from vatscheck.engine.assess import space_for, status
from vatscheck.engine.cures import cures
from vatscheck.engine.patches import Patch
from vatscheck.engine.proof import prove
from vatscheck.engine.where import where
from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import read
from vatscheck.loading import load_profile
from vatscheck.profile.models import Profile, ServiceEntry

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parents[2]
PROFILE = ROOT / "profiles" / "tesla.toml"
DAY = "2026-11-22"
PAIRS = 15
EMPTY = """
import typer
app = typer.Typer()
@app.command()
def main() -> None:
    print("one line")
app()
"""

PEAK = """
import atexit, sys
atexit.register(lambda: print(open("/proc/self/status").read(), file=sys.stderr))
from vatscheck.cli.start import run
run()
"""


def process(*command: str) -> float:
    """Run a whole process and return its CPU seconds."""
    child = subprocess.Popen(
        [sys.executable, *command],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_utime + used.ru_stime


def environment() -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return env | {"PYTHONPATH": str(ROOT)}


def peak(*arguments: str) -> float:
    """Return the peak memory in MB of one command, as the process itself reads it."""
    command = [sys.executable, "-c", PEAK, *arguments]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    line = re.search(rb"VmHWM:\s+(\d+) kB", done.stderr)
    assert line
    return int(line[1]) / 1024


def against_empty(*arguments: str) -> float:
    """Return the median ratio of CPU time to an empty Typer app, over pairs of runs."""
    process("-m", "vatscheck", *arguments)
    ratios = [
        process("-m", "vatscheck", *arguments) / process("-c", EMPTY)
        for _ in range(PAIRS)
    ]
    return median(ratios)


def seconds(call: Callable[[], object], times: int = 30) -> float:
    call()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return median(found)


def beside(call: Callable[[], object], other: Callable[[], object]) -> float:
    """Return the median ratio of two calls made in turn: a machine is not always as fast."""
    found = []
    for _ in range(30):
        start = time.process_time()
        call()
        middle = time.process_time()
        for _ in range(3):  # the quicker one more than once, to be measured as finely
            other()
        found.append(3 * (middle - start) / (time.process_time() - middle))
    return median(found)


def report(benchmark: Any, text: str, ratio: float, bound: float) -> None:
    benchmark.extra_info["ratio"] = round(ratio, 3)
    benchmark.extra_info["bound"] = bound
    print(f"\n{text}: {ratio:.2f} (bound {bound})")
    assert ratio <= bound


TEN = (
    'schema = 1\nname = "Ten"\nservices = ["B11", "cdn", "ip-vpn", "B14", '
    '"edi-ecommerce", "edi-exchange", "info-publish", "app-store"]\n'
    '[registration]\nplace = "shanghai/pudong"\n'
    '[servers]\nplaces = ["shanghai/pudong"]\n'
    '[[owners]]\njurisdiction = "US"\nshare = 100\n'
)
"""A profile of ten services."""


ENDINGS = ("docx", "xlsx", "html", "md", "csv")
"""The forms of a report that people read."""


def reporting(folder: Path, *endings: str) -> tuple[str, ...]:
    """Return the command that writes the report on ten services in some forms."""
    profile = folder / "ten.toml"
    profile.write_text(TEN, encoding="utf-8")
    outputs = [word for end in endings for word in ("-o", str(folder / f"c.{end}"))]
    return ("report", str(profile), "--as-of", DAY, *outputs)


@pytest.mark.parametrize(("endings", "bound"), [(ENDINGS, 4), (("csv",), 2)])
def test_report(
    benchmark: Any, endings: tuple[str, ...], bound: float, tmp_path: Path
) -> None:
    """All forms at once, and the one that needs no library; at most 150 MB."""
    arguments = reporting(tmp_path, *endings)
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=2)
    ratio, memory = against_empty(*arguments), peak(*arguments)
    print(f"\npeak memory {memory:.1f} MB (bound 150)")
    assert memory < 150
    report(benchmark, f"report as {endings} / empty Typer app", ratio, bound)


def test_word_beside_csv(benchmark: Any, tmp_path: Path) -> None:
    """What Word takes of its own: 300 ms where an empty app takes 175."""
    word, csv = (reporting(tmp_path, ending) for ending in ("docx", "csv"))
    benchmark.pedantic(lambda: process("-m", "vatscheck", *word), rounds=2)
    own = [
        (process("-m", "vatscheck", *word) - process("-m", "vatscheck", *csv))
        / process("-c", EMPTY)
        for _ in range(PAIRS)
    ]
    report(benchmark, "Word beside CSV / empty Typer app", median(own), 1.7)


@pytest.mark.parametrize(("format", "bound"), [("json", 1.25), ("table", 1.45)])
def test_cold_assess(benchmark: Any, format: str, bound: float) -> None:
    arguments = ("assess", str(PROFILE), "--as-of", DAY, "--format", format)
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=3)
    ratio, memory = against_empty(*arguments), peak(*arguments)
    benchmark.extra_info["peak_mb"] = round(memory, 1)
    print(f"\npeak memory {memory:.1f} MB (bound 45)")
    assert memory < 45
    report(benchmark, f"assess --format {format} / empty Typer app", ratio, bound)


def whole(law: Law) -> None:
    for kind in ("routes", "prohibitions", "conditions", "areas", "checks", "services"):
        list(getattr(law, kind).values())


def test_loading_the_law(benchmark: Any) -> None:
    benchmark(load_law)
    mine, theirs = seconds(lambda: whole(load_law())), seconds(read, 3)
    print(f"\nloading the rules takes {mine * 1000:.2f} ms")
    report(benchmark, "rules from the built file / TOML sources", mine / theirs, 0.02)


@pytest.fixture(scope="module")
def case() -> tuple[Law, Atlas, Profile, list[ServiceEntry]]:
    law = load_law()
    profile = load_profile(PROFILE, law)
    profile = profile.model_copy(
        update={
            "registration": profile.registration.model_copy(
                update={"place": "jiangsu/suzhou/non-ftz"}
            )
        }
    )
    entries = [
        ServiceEntry(id=item.id, content=["none"])
        for item in law.services.values()
        if item.covered
    ]
    atlas = Atlas(law, DAY)
    len(atlas.everywhere)
    return law, atlas, profile, entries


def proved(case: Any) -> None:
    law, atlas, profile, entries = case
    for entry in entries:
        space = space_for(law, atlas, profile, entry)
        for way in space.rules.ways:
            prove(space, way)


def test_bare_status(benchmark: Any, case: Any) -> None:
    """The status of certain facts, against validating the profile that states them."""
    law, atlas, profile, entries = case
    data = profile.model_dump(by_alias=True, exclude_defaults=True)

    def bare() -> None:
        for entry in entries:
            status(law, atlas, profile, entry)

    def validated() -> None:
        for _ in entries:
            Profile.model_validate(data)

    benchmark(bare)
    ratio = beside(bare, validated)
    report(benchmark, "bare status / validating its profile", ratio, 6)


def test_proved_cures(benchmark: Any, case: Any) -> None:
    law, atlas, profile, entries = case

    def cured() -> None:
        for entry in entries:
            space = space_for(law, atlas, profile, entry)
            cures(space, Patch(profile, entry, (entry,)))

    benchmark(cured)
    ratio = beside(cured, lambda: proved(case))
    report(benchmark, "all proved cures / full proof", ratio, 6)


def test_everywhere(benchmark: Any, case: Any) -> None:
    law, atlas, profile, entries = case

    def grid() -> None:
        for entry in entries:
            where(space_for(law, atlas, profile, entry))

    benchmark(grid)
    taken = seconds(grid, 5)
    print(f"\nall services x all places of one profile: {taken * 1000:.1f} ms")
    assert taken < 0.5
