"""Compare the JSON answers of this release with those of an older checkout.

`python -m tests.releases.compared OLD --random 2000 --seed 1`: the bundled profiles, the
worked cases, and random profiles about which nothing is open. Keys that only one of
both has are left out, and those named by `--without`: the digest of the law by itself. Prints what differs by key, with an example each; exit 1 if
anything does. OLD is a checkout of the older release.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.engine.strategies import DAYS, KINDS, PLACES, SERVICES

ROOT = Path(__file__).parents[2]
SHARES: list[int | str] = [
    0,
    "0.5",
    1,
    "9.99",
    10,
    30,
    "49.99",
    50,
    "50.0001",
    51,
    60,
    100,
]
Case = dict[str, Any]


def inputs(number: int, seed: int) -> Iterator[Case]:
    """Yield every profile with its day, as plain data."""
    for path in sorted((ROOT / "profiles").glob("*.toml")):
        for day in ("2026-11-22", "2018-08-01", "2004-01-01"):
            yield {"profile": _read(path), "day": day}
    for path in sorted((ROOT / "tests" / "cases").glob("*.toml")):
        for case in _read(path)["case"]:
            head = {"schema": 1, "name": case["id"]}
            yield {"profile": head | case["profile"], "day": str(case["as_of"])}
    draw = random.Random(seed)
    for at in range(number):
        yield {"profile": _closed(draw, at), "day": draw.choice(DAYS)}


def _read(path: Path) -> Any:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _closed(draw: random.Random, at: int) -> Case:
    """A profile that leaves nothing open but what has a fixed reading."""
    share = Decimal(draw.choice(SHARES))
    home = draw.choice(["US", "HK", "MO", "TW"])
    foreign: Case = {"name": "F", "jurisdiction": home, "share": share}
    foreign |= {"kind": "company", "track_record": draw.random() < 0.7}
    if home in ("HK", "MO"):
        foreign["service_supplier"] = draw.random() < 0.5
    kind = draw.choice(["company", "state", "listed", "person"])
    mainland = {"name": "C", "jurisdiction": "CN", "kind": kind, "share": 100 - share}
    entry: Case = {"id": draw.choice(SERVICES), "content": [draw.choice(KINDS)]}
    serves = draw.choice([None, "nationwide", "abroad", "beijing", "hainan"])
    entry |= {"serves": [serves]} if serves else {}
    place = draw.choice(PLACES)
    return {
        "schema": 1,
        "name": f"random {at}",
        "registration": {"place": place, "listed": draw.random() < 0.3},
        "servers": {"places": draw.sample(PLACES, draw.randint(1, 2))},
        "owners": [foreign, mainland],
        "services": [entry],
        "facts": {"contract_control": False, "counting": "product"},
    }


def answers(checkout: Path, cases: Path) -> list[Any]:
    """Return the answers that a checkout gives."""
    script = Path(__file__).with_name("answers.py")
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    command = [sys.executable, str(script), str(cases)]
    found = subprocess.run(
        command, env=environment, cwd=checkout, capture_output=True, check=True
    )
    return [json.loads(line) for line in found.stdout.splitlines()]


def differences(
    old: Any, new: Any, without: frozenset[str], path: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the paths at which two answers differ; keys of only one are left out."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (old.keys() & new.keys()) - without:
            yield from differences(old[key], new[key], without, f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from differences(one, other, without, f"{path}[]")
    elif old != new:
        yield path, old, new


def main() -> int:
    """Compare, print, and return the exit code."""
    options = argparse.ArgumentParser()
    options.add_argument("old", type=Path)
    options.add_argument("--random", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--without", nargs="*", default=("digest",), metavar="KEY")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases.jsonl"
        every = list(inputs(given.random, given.seed))
        lines = (json.dumps(case, default=_plain) for case in every)
        cases.write_text("\n".join(lines), encoding="utf-8")
        old, new = answers(given.old.resolve(), cases), answers(ROOT, cases)
    found: Counter[str] = Counter()
    for case, one, other in zip(every, old, new, strict=True):
        for path, was, is_ in differences(one, other, frozenset(given.without)):
            if path not in found:
                print(f"{path}: {case['profile']['name']} on {case['day']}")
                print(f"  was {json.dumps(was)[:300]}\n  is  {json.dumps(is_)[:300]}")
            found[path] += 1
    for path, count in found.most_common():
        print(f"{count} x {path}")
    print(f"{len(every)} inputs, {sum(found.values())} differences")
    return bool(found)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


if __name__ == "__main__":
    sys.exit(main())
