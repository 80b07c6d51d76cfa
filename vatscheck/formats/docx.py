"""A page as a Word document on a template; texts go in as runs only: no markup of theirs.

The template carries all that a document looks like; only the names of styles stand here.
A firm's own template keeps its styles, header, footer and page: styles that it lacks are
added to it, and the page stands where its paragraph `{{report}}` is, or else at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from vatscheck.formats import inert
from vatscheck.formats.drawing import stretches
from vatscheck.formats.keeping import kept
from vatscheck.formats.page import (
    BREAK,
    Bars,
    Beside,
    Block,
    Break,
    Code,
    Column,
    Contents,
    Entries,
    Heading,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Running,
    Statuses,
    Table,
    Tasks,
    Tree,
    colon,
    line,
    paragraphs,
)

MEMO = Path(__file__).parent / "memo.docx"
FIRST_DAY = "1970-01-01"
"""The file's own date where a page has none: fixed, so that equal pages give equal files."""
FIRST_ENTRY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the first that the format can say."""
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
"""The names of languages as Word writes them, where they differ."""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("w14", "http://schemas.microsoft.com/office/word/2010/wordml"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    )
)
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
HEADINGS = {1: "Title", 2: "heading 1", 3: "heading 2", 4: "heading 3"}
PARAGRAPHS = {"subtitle": "Subtitle", "lead": "Short Answer", "note": "Note"}
RUNS = {
    "strong": "Strong",
    "dim": "Dim",
    "code": "Code",
    "ref": "Reference",
    "link": "Link",
}
SHORT = 8
"""A table with fewer rows stays on one page."""
WHOLE, BOX, NARROWEST = 100, 6.5, 7
"""The width of a page, of the column of boxes, and of a stretch of days, in percent."""
REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
BEFORE_TYPE = (*REFERENCES, qn("w:footnotePr"), qn("w:endnotePr"))
BEFORE_COLUMNS = (
    *BEFORE_TYPE,
    *map(qn, ("w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders")),
    *map(qn, ("w:lnNumType", "w:pgNumType")),
)
"""What comes before the type, and before the columns, in the properties of a section."""
ANCHOR = "{{report}}"
LARGEST = 64 * 1024 * 1024
"""A template is no larger when it is unpacked, in bytes."""
LEVEL = 260
"""How far a level of holders stands in, in twentieths of a point."""
BAD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def render(
    page: Page, template: bytes | None = None, styles: Mapping[str, str] | None = None
) -> bytes:
    """Return the page as a document, the same bytes for the same page.

    `template` is a firm's own document, `styles` which of its styles stand for ours.
    """
    document = Document(BytesIO(template) if template else str(MEMO))
    ids = _styles(document, styles or {}, own=template is None)
    writer = _Writer(document, page, ids)
    body = parse_xml(f"<w:body {NAMESPACES}>{writer.blocks(page.blocks)}</w:body>")
    elements = list(body)
    columns = 1
    ends = f"{qn('w:pPr')}/{qn('w:sectPr')}"
    if not template and elements and elements[-1].find(ends) is not None:
        elements.pop()  # the last section of a document ends with the document
        columns = 2
    _place(document, elements)
    if writer.sections:
        _columns(document.element.body.find(qn("w:sectPr")), columns, flows=True)
    _about(document, page)
    _running(document, page)
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


class TemplateError(Exception):
    """A firm's own document cannot be opened; the message says why."""


def readable(template: bytes) -> None:
    """Check that bytes are a Word document of a bearable size. Raises `TemplateError`."""
    try:
        with ZipFile(BytesIO(template)) as archive:
            whole = sum(entry.file_size for entry in archive.infolist())
            if whole > LARGEST:
                raise TemplateError(f"{whole:,} bytes when unpacked")
            Document(BytesIO(template))
    except (KeyError, ValueError, OSError, BadZipFile, PackageNotFoundError) as error:
        raise TemplateError(str(error).splitlines()[0][:100]) from None
    except etree.XMLSyntaxError as error:
        raise TemplateError(str(error).splitlines()[0][:100]) from None


# --- the template -------------------------------------------------------------------


