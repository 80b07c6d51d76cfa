"""`vatscheck services`: the services of the Catalogue and the names that they go by."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import Form, Full, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def services(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...",
            help="Words to look for, as in a contract or an advertisement; none = all.",
        ),
    ] = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the services of the Catalogue: how to write each, and when it is one."""
    from vatscheck.answers.document import Detail

    law = api.load_law(law_folder)
    document = api.services(words or [], law=law, lang=lang)
    if not document.data["services"]:
        raise Refused("no-service-like", found=" ".join(words or []))
    wanted = Wanted(format, output or (), lang, (), Detail(full=full))
    return wanted.give(document)
