"""How the answer to a question is given: on standard output, or to the files named."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vatscheck.cli.files import screen, show
from vatscheck.cli.writing import NotWritten, OverInput, over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Detail, Document
    from vatscheck.formats.page import Page
    from vatscheck.formats.results import Run

PIPELINE = ("concise", "github", "gitlab", "junit", "sarif")
"""The forms that a pipeline reads: of results, not of a page."""
ENDINGS = {
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
}
OF_RESULTS = {".sarif": "sarif", ".junit.xml": "junit", ".gitlab.json": "gitlab"}
"""The same for the forms that tell results, where an answer has results."""
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
    results: Results | None = None

    def give(self, documents: Document | Sequence[Document]) -> int:
        """Print the answer, or write every file that is named: all of them, or none.

        Returns the exit code 0. Raises `NotWritten`.
        """
        from vatscheck.answers.document import Document

        found = [documents] if isinstance(documents, Document) else list(documents)
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
            found[path] = form(path, self.format, with_results=bool(self.results))
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
        if kind in PIPELINE and self.results:
            return self.results.text(kind)
        if kind in ("json", "jsonl"):
            lines = kind == "jsonl" or len(documents) > 1
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


class Results(NamedTuple):
    """The results of a run, and what of them is told."""

    run: Run
    lang: Lang
    notes: bool = False
    suppressed: bool = False

    def text(self, kind: str) -> str:
        """Return the results in a form that a pipeline reads."""
        render = import_module(f"vatscheck.formats.{kind}").render
        if kind == "sarif":
            return str(render(self.run, notes=self.notes, suppressed=self.suppressed))
        if kind == "github":
            return str(render(self.run, self._more, notes=self.notes))
        return str(render(self.run))

    def _more(self, n: int) -> str:
        from vatscheck.words.catalogue import word

        return word("pipeline-more", self.lang, n=n)


def form(path: Path, otherwise: str, *, with_results: bool = False) -> str:
    """Return the form that a file's ending stands for; without an ending the one asked for.

    Raises `NoSuchEnding` for an ending that stands for none.
    """
    name = path.name.lower()
    if with_results:
        for ending, kind in OF_RESULTS.items():
            if name.endswith(ending):
                return kind
    ending = path.suffix.lower()
    if not ending:
        return otherwise
    if ending not in ENDINGS:
        allowed = (*ENDINGS, *(OF_RESULTS if with_results else ()))
        raise NoSuchEnding(f"{path} ({', '.join(allowed)})")
    return ENDINGS[ending]
