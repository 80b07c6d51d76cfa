"""The sheets of the answer: its sentences with facts and questions, and the places."""

from __future__ import annotations

from vatscheck.answers.report.page import running
from vatscheck.answers.report.sections.facts import source
from vatscheck.answers.report.sheets.rows import Row, columns
from vatscheck.answers.report.texts import Json, Texts, once
from vatscheck.formats.xlsx import Cell, Field, Sheet


def summary(texts: Texts) -> Sheet:
    """Return the answer: its sentences, the services, then facts and questions."""
    heads = texts.heads("service", "standing", "why", "where", "first")
    fields = columns(heads, (32, 20, 52, 30, 44))
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
    rows = [_service(texts, entries) for entries in texts.services()]
    rows += [
        (),
        tuple(Cell(h, "head") for h in texts.heads("fact", "state", "value", "from")),
    ]
    rows += [_fact(texts, at) for at in range(len(texts.data["summary"]["facts"]))]
    rows += _owners(texts)
    rows += _settling(texts)
    return Sheet(texts.say("sheet-summary"), fields, tuple(rows), above, filtered=False)


def _service(texts: Texts, entries: list[Json]) -> Row:
    first = entries[0]
    pairs = zip(texts.told, entries, strict=True)
    names = once("\n", (told.series(entry["names"]) for told, entry in pairs))
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


def _owners(texts: Texts) -> list[Row]:
    """Who holds what, each holder as far in as its level."""
    holders = texts.data["ownership"]["holders"]
    if not holders:
        return []
    heads = tuple(Cell(h, "head") for h in texts.heads("holder", "share", "home"))
    rows = (
        (
            Cell("– " * (holder["level"] - 1) + holder["name"], "strong"),
            Cell(texts.of("ownership", "holders", at, "share")),
            Cell(texts.of("ownership", "holders", at, "home")),
        )
        for at, holder in enumerate(holders)
    )
    return [(), heads, *rows]


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
        *(Field(label, max(20, 120 // len(grid["columns"]))) for label in labels),
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
