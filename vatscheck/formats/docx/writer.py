"""The blocks of a page as the XML of a document body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from vatscheck.formats.docx.cells import WHOLE
from vatscheck.formats.docx.pictures import Pictures
from vatscheck.formats.docx.sections import REFERENCES, columned
from vatscheck.formats.page import (
    Bars,
    Beside,
    Block,
    Break,
    Code,
    Contents,
    Entries,
    Heading,
    Heat,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Statuses,
    Table,
    Tasks,
    Tree,
    colon,
    heat_table,
    line,
)

HEADINGS = {1: "Title", 2: "heading 1", 3: "heading 2", 4: "heading 3"}
PARAGRAPHS = {"subtitle": "Subtitle", "lead": "Short Answer", "note": "Note"}
POINT = 635
"""A twentieth of a point in the units in which the library measures a page."""


class Writer(Pictures):
    """Writes blocks; `sheet` is the section that they stand in."""

    def __init__(self, document: Any, page: Page, ids: Mapping[str, str]) -> None:
        section = document.sections[-1]
        inner = section.page_width - section.left_margin - section.right_margin
        super().__init__(document.part, ids, inner // POINT)
        self.after = colon(page.lang)
        self.sheet = document.element.body.find(qn("w:sectPr"))
        self.sections = 0
        self.breaks = False
        self.text = "Normal"  # in half the width texts are set as in tables

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return blocks one below the other."""
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """Return one block."""
        made: dict[type, Callable[[Any], str]] = {
            Heading: self.heading,
            Code: self.code,
            Table: self.table,
            Tasks: self.tasks,
            Statuses: self.statuses,
            Bars: self.bars,
            Heat: lambda block: self.table(heat_table(block)),
            Tree: self.tree,
            Beside: self.beside,
            Contents: self.contents,
            Break: self.begin,
        }
        if isinstance(block, Labels) and block.head:
            return self.head(block)
        if type(block) in made:
            return made[type(block)](block)
        return "".join(self.texts(block))

    def begin(self, _: Break) -> str:
        """Let the next heading begin a page."""
        self.breaks = True
        return ""

    def code(self, block: Code) -> str:
        """Return lines to copy, a paragraph each."""
        rows = (line(Run(row, "code")) for row in block.text.splitlines())
        return "".join(self.paragraph("Normal", row) for row in rows)

    def texts(self, block: Block) -> Iterator[str]:
        """Yield the paragraphs of a block that has no other form."""
        if isinstance(block, Paragraph):
            yield self.paragraph(PARAGRAPHS.get(block.style, self.text), block.line)
        elif isinstance(block, Labels):
            for label in block.labels:
                text = _labelled(label.word, label.line, self.after)
                yield self.paragraph("Normal", text)
        elif isinstance(block, Listing) and block.small:
            yield self.listed(block)
        elif isinstance(block, Listing):
            for mark, text in block.items:
                yield self.paragraph("Normal", line(f"{mark}  " if mark else "", text))
        elif isinstance(block, Entries):
            for entry in block.entries:
                yield self.paragraph("heading 2", line(entry.mark, "  ", entry.name))
                for note in entry.notes:
                    text = _labelled(note.word, note.line, self.after)
                    yield self.paragraph("Normal", text)

    def listed(self, block: Listing) -> str:
        """Return endnotes in two columns, each a place that links name."""
        items = (
            self.paragraph(
                "Source",
                line(f"{mark}\t" if mark else "", text),
                f"{block.anchor}{mark}" if block.anchor else "",
            )
            for mark, text in block.items
        )
        return "".join([self.section(1), *items, self.section(2)])

    def section(self, columns: int) -> str:
        """Return the end of a section of so many columns; the next goes on below it."""
        found = deepcopy(self.sheet)
        for child in list(found):
            if self.sections and child.tag in REFERENCES:
                found.remove(child)
        columned(found, columns, flows=self.sections > 0)
        self.sections += 1
        whole = etree.tostring(found, encoding="unicode")
        id = self.ids["gap"]
        return f'<w:p><w:pPr><w:pStyle w:val="{id}"/>{whole}</w:pPr></w:p>'

    def heading(self, block: Heading) -> str:
        """Return a heading, on a page of its own if a break came before it."""
        style = HEADINGS.get(block.level, "heading 3")
        more = "<w:pageBreakBefore/>" if self.breaks else ""
        self.breaks = False
        return self.paragraph(style, block.line, block.anchor, more)

    def contents(self, block: Contents) -> str:
        """Return the contents: a field that is right as it stands, and can be renewed."""
        links = "".join(self.runs((*text, Run("   "))) for text in block.links)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText'
            ' xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        style = f'<w:pPr><w:pStyle w:val="{self.ids["toc 1"]}"/></w:pPr>'
        return f"<w:p>{style}{begin}{links}{end}</w:p>"

    def beside(self, block: Beside) -> str:
        """Return the same in two languages, in two columns."""
        half = WHOLE / 2
        parts = [self.open("Report Frame", [half, half])]
        width = f'<w:tcPr><w:tcW w:w="{self.twips(half)}" w:type="dxa"/></w:tcPr>'
        whole, self.width = self.width, self.width // 2 - 100
        self.text = "Table Text"
        cells = [
            f"<w:tc>{width}{self.blocks(blocks)}</w:tc>"
            for blocks in (block.left, block.right)
        ]
        self.width, self.text = whole, "Normal"
        return "".join([*parts, self.row(cells), self.close()])


def _labelled(word: str, text: Line, after: str) -> Line:
    return line((Run(word, "dim"), Run(after)) if word else (), text)
