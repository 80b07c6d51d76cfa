"""A page on a template as a file; what the file tells of itself, and its head and foot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from vatscheck.formats.docx.sections import columned
from vatscheck.formats.docx.template import MEMO, PLACE, has_fields, place, styles
from vatscheck.formats.docx.texts import clean
from vatscheck.formats.docx.writer import Writer
from vatscheck.formats.page import Page, Running

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


def render(
    page: Page,
    template: bytes | None = None,
    named: Mapping[str, str] | None = None,
    data: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the page as a document, the same bytes for the same page.

    `template` is a firm's own document, `named` which of its styles stand for ours, and
    `data` what its fields may say. Raises `TemplateError` and `StyleError`.
    """
    document, mark = Document(BytesIO(template) if template else str(MEMO)), ""
    if template and has_fields(document):
        words = {name: clean(value) for name, value in _words(page).items()}
        from vatscheck.formats.docx.fields import filled

        document = filled(template, {**(data or {}), **words})
        mark = PLACE
    ids = styles(document, named or {}, own=template is None)
    writer = Writer(document, page, ids)
    body = parse_xml(f"<w:body {NAMESPACES}>{writer.blocks(page.blocks)}</w:body>")
    elements = list(body)
    columns = 1
    ends = f"{qn('w:pPr')}/{qn('w:sectPr')}"
    if not template and elements and elements[-1].find(ends) is not None:
        elements.pop()  # the last section of a document ends with the document
        columns = 2
    place(document, elements, mark)
    if writer.sections:
        columned(document.element.body.find(qn("w:sectPr")), columns, flows=True)
    _about(document, page)
    if not mark:
        _running(document, _words(page))
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


def _about(document: Any, page: Page) -> None:
    """Set what the file tells of itself: no author, and the day that was judged."""
    name = LANGUAGES.get(page.lang, page.lang)
    about, running = document.core_properties, page.running
    about.title, about.language = clean(page.title), name
    about.author, about.comments, about.last_modified_by = "", "", ""
    if running:
        about.subject, about.keywords = (
            clean(running.subject),
            clean(running.keywords),
        )
    day = datetime.fromisoformat(running.made if running else FIRST_DAY)
    about.created = about.modified = day


def _words(page: Page) -> dict[str, str]:
    """What stands in head and foot of every sheet, by the marks of a template."""
    found = page.running or Running(page.title, "", "", ("", " / ", ""), "", "", "")
    first, of, end = found.page
    words = {"left": found.left, "right": found.right, "foot": found.foot}
    return words | {"page": first, "of": of, "end": end}


def _running(document: Any, words: Mapping[str, str]) -> None:
    """Fill in head and foot of every sheet, where the template has room for it."""
    mark = re.compile(r"\{\{(" + "|".join(words) + r")\}\}")
    for section in document.sections:
        for part in (section.header, section.footer):
            if part.is_linked_to_previous:
                continue
            for text in part._element.iter(qn("w:t")):
                if text.text:
                    text.text = mark.sub(lambda m: clean(words[m[1]]), text.text)
