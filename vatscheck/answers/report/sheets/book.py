"""The workbook of a report: its sheets in order, its font, and what it tells of itself."""

from __future__ import annotations

from vatscheck.answers.report.page import running
from vatscheck.answers.report.sheets.answer import places, summary
from vatscheck.answers.report.sheets.grounds import history, proof, questions, sources
from vatscheck.answers.report.sheets.work import checklist, papers
from vatscheck.answers.report.texts import Texts
from vatscheck.formats.xlsx import FONTS, Book


def book(texts: Texts) -> Book:
    """Return the workbook of a report, or of two on the same answer."""
    name = texts.data["profile"]["name"]
    first = texts.told[0]
    title = first.say("report-of", title=texts.say("report-title"), name=name)
    found = running(first, title)
    sheets = (
        summary(texts),
        places(texts),
        checklist(texts),
        questions(texts),
        papers(texts),
        history(texts),
        proof(texts),
        sources(texts),
    )
    font = FONTS[texts.told[-1].lang == "zh"]
    about = (title, found.subject, found.foot, found.page, found.made)
    return Book(sheets, font, *about)
