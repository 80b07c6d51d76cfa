"""`vatscheck law page`: one page for a route or an instrument, or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck import api
from vatscheck.cli.files import say, show
from vatscheck.cli.options import Form, Language, LawFolder, Output
from vatscheck.cli.refusal import Refused, unknown
from vatscheck.cli.wanted import Wanted, form
from vatscheck.cli.writing import there, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document


def page(
    id: Annotated[str, typer.Argument(help="The id of a route or an instrument.")] = "",
    all_: Annotated[
        bool, typer.Option("--all", help="Write every page, and an index, to a folder.")
    ] = False,
    format: Form = "markdown",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Write what a route or instrument opens, for whom, where, and on what conditions."""
    if all_ == bool(id) or (all_ and output is None):
        raise Refused("law-page-what")
    if all_ and output:
        from vatscheck.answers.laws.page import Pages
        from vatscheck.upkeep.written import beside

        law = api.load_law(law_folder)
        pages = Pages(law, beside(law, law_folder), lang)
        return _written(pages.every(), output, lang)
    try:
        found = api.law.page(id, folder=law_folder, lang=lang)
    except api.Unknown as error:
        raise unknown(error) from None
    return _one(found, output, format, lang)


def _one(document: Document, output: Path | None, format: str, lang: Lang) -> int:
    """Show the page of one record, or write it to a file."""
    from vatscheck.answers.laws.page import file_text

    form_ = form(output, format) if output else format
    if form_ != "markdown":
        wanted = Wanted(form_, [output] if output else (), lang, ())
        return wanted.give(document)
    if output:
        return _written({output.name: file_text(document)}, output.parent, lang)
    show(file_text(document))
    return 0


def _written(pages: dict[str, str], folder: Path, lang: Lang) -> int:
    """Write pages by name; nothing at all where a file is not one of ours."""
    from vatscheck.answers.laws.page import MARK

    paths = {folder / name: text.encode() for name, text in pages.items()}
    try:
        for path in paths:
            if there(path) and not _ours(path, MARK):
                raise Refused("exists", path=path)
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise Refused("law-no-writing", path=folder, reason=reason) from None
    write_all(paths)
    say("law-page-wrote", lang, count=len(pages), path=folder)
    return 0


def _ours(path: Path, mark: str) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark.encode())) == mark.encode()
