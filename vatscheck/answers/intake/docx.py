"""The questionnaire as a document: one table a group, heads repeated on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vatscheck.answers.intake.model import Questionnaire
from vatscheck.formats.docx.document import saved

LATIN, EAST_ASIAN = "Calibri", "SimSun"
FIRST_DAY = datetime(1970, 1, 1)
"""The file's own date: fixed, so that equal answers give equal files."""


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


def page(document: Any) -> None:
    """Set landscape A4 with narrow margins, and fonts for both scripts."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(13))
    document.styles["Normal"].font.size = Pt(8)
    for style in document.styles:
        if hasattr(style, "font") and style.element.rPr is not None:
            fonts = style.element.rPr.get_or_add_rFonts()
            for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{name}"), None)
            for name in ("ascii", "hAnsi", "cs"):
                fonts.set(qn(f"w:{name}"), LATIN)
            fonts.set(qn("w:eastAsia"), EAST_ASIAN)
    document.core_properties.created = FIRST_DAY
    document.core_properties.modified = FIRST_DAY
    document.core_properties.author = "vatscheck"
    document.core_properties.comments = ""


def table(
    document: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Add a table whose first row is repeated on every page."""
    lines = [heads, *rows]
    table = document.add_table(len(lines), len(heads), "Table Grid")
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
    for row, cells in zip(table.rows, lines, strict=True):
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].add_run(text).font.size = Pt(7)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
