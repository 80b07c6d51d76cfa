"""What is wrong with answers: where it stands, what was found, what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.intake.grids import Cell, Grid
from vatscheck.intake.shares import Misread
from vatscheck.profile.problems import Loc, Problem


class Spot(NamedTuple):
    """A cell: its sheet or table, its address, what it answers, and what stands in it."""

    sheet: str
    at: str
    about: str
    text: str = ""


class Slip(NamedTuple):
    """One wrong answer: the id of the sentence, its parts, and where it stands."""

    id: str
    parts: Mapping[str, str] = {}
    spot: Spot | None = None


class AnswersError(Exception):
    """Answers that do not make a profile, with everything that is wrong with them."""

    def __init__(self, name: str, slips: Sequence[Slip]) -> None:
        super().__init__(f"{name}: {len(slips)} slips")
        self.name, self.slips = name, list(slips)


class Seen(NamedTuple):
    """What a cap table was read as, and what of it was not read."""

    sheet: str
    rows: int
    read: tuple[str, ...]
    holders: int
    low: Decimal
    high: Decimal
    unstated: int
    columns: tuple[str, ...]
    sheets: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


class Doubt(NamedTuple):
    """Something that was read and has to be looked at: what it is, where, of whom."""

    id: str
    parts: Mapping[str, str]
    spot: Spot


class Filled:
    """Answers on their way to a profile: data so far, its cells, and what is wrong."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {"schema": 1}
        self.slips: list[Slip] = []
        self.spots: dict[Loc, Spot] = {}
        self.printed: dict[str, str] = {}
        self.seen: Seen | None = None
        self.doubts: list[Doubt] = []
        self.mapped: dict[str, str] = {}
        self.sheet: str | None = None
        self.tables: dict[str, Grid] = {}

    def wrong(self, error: Misread, spot: Spot | None) -> None:
        """Note a wrong answer."""
        self.slips.append(Slip(error.id, error.parts, spot))

    def slip(self, problem: Problem) -> Slip:
        """Return what the profile's own check finds, at the cell that it comes from."""
        for size in range(len(problem.loc), 0, -1):
            for loc, spot in self.spots.items():
                if loc[:size] == problem.loc[:size]:
                    return Slip(problem.id, problem.parts, spot)
        return Slip(problem.id, problem.parts)


def spot(grid: Grid, cell: Cell, about: str) -> Spot:
    """Return where a cell stands and what it answers."""
    return Spot(grid.name, cell.at, about, cell.text)
