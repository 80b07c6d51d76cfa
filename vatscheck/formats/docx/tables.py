"""Tables and checklists: heads on every page, rows whole, boxes named after their items."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from vatscheck.formats.docx.cells import WHOLE, Cells, Look, shared
from vatscheck.formats.page import BREAK, Column, Labels, Run, Table, Tasks, line

SHORT = 8
"""A table with fewer rows stays on one page."""
BOX = 6.5
"""The width of the column of boxes, in percent."""


class Tables(Cells):
    """Writes tables."""

    def table(self, block: Table) -> str:
        """Return a table whose heads are repeated on every page and whose rows stay whole."""
        if not block.rows:
            return ""
        widths = shared([column.share for column in block.columns], WHOLE)
        style = "Small Text" if block.small else "Table Text"
        kind = "Report List" if block.small else "Report Table"
        parts = [self.open(kind, widths, block.caption)]
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
        widths = [BOX, *shared(shares, WHOLE - BOX)]
        parts = [self.open("Report List", widths, block.caption)]
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

    def head(self, block: Labels) -> str:
        """Return the head of the page: its labels side by side."""
        widths = [25.0, 50.0, 25.0]
        parts = [self.open("Report Table", widths)]
        cells = (
            self.cell(line(Run(label.word, "dim"), BREAK, label.line), width)
            for label, width in zip(block.labels, widths, strict=True)
        )
        return "".join([*parts, self.row(cells), "</w:tbl>"])


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
