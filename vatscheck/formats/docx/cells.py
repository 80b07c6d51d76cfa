"""The rows and cells of tables: their widths, and what keeps them together on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from vatscheck.formats.docx.texts import Texts, clean
from vatscheck.formats.page import Column, Line, line, paragraphs

WHOLE = 100
"""The width of a page in percent."""


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


class Cells(Texts):
    """Writes rows and cells; `width` is that of the page, in twentieths of a point."""

    def __init__(self, part: Any, ids: Mapping[str, str], width: int) -> None:
        super().__init__(part, ids)
        self.width = width

    def open(self, style: str, widths: Sequence[float], caption: str = "") -> str:
        """Return the beginning of a table of fixed widths, which are percent."""
        id = self.ids[style.lower()]
        columns = "".join(f'<w:gridCol w:w="{self.twips(w)}"/>' for w in widths)
        told = f"<w:tblCaption w:val={quoteattr(clean(caption))}/>" if caption else ""
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


def shared(shares: Sequence[int], whole: float) -> list[float]:
    """The widths of columns in percent, which together are the whole."""
    known = sum(shares)
    if not known:
        return [whole / len(shares)] * len(shares)
    return [share * whole / known for share in shares]
