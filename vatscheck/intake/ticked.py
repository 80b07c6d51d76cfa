"""A checklist that the team filled in: its `[[tasks]]`, read by the ids of the items.

A row of a workbook has the id in a column of its own; a row of a document has it as the
title of its box. Other columns are found by their heads, in whatever language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from vatscheck.intake.grids import Grid, grids
from vatscheck.intake.shares import Misread
from vatscheck.intake.slips import AnswersError, Slip, Spot
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile, Task
from vatscheck.profile.reading import decode
from vatscheck.words.catalogue import LANGS, word

KEYS = {
    "responsible": "owner",
    "team-date": "due",
    "evidence": "evidence",
    "remarks": "remarks",
}
"""The columns of the team by their heads, and the keys of a task."""
STATES = ("to-do", "met", "not-met", "to-settle", "for-decision", "does-not-apply")
"""The states that a drop-down offers; one of them says that a thing is done."""
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(:00)?")
"""A day as a workbook keeps it."""


class Row(NamedTuple):
    """What one row says: the id, what the team wrote, whether it is done, and where."""

    id: str
    wrote: Mapping[str, str]
    done: bool
    spot: Spot


class Change(NamedTuple):
    """A value that the profile had otherwise: the item, the key, both values."""

    id: str
    key: str
    old: str
    new: str


class Ticked(NamedTuple):
    """The profile with the tasks of a checklist, how many there are, and what changed."""

    raw: bytes
    read: int
    changes: tuple[Change, ...]


class File(NamedTuple):
    """A file: its name as told to a reader, its bytes, and its ending."""

    name: str
    content: bytes
    suffix: str = ""


def from_checklist(
    names: Names, checklist: File, into: File, met: Collection[str] = ()
) -> Ticked:
    """Return a profile with the tasks of a checklist put into its own; comments stay.

    What the file leaves empty stays as the profile has it. `met` are the items that the
    facts of the profile show in place: that they are ticked says nothing new.
    Raises `AnswersError` with all that is wrong, and `ProfileError` for a profile that
    is not in order.
    """
    profile, _ = load(into.content, into.name, settler(names))
    rows = _known(checklist.name, read(*checklist), names)
    old = {task.id: task for task in profile.tasks}
    found = {
        row.id: _task(row, old.get(row.id), row.id in met) for row in rows.values()
    }
    tasks = {id: task for id, task in found.items() if len(task) > 1}
    changes = tuple(_changes(profile, tasks))
    text = decode(into.content, into.name)
    if tasks:
        try:
            patch = {"tasks": list(tasks.values())}
            text = applied(text, profile, patch, names.services)
        except LayoutError:
            raise AnswersError(into.name, [Slip("intake-layout")]) from None
    raw = text.encode()
    load(raw, into.name, settler(names))
    return Ticked(raw, len(tasks), changes)


def read(source: str, content: bytes, suffix: str) -> list[Row]:
    """Return the rows of a checklist. Raises `AnswersError`."""
    try:
        found = grids(content, suffix)
        if suffix == ".csv":
            raise Misread("intake-format", allowed=".xlsx, .docx")
    except Misread as error:
        raise AnswersError(source, [Slip(error.id, error.parts)]) from None
    if suffix == ".docx":
        return list(_document(content))
    rows: list[Row] = []
    slips: list[Slip] = []
    for grid in found:
        for row in _sheet(grid):
            if isinstance(row, Slip):
                slips.append(row)
            else:
                rows.append(row)
    if slips:
        raise AnswersError(source, slips)
    return rows


# --- a workbook -----------------------------------------------------------------------


def _heads(id: str) -> set[str]:
    """How the head of a column may read: in one language, or in both."""
    words = [word(f"head-{id}", lang) for lang in LANGS]
    return {_flat(text) for text in (*words, " ".join(words))}


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _columns(texts: Iterable[str]) -> dict[str, int]:
    """Where the columns of the team stand in a row of heads."""
    flat = [_flat(text) for text in texts]
    found: dict[str, int] = {}
    for id in ("id", "standing", *KEYS):
        at = next((at for at, text in enumerate(flat) if text in _heads(id)), None)
        if at is not None:
            found[id] = at
    return found


def _sheet(grid: Grid) -> Iterator[Row | Slip]:
    """The rows below the heads of a sheet that has the columns of the team."""
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = [cell.text for cell in row]
        if not {"id", "standing", *KEYS} <= columns.keys():
            columns = _columns(texts)
            continue
        id = texts[columns["id"]] if columns["id"] < len(texts) else ""
        if not id:
            continue
        spot = Spot(grid.name, row[columns["id"]].at, id)
        wrote = {key: texts[columns[head]] for head, key in KEYS.items()}
        state = _state(texts[columns["standing"]])
        if state is None:
            at = Spot(grid.name, row[columns["standing"]].at, id)
            allowed = ", ".join(word(f"item-{s}", "en") for s in STATES)
            parts = {"found": texts[columns["standing"]], "allowed": allowed}
            yield Slip("ticked-state", parts, at)
            continue
        yield Row(id, wrote, state == "met", spot)


def _state(text: str) -> str | None:
    """Which state a word stands for; none if it is no such word. Empty = to do."""
    if not text:
        return "to-do"
    for state in STATES:
        words = [word(f"item-{state}", lang) for lang in LANGS]
        if _flat(text) in {_flat(found) for found in (*words, " ".join(words))}:
            return state
    return None


# --- a document -----------------------------------------------------------------------


def _document(content: bytes) -> Iterator[Row]:
    """The rows of a document that have a box with the id of an item."""
    from docx import Document
    from docx.oxml.ns import qn

    tables = Document(BytesIO(content)).element.body.iter(qn("w:tbl"))
    for number, table in enumerate(tables, 1):
        columns: dict[str, int] = {}
        for at, row in enumerate(table.iter(qn("w:tr")), 1):
            cells = [_text(cell) for cell in row.iter(qn("w:tc"))]
            box = _box(row)
            if box is None:
                columns = columns or _columns(cells)
                continue
            wrote = {
                key: cells[columns[head]]
                for head, key in KEYS.items()
                if head in columns and columns[head] < len(cells)
            }
            yield Row(box[0], wrote, box[1], Spot(str(number), str(at), box[0]))


def _text(cell: Any) -> str:
    """The first paragraph of a cell: what stands below it is the report's own mark."""
    from docx.oxml.ns import qn

    for paragraph in cell.iter(qn("w:p")):
        return "".join(part.text or "" for part in paragraph.iter(qn("w:t"))).strip()
    return ""


