"""The sheets of what a report rests on: questions, history, proof and sources."""

from __future__ import annotations

from vatscheck.answers.report.sheets.rows import Row, told
from vatscheck.answers.report.texts import Texts
from vatscheck.formats.xlsx import Cell, Sheet


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
    return told(texts, "questions", heads, (7, 56, 40, 20, 32, 20), rows)


def history(texts: Texts) -> Sheet:
    """Return the periods of each service."""
    heads = texts.heads("service", "begin", "end", "standing", "why", "basis")
    rows = (
        _period(texts, at, n)
        for at, row in enumerate(texts.data["history"]["rows"])
        for n in range(len(row["periods"]))
    )
    return told(texts, "history", heads, (36, 12, 12, 16, 56, 38), rows)


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
    return told(texts, "proof", heads, (26, 34, 44, 26, 12, 32), rows)


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
    return told(texts, "sources", heads, (5, 42, 34, 20, 18, 11, 11, 14, 26), rows)
