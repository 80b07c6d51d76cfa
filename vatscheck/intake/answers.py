"""From a filled-in questionnaire to the data of a profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vatscheck.intake.captable import heads, read_owners, seen
from vatscheck.intake.columns import columns
from vatscheck.intake.form import keys, question
from vatscheck.intake.grids import Grid, grids
from vatscheck.intake.shares import Misread
from vatscheck.intake.slips import AnswersError, Doubt, Filled, Slip, spot
from vatscheck.intake.values import Reader, plain_yes_no
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import ProfileError

ENTRY = ("for_others", "serves", "content", "servers")
"""The columns of the table of services."""


def answers(name: str, raw: bytes, suffix: str, reader: Reader, filled: Filled) -> None:
    """Put the answers of a questionnaire into the profile; what is wrong is noted.

    Raises `AnswersError` for a file that is no questionnaire.
    """
    try:
        tables = grids(raw, suffix)
    except Misread as error:
        raise AnswersError(name, [Slip(error.id, error.parts)]) from None
    every = [_read(grid, reader, filled) for grid in tables]
    if "questions" not in every:
        raise AnswersError(name, [Slip("intake-no-form")])


def owners(name: str, raw: bytes, suffix: str, reader: Reader, filled: Filled) -> None:
    """Put the holders of a cap table into the profile, in place of those it has.

    Raises `AnswersError` for a file without a cap table.
    """
    try:
        tables = grids(raw, suffix)
    except Misread as error:
        raise AnswersError(name, [Slip(error.id, error.parts)]) from None
    filled.data.pop("owners", None)
    found = [grid for grid in tables if heads(grid, filled.mapped)]
    if filled.sheet is not None:
        found = [grid for grid in found if grid.name == filled.sheet]
    if len(found) > 1:
        sheets = {"found": ", ".join(grid.shown for grid in found)}
        raise AnswersError(name, [Slip("intake-several-tables", sheets)])
    if not found:
        raise AnswersError(name, [Slip("intake-no-cap-table")])
    read_owners(found[0], reader, filled)
    others = (grid for grid in tables if grid is not found[0])
    unread = tuple(g.shown for g in others if any(c.text for r in g.rows for c in r))
    filled.seen = seen(found[0], filled, unread)


def _read(grid: Grid, reader: Reader, filled: Filled) -> str:
    """Read a table by what stands in its first cell; return its name, or nothing."""
    found = columns(grid.texts(0)) if grid.rows else {}
    first = next((key for key, at in found.items() if at == 0), "")
    if first in TABLES:
        filled.tables[first] = grid
        TABLES[first](grid, found, reader, filled)
        return first
    return ""


def _questions(
    grid: Grid, found: Mapping[str, int], reader: Reader, filled: Filled
) -> None:
    """Read the answers by the key that stands before each question."""
    known = keys(reader.law)
    if "answer" not in found:
        where = spot(grid, grid.rows[0][0], "questions")
        filled.wrong(Misread("intake-no-answers"), where)
    for line in grid.rows[1:]:
        key, at = line[0].text, found.get("answer", len(line))
        if at >= len(line) or not line[at].text:
            continue
        where = spot(grid, line[at], key)
        try:
            if key not in known:
                raise Misread("intake-no-question", found=key or line[at].text)
            value = reader.read(question(reader.law, key), line[at].text)
        except Misread as error:
            filled.wrong(error, where)
            continue
        loc = tuple(key.split("."))
        filled.spots[loc] = where
        if value is not None:
            if key == "products":
                value = [*filled.data.get(key, ()), *value]
                value = list(dict.fromkeys(value))
            put(filled.data, loc, value)
            filled.printed[key] = line[at].text
            if isinstance(value, bool) and plain_yes_no(line[at].text) is None:
                parts = {"found": line[at].text, "value": "yes" if value else "no"}
                filled.doubts.append(Doubt("partly", parts, where))


def _owners(grid: Grid, _: Mapping[str, int], reader: Reader, filled: Filled) -> None:
    if not read_owners(grid, reader, filled):
        where = spot(grid, grid.rows[0][0], "owners")
        filled.wrong(Misread("intake-no-cap-table"), where)


def _services(
    grid: Grid, found: Mapping[str, int], reader: Reader, filled: Filled
) -> None:
    """Read the services, each with what is said of it."""
    entries = filled.data.setdefault("services", [])
    for line in grid.rows[1:]:
        if not any(cell.text for cell in line):
            continue
        where = spot(grid, line[0], "services.id")
        details: dict[str, Any] = {}
        for key in (key for key in ENTRY if found.get(key, len(line)) < len(line)):
            cell = line[found[key]]
            loc = ("services", len(entries), key)
            filled.spots[loc] = spot(grid, cell, f"services.{key}")
            try:
                value = reader.read(question(reader.law, f"services.{key}"), cell.text)
            except Misread as error:
                filled.wrong(error, filled.spots[loc])
                continue
            details |= {key: value} if value is not None else {}
        try:
            ids = reader.services(line[0].text)
        except Misread as error:
            filled.wrong(error, where)
            continue
        filled.spots["services", len(entries), "id"] = where
        entries += [{"id": id} | details for id in ids]
    if not entries:
        del filled.data["services"]


def _products(
    grid: Grid, found: Mapping[str, int], reader: Reader, filled: Filled
) -> None:
    """Read the list of products: those that are marked with a yes."""
    asked = question(reader.law, "products")._replace(kind="yes-no")
    marked = []
    for line in grid.rows[1:]:
        at = found.get("offered", len(line))
        if at >= len(line) or not line[at].text:
            continue
        where = spot(grid, line[at], "products")
        try:
            if line[0].text not in reader.law.products:
                raise Misread("intake-no-question", found=line[0].text or line[at].text)
            if reader.read(asked, line[at].text):
                marked.append(line[0].text)
        except Misread as error:
            filled.wrong(error, where)
    if marked:
        before = filled.data.get("products", ())
        filled.data["products"] = list(dict.fromkeys((*before, *marked)))


TABLES: Mapping[str, Callable[[Grid, Mapping[str, int], Reader, Filled], None]] = {
    "questions": _questions,
    "owners": _owners,
    "services": _services,
    "products": _products,
}
"""The tables of a questionnaire, by the head of their first column."""


def put(data: dict[str, Any], loc: Sequence[str | int], value: Any) -> None:
    """Put a value at a path of a profile's data; tables on the way are made."""
    at: Any = data
    for step in loc[:-1]:
        at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
    at[loc[-1]] = value


def checked(name: str, filled: Filled, reader: Reader, raw: bytes) -> Profile:
    """Return the profile that is written, checked as any other.

    Raises `AnswersError` with all wrong answers, at the cells that they come from.
    """
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load

    slips = list(filled.slips)
    try:
        profile, _ = load(raw, name, settler(reader.names))
    except ProfileError as error:
        found = map(filled.slip, error.problems)
        seen = {slip.spot for slip in slips if slip.spot}
        slips += [slip for slip in found if slip.spot not in seen]
    if slips:
        raise AnswersError(name, slips)
    return profile
