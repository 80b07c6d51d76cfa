"""The holders of a cap table as a tree: who holds shares of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.intake.columns import columns, twice
from vatscheck.intake.form import HOLDER, HOLDER_MORE, question
from vatscheck.intake.grids import Cell, Grid
from vatscheck.intake.shares import Misread, Share, fractions, percent
from vatscheck.intake.slips import Filled, Seen, spot
from vatscheck.intake.values import Reader
from vatscheck.names.aliases import UNKNOWN, fold
from vatscheck.names.index import close
from vatscheck.profile.models import MAX_LEVELS, ROUNDING
from vatscheck.profile.problems import Loc

TOTALS, SUBTOTALS = ("total", "sum", "合计", "总计"), ("subtotal", "小计")
"""What the rows are called that hold no holder; a company may be called so too."""
SEARCHED = 20
"""How many rows are searched for the heads."""


class Row(NamedTuple):
    """One holder: its place in the table, its number, its cells, its keys, its parent."""

    at: int
    number: str
    cells: Mapping[str, Cell]
    owner: dict[str, Any]
    through: str


def heads(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Return the row of the heads of a cap table and its columns, none if it is none."""
    for at in range(min(len(grid.rows), SEARCHED)):
        found = columns(grid.texts(at))
        if "share" in found and {"name", "jurisdiction"} & found.keys():
            return at, found
    return None


def read_owners(grid: Grid, reader: Reader, filled: Filled) -> bool:
    """Put the holders of a table into the profile; false if it is no cap table."""
    found = heads(grid)
    if found is None:
        return False
    at, named = found
    if doubled := twice(grid.texts(at)):
        error = Misread("intake-columns-twice", found=", ".join(doubled))
        filled.wrong(error, spot(grid, grid.rows[at][0], "owners"))
        return True
    rows = list(_rows(grid, at + 1, named, reader, filled))
    _shares(grid, rows, filled)
    tops, above = _tree(grid, rows, filled)
    _total(grid, at + 1, named, tops, filled)
    if tops:
        filled.data["owners"] = [
            _nested(row, above, ("owners", at), grid, filled)
            for at, row in enumerate(tops)
        ]
    return True


def seen(grid: Grid, filled: Filled, sheets: tuple[str, ...]) -> Seen:
    """Return what a table was read as: its direct holders, and what was left aside."""
    at, named = heads(grid) or (0, {})
    owners = filled.data.get("owners", ())
    shares = [owner.get("share") for owner in owners]
    ranges = [s if isinstance(s, dict) else {"min": s, "max": s} for s in shares]
    stated = [found for found in ranges if found["min"] is not None]
    low, high = (Decimal(sum(found[end] for found in stated)) for end in ("min", "max"))
    unread = dict.fromkeys(
        grid.rows[at][column].text or cell.at
        for line in grid.rows[at + 1 :]
        for column, cell in enumerate(line)
        if cell.text and column not in named.values() and column < len(grid.rows[at])
    )
    beyond = (
        cell.at
        for line in grid.rows[at + 1 :]
        for cell in line[len(grid.rows[at]) :]
        if cell.text
    )
    columns = (*unread, *beyond)
    unstated = len(shares) - len(stated)
    return Seen(grid.name, len(owners), low, high, unstated, columns, sheets)


def _rows(
    grid: Grid, start: int, named: Mapping[str, int], reader: Reader, filled: Filled
) -> Iterator[Row]:
    """Yield the rows that have a holder; totals and empty rows are none."""
    keys = (*HOLDER, *HOLDER_MORE)
    for number, line in enumerate(grid.rows[start:], 1):
        cells = {k: line[at] for k, at in named.items() if k in keys and at < len(line)}
        name = cells["name"].text if "name" in cells else ""
        home = cells["jurisdiction"].text if "jurisdiction" in cells else ""
        total = fold(name) in (*TOTALS, *SUBTOTALS) and not home
        if not any(cell.text for cell in cells.values()) or total:
            continue
        for key in (key for key, cell in cells.items() if cell.merged):
            merged = Misread("intake-merged")
            filled.wrong(merged, spot(grid, cells[key], f"owners.{key}"))
        owner = _owner(grid, cells, reader, filled)
        own = named.get("owners")
        label = line[own].text if own is not None and own < len(line) else ""
        through = cells["through"].text if "through" in cells else ""
        yield Row(number, label or str(number), cells, owner, through)


