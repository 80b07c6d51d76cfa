"""The holders of a cap table as a tree: who holds shares of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from vatscheck.intake.columns import columns, speaks_of_ownership, twice
from vatscheck.intake.form import HOLDER, HOLDER_MORE, question
from vatscheck.intake.grids import Cell, Grid
from vatscheck.intake.holders import by_name, by_word
from vatscheck.intake.percentages import (
    compare_total,
    counted,
    read_shares,
    refuse_fractions,
)
from vatscheck.intake.rows import EMPTY, SUBTOTALS, TOTALS, Row
from vatscheck.intake.shares import Misread
from vatscheck.intake.slips import Doubt, Filled, Seen, spot
from vatscheck.intake.values import Reader
from vatscheck.names.aliases import fold
from vatscheck.names.index import close
from vatscheck.profile.models import MAX_LEVELS
from vatscheck.profile.problems import Loc

SEARCHED = 20
"""How many rows are searched for the heads."""


def heads(
    grid: Grid, mapped: Mapping[str, str] | None = None
) -> tuple[int, dict[str, int]] | None:
    """Return the row of the heads of a cap table and its columns, none if it is none.

    `mapped` says of some heads which others they stand for.
    """
    for at in range(min(len(grid.rows), SEARCHED)):
        found = columns(grid.texts(at), mapped)
        shares = {"share", "count"} & found.keys()
        if shares and {"name", "jurisdiction"} & found.keys():
            return at, found
    return None


def read_owners(grid: Grid, reader: Reader, filled: Filled) -> bool:
    """Put the holders of a table into the profile; false if it is no cap table."""
    found = heads(grid, filled.mapped)
    if found is None:
        return False
    at, named = found
    _unread(grid, at, named, filled)
    if doubled := twice(grid.texts(at), filled.mapped):
        error = Misread("intake-columns-twice", found=", ".join(doubled))
        filled.wrong(error, spot(grid, grid.rows[at][0], "owners"))
        return True
    rows = list(_rows(grid, at + 1, named, reader, filled))
    read = read_shares(grid, rows, filled)
    tops, above = _tree(grid, rows, filled)
    if "share" in named:
        refuse_fractions(grid, read, [tops, *above.values()], filled)
        compare_total(grid, at + 1, named, tops, filled)
    else:
        counted(grid, at + 1, named, tops, filled)
    if tops:
        filled.data["owners"] = [
            _nested(row, above, ("owners", at), grid, filled)
            for at, row in enumerate(tops)
        ]
    return True


def _unread(grid: Grid, at: int, named: Mapping[str, int], filled: Filled) -> None:
    """Refuse a column with something in it that may say who holds what."""
    used = {
        column
        for line in grid.rows[at + 1 :]
        for column, cell in enumerate(line)
        if cell.text
    }
    for column, head in enumerate(grid.rows[at]):
        # A second column of a known meaning is refused, or beside the share left aside.
        known = column in named.values() or columns([head.text], filled.mapped)
        owns = speaks_of_ownership(head.text, filled.mapped)
        if column in used and owns and not known:
            wrong = Misread("intake-ownership-column", found=head.text)
            filled.wrong(wrong, spot(grid, head, "owners"))


def seen(grid: Grid, filled: Filled, sheets: tuple[str, ...]) -> Seen:
    """Return what a table was read as: its direct holders, and what was left aside."""
    at, named = heads(grid, filled.mapped) or (0, {})
    owners = filled.data.get("owners", ())
    shares = [owner.get("share") for owner in owners]
    ranges = [s if isinstance(s, dict) else {"min": s, "max": s} for s in shares]
    stated = [found for found in ranges if found["min"] is not None]
    low, high = (Decimal(sum(found[end] for found in stated)) for end in ("min", "max"))
    used = {named[key] for key in named if key in (*HOLDER, *HOLDER_MORE, "owners")}
    used |= {named["count"]} if "count" in named and "share" not in named else set()
    heads_ = grid.rows[at]
    unread = dict.fromkeys(
        heads_[column].text or cell.at
        for line in grid.rows[at + 1 :]
        for column, cell in enumerate(line)
        if cell.text and column not in used and column < len(heads_)
    )
    beyond = (
        cell.at
        for line in grid.rows[at + 1 :]
        for cell in line[len(heads_) :]
        if cell.text
    )
    return Seen(
        sheet=grid.name,
        rows=_count(owners),
        read=tuple(heads_[column].text for column in sorted(used)),
        holders=len(owners),
        low=low,
        high=high,
        unstated=len(shares) - len(stated),
        columns=(*unread, *beyond),
        sheets=sheets,
        hidden=tuple(grid.unseen),
        struck=tuple(grid.struck),
    )


def _count(owners: Sequence[Mapping[str, Any]]) -> int:
    """How many holders there are on all levels."""
    return sum(1 + _count(owner.get("owners", ())) for owner in owners)


def _rows(
    grid: Grid, start: int, named: Mapping[str, int], reader: Reader, filled: Filled
) -> Iterator[Row]:
    """Yield the rows that have a holder; totals and empty rows are none."""
    keys = (*HOLDER, *HOLDER_MORE, "count")
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
        _noted(grid, cells, owner, filled)
        own = named.get("owners")
        label = line[own].text if own is not None and own < len(line) else ""
        through = cells["through"].text if "through" in cells else ""
        yield Row(number, label or str(number), cells, owner, through)


def _owner(
    grid: Grid, cells: Mapping[str, Cell], reader: Reader, filled: Filled
) -> dict[str, Any]:
    """What a row says of its holder, without share and parent: they need all rows."""
    owner: dict[str, Any] = {}
    for key in (key for key in cells if key not in ("share", "through", "count")):
        if key == "kind" and (known := by_word(cells[key].text)):
            owner |= {"kind": known.kind} if known.kind else {}
            continue
        try:
            asked = question(reader.law, f"owners.{key}")
            value = reader.read(asked, cells[key].text)
        except Misread as error:
            filled.wrong(error, spot(grid, cells[key], f"owners.{key}"))
            continue
        if value is not None:
            owner[key] = value
    return owner


def _noted(
    grid: Grid, cells: Mapping[str, Cell], owner: dict[str, Any], filled: Filled
) -> None:
    """Say what a fund, a trust or a nominee means; a nominee's own home says nothing."""
    word = cells["kind"].text if "kind" in cells else ""
    name = str(owner.get("name", ""))
    known = by_word(word) or by_name(name)
    if known is None or not known.note:
        return
    if known.home_unknown:
        owner.pop("jurisdiction", None)
    cell = cells.get("name") or next(iter(cells.values()))
    parts = {"name": name or word, "kind": known.id}
    filled.doubts.append(Doubt("holder", parts, spot(grid, cell, "owners.name")))


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
        if "share" not in row.cells and row.cells.get("count", EMPTY).text:
            cell = row.cells["count"]
            above_ = Misread("intake-count-above", found=cell.text)
            filled.wrong(above_, spot(grid, cell, "owners.share"))
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
