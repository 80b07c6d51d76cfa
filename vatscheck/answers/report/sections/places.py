"""Where what may be licensed, and what the answer was on every day until today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    Bar,
    Bars,
    Block,
    Heading,
    Paragraph,
    Run,
    Statuses,
    line,
)

Json = Mapping[str, Any]
STATUSES = (
    "licensable",
    "conditional",
    "undetermined",
    "not_licensable",
    "not_needed",
    "not_covered",
)
"""The statuses in the order of a legend."""


def places(told: Words) -> Iterator[Block]:
    """Yield the grid of places, the company's own first, then the history."""
    yield Heading(line(told.title("places")), 2, "places")
    yield from _grid(told)
    yield from _history(told)


def _grid(told: Words) -> Iterator[Block]:
    grid = told.data["grid"]
    yield Heading(line(told.say("report-grid")), 3, "grid")
    rows = tuple(
        (
            line(row["name"], Run(f" {row['code']}" if row["code"] else "", "dim")),
            tuple(Run(cell["word"], cell["status"]) for cell in row["cells"]),
        )
        for row in grid["rows"]
    )
    columns = tuple(line(column["label"]) for column in grid["columns"])
    yield Statuses(columns, rows, told.say("report-grid"))
    yield Paragraph(line(told.say("grid-note")), style="note")


def _history(told: Words) -> Iterator[Block]:
    found = told.data["history"]
    if not found["rows"]:
        return
    title = told.say("report-history", year=found["start"][:4])
    yield Heading(line(title), 3, "history")
    rows = tuple(
        (
            line(Run(row["place"], "dim"))
            if row["place"]
            else line(told.joined(row["names"])),
            tuple(_bar(period) for period in row["periods"]),
        )
        for row in found["rows"]
    )
    seen = {period["status"] for row in found["rows"] for period in row["periods"]}
    seen |= {
        cell["status"] for row in told.data["grid"]["rows"] for cell in row["cells"]
    }
    legend = tuple(
        (Run(told.say(f"grid-{status}"), status), line(told.say(f"legend-{status}")))
        for status in STATUSES
        if status in seen
    )
    heads = tuple(
        told.say(f"head-{name}")
        for name in ("service", "begin", "end", "standing", "why")
    )
    today = line(told.say("today", day=told.day(found["today"])))
    yield Bars(found["start"], found["today"], today, rows, legend, heads, title)


def _bar(period: Json) -> Bar:
    mark = Run(period["word"], period["status"])
    return Bar(period["start"], period["end"], mark, line(period["why"]))
