"""`vatscheck places`: the places that a profile can name."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def places(
    prefix: Annotated[
        str,
        typer.Argument(
            metavar="[PLACE]",
            help="List what lies in this place, by id or name; none = the provinces.",
        ),
    ] = "",
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the places that a profile can name: how to write each, and what lies in it."""
    law = api.load_law(law_folder)
    try:
        found = api.places(prefix, law=law, lang=lang)
    except api.Unknown as error:
        hint = ", ".join(error.nearest)
        id = "unknown-place" if hint else "no-such-place"
        hint = hint or "beijing, shanghai/pudong"
        raise Refused(id, found=prefix, hint=hint) from None
    return Wanted(format, output or (), lang, ()).give(found)
