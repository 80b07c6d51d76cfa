"""What readers of a portfolio yield and writers take: blocks of rows, and verdicts.

A reader cuts its input into blocks; a block is decoded, judged and written as a part by
whichever process is free, and the parts are put together in the order of the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from vatscheck.portfolio.frozen import Pairs
from vatscheck.profile.problems import Problem

NOT_JUDGED = "not_judged"
"""The status of a row that could not be read, beside those of `assess`."""
COLUMNS = (
    "row",
    "id",
    "name",
    "service",
    "code",
    "status",
    "route",
    "cap",
    "confidence",
    "reach",
    "decided_by",
    "reasons",
    "conditions",
    "open",
    "assumptions",
    "error",
    "as_of",
    "law",
)
"""The columns of the verdicts, in every form of output."""
LISTS = ("reasons", "conditions", "open", "assumptions")
"""The columns that hold any number of ids."""
BLOCK_ROWS = 16_384
"""How many rows a block has at most: what is lost when a run is interrupted."""


class Given(NamedTuple):
    """One row as it was read: a profile as raw data, not yet looked at.

    `row` counts data rows from 1 over the whole input. `id` is the reader's own key,
    none = there is none, or it stands in `pairs`. `data` has the keys of a profile in
    TOML (`schema` may be left out), numbers as `int` and `Decimal`, never as `float`.
    `problems` = what the reader itself found wrong; such a row is not judged, and
    `data` is what could be read of it. `pairs` = the data in its frozen form (see
    `vatscheck.portfolio.frozen`), with `schema` and `id`, in place of `data`.
    """

    row: int
    id: str | None
    data: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    pairs: Pairs | None = None


class Block(NamedTuple):
    """A stretch of an input, small enough to be held, and sent to another process.

    `number` counts from 0, `first` is the number of its first row, `rows` how many
    there are. `payload` is whatever its reader decodes; `digest` is that of the bytes
    or values in it: equal blocks of two runs have equal ones.
    """

    number: int
    first: int
    rows: int
    payload: Any
    digest: str


class Reader(Protocol):
    """A form of input. It is sent to other processes: it holds no open file."""

    def blocks(self) -> Iterator[Block]:
        """Yield the input in blocks, the same for the same input, each read when it is asked for.

        Raises `ProfileError` for an input that is no such file, or of which a column
        cannot be understood: then nothing is judged.
        """
        ...

    def rows(self, block: Block) -> Iterable[Given]:
        """Return the rows of a block in their order; one that cannot be read is one too."""
        ...


class Finding(NamedTuple):
    """The verdict on one service, shared by all rows that the engine cannot tell apart.

    The fields are columns of the output. `status` is `not_judged` for a row that could
    not be read: then `service` is none too. `cap` is in percent, none = closed.
    `reasons` are ids of checks and prohibitions, `conditions` ids of what comes with
    the route, `open` ids of facts, `assumptions` ids of readings; each sorted.
    """

    service: str | None
    code: str | None
    status: str
    route: str | None = None
    cap: Decimal | None = None
    confidence: str | None = None
    reach: str | None = None
    decided_by: str | None = None
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


class Record(NamedTuple):
    """One line of the output: whose it is, and the finding; or the error, in words.

    `name` is none where it could not be read.
    """

    row: int
    id: str | None
    name: str | None
    finding: Finding
    error: str | None = None


class Edition(NamedTuple):
    """What is the same in all lines: the day as an ISO string, and the law's version."""

    as_of: str
    law: str


class Writer(Protocol):
    """A form of output. It is sent to other processes: it holds no open file."""

    def part(self, records: Sequence[Record], path: Path) -> None:
        """Write the lines of one block to a file of its own; the same bytes for the same."""
        ...

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put all parts together in their order, as one whole file."""
        ...