def _styles(document: Any, names: Mapping[str, str], *, own: bool) -> dict[str, str]:
    """Return the ids of styles by their names in small letters; what is missing is added."""
    found = _named(document)
    if not own:
        part = document.styles.element
        taken = {style.get(qn("w:styleId")) for style in part.iter(qn("w:style"))}
        for name, style in _ours().items():
            if name not in found and style.get(qn("w:styleId")) not in taken:
                part.append(deepcopy(style))
        found = _named(document)
    for ours, theirs in names.items():
        found[ours.lower()] = found.get(theirs.lower(), found[ours.lower()])
    return found


def _named(document: Any) -> dict[str, str]:
    return {
        style.find(qn("w:name")).get(qn("w:val")).lower(): style.get(qn("w:styleId"))
        for style in document.styles.element.iter(qn("w:style"))
        if style.find(qn("w:name")) is not None
    }


@cache
def _ours() -> dict[str, Any]:
    memo = Document(str(MEMO))
    return {
        style.find(qn("w:name")).get(qn("w:val")).lower(): style
        for style in memo.styles.element.iter(qn("w:style"))
    }


def _place(document: Any, elements: Sequence[Any]) -> None:
    """Put the page where the template has its anchor, or else at the end of it."""
    body = document.element.body
    lines = body.iterchildren(qn("w:p"))
    anchor = next((p for p in lines if _read(p) == ANCHOR), None)
    last = anchor if anchor is not None else body.find(qn("w:sectPr"))
    for element in elements:
        if last is None:
            body.append(element)
        else:
            last.addprevious(element)
    if anchor is not None:
        body.remove(anchor)


def _read(paragraph: Any) -> str:
    texts = (text.text or "" for text in paragraph.iter(qn("w:t")))
    return "".join(texts).strip()


def _about(document: Any, page: Page) -> None:
    """Set what the file tells of itself: no author, and the day that was judged."""
    name = LANGUAGES.get(page.lang, page.lang)
    about, running = document.core_properties, page.running
    about.title, about.language = _clean(page.title), name
    about.author, about.comments, about.last_modified_by = "", "", ""
    if running:
        about.subject, about.keywords = (
            _clean(running.subject),
            _clean(running.keywords),
        )
    day = datetime.fromisoformat(running.made if running else FIRST_DAY)
    about.created = about.modified = day


def _running(document: Any, page: Page) -> None:
    """Fill in head and foot of every sheet, where the template has room for it."""
    found = page.running or Running(page.title, "", "", ("", " / ", ""), "", "", "")
    first, of, end = found.page
    words = {"left": found.left, "right": found.right, "foot": found.foot}
    words |= {"page": first, "of": of, "end": end}
    for section in document.sections:
        for part in (section.header, section.footer):
            if part.is_linked_to_previous:
                continue
            for text in part._element.iter(qn("w:t")):
                for name, value in words.items():
                    if f"{{{{{name}}}}}" in (text.text or ""):
                        text.text = text.text.replace(f"{{{{{name}}}}}", _clean(value))


def _clean(text: str) -> str:
    """A text with what hides or turns it round made visible; a kept blank stays one."""
    parts = (inert.terminal(part) for part in text.split("\u00a0"))
    return BAD.sub("\ufffd", "\u00a0".join(parts))


# --- the page -------------------------------------------------------------------------


class Look(NamedTuple):
    """How a cell stands: over how many columns, kept with the next row, how far in.

    `frame` are its lines and `before` what stands before its text, as XML.
    """

    span: int = 1
    keep: bool = False
    inside: int = 0
    frame: str = ""
    before: str = ""


KEPT = Look(keep=True)


