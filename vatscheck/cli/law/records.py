"""`vatscheck law list`: the records of the law."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
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
    law = api.load_law(law_folder)
    found = api.law.records(words or [], law=law, lang=lang)
    if not found.data["records"]:
        names = " ".join(words or [])
        raise Refused("law-none", found=names)
    return Wanted(format, output or (), lang, ()).give(found)
