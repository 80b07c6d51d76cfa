"""The papers to hand in, and the steps of the procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    BREAK,
    Block,
    Column,
    Group,
    Heading,
    Line,
    Paragraph,
    Run,
    Table,
    Task,
    Tasks,
    line,
)

Json = Mapping[str, Any]


def papers(told: Words) -> Iterator[Block]:
    """Yield the papers to hand in, then the steps with authority and time."""
    data, say = told.data, told.say
    if not data["papers"] and not data["steps"]:
        return
    yield Heading(line(told.title("papers")), 2, "papers")
    if data["applicants"]:
        text = say("applies-as", who=told.joined(data["applicants"]))
        yield Paragraph(line(text), style="note")
    columns: tuple[Column, ...] = (
        Column(say("head-paper"), share=52, both="beside"),
        Column(say("head-basis"), share=42, both="refs"),
    )
    tasks = tuple(_paper(told, row) for row in data["papers"])
    yield Heading(line(say("papers")), 3, "papers-list")
    yield Tasks(columns, (Group((), tasks),), say("papers"))
    yield Heading(line(say("steps")), 3, "steps")
    columns = (
        Column(say("head-number"), share=7, both="once"),
        Column(say("head-step"), share=33, both="beside"),
        Column(say("head-authority"), share=24, both="inline"),
        Column(say("head-time"), share=36, both="inline"),
    )
    rows = tuple(_step(told, row) for row in data["steps"])
    yield Table(columns, rows, say("steps"))


def _paper(told: Words, row: Json) -> Task:
    text = line(told.capital(row["title"]))
    if row["services"]:
        text = line(
            text, Run(told.say("item-for", names=told.names(row["services"])), "dim")
        )
    team = row["team"]
    parts = [team["responsible"] or "", team["due"] or "", told.noted(team)]
    if noted := told.series(part for part in parts if part):
        text = line(text, BREAK, Run(noted, "dim"))
    basis = told.basis(row["basis"])
    ground = Run(told.say("between") + row["severity_word"], "dim")
    return Task(row["id"], team["done"], row["number"], (text, line(basis, ground)))


def _step(told: Words, row: Json) -> tuple[Line, ...]:
    limit = row["limit"] or "–"
    if row["limit"] and row["grade"] != "P":
        limit = told.say(
            "limit-by", limit=limit, ground=told.say(f"grade-short-{row['grade']}")
        )
    title = line(told.capital(row["title"]))
    if row["services"]:
        title = line(
            title, Run(told.say("item-for", names=told.names(row["services"])), "dim")
        )
    return line(row["number"]), title, line(row["authority"]), line(limit)
