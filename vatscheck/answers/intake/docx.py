"""The questionnaire as a document: one table a group, heads repeated on every page."""

from __future__ import annotations

from docx import Document

from vatscheck.answers.checklist.docx import page, saved, table
from vatscheck.answers.intake.model import Questionnaire


def render(questionnaire: Questionnaire) -> bytes:
    """Return the document."""
    document = Document()
    page(document)
    document.add_heading(questionnaire.title.replace("\n", " "), 0)
    for line in questionnaire.about:
        document.add_paragraph(line)
    title = ""
    # The list of all products is a sheet of a workbook; here words will do.
    for part in (t for t in questionnaire.tables if t.name != "products"):
        if part.title != title:
            title = part.title
            document.add_heading(title.replace("\n", " "), 1)
        rows = ([cell.text for cell in row] for row in part.rows)
        table(document, part.heads, rows, part.widths)
        document.add_paragraph()
    return saved(document)