def _box(row: Any) -> tuple[str, bool] | None:
    """The id of the box of a row, and whether it is ticked; none without one."""
    from docx.oxml.ns import qn

    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    for control in row.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        state = control.find(f"{qn('w:sdtPr')}/{w14}checkbox/{w14}checked")
        if tag is not None and state is not None:
            return tag.get(qn("w:val")), state.get(f"{w14}val") in ("1", "true")
    return None


# --- the tasks ------------------------------------------------------------------------


def _known(source: str, rows: Iterable[Row], names: Names) -> dict[str, Row]:
    """The rows by id. Raises `AnswersError` for unknown ids and for two unlike rows."""
    law = names.law
    known = {*law.duties, *law.documents, *law.stages, *law.conditions}
    found: dict[str, Row] = {}
    slips: list[Slip] = []
    for row in rows:
        if row.id not in known:
            slips.append(Slip("ticked-unknown", {"found": row.id}, row.spot))
        elif row.id in found and found[row.id][1:3] != row[1:3]:
            slips.append(Slip("task-twice", {"found": row.id}, row.spot))
        found.setdefault(row.id, row)
    if not found:
        slips.append(Slip("ticked-none"))
    if slips:
        raise AnswersError(source, slips)
    return found


def _task(row: Row, old: Task | None, met: bool) -> dict[str, Any]:
    """The task of a row: what is written, what the profile has beside it, and done."""
    kept = old.model_dump(exclude_none=True) if old else {}
    wrote = {key: _value(key, text) for key, text in row.wrote.items() if text}
    task: dict[str, Any] = {"id": row.id, **kept, **wrote}
    if row.done and not (met and not kept.get("done")):
        task["done"] = True
    elif not row.done and kept.get("done"):
        task["done"] = False
    return task


def _value(key: str, text: str) -> Any:
    """A text of the team as the profile keeps it: a day as a day."""
    if key != "due":
        return text
    day = MIDNIGHT.fullmatch(text)
    try:
        return date.fromisoformat(day[1] if day else text)
    except ValueError:
        return text


def _changes(
    profile: Profile, tasks: Mapping[str, Mapping[str, Any]]
) -> Iterator[Change]:
    """What the profile had otherwise."""
    for old in profile.tasks:
        before = old.model_dump(exclude_none=True)
        after = tasks.get(old.id, before)
        for key in before:
            if before[key] != after.get(key):
                yield Change(old.id, key, str(before[key]), str(after.get(key)))
