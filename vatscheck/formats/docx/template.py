"""The document that a page is written on: its styles, and where the page stands in it.

The template carries all that a document looks like; only the names of styles stand in
code. A firm's own template keeps its styles, header, footer and page: styles that it
lacks are added to it, and the page stands where its paragraph `{{report}}` is, or else
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

FIELD = re.compile(r"\{[{%#]")
OURS = re.compile(r"\{\{(report|left|right|foot|page|of|end)\}\}")
"""What every template may hold that is no field: the place of the page, head and foot."""
PARTS = ("/header", "/footer", "/footnotes")
"""The kinds of parts beside the body in which fields may stand."""
PLACE = "\ue000report\ue000"
"""Stands where the page goes until it is there; `clean` lets no text hold it."""


class TemplateError(Exception):
    """A firm's own document cannot be opened or filled in; the message says why."""


class MissingExtra(TemplateError):
    """A template has fields, and the extra that fills them in is not installed."""


class StyleError(Exception):
    """A firm's style cannot stand for ours: the names of both, and those there are."""

    def __init__(self, ours: str, theirs: str, known: Iterable[str]) -> None:
        super().__init__(ours, theirs)
        self.ours, self.theirs, self.known = ours, theirs, tuple(known)


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


def has_fields(document: Any) -> bool:
    """Return whether a template has more marks than those that every template may hold."""
    return any(FIELD.search(OURS.sub("", text)) for text in _texts(document))


def _texts(document: Any) -> Iterator[str]:
    """The texts of a template without their markup, which may part a mark."""
    yield "".join(document.element.body.itertext())
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(PARTS):
            blob = relation.target_part.blob.decode("utf-8", "replace")
            yield re.sub("<[^>]*>", "", blob)


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
    kinds = {
        style.get(qn("w:styleId")): style.get(qn("w:type")) for style in _all(document)
    }
    for ours, theirs in names.items():
        found[ours.lower()] = _standing(ours, theirs, found, kinds)
    return found


def _standing(
    ours: str, theirs: str, found: Mapping[str, str], kinds: Mapping[str, str]
) -> str:
    """The id of a firm's style that stands for one of ours, which is of the same kind."""
    if ours.lower() not in _ours():
        raise StyleError(ours, "", _ours())
    kind = kinds[found[ours.lower()]]
    fitting = [name for name, id in found.items() if kinds[id] == kind]
    if theirs.lower() not in fitting:
        raise StyleError(ours, theirs, fitting)
    return found[theirs.lower()]


def _named(document: Any) -> dict[str, str]:
    return {
        style.find(qn("w:name")).get(qn("w:val")).lower(): style.get(qn("w:styleId"))
        for style in _all(document)
        if style.find(qn("w:name")) is not None
    }


def _all(document: Any) -> Iterator[Any]:
    return document.styles.element.iter(qn("w:style"))  # type: ignore[no-any-return]


@cache
def _ours() -> dict[str, Any]:
    memo = Document(str(MEMO))
    return {
        style.find(qn("w:name")).get(qn("w:val")).lower(): style
        for style in memo.styles.element.iter(qn("w:style"))
    }


def place(document: Any, elements: Sequence[Any], mark: str = "") -> None:
    """Put the page where the template has its anchor, or else at the end of it.

    `mark` is the anchor of a template with fields: without it such a template says all
    that it wants to say, and the page stands nowhere.
    """
    body = document.element.body
    lines = body.iterchildren(qn("w:p"))
    anchor = next((p for p in lines if _read(p) == (mark or ANCHOR)), None)
    if mark and anchor is None:
        return
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
