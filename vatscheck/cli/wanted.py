"""How the answer to a question is given: on standard output, or to the files named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vatscheck.cli.files import screen, show
from vatscheck.cli.writing import NotWritten, OverInput, over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Detail, Document
    from vatscheck.formats.page import Page

FORMATS = ("table", "json", "jsonl", "markdown", "html")
"""What `--format` takes: the forms of an answer that a terminal or a pipe takes."""
LINES = ("table", "json", "jsonl")
"""The forms in which many answers are a line each, or one table below the other."""
ENDINGS = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
}
"""The form of an answer by the ending of its file; a name without one takes `--format`."""


class NoSuchEnding(NotWritten):
    """A file is named whose ending stands for no form; the message lists those that do."""


class Wanted(NamedTuple):
    """In which form and language an answer is wanted, where, and what is not touched."""

    format: str
    outputs: Sequence[Path]
    lang: Lang
    inputs: Sequence[str]
    detail: Detail | None = None
    many: bool = False

    def give(self, documents: Document | Iterable[Document]) -> int:
        """Print the answer, or write every file that is named: all of them, or none.

        Of many documents each is printed as it is made, in a form that has a line for
        each. Returns the exit code 0. Raises `NotWritten`.
        """
        from vatscheck.answers.document import Document

        every = [documents] if isinstance(documents, Document) else documents
        if self.many and not self.outputs and self.format in LINES:
            apart = self.format == "table" and not (self.detail and self.detail.several)
            for at, one in enumerate(every):
                text = self.text([one], self.format, *screen(self.format, None))
                show(f"\n{text}" if apart and at else text)
            return 0
        found = list(every)
        if self.outputs:
            forms = self.forms()
            files = {path: self.made(found, kind) for path, kind in forms.items()}
            write_all(files, self.inputs)
        else:
            show(self.text(found, self.format, *screen(self.format, None)))
        return 0

    def forms(self) -> dict[Path, str]:
        """Return the form of every file that is named. Raises `NotWritten`."""
        found: dict[Path, str] = {}
        for path in self.outputs:
            if over_input(path, self.inputs):
                raise OverInput(path)
            if path in found:
                raise NotWritten(f"{path}: named twice")
            found[path] = form(path, self.format)
        return found

    def made(self, documents: Sequence[Document], kind: str) -> bytes:
        """Return the answer in a form, as the bytes of a file."""
        if kind == "docx":
            from vatscheck.formats.docx import render

            return render(self.page(documents))
        return f"{self.text(documents, kind, *screen(kind, Path()))}\n".encode()

    def text(
        self, documents: Sequence[Document], kind: str, width: int, colour: bool
    ) -> str:
        """Return the answer in a form that is text."""
        if kind in ("json", "jsonl"):
            lines = kind == "jsonl" or self.many or len(documents) > 1
            return "\n".join(found.to_json(indent=not lines) for found in documents)
        page = self.page(documents)
        if kind == "table":
            from vatscheck.formats import text

            return text.render(page, text.Screen(width, colour))
        if kind == "markdown":
            from vatscheck.formats import markdown

            return markdown.render(page)
        from vatscheck.formats import html

        return html.render(page)

    def page(self, documents: Sequence[Document]) -> Page:
        """Return the pages of all documents, one below the other."""
        from vatscheck.answers.document import SHORT
        from vatscheck.formats.page import Gap

        detail = self.detail or SHORT
        first, *more = (found.page(detail) for found in documents)
        between = () if detail.several else (Gap(),)
        blocks = [block for page in more for block in (*between, *page.blocks)]
        return first._replace(blocks=(*first.blocks, *blocks))


def form(path: Path, otherwise: str) -> str:
    """Return the form that a file's ending stands for; without an ending the one asked for.

    Raises `NoSuchEnding` for an ending that stands for none.
    """
    ending = path.suffix.lower()
    if not ending:
        return otherwise
    if ending not in ENDINGS:
        raise NoSuchEnding(f"{path} ({', '.join(ENDINGS)})")
    return ENDINGS[ending]
