"""The checklist as a document: A4 landscape, heads repeated on every page.

Text from a profile goes in as runs of text only: no fields, links or markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vatscheck.answers.checklist.model import Checklist

LATIN, EAST_ASIAN = "Calibri", "SimSun"
FIRST_DAY = datetime(1970, 1, 1)
"""The file's own date: fixed, so that equal answers give equal files."""
FIRST_ENTRY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the first that the format can say."""
ITEMS = (10, 32, 42, 42, 18, 34, 16, 22, 22, 32)
PAPERS = (14, 60, 110, 86)
STEPS = (12, 56, 104, 56, 42)
"""Widths in millimetres; together the width of the page."""


def render(checklist: Checklist) -> bytes:
    """Return the document."""
    document = Document()
    page(document)
    words = checklist.words
    document.add_heading(words.title, 0)
    for key, value in checklist.header:
        document.add_paragraph(f"{key}: {value}".replace("\n", " / "))
    for group in checklist.groups:
        document.add_heading(group.title, 1)
        if group.verdict:
            document.add_paragraph(group.verdict)
        rows = ((item.number, *item[2:]) for item in group.items)
        table(document, words.columns, rows, ITEMS)
    document.add_heading(words.papers, 1)
    table(document, words.paper_columns, checklist.papers, PAPERS)
    document.add_heading(words.steps, 1)
    table(document, words.step_columns, (s[:5] for s in checklist.steps), STEPS)
    document.add_heading(words.notices, 1)
    for heading, texts in checklist.notices:
        if texts:
            document.add_heading(heading, 2)
            for text in texts:
                document.add_paragraph(text, "List Bullet")
    document.add_heading(words.sources, 1)
    for source in checklist.sources:
        document.add_paragraph(source, "List Bullet")
    document.add_paragraph(words.disclaimer)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document as a file that is the same whenever and wherever it is made.

    The library writes the local time into every entry of the archive, which tells the
    sender's time zone besides; Word itself writes the first day that an archive knows.
    """
    made, out = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(out, "w") as target:
        for entry in source.infolist():
            fixed = ZipInfo(entry.filename, FIRST_ENTRY)
            fixed.create_system = 0
            target.writestr(fixed, source.read(entry), ZIP_DEFLATED)
    return out.getvalue()


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
