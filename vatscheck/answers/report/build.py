"""The report as a document: the short answer, the checklist, and all it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vatscheck.answers.assess import document as assessed
from vatscheck.answers.document import Detail, Document, signed
from vatscheck.answers.origin import Origin
from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.answers.report.history import history
from vatscheck.answers.report.items import Items
from vatscheck.answers.report.notes import notes as beside
from vatscheck.answers.report.owners import ownership
from vatscheck.answers.report.places import places
from vatscheck.answers.report.proof import proof
from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer
from vatscheck.engine.application import Filing, Paper, filing
from vatscheck.words.catalogue import Lang
from vatscheck.words.deadlines import deadline
from vatscheck.words.phrases import Phrases

if TYPE_CHECKING:
    from vatscheck.formats.page import Page

Json = dict[str, Any]


def document(answer: Answer, lang: Lang, origin: Origin | None = None) -> Document:
    """Return the report as a document; `origin` says where in a file its facts stand."""
    phrases = Phrases(answer.law, answer.day, lang)
    found = assessed(answer, lang, origin).data
    notes = Endnotes(answer, phrases)
    summary = found["summary"]
    services = [_service(entry, found, notes) for entry in summary["services"]]
    papers = filing(answer, answer.profile)
    items = Items(answer, papers, phrases, notes)
    lines, asked = items.lines(), items.questions()
    hanging = {found["fact"]: len(found["items"]) for found in asked}
    for row in summary["questions"]:
        row["items"] = hanging.get(row["fact"], 0)
    at = origin.of_facts(None, _facts(answer)) if origin else {}
    data: Json = {
        "schema": "vatscheck/report/1",
        **{key: found[key] for key in ("tool", "law", "as_of", "profile")},
        "lang": lang,
        "question": question(answer, phrases, summary),
        "summary": summary,
        "services": services,
        "ownership": ownership(answer, phrases),
        "grid": places(answer, phrases),
        "items": lines,
        "asked": asked,
        "hidden": items.hidden(),
        "apart": items.apart(),
        "applicants": [phrases.say(f"applicant-{who}") for who in papers.applicants],
        "papers": _papers(papers, items, phrases, notes),
        "steps": _steps(papers, lines, phrases),
        "history": history(answer, phrases, notes),
        "proof": proof(answer, phrases, notes, at),
        "notes": beside(answer, phrases, notes),
    }
    data["sources"] = notes.sources()
    return Document(signed(data), lang, _page)


def _page(data: Json, lang: Lang, detail: Detail) -> Page:
    """The report as a page, made ready only for a form that is one."""
    from vatscheck.answers.report.page import page

    return page(data, lang, detail)


def _facts(answer: Answer) -> list[str]:
    """Every fact that a check reads."""
    routes = (route for item in answer.assessments for route in item.routes)
    return list(dict.fromkeys(c.check.fact for route in routes for c in route.checks))


def question(answer: Answer, phrases: Phrases, summary: Json) -> str:
    """Return the question that the report answers, with the decisive facts in it."""
    values = {row["fact"]: row["value"] for row in summary["facts"] if row["value"]}
    told = [
        phrases.say(f"question-{name}", value=values[fact])
        for name, fact in (
            ("place", "registration.place"),
            ("servers", "servers.places"),
            ("share", "ownership.foreign"),
        )
        if fact in values
    ]
    entries = summary["services"]
    asked = [entry for entry in entries if entry["status"] != "not_needed"] or entries
    names = [name for entry in asked for name in entry["names"]]
    return phrases.say(
        "question",
        name=answer.name,
        facts="".join(told),
        services=phrases.join(names),
        n=len(names),
    )


def _service(entry: Json, found: Json, notes: Endnotes) -> Json:
    """What page 1 needs of a service beside its entry in the short answer."""
    first = next(
        a for a in found["assessments"] if a["service"] == entry["services"][0]
    )
    return {
        "services": entry["services"],
        "place": first["place"],
        "basis": notes.basis(entry["because"]["cites"]),
        "everywhere": entry["where"] is None and bool(first["where"]),
        "nowhere": not first["where"] and first["status"] == "not_licensable",
    }


def _papers(
    found: Filing, items: Items, phrases: Phrases, notes: Endnotes
) -> list[Json]:
    return [
        _paper(at, paper, items, phrases, notes)
        for at, paper in enumerate(found.papers, 1)
    ]


def _paper(
    at: int, paper: Paper, items: Items, phrases: Phrases, notes: Endnotes
) -> Json:
    record = paper.document
    return {
        "number": str(at),
        "id": record.id,
        "title": phrases.of(record, "title"),
        "text": phrases.of(record, "text"),
        "services": list(paper.services),
        "severity": record.severity,
        "severity_word": phrases.say(f"ground-of-{record.severity}"),
        "basis": notes.basis(record.evidence.cites),
        "team": items.team.on(record.id),
    }


def _steps(found: Filing, lines: list[Json], phrases: Phrases) -> list[Json]:
    """The steps with their authority and time; their numbers are those of their lines."""
    numbers = {line["id"]: line["number"] for line in lines}
    return [
        {
            "number": numbers[step.stage.id],
            "id": step.stage.id,
            "title": phrases.of(step.stage, "title"),
            "text": phrases.of(step.stage, "text"),
            "services": list(step.services),
            "authority": naming.authority(step.stage.authority, phrases),
            "limit": deadline(step.stage.within, phrases.lang)
            if step.stage.within
            else "",
            "grade": step.stage.evidence.grade,
        }
        for step in found.steps
    ]