class _Writer:
    """Writes blocks as the XML of a document body."""

    def __init__(self, document: Any, page: Page, ids: Mapping[str, str]) -> None:
        self.part, self.page, self.ids = document.part, page, ids
        self.after = colon(page.lang)
        section = document.sections[-1]
        inner = section.page_width - section.left_margin - section.right_margin
        self.width: int = inner // 635  # twentieths of a point
        self.sheet = document.element.body.find(qn("w:sectPr"))
        self.sections = 0
        self.marks = 0
        self.links: dict[str, str] = {}
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
        _columns(found, columns, flows=self.sections > 0)
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

    # --- texts ------------------------------------------------------------------

    def paragraph(
        self, style: str, text: Line, anchor: str = "", more: str = ""
    ) -> str:
        """Return a paragraph; `more` are properties that come behind its style."""
        id = self.ids[style.lower()]
        kind = f'<w:pStyle w:val="{id}"/>' if id != self.ids["normal"] else ""
        properties = f"<w:pPr>{kind}{more}</w:pPr>" if kind or more else ""
        return f"<w:p>{properties}{self.marked(anchor, self.runs(text))}</w:p>"

    def marked(self, anchor: str, inner: str) -> str:
        """Return runs with a bookmark around them, if they have an anchor."""
        if not anchor:
            return inner
        self.marks += 1
        name = quoteattr(_bookmark(anchor))
        start = f'<w:bookmarkStart w:id="{self.marks}" w:name={name}/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{self.marks}"/>'

    def runs(self, text: Line) -> str:
        """Return the runs of a text."""
        return "".join(map(self.run, text))

    def run(self, run: Run) -> str:
        """Return one run in its style and language, as a link if it is one."""
        if run == BREAK:
            return "<w:r><w:br/></w:r>"
        name = RUNS.get(run.style) or (
            f"Status {run.style.replace('_', ' ')}" if run.style else ""
        )
        style = f'<w:rStyle w:val="{self.ids[name.lower()]}"/>' if name else ""
        chinese = CHINESE.search(run.text)
        fonts = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
        tongue = '<w:lang w:eastAsia="zh-CN"/>' if chinese else ""
        properties = f"{style}{fonts}{tongue}"
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        made = f"<w:r>{properties}{_text(run.text)}</w:r>"
        return self.linked(run.link, made) if run.link else made

    def linked(self, link: str, inner: str) -> str:
        """Return runs as a link to a place of the document, or to an address."""
        if link.startswith("#"):
            name = quoteattr(_bookmark(link[1:]))
            return f'<w:hyperlink w:anchor={name} w:history="1">{inner}</w:hyperlink>'
        if link not in self.links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self.links[link] = self.part.relate_to(link, kind, is_external=True)
        return f'<w:hyperlink r:id="{self.links[link]}" w:history="1">{inner}</w:hyperlink>'

    # --- tables -----------------------------------------------------------------

    def open(self, style: str, widths: Sequence[float], caption: str = "") -> str:
        """Return the beginning of a table of fixed widths, which are percent."""
        id = self.ids[style.lower()]
        columns = "".join(f'<w:gridCol w:w="{self.twips(w)}"/>' for w in widths)
        told = f"<w:tblCaption w:val={quoteattr(_clean(caption))}/>" if caption else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{id}"/>'
            f'<w:tblW w:w="{self.twips(sum(widths))}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>{told}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>"
        )

    def twips(self, percent: float) -> int:
        """Return a part of the page's width in twentieths of a point."""
        return int(self.width * percent / WHOLE + 0.5)

    def close(self) -> str:
        """Return the end of a table, with a thin line below so that none touch."""
        id = self.ids["gap"]
        return f'</w:tbl><w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr></w:p>'

    def row(self, cells: Iterable[str], *, head: bool = False) -> str:
        """Return a row, which no page splits; a head is repeated on every page."""
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"

    def cell(
        self,
        text: Line,
        width: float,
        style: str = "Table Text",
        look: Look | None = None,
    ) -> str:
        """Return a cell, a paragraph for each of its text."""
        look = look or Look()
        span = f'<w:gridSpan w:val="{look.span}"/>' if look.span > 1 else ""
        kept = "<w:keepNext/>" if look.keep else ""
        inside = f'<w:ind w:left="{look.inside}"/>' if look.inside else ""
        before, made = look.before, []
        for part in paragraphs(text):
            dim = bool(part) and all(run.style == "dim" for run in part)
            kind = "Table Note" if dim and style == "Table Text" else style
            runs = tuple(run._replace(style="") for run in part) if dim else part
            id = self.ids[kind.lower()]
            properties = f'<w:pPr><w:pStyle w:val="{id}"/>{kept}{inside}</w:pPr>'
            made.append(f"<w:p>{properties}{before}{self.runs(runs)}</w:p>")
            before = ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{self.twips(width)}" w:type="dxa"/>{span}'
            f"{look.frame}</w:tcPr>{''.join(made)}</w:tc>"
        )

    def heads(self, columns: Sequence[Column], widths: Sequence[float]) -> str:
        """Return the row of heads."""
        cells = (
            self.cell(line(column.head), width, "Table Head", KEPT)
            for column, width in zip(columns, widths, strict=True)
        )
        return self.row(cells, head=True)

    def table(self, block: Table) -> str:
        """Return a table whose heads are repeated on every page and whose rows stay whole."""
        if not block.rows:
            return ""
        widths = _widths([column.share for column in block.columns], WHOLE)
        style = "Small Text" if block.small else "Table Text"
        parts = [self.open("Report Table", widths, block.caption)]
        if block.heads:
            parts.append(self.heads(block.columns, widths))
        for at, row in enumerate(block.rows, 1):
            keep = len(block.rows) < SHORT and at < len(block.rows)
            cells = zip(row, widths, strict=True)
            parts.append(
                self.row(self.cell(c, w, style, Look(keep=keep)) for c, w in cells)
            )
        return "".join([*parts, self.close()])

    def tasks(self, block: Tasks) -> str:
        """Return a checklist whose boxes are content controls named after the items."""
        shares = [column.share for column in block.columns]
        widths = [BOX, *_widths(shares, WHOLE - BOX)]
        parts = [self.open("Report Table", widths, block.caption)]
        parts.append(self.heads((Column(""), *block.columns), widths))
        for group in block.groups:
            if group.heading:
                cell = self.cell(
                    group.heading, WHOLE, "Phase", Look(len(widths), keep=True)
                )
                parts.append(self.row([cell]))
            for task in group.tasks:
                box = _box(task.id, task.ticked, self.ids["tick box"])
                first = self.cell(line(task.number), BOX, look=Look(before=box))
                cells = zip(task.cells, widths[1:], strict=True)
                parts.append(self.row([first, *(self.cell(c, w) for c, w in cells)]))
        return "".join([*parts, self.close()])

    def statuses(self, block: Statuses) -> str:
        """Return the grid: cells shaded by the style of their status, one column framed."""
        first = 24
        widths = [first, *_widths([0] * len(block.columns), WHOLE - first)]
        parts = [self.open("Report Grid", widths, block.caption)]
        heads = [self.cell((), first, look=KEPT)]
        for at, (name, width) in enumerate(zip(block.columns, widths[1:], strict=True)):
            frame = _frame("top") if not at else ""
            heads.append(
                self.cell(name, width, "Table Head", KEPT._replace(frame=frame))
            )
        parts.append(self.row(heads, head=True))
        for n, (name, cells) in enumerate(block.rows, 1):
            last = n == len(block.rows)
            row = [self.cell(name, first, look=Look(keep=not last))]
            for at, (mark, width) in enumerate(zip(cells, widths[1:], strict=True)):
                frame = _frame("bottom" if last else "") if not at else ""
                row.append(self.mark(mark, width, Look(keep=not last, frame=frame)))
            parts.append(self.row(row))
        return "".join([*parts, self.close()])

    def mark(self, mark: Run, width: float, look: Look) -> str:
        """Return a cell that is the word of a status, on its ground."""
        style = f"Grid {mark.style.replace('_', ' ')}"
        return self.cell(line(mark._replace(style="")), width, style, look)

    def bars(self, block: Bars) -> str:
        """Return the history: a cell a stretch of days, as wide as its time allows."""
        starts, rows = stretches(block)
        first = 22
        days = [datetime.fromisoformat(day).toordinal() for day in (*starts, block.day)]
        spans = [max(b - a, 1) for a, b in pairwise(days)]
        widths = [first, *_at_least(spans, WHOLE - first, NARROWEST)]
        parts = [self.open("Report Grid", widths, block.caption)]
        heads = [
            self.cell(line(day[:4], BREAK, Run(day[5:])), width, "Table Head", KEPT)
            for day, width in zip(starts, widths[1:], strict=True)
        ]
        parts.append(self.row([self.cell((), first, look=KEPT), *heads], head=True))
        for (name, _), cells in zip(block.rows, rows, strict=True):
            row, at = [self.cell(name, first, look=KEPT)], 1
            for span, mark in cells:
                width = sum(widths[at : at + span])
                row.append(self.mark(mark, width, Look(span, keep=True)))
                at += span
            parts.append(self.row(row))
        legend: list[Run] = [Run("→ "), *block.today, Run("   ")]
        for found, meaning in block.legend:
            legend += [found, Run(" "), *meaning, Run("   ")]
        return "".join([*parts, "</w:tbl>", self.paragraph("Note", tuple(legend))])

    def tree(self, block: Tree) -> str:
        """Return the holders, each as far in as its level."""
        widths = [60.0, 24.0, 16.0]
        parts = [self.open("Report Frame", widths, block.caption)]
        parts.append(self.heads([Column(head) for head in block.heads], widths))
        strong = tuple(Run(run.text, "strong") for run in block.root)
        parts.append(self.row([self.cell(strong, WHOLE, look=Look(len(widths)))]))
        for holder in block.holders:
            name = line("└ ", holder.name)
            cell = self.cell(name, widths[0], look=Look(inside=LEVEL * holder.level))
            rest = (
                self.cell(holder.home, widths[1]),
                self.cell(holder.share, widths[2]),
            )
            parts.append(self.row([cell, *rest]))
        return "".join([*parts, self.close()])

    def head(self, block: Labels) -> str:
        """Return the head of the page: its labels side by side."""
        widths = [25.0, 50.0, 25.0]
        parts = [self.open("Report Table", widths)]
        cells = (
            self.cell(line(Run(label.word, "dim"), BREAK, label.line), width)
            for label, width in zip(block.labels, widths, strict=True)
        )
        return "".join([*parts, self.row(cells), "</w:tbl>"])

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


