"""The annex: the proof, the days of change, the items in full, what is to be read too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    Block,
    Column,
    Heading,
    Line,
    Listing,
    Run,
    Table,
    colon,
    line,
)

Json = Mapping[str, Any]


def annex(told: Words) -> Iterator[Block]:
    """Yield the proof, the days on which an answer changed, the items in full, the notes."""
    data, say = told.data, told.say
    yield Heading(line(told.title("annex")), 2, "annex")
    for entry in data["proof"]:
        head = line(
            told.capital(told.joined(entry["names"])),
            "  ",
            Run(entry["word"], entry["status"]),
        )
        yield Heading(head, 3)
        rows = tuple(_checks(told, entry["checks"]))
        columns = (
            Column(say("head-rule"), share=23, both="beside"),
            Column(say("head-asked"), share=34, both="beside"),
            Column(say("head-found"), share=15, both="inline"),
            Column(say("head-result"), share=8, both="inline"),
            Column(say("head-basis"), share=20, both="refs"),
        )
        yield Table(columns, rows, told.joined(entry["names"]), small=True)
    yield from _changes(told)
    yield from _details(told)
    yield from _notes(told)


def _checks(told: Words, checks: list[Json]) -> Iterator[tuple[Line, ...]]:
    rule = None
    for row in checks:
        name = (
            told.capital(row["rule"]) if row["rule"] != rule else told.say("same-rule")
        )
        rule = row["rule"]
        found = row["found"] or told.say("fact-none")
        if row["lines"] and row["found"]:
            numbers = told.joined(map(str, row["lines"]))
            found = told.say("found-line", text=found, n=numbers)
        style = "strong" if row["result"] == "not-met" else ""
        yield (
            line(name),
            line(told.few(row["asked"])),
            line(found),
            line(Run(told.say(f"check-{row['result']}"), style)),
            told.basis(row["basis"]),
        )


def _changes(told: Words) -> Iterator[Block]:
    """The days on which an answer changed, oldest first."""
    rows = []
    for row in told.data["history"]["rows"]:
        name = told.joined(row["names"])
        name = (
            told.say("changed-in", names=name, place=row["place"])
            if row["place"]
            else name
        )
        for before, after in zip(row["periods"], row["periods"][1:], strict=False):
            text = line(
                told.say("changed", names=name, old=before["word"], new=after["word"]),
                Run(
                    told.say("changed-why", why=after["why"]) if after["why"] else "",
                    "dim",
                ),
            )
            rows.append((after["start"], text, told.basis(after["basis"])))
    if not rows:
        return
    yield Heading(line(told.say("report-changes")), 3, "changes")
    columns = (
        Column(told.say("head-day"), share=16, both="inline"),
        Column(told.say("head-change"), share=58, both="beside"),
        Column(told.say("head-basis"), share=26, both="refs"),
    )
    ordered = sorted(rows, key=lambda row: row[0])
    table = tuple((line(told.day(day)), text, basis) for day, text, basis in ordered)
    yield Table(columns, table, told.say("report-changes"), small=True)


def _details(told: Words) -> Iterator[Block]:
    """The items in full under their numbers: what is asked, with whom, and what to do."""
    found = []
    for item in told.data["items"]:
        parts = [told.sentence(item["text"])]
        if item["cure"] and item["state"] != "met":
            parts.append(told.sentence(item["cure"]))
        if item["authority"] and item["phase"] != "filing":  # it stands with the steps
            parts.append(told.say("item-authority", name=item["authority"]))
        if item["unsettled"]:
            label = told.say("report-unsettled")
            parts.append(told.say("told", label=label, text=item["unsettled"]))
        found.append((item["number"], line(told.say("between-sentences").join(parts))))
    if found:
        yield Heading(line(told.say("report-details")), 3, "details")
        yield Listing(tuple(found), small=True)


def _notes(told: Words) -> Iterator[Block]:
    """What is to be read with the report, each behind its kind or its title."""
    items = tuple(("", _note(told, note)) for note in told.data["notes"])
    if items:
        yield Heading(line(told.say("report-notes")), 3, "notes")
        yield Listing(items, small=True)


def _note(told: Words, note: Json) -> Line:
    kind = told.say(f"note-{note['kind']}") if note["kind"] != "notes" else ""
    heads = [head for head in (kind, told.capital(note["title"])) if head]
    head = told.say("note-title", title=colon(told.lang).join(heads)) if heads else ""
    refs = told.refs(note["basis"]["numbers"]) if note["basis"] else ()
    return line(
        Run(head, "strong"), told.sentence(note["text"]), " " if refs else "", refs
    )
