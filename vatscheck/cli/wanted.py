"""How the answer to a question is given: on standard output, or to the files named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vatscheck.cli.files import OFFICE, NoText, screen, show
from vatscheck.cli.writing import NotWritten, OverInput, over_input, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Detail, Document
    from vatscheck.formats.page import Block, Page
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
"""The form of an answer by the ending of its file; a name without one takes `--format`."""
OF_RESULTS = {".sarif": "sarif", ".junit.xml": "junit", ".gitlab.json": "gitlab"}
"""The same for the forms that tell results, where an answer has results."""


WHOLE = ("html", "docx")
"""Forms that are made of all answers at once; the others are made piece by piece."""


class NoSuchEnding(NotWritten):
    """A file is named whose ending stands for no form; the message lists those that do."""


class Wanted(NamedTuple):
    """In which form and language an answer is wanted, where, and what is not touched.

    `many` = whether there are several answers, none = that is seen when they come;
    `opening` is what stands before the first of several.
    """

    format: str
    outputs: Sequence[Path]
    lang: Lang
    inputs: Sequence[str]
    detail: Detail | None = None
    results: Callable[[], Results] | None = None
    many: bool | None = None
    opening: tuple[Block, ...] = ()

    def give(self, documents: Document | Iterable[Document]) -> int:
        """Print the answer, or write every file that is named: all of them, or none.

        Of many answers each is printed as it is made, and let go. Returns the exit
        code 0. Raises `NotWritten`.
        """
        from vatscheck.answers.document import Document

        found = [documents] if isinstance(documents, Document) else documents
        forms = self.forms() if self.outputs else {}
        several, found = _several(found) if self.many is None else (self.many, found)
        if self.results and self.format in PIPELINE and not forms:
            for _ in found:  # results are told together, when all is judged
                pass
            show(self.results().text(self.format))
        elif forms:
            write_all(self.files(forms, found, several), self.inputs)
        elif self.format in WHOLE:
            page = self.page([one.page(self.tells) for one in found])
            show(self.whole(page, self.format).decode().removesuffix("\n"))
        else:
            where = screen(self.format, None)
            for at, one in enumerate(found):
                show(self.piece(one, self.format, where, at == 0, several))
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

    def files(
        self, forms: Mapping[Path, str], documents: Iterable[Document], several: bool
    ) -> dict[Path, bytes]:
        """Return every file with its bytes; a document is let go once it is in all."""
        texts: dict[Path, list[str]] = {path: [] for path in forms}
        pages: list[Page] = []
        told = {path: kind for path, kind in forms.items() if kind in PIPELINE}
        paged = {path: kind for path, kind in forms.items() if kind not in PIPELINE}
        whole = any(kind in WHOLE for kind in paged.values())
        for at, one in enumerate(documents):
            if whole:
                pages.append(one.page(self.tells))
            for path, kind in paged.items():
                if kind not in WHOLE:
                    where = screen(kind, path)
                    piece = self.piece(one, kind, where, at == 0, several)
                    texts[path].append(piece)
        page = self.page(pages) if pages else None
        found = {
            path: self.whole(page, kind)
            if page and kind in WHOLE
            else ("\n".join(texts[path]) + "\n").encode()
            for path, kind in paged.items()
        }
        if not told or self.results is None:
            return found
        results = self.results()
        return found | {
            path: f"{results.text(kind)}\n".encode() for path, kind in told.items()
        }

    def piece(
        self,
        one: Document,
        kind: str,
        where: tuple[int, bool],
        first: bool,
        several: bool,
    ) -> str:
        """Return one answer of perhaps several in a form that is text, piece by piece."""
        if kind in ("json", "jsonl"):
            return one.to_json(indent=kind == "json" and not several)
        page = one.page(self.tells)
        before = self.opening if first else self.between
        page = page._replace(blocks=(*before, *page.blocks))
        if kind == "table":
            from vatscheck.formats import text

            return text.render(page, text.Screen(*where))
        from vatscheck.formats import markdown

        return ("" if first else "\n") + markdown.render(page)

    def whole(self, page: Page, kind: str) -> bytes:
        """Return the page of all answers in a form that is made at once."""
        if kind == "docx":
            from vatscheck.formats.docx.document import render

            return render(page)
        from vatscheck.formats import html

        return f"{html.render(page)}\n".encode()

    @property
    def tells(self) -> Detail:
        """How much is told: the short answer if nothing else is wanted."""
        from vatscheck.answers.document import SHORT

        return self.detail or SHORT

    @property
    def between(self) -> tuple[Block, ...]:
        """The blocks between the pages of two answers."""
        from vatscheck.formats.page import Gap

        return () if self.tells.several else (Gap(),)

    def page(self, pages: Sequence[Page]) -> Page:
        """Return the pages of all answers as one, one below the other."""
        first, *more = pages
        blocks = [block for page in more for block in (*self.between, *page.blocks)]
        return first._replace(blocks=(*self.opening, *first.blocks, *blocks))


def _several(documents: Iterable[Document]) -> tuple[bool, Iterable[Document]]:
    """Whether there are several, known from the first two, and all of them."""
    rest = iter(documents)
    head = list(islice(rest, 2))
    return len(head) > 1, _all(head, rest)


def _all(head: list[Document], rest: Iterator[Document]) -> Iterator[Document]:
    """All of them, none of which is held once it has been given."""
    while head:
        yield head.pop(0)
    yield from rest


def of_results(form: str) -> bool:
    """Return whether a form, or the name of a file, tells results."""
    return form in PIPELINE or form.endswith(tuple(OF_RESULTS))


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

    Raises `NoSuchEnding` for an ending that stands for none, and `NoText` for one of
    the office, which only a report has.
    """
    name = path.name.lower()
    if with_results:
        for ending, kind in OF_RESULTS.items():
            if name.endswith(ending):
                return kind
    ending = path.suffix.lower()
    if not ending:
        return otherwise
    if ending in OFFICE and ending not in ENDINGS:
        raise NoText(path)
    if ending not in ENDINGS:
        allowed = (*ENDINGS, *(OF_RESULTS if with_results else ()))
        raise NoSuchEnding(f"{path} ({', '.join(allowed)})")
    return ENDINGS[ending]
