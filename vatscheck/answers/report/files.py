"""A report as files: which forms it has, and the bytes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vatscheck.answers.document import Document
from vatscheck.answers.report.both import both
from vatscheck.formats.page import Page

if TYPE_CHECKING:
    from vatscheck.answers.report.texts import Texts

FORMS = (".docx", ".xlsx", ".html", ".md", ".csv", ".json")
"""The endings of the files that a report can be."""


def page(reports: Sequence[Document]) -> Page:
    """Return the page of a report, or of two in two languages on one answer."""
    return reports[0].page() if len(reports) == 1 else both(reports[0], reports[1])


def made(
    reports: Sequence[Document],
    ending: str,
    template: bytes | None = None,
    styles: Mapping[str, str] | None = None,
) -> bytes:
    """Return a report as the bytes of a file with that ending (`FORMS`).

    `template` is a firm's own Word document, `styles` which of its styles stand for ours.
    The library of a form is imported only when that form is asked for. Raises
    `KeyError` for an ending that stands for no form.
    """
    if ending not in FORMS:
        raise KeyError(ending)
    if ending == ".docx":
        from vatscheck.formats.docx.document import render

        return render(page(reports), template, styles, _data(reports))
    if ending in (".xlsx", ".csv"):
        from vatscheck.answers.report.texts import Texts

        texts = Texts([(found.data, found.lang) for found in reports])
        return workbook(texts) if ending == ".xlsx" else table(texts)
    return f"{text(reports, ending)}\n".encode()


def _data(reports: Sequence[Document]) -> dict[str, Any]:
    """What the fields of a template may say: the first report, and each by its language."""
    return {**reports[0].data, **{f"in_{each.lang}": each.data for each in reports}}


def workbook(texts: Texts) -> bytes:
    """Return a report as a workbook."""
    from vatscheck.answers.report.sheets.book import book
    from vatscheck.formats.xlsx import render

    return render(book(texts))


def table(texts: Texts) -> bytes:
    """Return a report as CSV."""
    from vatscheck.answers.report.rows import rows
    from vatscheck.formats.csv import render

    return render(rows(texts))


def text(reports: Sequence[Document], ending: str) -> str:
    """Return a report in a form that is text."""
    if ending == ".json":
        several = len(reports) > 1
        return "\n".join(found.to_json(indent=not several) for found in reports)
    if ending == ".html":
        from vatscheck.formats import html

        return html.render(page(reports))
    from vatscheck.formats import markdown

    return markdown.render(page(reports))
