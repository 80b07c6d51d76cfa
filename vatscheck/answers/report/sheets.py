"""The report as a workbook: the answer first, then what a team filters and fills in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.answers.report.page import running
from vatscheck.answers.report.parts import source
from vatscheck.answers.report.texts import Json, Texts, once
from vatscheck.formats.xlsx import Book, Cell, Field, Sheet

TONES = {"met": "licensable", "not-met": "not_licensable", "to-settle": "undetermined"}
"""The colour of a state that the team sets."""
FONTS = ("Arial", "Microsoft YaHei")
"""The font of a book in English, and of one that has Chinese in it."""
TEAM = ("standing", "responsible", "team-date", "evidence", "remarks", "id")
"""The last columns of what the team works on: its own five, and the id."""
OF_TEAM = (11, 11, 11, 10, 11, 10)
"""Their widths."""
STATE, DAY = -6, -4
"""Where the state and the team's date stand, counted from the last column."""
Row = tuple[Cell, ...]


def book(texts: Texts) -> Book:
    """Return the workbook of a report, or of two on the same answer."""
    name = texts.data["profile"]["name"]
    first = texts.told[0]
    title = first.say("report-of", title=texts.say("report-title"), name=name)
    found = running(first, title)
    sheets = (
        summary(texts),
        places(texts),
        checklist(texts),
        questions(texts),
        papers(texts),
        history(texts),
        proof(texts),
        sources(texts),
    )
    font = FONTS[texts.told[-1].lang == "zh"]
    about = (title, found.subject, found.foot, found.page, found.made)
    return Book(sheets, font, *about)


def summary(texts: Texts) -> Sheet:
    """Return the answer: its sentences, the services, then facts and questions."""
    heads = texts.heads("service", "standing", "why", "where", "first")
    fields = _fields(heads, (32, 20, 52, 30, 44))
    head = (running(told, "").foot for told in texts.told)
    above: tuple[Cell, ...] = (
        Cell(texts.say("report-title"), "title"),
        Cell(texts.data["profile"]["name"], "lead"),
        Cell(once("\n", head), "dim"),
        Cell(texts.of("question")),
        Cell(texts.of("summary", "lead"), "lead"),
    )
    overlay = Cell(once("\n", (told.overlay() for told in texts.told)), "dim")
    above = (*above, overlay) if overlay.text else above
    rows = [_service(entries) for entries in texts.services()]
    rows += [
        (),
        tuple(Cell(h, "head") for h in texts.heads("fact", "state", "value", "from")),
    ]
    rows += [_fact(texts, at) for at in range(len(texts.data["summary"]["facts"]))]
    rows += _settling(texts)
    return Sheet(texts.say("sheet-summary"), fields, tuple(rows), above, filtered=False)


def _service(entries: list[Json]) -> Row:
    first = entries[0]
    names = once("\n", ("; ".join(entry["names"]) for entry in entries))
    return (
        Cell(f"{names}\n{', '.join(first['codes'])}".strip(), "strong"),
        Cell(once(" ", (entry["word"] for entry in entries)), first["status"]),
        Cell(once("\n", (entry["because"]["text"] for entry in entries))),
        Cell(once("\n", ((entry["where"] or {}).get("text", "") for entry in entries))),
        Cell(once("\n", (entry["next"]["text"] for entry in entries))),
    )


def _fact(texts: Texts, at: int) -> Row:
    path = ("summary", "facts", at)
    rows = ((told, told.data["summary"]["facts"][at]) for told in texts.told)
    return (
        Cell(texts.of(*path, "label"), "strong"),
        Cell(texts.say(f"fact-{texts.data['summary']['facts'][at]['state']}")),
        Cell(texts.of(*path, "value") or "–"),
        Cell(once(" ", (source(told, row) for told, row in rows)), "dim"),
    )


def _settling(texts: Texts) -> list[Row]:
    """The questions that settle most."""
    asked = [told.questions() for told in texts.told]
    if not asked[0]:
        return []
    head = Cell(texts.say("report-questions", n=len(asked[0])), "head")
    rows = (
        (
            Cell(str(at)),
            Cell(once("\n", (effect for _, effect in found))),
            Cell(once("\n", (text for text, _ in found))),
        )
        for at, found in enumerate(zip(*asked, strict=True), 1)
    )
    return [(), (head,), *rows]


def places(texts: Texts) -> Sheet:
    """Return the grid: the company's own case first."""
    grid = texts.data["grid"]
    labels = (
        texts.of("grid", "columns", at, "label") for at in range(len(grid["columns"]))
    )
    fields = (
        Field(texts.say("head-service"), 34),
        *(Field(label, 20) for label in labels),
    )
    rows = (
        (
            Cell(texts.of("grid", "rows", n, "name"), "strong"),
            *(
                Cell(texts.of("grid", "rows", n, "cells", at, "word"), cell["status"])
                for at, cell in enumerate(row["cells"])
            ),
        )
        for n, row in enumerate(grid["rows"])
    )
    note = Cell(texts.say("grid-note"), "dim")
    return Sheet(texts.say("sheet-places"), fields, tuple(rows), (note,))


