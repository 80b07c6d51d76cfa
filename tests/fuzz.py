"""A million hostile inputs: `python -m tests.fuzz --inputs 1000000 --seed 7`.

Profiles, questionnaires and cap tables are mutilated and read. Each has to be read or
refused with a sentence, in time; anything else is printed and kept as a file. A short
form of it runs with the tests.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.cli.running import LAW, PROFILES
from vatscheck.intake.answers import answers, checked, owners
from vatscheck.intake.returned import returned
from vatscheck.intake.slips import AnswersError, Filled
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.problems import ProfileError

NAMES = Names(LAW)
SLOW = 4.0
"""Seconds of CPU that reading one input may take at most."""
TABLE = (
    "Shareholder,Country,% held,Number of shares,Held through,Type,Notes\n"
    "A Co,CN,60%,6000000,,有限公司,x\nB LP,US,40%,4000000,,LP,\n"
    "C,HK,100%,,A Co,person,\nTotal,,100%,10000000,,,\n"
)
PIECES = [
    *("", ",", ";", "\n", '"', "'", "%", "=", "[[owners]]", "\x00", "\x1b[31m", "0.5"),
    *(
        "1e999",
        "100%",
        "中国",
        "；",
        "－",
        "shares",
        "Parent",
        "\ufeff",
        "\u202e",
        "{",
        "}",
    ),
    *("[", "]", "#", "true", "1979-05-27", "share = ", "owners = [", "万", "股"),
]


class Input(NamedTuple):
    """Bytes, and what they pretend to be: a profile, or a file with an ending."""

    raw: bytes
    kind: str


def inputs(seed: int, forms: Mapping[str, bytes]) -> Iterator[Input]:
    """Yield inputs without end, the same for the same seed.

    `forms` are questionnaires by ending, to be mutilated like the rest.
    """
    random = Random(seed)
    bases = [
        Input(path.read_bytes(), "profile") for path in sorted(PROFILES.glob("*.toml"))
    ]
    bases += [
        Input(TABLE.encode(), ".csv"),
        Input(TABLE.replace(",", ";").encode(), ".csv"),
    ]
    bases += [Input(raw, kind) for kind, raw in forms.items()]
    while True:
        base = random.choice(bases)
        yield base._replace(raw=mutilated(base.raw, random))


def mutilated(raw: bytes, random: Random) -> bytes:
    """Return bytes with some put in, left out, doubled or moved."""
    for _ in range(random.randint(1, 6)):
        at, to = sorted(random.randrange(len(raw) + 1) for _ in range(2))
        size = min(to - at, random.choice((1, 4, 40, 400)))
        piece = random.choice(PIECES).encode("utf-8", errors="replace")
        raw = random.choice(
            (
                raw[:at] + piece + raw[at + size :],
                raw[:at] + piece + raw[at:],
                raw[:at] + raw[at + size :],
                raw[: at + size] + raw[at:],
                raw[:at] + random.randbytes(random.randint(1, 3)) + raw[at:],
            )
        )[:200_000]
    return raw


def read(found: Input) -> None:
    """Read an input as a command would. Raises what is no refusal."""
    try:
        if found.kind == "profile":
            load(found.raw, "x.toml", settler(NAMES))
            return
    except ProfileError as error:
        assert error.problems
        return
    for take in (owners, answers):
        reader, filled = Reader(NAMES), Filled()
        try:
            take("x", found.raw, found.kind, reader, filled)
            if take is answers:
                returned(filled)
            checked("x", filled, reader, written(filled.data, ""))
        except AnswersError as error:
            assert error.slips


def faults(
    count: int, seed: int, forms: Mapping[str, bytes], tell: Callable[[int], None]
) -> Iterator[tuple[Input, str]]:
    """Yield every input that is neither read nor refused, or not in time."""
    for number, found in zip(range(count), inputs(seed, forms), strict=False):
        before = time.process_time()
        try:
            read(found)
        except Exception as error:  # the very thing that is looked for
            yield found, f"{type(error).__name__}: {error}"
        if (taken := time.process_time() - before) > SLOW:
            yield found, f"{taken:.1f} s"
        tell(number)


def forms() -> dict[str, bytes]:
    """Return questionnaires to mutilate."""
    from tests.intake.test_roundtrip import sent

    profile, _ = load((PROFILES / "unity.toml").read_bytes(), "x.toml", settler(NAMES))
    return {suffix: sent(profile, "both", suffix) for suffix in (".xlsx", ".docx")}


def main() -> int:
    """Run, keep what failed, and say how much there was; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"))
    options = parser.parse_args()

    def tell(number: int) -> None:
        if number % 10_000 == 0:
            print(f"{number} read", file=sys.stderr)

    failed = 0
    for found, why in faults(options.inputs, options.seed, forms(), tell):
        failed += 1
        options.keep.mkdir(exist_ok=True)
        suffix = ".toml" if found.kind == "profile" else found.kind
        file = options.keep / f"{options.seed}-{failed}{suffix}"
        file.write_bytes(found.raw)
        print(f"{file}: {why}")
    print(f"{options.inputs} inputs, {failed} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
