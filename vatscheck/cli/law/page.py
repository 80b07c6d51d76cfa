"""`vatscheck law page`: one page for a route or an instrument, or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import say, show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Language, LawFolder, Output
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted, form
from vatscheck.cli.writing import there, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.laws.page import Pages


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
    from vatscheck.answers.laws.page import Pages
    from vatscheck.upkeep.written import beside

    law = the_law(law_folder)
    if all_ == bool(id) or (all_ and output is None):
        raise Refused("law-page-what")
    pages = Pages(law, beside(law, law_folder), lang)
    if all_ and output:
        return _written(pages.every(), output, lang)
    return _one(pages, id, output, format, lang)


def _one(pages: Pages, id: str, output: Path | None, format: str, lang: Lang) -> int:
    """Show the page of one record, or write it to a file."""
    from vatscheck.names.records import nearest

    law = pages.law
    record = law.routes.get(id) or law.instruments.get(id)
    if record is None:
        raise Refused("unknown-id", found=id, hint=", ".join(nearest(law, id)) or "-")
    form_ = form(output, format) if output else format
    if form_ != "markdown":
        wanted = Wanted(form_, [output] if output else (), lang, ())
        return wanted.give(pages.document(record))
    text = pages.page(record)
    if output:
        return _written({output.name: text}, output.parent, lang)
    show(text)
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
