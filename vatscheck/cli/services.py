"""`vatscheck services`: the services of the Catalogue and the names that they go by."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.refusal import Refused


def services(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]...", help="Words to look for; none = all."),
    ] = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the services: id, catalogue code, both names, market names."""
    from vatscheck.answers.listing import service_lines
    from vatscheck.answers.overlay import headed

    law = the_law(law_folder)
    lines = list(service_lines(law, words or [], lang))
    if not lines:
        found = " ".join(words or [])
        raise Refused("no-service-like", found=found)
    show(headed("\n".join(lines), law, lang))
    return 0
