"""The sheets that a team works on: the checklist, and papers with steps."""

from __future__ import annotations

from collections.abc import Iterable

from vatscheck.answers.report.sheets.rows import Row, columns
from vatscheck.answers.report.texts import Json, Texts
from vatscheck.formats.xlsx import Cell, Field, Sheet

TONES = {"met": "licensable", "not-met": "not_licensable", "to-settle": "undetermined"}
"""The colour of a state that the team sets."""
TEAM = ("standing", "responsible", "team-date", "evidence", "remarks", "id")
"""The last columns of what the team works on: its own five, and the id."""
OF_TEAM = (11, 11, 11, 10, 11, 10)
"""Their widths."""
STATE, DAY = -6, -4
"""Where the state and the team's date stand, counted from the last column."""


def checklist(texts: Texts) -> Sheet:
    """Return the items: phase, law's deadline and team's date in columns of their own."""
    first = ("number", "phase", "item", "text", "basis", "deadline", "law-date")
    fields = columns(texts.heads(*first, *TEAM), (5, 13, 26, 34, 18, 13, 11, *OF_TEAM))
    data = texts.data
    rows = [_item(texts, at) for at in range(len(data["items"]))]
    rows += [_apart(texts, at) for at in range(len(data["apart"]))]
    return _worked(texts, "checklist", fields, rows)


def _item(texts: Texts, at: int) -> Row:
    item = texts.data["items"][at]
    path = ("items", at)
    return (
        Cell(item["number"]),
        Cell(texts.say(f"phase-{item['phase']}")),
        Cell(texts.of(*path, "title"), "strong"),
        Cell(texts.of(*path, "text")),
        Cell(texts.basis(*path, "basis"), "dim"),
        Cell(texts.of(*path, "deadline", "text")),
        Cell(item["deadline"]["day"] or "", "date"),
        *_team(texts, item["id"], item["state"], item["team"]),
    )


def _apart(texts: Texts, at: int) -> Row:
    row = texts.data["apart"][at]
    state = "met" if row["team"]["done"] else "does-not-apply"
    return (
        Cell(""),
        Cell(texts.say("report-apart")),
        Cell(texts.of("apart", at, "title"), "strong"),
        *(Cell("") for _ in range(4)),
        *_team(texts, row["id"], state, row["team"]),
    )


def _team(texts: Texts, id: str, state: str, team: Json) -> Row:
    return (
        Cell(texts.say(f"item-{state}"), "input"),
        Cell(team["responsible"] or "", "input"),
        Cell(team["due"] or "", "input-date"),
        Cell(team["evidence"] or "", "input"),
        Cell(team["remarks"] or "", "input"),
        Cell(id, "dim"),
    )


def papers(texts: Texts) -> Sheet:
    """Return the papers and the steps."""
    first = ("kind", "number", "title", "text", "basis", "authority", "time")
    fields = columns(texts.heads(*first, *TEAM), (8, 6, 26, 36, 20, 14, 14, *OF_TEAM))
    data = texts.data
    rows = [_paper(texts, at) for at in range(len(data["papers"]))]
    rows += [_step(texts, at) for at in range(len(data["steps"]))]
    return _worked(texts, "papers", fields, rows)


def _paper(texts: Texts, at: int) -> Row:
    row = texts.data["papers"][at]
    path = ("papers", at)
    return (
        Cell(texts.say("kind-paper")),
        Cell(row["number"]),
        Cell(texts.of(*path, "title"), "strong"),
        Cell(texts.of(*path, "text")),
        Cell(texts.basis(*path, "basis"), "dim"),
        Cell(texts.of(*path, "severity_word")),
        Cell(""),
        *_team(
            texts, row["id"], "met" if row["team"]["done"] else "to-do", row["team"]
        ),
    )


def _step(texts: Texts, at: int) -> Row:
    path = ("steps", at)
    return (
        Cell(texts.say("kind-step")),
        Cell(texts.data["steps"][at]["number"]),
        Cell(texts.of(*path, "title"), "strong"),
        Cell(texts.of(*path, "text")),
        Cell(""),
        Cell(texts.of(*path, "authority")),
        Cell(texts.of(*path, "limit")),
    )


def _worked(
    texts: Texts, name: str, fields: tuple[Field, ...], rows: Iterable[Row]
) -> Sheet:
    """A sheet with the team's columns: states to choose from, days to check."""
    states = texts.states()
    found = list(fields)
    found[STATE] = found[STATE]._replace(choices=tuple(states))
    found[DAY] = found[DAY]._replace(day=True)
    tones = ((texts.say(f"item-{state}"), tone) for state, tone in TONES.items())
    title = texts.say(f"sheet-{name}")
    return Sheet(title, tuple(found), tuple(rows), tones=tuple(tones))
