"""Judge the engine by the oracle on many random ownership trees.

`python -m tests.engine.owners_against_oracle --trees 5000 --shard 0/4 --seed 1` prints
each difference, made as small as it gets, and at the end a count. Tree number k of a
seed is the same in every shard. Exit 1 if there was a difference.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tests.engine import adapter
from tests.engine.closed import Known
from tests.engine.oracle import Check, witnesses
from tests.engine.ownership import Case, Trees, checks
from tests.engine.shrinking import smallest

Vectors = set[tuple[bool, ...]]


class Difference(NamedTuple):
    """What the engine misses or invents, as vectors of the checks."""

    case: Case
    checks: tuple[Check, ...]
    missed: Vectors
    invented: Vectors
    raised: str = ""

    def text(self) -> str:
        """Return the difference for a reader, with a witness of each missed vector."""
        owners, listed, counting = self.case
        lines = [f"owners {json.dumps(owners, default=float)}"]
        lines += [f"listed {listed}, counting {counting}"]
        for at, (fact, op, value, of) in enumerate(self.checks):
            lines.append(f"  {at}: {fact} {op} {value} {' '.join(of)}")
        missed = (
            found
            for found in witnesses(*self.case, self.checks)
            if found.vector in self.missed
        )
        for vector, (holders, said, how) in list(missed)[:4]:
            lines.append(f"  missed {_bits(vector)}, listed {said}, {how}, for example")
            lines += _tree(holders, "    ")
        lines += [f"  invented {_bits(vector)}" for vector in sorted(self.invented)]
        return "\n".join([*lines, *[f"  raised {self.raised}"] * bool(self.raised)])


def _bits(vector: tuple[bool, ...]) -> str:
    return "".join("01"[bit] for bit in vector)


def _tree(level: Sequence[Known], indent: str) -> list[str]:
    lines: list[str] = []
    for home, share, kind, supplier, record, above, times in level:
        words = [f"{times} x"] * (times > 1) + [home, f"{float(share):g} % ({share})"]
        words += [kind or "", "certified" * supplier]
        words += [] if record is None else [f"track record {record}"]
        lines.append(indent + " ".join(filter(None, words)))
        lines += _tree(above, indent + "  ")
    return lines


def compare(case: Case, asked: tuple[Check, ...]) -> Difference | None:
    """Return how the engine differs from the oracle on one case, none if it does not."""
    right = {found.vector for found in witnesses(*case, asked)}
    try:
        found = adapter.reachable(*case, asked)
    except Exception as error:  # whatever it is, it is a difference
        return Difference(case, asked, set(), set(), repr(error))
    if found == right:
        return None
    return Difference(case, asked, right - found, found - right)


def differs(case: Case, asked: tuple[Check, ...]) -> bool:
    """Whether the engine differs from the oracle."""
    return compare(case, asked) is not None


def number(seed: str, at: int) -> tuple[Case, tuple[Check, ...]]:
    """Return one tree of a seed with its checks."""
    return Trees(f"{seed}/{at}").case(), checks(Random(f"{seed}/checks/{at}"))


def main() -> int:
    """Compare the trees of a shard and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=1000)
    parser.add_argument("--shard", default="0/1")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=20, help="differences to print")
    options = parser.parse_args()
    part, parts = map(int, options.shard.split("/"))
    tried = differing = 0
    for at in range(part, options.trees, parts):
        tried += 1
        case, asked = number(options.seed, at)
        if not differs(case, asked):
            continue
        differing += 1
        if differing <= options.show:
            small = compare(*smallest(case, asked, differs))
            print(f"--- tree {at}\n{small.text() if small else ''}", flush=True)
    print(f"{tried} trees, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
