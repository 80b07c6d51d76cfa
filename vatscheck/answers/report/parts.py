"""The parts of a report behind its first page: facts, places, checklist, sources, annex."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.report.lines import Words
from vatscheck.formats.page import (
    BREAK,
    Bar,
    Bars,
    Block,
    Column,
    Group,
    Heading,
    Holder,
    Line,
    Listing,
    Paragraph,
    Run,
    Statuses,
    Table,
    Task,
    Tasks,
    Tree,
    colon,
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


# --- facts ----------------------------------------------------------------------------


def facts(told: Words) -> Iterator[Block]:
    """Yield the facts relied on, the questions, the owners, the places, the history."""
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
            (line(str(at)), line(text), line(told.sentence(effect)))
            for at, (text, effect) in enumerate(asked, 1)
        )
        columns = (
            Column("", share=4, both="once"),
            Column("", share=68, both="beside"),
            Column("", share=28, both="inline"),
        )
        yield Table(columns, rows, told.say("report-questions", n=len(asked)), False)
    yield from _owners(told)
    yield Heading(line(told.title("places")), 2, "places")
    yield from _places(told)
    yield from _history(told)


def _fact(told: Words, row: Json) -> tuple[Line, ...]:
    value = row["value"] or told.say("fact-none")
    return (
        line(Run(told.capital(row["label"]), "strong")),
        line(value),
        line(told.say(f"fact-{row['state']}")),
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


# --- places and history ---------------------------------------------------------------


def _places(told: Words) -> Iterator[Block]:
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


# --- the checklist --------------------------------------------------------------------


def _task_columns(told: Words) -> tuple[Column, ...]:
    return (
        Column(told.say("head-item"), share=34, both="beside"),
        Column(told.say("head-basis"), share=20, both="refs"),
        Column(told.say("head-deadline"), share=19, both="inline"),
        Column(told.say("head-responsible"), share=11, both="once"),
        Column(told.say("head-team-date"), share=10, both="once"),
    )


def checklist(told: Words) -> Iterator[Block]:
    """Yield the checklist by phase, the questions that decide the rest, and what is apart."""
    data, say = told.data, told.say
    yield Heading(line(told.title("checklist")), 2, "checklist")
    groups = []
    for phase in told.phases():
        lines = [item for item in data["items"] if item["phase"] == phase]
        if lines:
            head = line(
                Run(say(f"phase-{phase}"), "strong"), Run(f"  {len(lines)}", "dim")
            )
            groups.append(Group(head, tuple(_task(told, item) for item in lines)))
    if groups:
        yield Tasks(_task_columns(told), tuple(groups), told.title("checklist"))
    else:
        yield Paragraph(line(say("checklist-none")))
    yield from _asked(told)
    yield from _apart(told)


def _task(told: Words, item: Json) -> Task:
    text: Line = line(item["title"])
    if item["services"]:
        text = line(
            text, Run(told.say("item-for", names=told.names(item["services"])), "dim")
        )
    if item["state"] not in ("to-do", "does-not-apply"):
        text = line(text, " ", Run(told.say(f"item-{item['state']}"), "strong"))
    if noted := _noted(told, item["team"]):
        text = line(text, BREAK, Run(noted, "dim"))
    limit = item["deadline"]["text"]
    if item["severity"] != "statute":
        limit = told.say(
            "limit-by", limit=limit, ground=told.say(f"ground-of-{item['severity']}")
        )
    team = item["team"]
    due = line(_due(told, team["due"]))
    if team.get("late"):
        due = line(due, BREAK, Run(told.say("team-late"), "strong"))
    cells = (
        text,
        told.basis(item["basis"]),
        line(limit),
        line(team["responsible"] or ""),
        due,
    )
    return Task(item["id"], item["state"] == "met", item["number"], cells)


def _due(told: Words, due: str | None) -> str:
    return due or ""


def _noted(told: Words, team: Json) -> str:
    """What else the team keeps: evidence and remarks."""
    parts = [
        told.say(f"team-{key}", text=team[key])
        for key in ("evidence", "remarks")
        if team[key]
    ]
    return told.series(parts)


def _asked(told: Words) -> Iterator[Block]:
    """The questions that decide the rest; those with one item each in one line."""
    data, say = told.data, told.say
    if not data["asked"]:
        return
    yield Heading(line(say("report-asked")), 3, "asked")
    n = sum(len(found["items"]) for found in data["asked"])
    text = say("asked-note", n=n, questions=len(data["asked"]))
    hidden = data["hidden"]
    if total := hidden["not_applicable"] + hidden["holders"]:
        text += say("between-sentences") + say("hidden-note", n=total)
    yield Paragraph(line(text), style="note")
    several = [found for found in data["asked"] if len(found["items"]) > 1]
    single = [found for found in data["asked"] if len(found["items"]) == 1]
    tasks = [
        Task(
            "",
            False,
            found["number"],
            (
                line(
                    Run(found["text"], "strong"),
                    " ",
                    Run(told.series(map(told_item(told), found["items"])), "dim"),
                ),
                line(say("items-n", n=len(found["items"]))),
                told.basis(found["basis"]),
                line(""),
            ),
        )
        for found in several
    ]
    if single:
        tasks.append(_single(told, single))
    columns = (
        Column(say("head-question"), share=63, both="beside"),
        Column(say("head-opens"), share=8, both="inline"),
        Column(say("head-basis"), share=18, both="refs"),
        Column(say("head-responsible"), share=11, both="once"),
    )
    yield Tasks(columns, (Group((), tuple(tasks)),), say("report-asked"))


def told_item(told: Words) -> Any:
    """Return how an item behind a question is named: in short, with who decides it."""

    def name(item: Json) -> str:
        if item["decision"]:
            return told.say("item-decided", title=item["title"])
        return str(item["title"])

    return name


def _single(told: Words, found: list[Json]) -> Task:
    first, last = found[0]["number"], found[-1]["number"]
    number = first if first == last else f"{first}–{last}"
    name = told_item(told)
    texts = (
        told.say("told", label=row["label"] or row["text"], text=name(row["items"][0]))
        for row in found
    )
    numbers = dict.fromkeys(n for row in found for n in row["basis"]["numbers"])
    cells = (
        line(
            Run(told.say("asked-single"), "strong"), " ", Run(told.series(texts), "dim")
        ),
        line(told.say("items-n", n=len(found))),
        told.refs(numbers),
        line(""),
    )
    return Task("", False, number, cells)


def _apart(told: Words) -> Iterator[Block]:
    """What the team noted on what no longer applies."""
    found = told.data["apart"]
    if not found:
        return
    yield Heading(line(told.say("report-apart")), 3, "apart")
    yield Paragraph(line(told.say("apart-why")), style="note")
    columns = (
        Column(told.say("head-item"), share=45, both="beside"),
        Column(told.say("head-noted"), share=27, both="once"),
        Column(told.say("head-responsible"), share=15, both="once"),
        Column(told.say("head-team-date"), share=13, both="once"),
    )
    tasks = tuple(
        Task(
            row["id"],
            row["team"]["done"],
            "",
            (
                line(row["title"]),
                line(_noted(told, row["team"])),
                line(row["team"]["responsible"] or ""),
                line(row["team"]["due"] or ""),
            ),
        )
        for row in found
    )
    yield Tasks(columns, (Group((), tasks),), told.say("report-apart"))


# --- papers and steps -----------------------------------------------------------------


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
    parts = [team["responsible"] or "", team["due"] or "", _noted(told, team)]
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


# --- sources --------------------------------------------------------------------------


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


# --- the annex ------------------------------------------------------------------------


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
