"""From the cells of one row to the raw data of a profile; an empty cell is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.intake.form import question
from vatscheck.intake.shares import Misread, percent
from vatscheck.intake.values import Reader
from vatscheck.names.index import Names
from vatscheck.portfolio.headings import ENTRY, FOREIGN, HOLDER, HOLDERS, ID, Headings
from vatscheck.portfolio.registers import registered_owners
from vatscheck.portfolio.rows import Given
from vatscheck.profile.problems import Loc, Problem

NUMBER = re.compile(r"\d{1,40}(\.\d{1,40})?", re.ASCII)
"""A plain number; what people write beside it is read as answers are."""
KEPT = 50_000
"""How many texts of cells are remembered with what they stand for."""
Cell = str | Sequence[str]
"""The text of a cell, or those of a list."""


class Read(NamedTuple):
    """What a cell stands for, or what is wrong with it."""

    value: Any = None
    wrong: Misread | None = None


class Cells:
    """Reads rows of a table whose headings are known."""

    def __init__(self, names: Names, headings: Headings) -> None:
        self.reader, self.headings = Reader(names), headings
        self._known: dict[tuple[str, Cell], Read] = {}
        self._readers: dict[str, Callable[[str], Any]] = {}
        self._locs = {c.key: loc(c.key) for c in headings.columns}

    def given(
        self, row: int, cells: Sequence[Cell], given: Given | None = None
    ) -> Given:
        """Return a row as the raw data of a profile, with everything wrong in it.

        `given` = what is known of it beside its cells.
        """
        said: dict[str, Any] = {}
        problems: list[Problem] = list(given.problems) if given else []
        id = ""
        for at, _, key in self.headings.columns:
            cell = cells[at]
            if not cell:
                continue
            if key == ID:
                id = str(cell)
                continue
            found = self.read(key, cell)
            if found.wrong is not None:
                problems.append(problem(found.wrong, self._locs[key]))
            elif found.value is not None:
                said[key] = found.value
        data = dict(given.data) if given else {}
        try:
            data |= profile(said, self.reader)
        except Misread as error:
            problems.append(problem(error, ("owners",)))
        if "name" not in self._locs:  # the name decides nothing; the key stands for it
            data["name"] = id or str(row)
        return Given(row, id or None, data, tuple(problems))

    def read(self, key: str, cell: Cell) -> Read:
        """Return what a cell of a column stands for; each text is looked at once."""
        known = self._known.get((key, cell))
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[key, cell] = self._read(key, cell)
        return known

    def _read(self, key: str, cell: Cell) -> Read:
        try:
            if isinstance(cell, str):
                return Read(self._of(key)(cell))
            return Read([item for text in cell for item in listed(self._of(key)(text))])
        except Misread as error:
            return Read(wrong=error)

    def _of(self, key: str) -> Callable[[str], Any]:
        if key not in self._readers:
            self._readers[key] = self._reader_of(key)
        return self._readers[key]

    def _reader_of(self, key: str) -> Callable[[str], Any]:
        """What reads the texts of a column."""
        reader, last = self.reader, key.rpartition(".")[2]
        if key in ("services", "service"):
            return reader.services
        if key == "schema":
            return _number
        if key in FOREIGN[:-1] or last in ("share", "min", "max"):
            return share
        if key == "foreign_from":
            return lambda text: [home(reader, part) for part in _parts(text)]
        if last in HOLDER and key != "name":
            key = f"owners.{last}"
        elif key in ENTRY:
            key = f"services.{key}"
        asked = question(reader.law, key)
        if asked.kind == "number":
            return lambda text: (
                _number(text) if NUMBER.fullmatch(text) else reader.read(asked, text)
            )
        return lambda text: reader.read(asked, text)


def profile(said: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Return the raw data of a profile, by what is said under dotted keys.

    Raises `Misread` for a foreign share that says two things, or too little.
    """
    data: dict[str, Any] = {}
    holders: dict[tuple[int, ...], dict[str, Any]] = {}
    for key, value in said.items():
        table, _, name = key.partition(".")
        if key in FOREIGN or key in ENTRY or key == "service":
            continue
        if key == "services":
            data["services"] = [{"id": id} for id in value]
        elif table == "owners":
            _hold(holders, key, value)
        elif name:
            data.setdefault(table, {})[name] = value
        else:
            data[key] = value
    if "service" in said:
        more = {key: said[key] for key in ENTRY if key in said}
        data["services"] = [{"id": id, **more} for id in said["service"]]
    if holders:
        data["owners"] = tree(holders)
    elif any(key in said for key in FOREIGN):
        listed_ = data.get("registration", {}).get("listed")
        data["owners"] = registered_owners(
            {key: said[key] for key in FOREIGN if key in said}, reader.law, listed_
        )
    return data


def _hold(holders: dict[tuple[int, ...], dict[str, Any]], key: str, value: Any) -> None:
    """Note what is said of a holder; the ends of its share come one by one."""
    hit = HOLDERS.fullmatch(key)
    if hit is None:
        raise AssertionError(f"no key of a holder: {key}")
    path = tuple(int(step) for step in hit[1].split(".")[1::2])
    holder = holders.setdefault(path, {})
    name, _, end = hit[2].partition(".")
    if not end:
        holder[name] = value
    elif isinstance(holder.setdefault("share", {}), dict):
        holder["share"][end] = value
    else:
        raise Misread("table-share-twice")


def tree(
    holders: Mapping[tuple[int, ...], Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Return holders as a profile has them, by their paths: (1, 2) = above the first.

    A holder of whom only those above it are named is one of whom nothing is said.
    """
    above: dict[tuple[int, ...], dict[str, Any]] = {}
    top: list[dict[str, Any]] = []
    every = {path[:depth] for path in holders for depth in range(1, len(path) + 1)}
    for path in sorted(every):
        holder = above[path] = dict(holders.get(path, {}))
        level = top if len(path) == 1 else above[path[:-1]].setdefault("owners", [])
        level.append(holder)
    return top


def loc(key: str) -> Loc:
    """Return the place of a key in a profile: holders are counted from 0 there."""
    if key in ("service", *ENTRY):
        return ("services", 0, "id" if key == "service" else key)
    steps = key.split(".")
    return tuple(int(step) - 1 if step.isdigit() else step for step in steps)


def problem(error: Misread, loc: Loc) -> Problem:
    """Return what is wrong with a cell as a problem of its key."""
    return Problem(error.id, loc, error.parts)


def home(reader: Reader, text: str) -> str:
    """Return the code of a state or region. Raises `Misread` if it is none."""
    found: str = reader.read(question(reader.law, "owners.jurisdiction"), text)
    return found


def listed(value: Any) -> Iterable[Any]:
    """Return the values that one item of a list stands for: none, one, or several."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split("[;；]", text) if part.strip()]


def share(text: str) -> Any:
    """Return a share as people write it; a plain number of any length is exact.

    Raises `Misread` for what is none.
    """
    if NUMBER.fullmatch(text) and Decimal(text) <= 100:
        return _number(text)
    return percent(text).value


def _number(text: str) -> int | Decimal:
    """A plain number, none of whose digits is lost."""
    if not NUMBER.fullmatch(text.strip()):
        raise Misread("intake-number", found=text)
    found = Decimal(text.strip())
    return int(found) if found == found.to_integral_value() else found
