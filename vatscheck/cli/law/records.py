"""`vatscheck law list`: the records of the law."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def records(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Kinds (route, duty ...) and words; none = everything."),
    ] = None,
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List records: kind, id, title, days in force, grade, confidence, verified."""
    from vatscheck.answers.laws.records import listed
    from vatscheck.upkeep.rows import matching

    law = the_law(law_folder)
    found = matching(law, words or [])
    if not found:
        names = " ".join(words or [])
        raise Refused("law-none", found=names)
    return Wanted(format, output or (), lang, ()).give(listed(law, found, lang))
