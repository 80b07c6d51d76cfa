"""The shares of a cap table as percentages: never guessed, numbers by their total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from vatscheck.intake.grids import Cell, Grid
from vatscheck.intake.rows import TOTALS, Row
from vatscheck.intake.shares import Misread, Share, count, fractions, part, percent
from vatscheck.intake.slips import Filled, spot
from vatscheck.names.aliases import UNKNOWN, fold
from vatscheck.profile.models import ROUNDING

WHOLE = 90
"""A level with so many percent in it is one of percentages, whatever 0.5 in it may be."""


def read_shares(
    grid: Grid, rows: Sequence[Row], filled: Filled
) -> list[tuple[Row, Share]]:
    """Read the column of shares, and return what was read."""
    read: list[tuple[Row, Share]] = []
    for row in rows:
        cell = row.cells.get("share")
        if cell is None or not cell.text or fold(cell.text) in UNKNOWN:
            continue
        try:
            read.append((row, percent(cell.text)))
        except Misread as error:
            filled.wrong(error, spot(grid, cell, "owners.share"))
            # Left out it would be the rest of the level: it may be anything.
            row.owner["share"] = {"min": 0, "max": 100}
    for row, share in read:
        row.owner["share"] = share.value
    return read


def refuse_fractions(
    grid: Grid,
    read: Sequence[tuple[Row, Share]],
    levels: Sequence[Sequence[Row]],
    filled: Filled,
) -> None:
    """Refuse 0.5 where it may be half as well as half a percent: it is never guessed.

    So it is where no share of the table is above 1, and where a level with such a
    share is far from whole: 0.6, 0.4 and 1.5 are no percentages of one company.
    """
    doubtful = {row.at for row, share in read if share.doubtful}
    if not fractions(share for _, share in read):
        by_row = {row.at: share for row, share in read}
        wholes = {
            row.at
            for level in levels
            if sum(by_row[r.at].high for r in level if r.at in by_row) >= WHOLE
            for row in level
        }
        doubtful -= wholes
    found = next((row for row, _ in read if row.at in doubtful), None)
    if found:
        cell = found.cells["share"]
        column = Misread("intake-fractions", found=cell.text)
        filled.wrong(column, spot(grid, cell, "owners.share"))


def compare_total(
    grid: Grid,
    start: int,
    named: Mapping[str, int],
    tops: Sequence[Row],
    filled: Filled,
) -> None:
    """Compare the total that a table states with the sum of its direct holders."""
    shares = [row.owner.get("share") for row in tops]
    known = [share for share in shares if isinstance(share, int | Decimal)]
    if not known or len(known) < len(shares) or not {"name", "share"} <= named.keys():
        return
    for line in grid.rows[start:]:
        cells = [
            line[named[key]] for key in ("name", "share") if named[key] < len(line)
        ]
        if len(cells) < 2 or fold(cells[0].text) not in TOTALS or not cells[1].text:
            continue
        try:
            stated = percent(cells[1].text)
        except Misread:
            continue
        if abs(stated.high - sum(known)) >= ROUNDING and stated.high > 1:
            sum_ = f"{Decimal(sum(known)).normalize():f}"
            error = Misread("intake-total", found=cells[1].text, sum=sum_)
            filled.wrong(error, spot(grid, cells[1], "owners.share"))


def counted(
    grid: Grid,
    start: int,
    named: Mapping[str, int],
    tops: Sequence[Row],
    filled: Filled,
) -> None:
    """Turn numbers of shares into percent, by the total that the table states."""
    cells = [row.cells["count"] for row in tops if "count" in row.cells]
    numbers: dict[int, Decimal] = {}
    for row in tops:
        cell = row.cells.get("count")
        if cell is None or not cell.text or fold(cell.text) in UNKNOWN:
            continue
        try:
            numbers[row.at] = count(cell.text)
        except Misread as error:
            filled.wrong(error, spot(grid, cell, "owners.share"))
    total = _stated_total(grid, start, named)
    if total is None or not numbers:
        if cells:
            wrong = Misread("intake-count-total", found=cells[0].text)
            filled.wrong(wrong, spot(grid, cells[0], "owners.share"))
        return
    cell, whole = total
    sum_ = sum(numbers.values(), Decimal(0))
    if whole <= 0 or sum_ > whole or (sum_ != whole and len(numbers) == len(tops)):
        wrong = Misread("intake-count-sum", found=cell.text, sum=f"{sum_:f}")
        filled.wrong(wrong, spot(grid, cell, "owners.share"))
        return
    for row in tops:
        if row.at in numbers:
            row.owner["share"] = part(numbers[row.at], whole)


def _stated_total(
    grid: Grid, start: int, named: Mapping[str, int]
) -> tuple[Cell, Decimal] | None:
    """The number in the row of the total, none if there is none."""
    for line in grid.rows[start:]:
        at = {key: named[key] for key in ("name", "count") if key in named}
        if len(at) < 2 or any(column >= len(line) for column in at.values()):
            continue
        cell = line[at["count"]]
        if fold(line[at["name"]].text) in TOTALS and cell.text:
            try:
                return cell, count(cell.text)
            except Misread:
                return None
    return None
