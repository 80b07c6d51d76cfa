"""The checklist by phase: its lines, what hangs on questions, and what stands apart."""

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
    Task,
    Tasks,
    line,
)

Json = Mapping[str, Any]


def _task_columns(told: Words) -> tuple[Column, ...]:
    return (
        Column(told.say("head-item"), share=34, both="beside"),
        Column(told.say("head-basis"), share=24, both="refs"),
        Column(told.say("head-deadline"), share=17, both="inline"),
        Column(told.say("head-responsible"), share=10, both="once"),
        Column(told.say("head-team-date"), share=9, both="once"),
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
    if noted := told.noted(item["team"]):
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
                line(told.noted(row["team"])),
                line(row["team"]["responsible"] or ""),
                line(row["team"]["due"] or ""),
            ),
        )
        for row in found
    )
    yield Tasks(columns, (Group((), tasks),), told.say("report-apart"))
