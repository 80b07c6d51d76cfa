"""`vatscheck places`: the places that a profile can name."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.laws import the_law
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
    from vatscheck.answers.places import places
    from vatscheck.names.index import Names

    law = the_law(law_folder)
    names = Names(law)
    found = names.place(prefix) if prefix else []
    if prefix and not found:
        hint = ", ".join(names.near_places(prefix))
        id = "unknown-place" if hint else "no-such-place"
        raise Refused(id, found=prefix, hint=hint or "beijing, shanghai/pudong")
    return Wanted(format, output or (), lang, ()).give(places(law, found, lang))
