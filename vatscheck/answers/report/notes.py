"""What is to be read with a report: other ways, open questions, warnings, penalties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.words.notices import assumption, warnings
from vatscheck.words.phrases import Phrases

Json = dict[str, Any]
KINDS = ("alternatives", "questions", "warnings", "assumptions", "notes")
"""The kinds of note in the order in which they are read."""


def notes(answer: Answer, phrases: Phrases, numbers: Endnotes) -> list[Json]:
    """Return every note once, under its kind; a note of several services is one."""
    found: dict[tuple[str, str], Json] = {}
    for item in answer.assessments:
        for note in _of(answer, item, phrases, numbers):
            found.setdefault((note["kind"], note["text"]), note)
    return sorted(found.values(), key=lambda note: KINDS.index(note["kind"]))


def _of(
    answer: Answer, item: Assessment, phrases: Phrases, numbers: Endnotes
) -> Iterator[Json]:
    for way in item.alternatives:
        title, text = phrases.of(way, "title"), phrases.of(way, "text")
        more = f"{text} {phrases.of(way, 'limits')}"
        yield _note("alternatives", title, more, numbers, way.evidence.cites)
    for question, cites in item.questions:
        yield _note("questions", "", phrases.ask(question), numbers, cites)
    for text in warnings(answer, item, phrases):
        yield _note("warnings", "", text, numbers)
    for reading in item.assumptions:
        if reading.id == "product":
            continue  # that a service came by a product is no reading of a gap
        yield _note("assumptions", "", assumption(reading, phrases), numbers)
    for proviso in item.provisos:
        text = phrases.of(proviso, "text")
        yield _note("warnings", "", text, numbers, proviso.evidence.cites)
    for duty in (found.duty for found in item.items if found.flags == "info"):
        title, text = phrases.of(duty, "title"), phrases.of(duty, "text")
        yield _note("notes", title, text, numbers, duty.evidence.cites)


def _note(kind: str, title: str, text: str, numbers: Endnotes, cites: Any = ()) -> Json:
    """A note; what it rests on stands behind it by number."""
    basis = numbers.basis(cites) if cites else None
    return {"kind": kind, "title": title, "text": text, "basis": basis}