# --- what the team works on -----------------------------------------------------------


def checklist(texts: Texts) -> Sheet:
    """Return the items: phase, law's deadline and team's date in columns of their own."""
    first = ("number", "phase", "item", "text", "basis", "deadline", "law-date")
    fields = _fields(texts.heads(*first, *TEAM), (5, 13, 26, 34, 18, 13, 11, *OF_TEAM))
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
    fields = _fields(texts.heads(*first, *TEAM), (8, 6, 26, 36, 20, 14, 14, *OF_TEAM))
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


# --- what it rests on -------------------------------------------------------------------


def questions(texts: Texts) -> Sheet:
    """Return the questions that decide the rest, an item a row."""
    heads = texts.heads("number", "question", "item", "phase", "basis", "id")
    rows = (
        (
            Cell(asked["number"]),
            Cell(texts.of("asked", at, "text"), "strong"),
            Cell(texts.of("asked", at, "items", n, "title")),
            Cell(texts.say(f"phase-{item['phase']}")),
            Cell(texts.basis("asked", at, "basis"), "dim"),
            Cell(item["id"], "dim"),
        )
        for at, asked in enumerate(texts.data["asked"])
        for n, item in enumerate(asked["items"])
    )
    return _told(texts, "questions", heads, (7, 56, 40, 20, 32, 20), rows)


def history(texts: Texts) -> Sheet:
    """Return the periods of each service."""
    heads = texts.heads("service", "begin", "end", "standing", "why", "basis")
    rows = (
        _period(texts, at, n)
        for at, row in enumerate(texts.data["history"]["rows"])
        for n in range(len(row["periods"]))
    )
    return _told(texts, "history", heads, (36, 12, 12, 16, 56, 38), rows)


def _period(texts: Texts, at: int, n: int) -> Row:
    path = ("history", "rows", at)
    period = texts.data["history"]["rows"][at]["periods"][n]
    names, place = texts.named(*path, "names"), texts.of(*path, "place")
    return (
        Cell(f"{names}\n{place}".strip(), "strong"),
        Cell(period["start"], "date"),
        Cell(period["end"] or "", "date"),
        Cell(texts.of(*path, "periods", n, "word"), period["status"]),
        Cell(texts.of(*path, "periods", n, "why")),
        Cell(texts.basis(*path, "periods", n, "basis"), "dim"),
    )


def proof(texts: Texts) -> Sheet:
    """Return the checks that decide, a row each."""
    heads = texts.heads("service", "rule", "asked", "found", "result", "basis")
    rows = (
        _checked(texts, at, n)
        for at, entry in enumerate(texts.data["proof"])
        for n in range(len(entry["checks"]))
    )
    return _told(texts, "proof", heads, (26, 34, 44, 26, 12, 32), rows)


def _checked(texts: Texts, at: int, n: int) -> Row:
    path = ("proof", at, "checks", n)
    check = texts.data["proof"][at]["checks"][n]
    found = texts.of(*path, "found") or texts.say("fact-none")
    return (
        Cell(texts.named("proof", at, "names"), "strong"),
        Cell(texts.of(*path, "rule")),
        Cell(texts.of(*path, "asked")),
        Cell(found),
        Cell(texts.say(f"check-{check['result']}")),
        Cell(texts.basis(*path, "basis"), "dim"),
    )


def sources(texts: Texts) -> Sheet:
    """Return the sources by number, with links to the addresses that are known."""
    heads = texts.heads(
        *("number", "title", "title-zh", "document", "parts"),
        *("since", "until", "grade", "address"),
    )
    rows = (
        (
            Cell(str(row["number"])),
            Cell(row["title"]),
            Cell(row["title_zh"]),
            Cell(row["document"]),
            Cell(texts.of("sources", at, "parts")),
            Cell(row["in_force"][0] or "", "date"),
            Cell(row["in_force"][1] or "", "date"),
            Cell(texts.say(f"grade-{row['grade']}")),
            Cell(row["url"] or "", link=row["url"] or ""),
        )
        for at, row in enumerate(texts.data["sources"])
    )
    return _told(texts, "sources", heads, (5, 42, 34, 20, 18, 11, 11, 14, 26), rows)


def _told(
    texts: Texts,
    name: str,
    heads: Iterator[str],
    widths: tuple[int, ...],
    rows: Iterable[Row],
) -> Sheet:
    return Sheet(texts.say(f"sheet-{name}"), _fields(heads, widths), tuple(rows))


def _fields(heads: Iterator[str], widths: tuple[Any, ...]) -> tuple[Field, ...]:
    pairs = zip(heads, widths, strict=True)
    return tuple(Field(head, width) for head, width in pairs)
