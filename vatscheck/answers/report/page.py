"""The report as a page: the answer, the facts, the places, the checklist, the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.document import SHORT, Detail
from vatscheck.answers.report.lines import Words
from vatscheck.answers.report.sections.annex import annex
from vatscheck.answers.report.sections.checklist import checklist
from vatscheck.answers.report.sections.facts import facts
from vatscheck.answers.report.sections.papers import papers
from vatscheck.answers.report.sections.places import places
from vatscheck.answers.report.sections.sources import sources
from vatscheck.formats.page import (
    BREAK,
    Block,
    Break,
    Column,
    Contents,
    Heading,
    Label,
    Labels,
    Line,
    Page,
    Paragraph,
    Run,
    Running,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang
from vatscheck.words.days import long_day

Json = Mapping[str, Any]
SECTIONS = ("services", "facts", "places", "checklist", "papers", "sources", "annex")
"""The numbered parts of a report; the annex has no number."""


def page(
    data: dict[str, Any], lang: Lang, _: Detail = SHORT, *, half: bool = False
) -> Page:
    """Return the report as a page; it has one length.

    `half` = it is one of two columns, in which a table of four has no room.
    """
    told = Words(data, lang)
    blocks = (
        *head(told),
        *(entries(told) if half else services(told)),
        *nexts(told),
        *(() if half else (Break(),)),
        *facts(told),
        *places(told),
        *checklist(told),
        *papers(told),
        *sources(told),
        *annex(told),
    )
    name = data["profile"]["name"]
    title = told.say("report-of", title=told.say("report-title"), name=name)
    return Page(title, lang, blocks, running(told, title))


def running(told: Words, title: str) -> Running:
    """Return what stands on every sheet."""
    data = told.data
    parts = {"version": data["law"]["version"], "verified": told.checked()}
    judged = long_day(data["as_of"], told.lang)
    page_words = told.say("page-of").split("|")
    return Running(
        title,
        told.say("no-advice"),
        told.say("report-foot", day=judged, **parts),
        (page_words[0], page_words[1], page_words[2]),
        told.say("report-title"),
        told.say("report-keywords"),
        data["as_of"],
    )


def head(told: Words) -> Iterator[Block]:
    """Yield title, company, day and law, contents, the question and the short answer."""
    data, say = told.data, told.say
    yield Heading(line(say("report-title")), 1)
    yield Paragraph(line(data["profile"]["name"]), style="subtitle")
    law = say("report-law", version=data["law"]["version"], verified=told.checked())
    if days := data["summary"]["basis"]["days"]:
        law += say("report-law-days", n=days)
    labels = (
        Label(say("report-day"), line(long_day(data["as_of"], told.lang))),
        Label(say("report-law-used"), line(law)),
        Label(say("report-by"), line("")),
    )
    yield Labels(labels, head=True)
    if text := told.overlay():
        yield Paragraph(line(text), style="note")
    links = tuple(line(Run(told.title(id), "link", f"#{id}")) for id in SECTIONS)
    yield Contents(line(say("contents")), links)
    yield Heading(line(say("report-question")), 3, "question")
    yield Paragraph(line(data["question"]))
    yield Heading(line(say("report-answer")), 3, "answer")
    lead = data["summary"]["lead"] or data["summary"]["text"] or told.counts()
    yield Paragraph(line(lead), style="lead")


# --- service by service -------------------------------------------------------------


def services(told: Words) -> Iterator[Block]:
    """Yield the short answer, a row a service."""
    yield Heading(line(told.title("services")), 2, "services")
    columns = (
        Column(told.say("head-service"), share=23, both="inline"),
        Column(told.say("head-why"), share=31, both="beside"),
        Column(told.say("head-where"), share=19, both="beside"),
        Column(told.say("head-first"), share=27, both="beside"),
    )
    data = told.data
    rows = tuple(
        _service(told, entry, more)
        for entry, more in zip(
            data["summary"]["services"], data["services"], strict=True
        )
    )
    yield Table(columns, rows, told.title("services"))


def entries(told: Words) -> Iterator[Block]:
    """Yield the short answer, a heading and a few paragraphs a service."""
    yield Heading(line(told.title("services")), 2, "services")
    data = told.data
    pairs = zip(data["summary"]["services"], data["services"], strict=True)
    for entry, more in pairs:
        _, why, where, step = _service(told, entry, more)
        heads = (told.say("head-where"), told.say("head-first"))
        yield Heading(_name(told, entry), 4)
        for text in _thresholds(told, entry):
            yield Paragraph(line(Run(text, "dim")))
        yield Paragraph(why)
        for head, found in zip(heads, (where, step), strict=True):
            label = Run(told.say("told", label=head, text=""), "strong")
            yield Paragraph(line(label, found))


def _name(told: Words, entry: Json) -> Line:
    codes = told.joined(entry["codes"])
    return line(
        Run(told.series(entry["names"]), "strong"),
        Run(f" {codes}" if codes else "", "dim"),
        Run("  "),
        Run(entry["word"], entry["status"]),
    )


def _service(told: Words, entry: Json, more: Json) -> tuple[Line, ...]:
    codes = told.joined(entry["codes"])
    name = line(
        Run(told.series(entry["names"]), "strong"),
        Run(f" {codes}" if codes else "", "dim"),
        BREAK,
        Run(entry["word"], entry["status"]),
    )
    for text in _thresholds(told, entry):
        name = line(name, BREAK, Run(text, "dim"))
    because = entry["because"]
    text = because["text"]
    if because["more"]:
        text = told.say("summary-more", text=text, n=because["more"])
    why = line(told.sentence(text), " ", told.basis(more["basis"]))
    if entry["unsettled"]:
        label, found = told.say("report-unsettled"), entry["unsettled"]["text"]
        why = line(why, BREAK, Run(told.say("told", label=label, text=found), "dim"))
    step = line(told.sentence(entry["next"]["text"]))
    if entry["authority"]:
        decides = told.say("decides", name=entry["authority"]["short"])
        step = line(step, BREAK, Run(decides, "dim"))
    return name, why, line(_where(told, entry, more)), step


def _thresholds(told: Words, entry: Json) -> list[str]:
    """For whom the services must be done to be these services at all."""
    found = entry["threshold"]
    several = found if isinstance(found, list) else [found]
    texts = dict.fromkeys(one["text"] for one in several if one)
    return [told.sentence(text) for text in texts]


def _where(told: Words, entry: Json, more: Json) -> str:
    if entry["where"] and entry["where"]["text"]:
        return told.capital(entry["where"]["text"])
    if entry["status"] == "not_needed":
        return "–"
    if more["everywhere"]:
        return told.say("report-anywhere")
    return told.say("report-nowhere") if more["nowhere"] else "–"


# --- what to do next ------------------------------------------------------------------


def nexts(told: Words) -> Iterator[Block]:
    """Yield what to do next, a line a phase."""
    yield Heading(line(told.say("report-next")), 3, "next")
    rows = tuple(
        (line(Run(name, "strong")), line(text)) for name, text in _nexts(told) if text
    )
    columns = (Column("", share=25), Column("", share=75, both="beside"))
    yield Table(columns, rows, told.say("report-next"), heads=False)


def _nexts(told: Words) -> Iterator[tuple[str, str]]:
    data, say = told.data, told.say
    asked = told.questions()
    texts = [say("next-ask", n=len(asked), first=asked[0][0])] if asked else []
    yield say("next-first"), " ".join(texts)
    for phase in told.phases():
        lines = [item for item in data["items"] if item["phase"] == phase]
        parts = list(_changes(told)) if phase == "before-incorporation" else []
        if lines:
            parts.append(_counted(told, lines))
        if phase == "filing" and data["papers"]:
            parts.append(say("next-papers", n=len(data["papers"])))
        if phase == "before-launch" and data["asked"]:
            n = sum(len(found["items"]) for found in data["asked"])
            parts.append(say("next-hanging", n=n, questions=len(data["asked"])))
        yield say(f"phase-{phase}"), say("between-sentences").join(parts)


def _changes(told: Words) -> Iterator[str]:
    """What changes of the company each refused service needs."""
    for entry in told.data["summary"]["services"]:
        if entry["next"]["kind"] in ("cure", "meet", "alternative"):
            names = told.joined(entry["names"])
            yield told.say("next-change", names=names, text=entry["next"]["text"])


def _counted(told: Words, lines: list[Json]) -> str:
    """How many items there are, and which is the first that is still to be done."""
    open_ = [item for item in lines if item["state"] not in ("met", "does-not-apply")]
    first = next(iter(open_), None)
    if first is None:
        return told.say("next-items-met", n=len(lines))
    return told.say("next-items", n=len(lines), first=first["title"])
