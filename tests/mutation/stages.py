"""The tests that a mutant has to pass, the quick ones first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import hypothesis
import pytest

from tests.cases import CASES
from vatscheck.law.book import load_law
from vatscheck.law.compile import DATA
from vatscheck.upkeep.cases import CURED, Case, load_cases, wrong
from vatscheck.upkeep.written import written_in

SEED = 7
EXAMPLES, ROWS = 6, 12
"""Of a property so many examples are tried, and of a table of cases so many rows."""
SETTINGS = "_hypothesis_internal_use_settings"
PROPERTIES = "tests/engine/test_properties.py"
QUICK = ("tests/engine/test_preference.py",)
ENGINE = (
    "tests/engine/test_products.py",
    "tests/engine/test_proof.py",
    "tests/engine/test_asks.py",
    "tests/engine/test_where.py",
    "tests/engine/test_steps.py",
    "tests/engine/test_dossier.py",
    "tests/engine/test_caveats.py",
    "tests/engine/test_values.py",
    "tests/answers/test_explain.py",
    "tests/cli/test_questions.py",
    "tests/cli/test_assess.py",
)
CURES = ("tests/engine/test_cures.py", PROPERTIES)
SWEEPS = ("tests/engine/test_places.py", "tests/engine/test_questions.py")
SLOW = {
    *CURES,
    *SWEEPS,
    *("tests/engine/test_shares.py", "tests/upkeep"),
    *("tests/names", "tests/cli/test_law.py", "tests/answers/report"),
}
LAW = (
    "tests/law/test_compile.py",
    "tests/law/test_places.py",
    "tests/law/test_lint.py",
    "tests/law/test_book.py",
    "tests/names",
    "tests/upkeep",
    "tests/cli/test_law.py",
)
FILES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("cures", "menu", "trial", "shares", "requirements", "sites", "steps"),
        (*QUICK, *CURES, "tests/engine/test_shares.py", *ENGINE),
    ),
    **dict.fromkeys(
        ("patches", "placements", "ground", "waiting"), (*QUICK, *CURES, *ENGINE)
    ),
    **dict.fromkeys(
        ("where", "sweep", "regions", "limits", "grid", "timeline", "grounds"),
        (*QUICK, *SWEEPS, *ENGINE),
    ),
    **dict.fromkeys(
        ("caveats", "dossier", "duties", "values"),
        (*QUICK, *ENGINE, "tests/answers/report", PROPERTIES),
    ),
}
"""The test files of a module, by its last name; of others see `files_of`."""


class Stage(NamedTuple):
    """Tests that are run one after the other: pytest files, or cases of the law."""

    name: str
    files: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


def files_of(module: str) -> tuple[str, ...]:
    """Return the test files for a module, those first that look at it most closely."""
    package, _, name = module.rpartition(".")
    if package.endswith(".law"):
        return LAW
    if package.endswith(".owners"):
        own = ("tests/engine/test_owners.py", "tests/engine/test_shares.py")
        return (*QUICK, *ENGINE, *own, PROPERTIES)
    return FILES.get(name, (*QUICK, *ENGINE, PROPERTIES, *SWEEPS))


def stages(module: str, *, quick: bool = False) -> Iterator[Stage]:
    """Yield the stages for a module: some cases, more cases, and its own tests.

    `quick` leaves out the files that search: properties, brute force, every place.
    """
    beside: list[Case] = [test.case for test in written_in(DATA)]
    paths = sorted(CASES.glob("*.toml"))
    worked = [case for path in paths for case in load_cases(path)]
    draw = Random(SEED)
    draw.shuffle(beside)
    draw.shuffle(worked)
    cured = [
        case for case in worked if any(k in e for e in case["expect"] for k in CURED)
    ]
    yield Stage("first cases", cases=(*cured[:8], *beside[:40]))
    yield Stage("worked cases", cases=tuple(worked[: 60 if quick else None]))
    for file in files_of(module):
        if Path(file).exists() and not (quick and file in SLOW):
            yield Stage(file, files=(file,))
    yield Stage("tests beside the law", cases=tuple(beside[40 : 110 if quick else 640]))


class _Lighter:
    """Fewer examples and rows, the same ones each time; none is made smaller."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        name = "mutation"
        hypothesis.settings.register_profile(
            name, derandomize=True, deadline=None, phases=phases, database=None
        )
        hypothesis.settings.load_profile(name)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        rows: dict[str, list[pytest.Item]] = {}
        for item in items:
            rows.setdefault(item.nodeid.partition("[")[0], []).append(item)
        draw = Random(SEED)
        kept = {id(item) for same in rows.values() for item in _some(same, draw)}
        items[:] = [item for item in items if id(item) in kept]
        items.sort(key=lambda item: "hypothesis" in item.keywords)
        for item in items:
            test = getattr(item, "obj", None)
            own = getattr(test, SETTINGS, None)
            if own is not None and own.max_examples > EXAMPLES:
                setattr(test, SETTINGS, hypothesis.settings(own, max_examples=EXAMPLES))


def _some(items: list[pytest.Item], draw: Random) -> list[pytest.Item]:
    return items if len(items) <= ROWS else draw.sample(items, ROWS)


def failure(stage: Stage) -> str | None:
    """Return what fails first in a stage, if anything does."""
    for case in stage.cases:
        if points := wrong(load_law(), case):
            return f"{case['id']}: {points[0]}"
    if stage.files:
        options = ["-x", "-q", "-n0", "--tb=no", "-p", "no:warnings", *stage.files]
        code = pytest.main(options, plugins=[_Lighter()])
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return f"{stage.name}: {code}"
    return None
