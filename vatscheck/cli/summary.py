"""`--summary`: what came of a run over many companies, in files by their endings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.cli.refusal import Refused

if TYPE_CHECKING:
    from vatscheck.answers.document import Document

ENDINGS = (".html", ".xlsx", ".md", ".json")
"""The forms of a summary."""


def sound(paths: Sequence[Path]) -> None:
    """Refuse a name whose ending stands for no form of a summary."""
    for path in paths:
        if path.suffix.lower() not in ENDINGS:
            raise Refused("no-format", path=path, allowed=", ".join(ENDINGS))


def write_summary(
    document: Document, paths: Sequence[Path], inputs: Sequence[str]
) -> None:
    """Write a summary to all files, each in its form: all of them, or none."""
    from vatscheck.cli.writing import write_all

    write_all({path: _written(document, path) for path in paths}, inputs)


def _written(document: Document, path: Path) -> bytes:
    form = path.suffix.lower()
    if form == ".xlsx":
        from vatscheck.answers.portfolio_book import book
        from vatscheck.formats import xlsx

        return xlsx.render(book(document.data, document.lang))
    if form == ".json":
        return f"{document.to_json()}\n".encode()
    from vatscheck.formats import html, markdown

    render = html.render if form == ".html" else markdown.render
    return f"{render(document.page())}\n".encode()