def _total(
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


def _owner(
    grid: Grid, cells: Mapping[str, Cell], reader: Reader, filled: Filled
) -> dict[str, Any]:
    """What a row says of its holder, without share and parent: they need all rows."""
    owner = {}
    for key in (key for key in cells if key not in ("share", "through")):
        try:
            asked = question(reader.law, f"owners.{key}")
            value = reader.read(asked, cells[key].text)
        except Misread as error:
            filled.wrong(error, spot(grid, cells[key], f"owners.{key}"))
            continue
        if value is not None:
            owner[key] = value
    return owner


def _shares(grid: Grid, rows: Sequence[Row], filled: Filled) -> None:
    """Read the column of shares as a whole: alone, 0.5 may be half or half a percent."""
    read: list[tuple[Row, Share]] = []
    for row in rows:
        cell = row.cells.get("share")
        if cell is None or not cell.text or fold(cell.text) in UNKNOWN:
            continue
        try:
            read.append((row, percent(cell.text)))
        except Misread as error:
            filled.wrong(error, spot(grid, cell, "owners.share"))
    if fractions(share for _, share in read):
        doubtful = next(row for row, share in read if share.doubtful)
        cell = doubtful.cells["share"]
        column = Misread("intake-fractions", found=cell.text)
        filled.wrong(column, spot(grid, cell, "owners.share"))
    for row, share in read:
        row.owner["share"] = share.value


def _tree(
    grid: Grid, rows: Sequence[Row], filled: Filled
) -> tuple[list[Row], dict[int, list[Row]]]:
    """The holders of the company itself, and by row the holders above each."""
    tops: list[Row] = []
    above: dict[int, list[Row]] = {}
    parents: dict[int, int] = {}
    for row in rows:
        if not row.through:
            tops.append(row)
            continue
        try:
            parent = _parent(row, rows)
            parents[row.at] = parent.at
            _refuse_circles(row, parents)
            above.setdefault(parent.at, []).append(row)
        except Misread as error:
            parents.pop(row.at, None)
            filled.wrong(error, spot(grid, row.cells["through"], "owners.through"))
    for row in rows:
        if _levels(row.at, parents) > MAX_LEVELS:
            deep = Misread("too-many-levels", most=str(MAX_LEVELS))
            filled.wrong(deep, spot(grid, row.cells["through"], "owners.through"))
            return tops, {}
    return tops, above


def _parent(row: Row, rows: Sequence[Row]) -> Row:
    """The holder that a row is held through, by name or by the number of its row."""
    wanted = fold(row.through)
    named = [r for r in rows if fold(r.owner.get("name", "")) == wanted]
    found = named or [r for r in rows if fold(r.number) == wanted]
    if len(found) == 1:
        return found[0]
    names = [r.owner.get("name", r.number) for r in rows if r is not row]
    near = close(row.through, names, n=3, cutoff=0.4) or names[:3]
    id = "intake-through-several" if found else "intake-through"
    hint = ", ".join(r.number for r in found) if found else ", ".join(near)
    raise Misread(id, found=row.through, hint=hint)


def _refuse_circles(row: Row, parents: Mapping[int, int]) -> None:
    """Follow the holders that a row is held through; it may not come again."""
    at = parents[row.at]
    while at in parents and at != row.at:
        at = parents[at]
    if at == row.at:
        raise Misread("intake-circle", found=row.through)


def _levels(at: int, parents: Mapping[int, int]) -> int:
    """On which level a row stands; holders of the company itself are on the first."""
    levels = 1
    while at in parents:
        at, levels = parents[at], levels + 1
    return levels


def _nested(
    row: Row, above: Mapping[int, list[Row]], loc: Loc, grid: Grid, filled: Filled
) -> dict[str, Any]:
    """A holder with those above it; each of its keys remembers its cell."""
    for key, cell in row.cells.items():
        filled.spots[*loc, key] = spot(grid, cell, f"owners.{key}")
    if row.at in above:
        row.owner["owners"] = [
            _nested(holder, above, (*loc, "owners", at), grid, filled)
            for at, holder in enumerate(above[row.at])
        ]
    return row.owner
