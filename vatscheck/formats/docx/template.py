"""The document that a page is written on: its styles, and where the page stands in it.

The template carries all that a document looks like; only the names of styles stand in
code. A firm's own template keeps its styles, header, footer and page: styles that it
lacks are added to it, and the page stands where its paragraph `{{report}}` is, or else
at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

MEMO = Path(__file__).parent / "memo.docx"
ANCHOR = "{{report}}"
LARGEST = 64 * 1024 * 1024
"""A template is no larger when it is unpacked, in bytes."""


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


def styles(document: Any, names: Mapping[str, str], *, own: bool) -> dict[str, str]:
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


def place(document: Any, elements: Sequence[Any]) -> None:
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
