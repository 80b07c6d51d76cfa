"""Which faults are noticed: `python -m tests.mutation --sample 400 --seed 1`.

A sample of the changes that can be made to the modules that decide is drawn with a
seed; every mutant runs in a process of its own, on a copy of the tree made at the start.
`--state` keeps what was found, so that a run can be gone on with.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.mutation.mutant import FAILS, SURVIVES, path_of
from tests.mutation.mutations import Mutation, mutations

ROOT = Path(__file__).parents[2]
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
COPIED = (
    "vatscheck",
    "tests",
    "profiles",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)
ENGINE = (
    *(
        "rules",
        "ways",
        "reach",
        "space",
        "proof",
        "asks",
        "owner_asks",
        "cures",
        "menu",
        "trial",
    ),
    *("shares", "requirements", "sites", "steps", "patches", "placements", "ground"),
    *("waiting", "where", "sweep", "regions", "limits", "grid", "timeline"),
    *("grounds", "caveats", "dossier", "duties", "values", "assess", "axes", "ready"),
)
LAW = ("atlas", "book", "records", "compile", "lint", "values", "comparison", "tidy")
MEMORY = 4 << 30
"""A mutant may take so many bytes."""
PATIENCE = 8
"""The wall clock may run so many times as long as the processor: machines are shared."""


class Found(NamedTuple):
    """What became of one mutant: killed, survived, equivalent, or out of time."""

    module: str
    mutation: Mutation
    outcome: str
    by: str


def modules() -> list[str]:
    """Return the modules that decide, by their full names."""
    owners = sorted((ROOT / "vatscheck/engine/owners").glob("[a-z]*.py"))
    return [
        *(f"vatscheck.engine.{name}" for name in ENGINE),
        *(f"vatscheck.engine.owners.{path.stem}" for path in owners),
        *(f"vatscheck.law.{name}" for name in LAW),
    ]


def sample(size: int, seed: int) -> list[tuple[str, Mutation]]:
    """Return a sample: from each module a part of its share and one, in mixed order."""
    draw = Random(seed)
    every = {m: mutations((ROOT / path_of(m)).read_text("utf-8")) for m in modules()}
    total = sum(map(len, every.values()))
    found: list[tuple[str, Mutation]] = []
    for module, changes in every.items():
        wanted = min(len(changes), max(2, round(size * len(changes) / total)))
        found += [(module, change) for change in draw.sample(changes, wanted)]
    draw.shuffle(found)
    return found[:size]


def equivalents() -> set[tuple[str, str, str]]:
    """Return the changes that are known to change nothing."""
    rows = tomllib.loads(EQUIVALENTS.read_text("utf-8")).get("equivalent", ())
    return {(row["module"], row["function"], row["mutation"]) for row in rows}


def copied(folder: Path) -> Path:
    """Return a copy of the tree, which stays as it is while files are edited."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy(source, target)
    return folder


def _limited(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def tried(
    tree: Path, module: str, mutation: Mutation, options: argparse.Namespace
) -> tuple[str, str]:
    """Return what becomes of a mutant, and what was noticed."""
    command = [sys.executable, "-m", "tests.mutation.mutant", module]
    command += [str(mutation.number), *(["--quick"] if options.quick else [])]
    seconds: int = options.limit
    try:
        ran = subprocess.run(
            command,
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
            capture_output=True,
            check=False,
            timeout=seconds * PATIENCE,
            preexec_fn=partial(_limited, seconds),
        )
    except subprocess.TimeoutExpired:
        return "killed", "out of time"
    last = (ran.stdout.decode("utf-8", "replace").splitlines() or [""])[-1]
    if ran.returncode == SURVIVES:
        return "survived", ""
    return "killed", last if ran.returncode == FAILS else f"code {ran.returncode}"


def _key(module: str, mutation: Mutation) -> str:
    return f"{module}:{mutation.function}:{mutation.line}:{mutation.text}"


def run(options: argparse.Namespace) -> Iterator[Found]:
    """Try each mutant of a shard, or read what was found of it before."""
    part, parts = map(int, options.shard.split("/"))
    state: dict[str, Any] = {}
    if options.state and options.state.exists():
        state = json.loads(options.state.read_text("utf-8"))
    known = equivalents()
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        tree = copied(Path(folder))
        for module, mutation in sample(options.sample, options.seed)[part::parts]:
            key = _key(module, mutation)
            if key not in state or (options.again and state[key][0] == "survived"):
                state[key] = tried(tree, module, mutation, options)
                if options.state:
                    text = json.dumps(state, ensure_ascii=False, indent=1)
                    options.state.write_text(text, "utf-8")
            outcome, by = state[key]
            same = (module, mutation.function, mutation.text) in known
            if same and outcome == "survived":
                outcome = "equivalent"
            yield Found(module, mutation, outcome, by)


def told(every: Iterable[Found]) -> None:
    """Print each survivor as it is found, and at the end the counts by module."""
    counts: dict[str, Counter[str]] = {}
    for each in every:
        counts.setdefault(each.module, Counter())[each.outcome] += 1
        where = f"{path_of(each.module)}:{each.mutation.line} {each.mutation.function}"
        print(f"{each.outcome}: {where}: {each.mutation.text}  {each.by}", flush=True)
    print()
    for module, found in sorted(counts.items()):
        words = ", ".join(f"{n} {outcome}" for outcome, n in sorted(found.items()))
        print(f"{module}: {words}")
    total = sum(counts.values(), Counter())
    print("all:", ", ".join(f"{n} {outcome}" for outcome, n in sorted(total.items())))


def parser() -> argparse.ArgumentParser:
    """Return the options of the script."""
    options = argparse.ArgumentParser(prog="python -m tests.mutation")
    options.add_argument("--sample", type=int, default=400, help="how many mutants")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--shard", default="0/1", help="which part of how many")
    options.add_argument("--state", type=Path, help="a file that keeps what was found")
    options.add_argument("--quick", action="store_true", help="no tests that search")
    options.add_argument("--limit", type=int, default=150, help="seconds of a mutant")
    again = "try survivors of the state once more"
    options.add_argument("--again", action="store_true", help=again)
    return options


if __name__ == "__main__":
    told(run(parser().parse_args()))
