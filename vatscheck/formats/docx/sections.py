"""Sections of a document: how many columns each has, and whether it begins a page."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from lxml import etree

REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
BEFORE_TYPE = (*REFERENCES, qn("w:footnotePr"), qn("w:endnotePr"))
BEFORE_COLUMNS = (
    *BEFORE_TYPE,
    *map(qn, ("w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders")),
    *map(qn, ("w:lnNumType", "w:pgNumType")),
)
"""What comes before the type, and before the columns, in the properties of a section."""


def columned(section: Any, columns: int, *, flows: bool) -> None:
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
