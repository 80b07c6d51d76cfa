"""The sources of a report as endnotes, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Run,
    line,
)

Json = Mapping[str, Any]


def sources(told: Words) -> Iterator[Block]:
    """Yield the sources as endnotes, and what the report was made from."""
    yield Heading(line(told.title("sources")), 2, "sources")
    items = tuple(
        (str(row["number"]), _cited(told, row)) for row in told.data["sources"]
    )
    yield Listing(items, anchor="n", small=True)
    data = told.data
    made = told.say(
        "report-made",
        tool=data["tool"],
        profile=data["profile"]["digest"],
        version=data["law"]["version"],
        law=data["law"]["digest"],
    )
    yield Paragraph(line(made), style="note")


def _cited(told: Words, row: Json) -> Line:
    zh = told.lang == "zh"
    title = row["title_zh"] if zh else row["title"]
    parts = [title]
    if row["document"] and row["document"] not in title:
        parts.append(row["document"])
    since, until = row["in_force"]
    if since:
        parts.append(told.say("source-since", day=told.day(since)))
    if until:
        parts.append(told.say("source-until", day=told.day(until)))
    text = told.say("source-between").join(parts)
    found = line(text)
    if row["grade"] != "P":  # what was read in the original needs no word
        grade = told.say(f"grade-short-{row['grade']}")
        found = line(found, Run(told.say("source-grade", grade=grade), "dim"))
    if row["url"]:
        host = row["url"].partition("//")[2].partition("/")[0]
        found = line(found, " ", Run(host, "link", row["url"]))
    return found
