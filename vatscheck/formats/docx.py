"""A page as a Word document; texts go in as runs only: no fields, links or markup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from vatscheck.formats import inert
from vatscheck.formats.page import (
    Block,
    Code,
    Entries,
    Heading,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)

LATIN, EAST_ASIAN = "Calibri", "SimSun"
FIRST_DAY = datetime(1970, 1, 1)
"""The file's own date: fixed, so that equal answers give equal files."""
FIRST_ENTRY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the first that the format can say."""
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
"""The names of languages as Word writes them, where they differ."""


def render(page: Page) -> bytes:
    """Return the page as a document, the same bytes for the same page."""
    document = Document()
    _set_up(document, page)
    for block in page.blocks:
        _add(document, block)
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


def _set_up(document: Any, page: Page) -> None:
    """Set A4, fonts for both scripts, the language and the title."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(19))
    document.styles["Normal"].font.size = Pt(10)
    for style in document.styles:
        if hasattr(style, "font") and style.element.rPr is not None:
            _fonts(style.element.rPr)
    tongue = OxmlElement("w:lang")
    name = LANGUAGES.get(page.lang, page.lang)
    tongue.set(qn("w:val"), name)
    tongue.set(qn("w:eastAsia"), "zh-CN")
    document.styles["Normal"].element.get_or_add_rPr().append(tongue)
    about = document.core_properties
    about.title, about.language = inert.terminal(page.title), name
    about.author, about.comments = "", ""
    about.created = about.modified = FIRST_DAY


def _fonts(properties: Any) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        _runs(document.add_heading("", block.level), block.line)
    elif isinstance(block, Table):
        _table(document, block)
    else:
        for level, text in _texts(block):
            added = document.add_heading("", level) if level else None
            _runs(added or document.add_paragraph(), text)


def _texts(block: Block) -> Iterator[tuple[int, Line]]:
    """Yield the texts of a block, each with its level as a heading, 0 = none."""
    if isinstance(block, Paragraph):
        yield 0, block.line
    elif isinstance(block, Labels):
        for label in block.labels:
            yield 0, _labelled(label.word, label.line)
    elif isinstance(block, Listing):
        for mark, text in block.items:
            yield 0, line(f"{mark}  " if mark else "", text)
    elif isinstance(block, Code):
        yield from ((0, line(Run(row, "code"))) for row in block.text.splitlines())
    elif isinstance(block, Entries):
        for entry in block.entries:
            yield 3, line(entry.mark, ": ", entry.name)
            for note in entry.notes:
                yield 0, _labelled(note.word, note.line)


def _labelled(word: str, text: Line) -> Line:
    return line((Run(word, "dim"), Run(": ")) if word else (), text)


def _table(document: Any, block: Table) -> None:
    """Add a table whose heads are repeated on every page and whose rows stay whole."""
    heads = tuple(line(Run(column.head, "strong")) for column in block.columns)
    rows = [heads, *block.rows] if block.heads else list(block.rows)
    table = document.add_table(len(rows), len(block.columns), "Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _runs(cell.paragraphs[0], text)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if block.heads:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _runs(paragraph: Any, found: Line) -> None:
    for run in found:
        added = paragraph.add_run(inert.terminal(run.text))
        added.bold = True if run.style not in ("", "dim", "code") else None
