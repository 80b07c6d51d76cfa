"""`vatscheck places`: the places that a profile can name."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.refusal import Refused


def places(
    prefix: Annotated[
        str, typer.Argument(help="Only places below this id, or with this name.")
    ] = "",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List places: id, code, both names; with a prefix also everything below it."""
    from vatscheck.answers.listing import place_lines
    from vatscheck.answers.overlay import headed
    from vatscheck.names.index import Names

    law = the_law(law_folder)
    names = Names(law)
    found = names.place(prefix) if prefix else []
    if prefix and not found:
        hint = ", ".join(names.near_places(prefix))
        id = "unknown-place" if hint else "no-such-place"
        raise Refused(id, found=prefix, hint=hint or "beijing, shanghai/pudong")
    show(headed("\n".join(place_lines(law, found, lang)), law, lang))
    return 0