def _columns(section: Any, columns: int, *, flows: bool) -> None:
    """Give a section its columns; one that flows on begins no page. The schema orders."""
    for name in ("w:type", "w:cols"):
        for child in section.findall(qn(name)):
            section.remove(child)
    before = [child for child in section if child.tag in BEFORE_COLUMNS]
    cols = etree.SubElement(section, qn("w:cols"))
    cols.set(qn("w:num"), str(columns))
    cols.set(qn("w:space"), "340")
    if before:
        before[-1].addnext(cols)
    if flows:
        kind = etree.Element(qn("w:type"))
        kind.set(qn("w:val"), "continuous")
        references = [c for c in section if c.tag in BEFORE_TYPE]
        section.insert(len(references), kind)


def _labelled(word: str, text: Line, after: str) -> Line:
    return line((Run(word, "dim"), Run(after)) if word else (), text)


def _text(text: str) -> str:
    """Text in which a tab is one; whatever else is live is shown."""
    parts = (escape(kept(_clean(part))) for part in text.split("\t"))
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in parts
    )


def _bookmark(anchor: str) -> str:
    return re.sub(r"\W", "_", anchor)


def _box(id: str, ticked: bool, style: str) -> str:
    """A box to tick, titled with the id of its item; a question has none to tick off."""
    sign = "☒" if ticked else "☐"
    name = (
        f"<w:alias w:val={quoteattr(id)}/><w:tag w:val={quoteattr(id)}/>" if id else ""
    )
    return (
        f"<w:sdt><w:sdtPr>{name}<w14:checkbox>"
        f'<w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
        f"<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:t xml:space="preserve">\u00a0</w:t></w:r>'
    )


def _frame(end: str) -> str:
    """The sides of a framed cell, and its top or bottom; the schema orders them."""
    sides = ("top", "left", "bottom", "right")
    drawn = [side for side in sides if side in ("left", "right", end)]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="auto"/>'
        for side in drawn
    )
    return f"<w:tcBorders>{lines}</w:tcBorders>"


def _widths(shares: Sequence[int], whole: float) -> list[float]:
    """The widths of columns in percent, which together are the whole."""
    known = sum(shares)
    if not known:
        return [whole / len(shares)] * len(shares)
    return [share * whole / known for share in shares]


def _at_least(spans: Sequence[int], whole: float, least: float) -> list[float]:
    """Widths by length, none narrower than the least (all alike if there is no room)."""
    least = min(least, whole / len(spans))
    rest = whole - least * len(spans)
    return [least + rest * span / sum(spans) for span in spans]
