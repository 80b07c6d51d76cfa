"""A second table with the owners of many companies, kept on disk by the companies' keys.

`id` is the key of the company, `path` the place of the holder: `1`, `2`, and `1/2` for
the second holder above the first. It may be larger than what memory holds.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from weakref import finalize

from vatscheck.names.index import Names
from vatscheck.portfolio.cells import Cells, problem, tree
from vatscheck.portfolio.headings import ID, PATH, Column, Headings
from vatscheck.portfolio.rows import Given
from vatscheck.portfolio.table_input import Faulty, TableReader
from vatscheck.profile.models import MAX_LEVELS
from vatscheck.profile.problems import Loc, Problem, ProfileError

ROUTE = re.compile(r"[1-9]\d{0,4}(/[1-9]\d{0,4})*")
"""The place of a holder: numbers from 1, each above the one before."""
MOST = 10_000
"""The holders that one company may have here."""


class OwnerTable:
    """The holders of companies by the key of the company.

    `rows` are keys, numbers of rows, and their cells as JSON (null = a row that is
    broken); `digest` is that of all of them. The index is a temporary file, removed
    with the object that made it.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, int, str]],
        headings: Headings,
        names: Names,
    ) -> None:
        self.headings, self.names, self.digest = headings, names, ""
        with NamedTemporaryFile(suffix=".owners", delete=False) as file:
            self.index = Path(file.name)
        self._remove = finalize(self, self.index.unlink, missing_ok=True)
        self._open: sqlite3.Connection | None = None
        self._cells: Cells | None = None
        self._fill(rows)

    def __getstate__(self) -> dict[str, Any]:
        own = {"_remove": None, "_open": None, "_cells": None}
        return self.__dict__ | own

    @property
    def _base(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(self.index)
        return self._open

    def _fill(self, rows: Iterable[tuple[str, int, str]]) -> None:
        base = self._base
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.execute("create table owners (id text, row integer, cells text)")
        base.executemany("insert into owners values (?, ?, ?)", rows)
        base.execute("create index by_id on owners (id)")
        base.commit()

    def strangers(self, ids: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """Return of how many keys there is no company among some, and the first of them."""
        base = self._base
        base.execute("create temp table companies (id text primary key)")
        base.executemany(
            "insert or ignore into companies values (?)", ((id,) for id in ids)
        )
        alien = "from owners where id not in (select id from companies)"
        ((number,),) = base.execute(f"select count(distinct id) {alien}")
        first = base.execute(
            f"select distinct id {alien} order by row limit 3"
        ).fetchall()
        base.execute("drop table companies")
        return number, tuple(id for (id,) in first)

    def given(self, row: int, id: str) -> Given | None:
        """Return the owners of a company as the raw data of a profile, none if it has none."""
        found = self._base.execute(
            "select row, cells from owners where id = ? order by row limit ?",
            (id, MOST + 1),
        ).fetchall()
        if not found:
            return None
        if len(found) > MOST:
            return Given(row, id, {}, (Problem("table-holders", ("owners",)),))
        return self._given(row, id, [(at, json.loads(cells)) for at, cells in found])

    def _given(self, row: int, id: str, found: list[tuple[int, Any]]) -> Given:
        if self._cells is None:
            self._cells = Cells(self.names, self.headings)
        holders: dict[tuple[int, ...], dict[str, Any]] = {}
        problems: list[Problem] = []
        for at, cells in found:
            if cells is None:
                parts = {"row": str(at)}
                problems.append(Problem("table-owner-row", ("owners",), parts))
                continue
            said: dict[str, Any] = {}
            where = str(cells[self._at(PATH)]).strip()
            path = _path(where)
            if path is None or path in holders:
                id_ = "table-path" if path is None else "table-path-twice"
                parts = {"found": where, "row": str(at)}
                problems.append(Problem(id_, ("owners",), parts))
                continue
            problems += self._read(self._cells, cells, said, path)
            holders[path] = said
        for path in (p for p in holders if len(p) > 1 and p[:-1] not in holders):
            parts = {"found": "/".join(map(str, path))}
            problems.append(Problem("table-path-parent", ("owners",), parts))
        return Given(row, id, {"owners": tree(holders)}, tuple(problems))

    def _at(self, key: str) -> int:
        return next(c.at for c in self.headings.columns if c.key == key)

    def _columns(self) -> Iterator[Column]:
        return (c for c in self.headings.columns if c.key not in (ID, PATH))

    def _read(
        self, reader: Cells, cells: Any, said: dict[str, Any], path: tuple[int, ...]
    ) -> Iterator[Problem]:
        """Read what is said of a holder, and yield what is wrong with it."""
        for at, _, key in self._columns():
            if cells[at]:
                found = reader.read(key, cells[at])
                if found.wrong is not None:
                    yield problem(found.wrong, (*_loc(path), key))
                elif found.value is not None:
                    said[key] = found.value


def owner_table(reader: TableReader) -> OwnerTable:
    """Return the owners that a table of them states.

    Raises `ProfileError` for a row of which it cannot be said whose owner it states.
    """
    digest = sha256()

    def rows() -> Iterator[tuple[str, int, str]]:
        for number, item in enumerate(reader.items(), 1):
            digest.update(reader.raw(item))
            found = reader.cells(item)
            broken = isinstance(found, Faulty)
            id = reader.id(found.cells if isinstance(found, Faulty) else found)
            if id is None:
                parts = {"row": str(number)}
                raise ProfileError(
                    reader.path.name, [Problem("table-owner-nobody", parts=parts)]
                )
            yield id, number, json.dumps(None if broken else found)

    found = OwnerTable(rows(), reader.headings, reader.names)
    found.digest = digest.hexdigest()
    return found


def _path(text: str) -> tuple[int, ...] | None:
    if not ROUTE.fullmatch(text):
        return None
    path = tuple(map(int, text.split("/")))
    return path if len(path) <= MAX_LEVELS else None


def _loc(path: tuple[int, ...]) -> Loc:
    steps = [step for number in path for step in ("owners", number - 1)]
    return tuple(steps)
