"""The grid of a report: every service in every place, the company's own case first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.grid import Column, grid
from vatscheck.engine.regions import Label
from vatscheck.formats.json import plain
from vatscheck.words.phrases import Phrases

Json = dict[str, Any]


def places(answer: Answer, phrases: Phrases) -> Json:
    """Return the grid: its columns, the first for the facts as they are, and its rows."""
    found = grid(answer.profile, answer.law, answer.day)
    columns = [column for column in found.columns if _has_land(column, phrases)]
    at = {service.id: n for n, service in enumerate(found.services)}
    own = {"label": phrases.say("as-described"), "places": [], "own": True}
    return {
        "columns": [own, *(_column(column, phrases) for column in columns)],
        "rows": [_row(item, columns, at, phrases) for item in answer.assessments],
    }


def _row(
    item: Assessment, columns: list[Column], at: dict[str, int], phrases: Phrases
) -> Json:
    id = item.service.id
    own: Json = {
        "status": item.status,
        "word": _word(item.status, phrases),
        "cap": None,
    }
    if item.best:
        own["cap"] = plain(item.cap)
    cells = [own]
    for column in columns:
        cell = column.cells[at[id]] if id in at else None
        # what needs no licence needs none in any place; what is barred is said here only
        status = cell.status if cell else item.status
        told = cell is not None or not item.barred
        cap = plain(cell.cap) if cell else None
        word = _word(status, phrases) if told else "–"
        cells.append({"status": status, "word": word, "cap": cap})
    name = naming.name(item.service, phrases)
    return {"service": id, "name": name, "code": item.service.code, "cells": cells}


def _word(status: str, phrases: Phrases) -> str:
    return phrases.say(f"grid-{status}")


def _has_land(column: Column, phrases: Phrases) -> bool:
    """Whether some of the mainland lies in a column: each piece lies in one."""
    label, found = column.where.label, phrases.law.places
    named = (found[id].kind != "outside" for id in (*label.whole, *label.left))
    return column.where.rest or any(named)


def _column(column: Column, phrases: Phrases) -> Json:
    where = column.where
    if where.rest:
        id = "everywhere" if where.label.everything else "everywhere-else"
        text = phrases.say(id)
    else:
        text = phrases.series(_names(where.label, phrases))
    return {"label": text, "places": list(where.places), "own": False}


def _names(label: Label, phrases: Phrases) -> Iterator[str]:
    """The names of a territory: areas that it makes up by their name, then its pieces."""
    left = dict.fromkeys(label.whole)
    for part in phrases.atlas.parts.values():
        members = {member.place for member in phrases.atlas.members_of(part)}
        if len(members) > 1 and members <= left.keys():
            yield phrases.of(part)
            for member in members:
                del left[member]
    yield from (naming.short_place(id, phrases) for id in left)
    yield from (
        phrases.say("rest-of", place=naming.short_place(id, phrases))
        for id in label.left
    )
    if label.mixed:
        names = phrases.join(naming.short_place(id, phrases) for id in label.mixed)
        yield phrases.say("part-open", places=names)
