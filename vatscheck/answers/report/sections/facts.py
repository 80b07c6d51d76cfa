"""The facts that a report relies on, the questions that settle most, and the owners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    Block,
    Column,
    Heading,
    Holder,
    Line,
    Paragraph,
    Run,
    Table,
    Tree,
    line,
)

Json = Mapping[str, Any]


def facts(told: Words) -> Iterator[Block]:
    """Yield the facts relied on, the questions, and the owners."""
    yield Heading(line(told.title("facts")), 2, "facts")
    columns: tuple[Column, ...] = (
        Column(told.say("head-fact"), share=28, both="beside"),
        Column(told.say("head-value"), share=38, both="beside"),
        Column(told.say("head-state"), share=14, both="inline"),
        Column(told.say("head-from"), share=20, both="inline"),
    )
    rows = tuple(_fact(told, row) for row in told.data["summary"]["facts"])
    yield Table(columns, rows, told.title("facts"))
    if asked := told.questions():
        yield Heading(line(told.say("report-questions", n=len(asked))), 3, "questions")
        rows = tuple(
            (
                line(Run(f"{at}. ", "dim"), Run(text, "strong")),
                line(told.sentence(effect)),
            )
            for at, (text, effect) in enumerate(asked, 1)
        )
        columns = (
            Column("", share=72, both="beside"),
            Column("", share=28, both="inline"),
        )
        yield Table(columns, rows, told.say("report-questions", n=len(asked)), False)
    yield from _owners(told)


def _fact(told: Words, row: Json) -> tuple[Line, ...]:
    value = row["value"] or told.say("fact-none")
    style = "" if row["state"] == "given" else "strong"
    return (
        line(Run(told.capital(row["label"]), "strong")),
        line(value),
        line(Run(told.say(f"fact-{row['state']}"), style)),
        line(Run(source(told, row), "dim")),
    )


def source(told: Words, row: Json) -> str:
    """Return where a fact comes from: a line of the profile, other facts, a fixed reading."""
    found = row.get("from") or {}
    if "line" in found:
        return told.say("from-line", n=found["line"])
    if "facts" in found:
        return told.say("from-owners")
    if row["state"] == "assumed":
        return told.say("from-nothing")
    if matters := row.get("matters"):
        return told.say("from-matters", services=told.names(matters))
    return told.say("from-checklist") if row["state"] == "unknown" else "–"


def _owners(told: Words) -> Iterator[Block]:
    found = told.data["ownership"]
    if not found["holders"]:
        return
    yield Heading(line(told.say("report-owners")), 3, "owners")
    holders = tuple(
        Holder(
            row["level"],
            line(row["name"]),
            line(row["home"] or told.say("fact-none")),
            line(row["share"]),
            row["foreign"],
        )
        for row in found["holders"]
    )
    heads = tuple(told.say(f"head-{name}") for name in ("holder", "home", "share"))
    root = line(told.data["profile"]["name"])
    yield Tree(root, holders, heads, told.say("report-owners"))
    share = told.say("owners-share", share=found["foreign_share"])
    yield Paragraph(line(share), style="note")
