"""`vatscheck law list`: the records of the law."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder
from vatscheck.cli.refusal import Refused


def records(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Kinds (route, duty ...) and words; none = everything."),
    ] = None,
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List records: kind, id, title, days in force, grade, confidence, verified."""
    from vatscheck.answers.laws.records import list_document, record_lines
    from vatscheck.answers.overlay import headed
    from vatscheck.upkeep.rows import matching

    law = the_law(law_folder)
    found = matching(law, words or [])
    if not found:
        names = " ".join(words or [])
        raise Refused("law-none", found=names)
    if format == "json":
        show(list_document(law, found))
    else:
        show(headed("\n".join(record_lines(found, lang)), law, lang))
    return 0
