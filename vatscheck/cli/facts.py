"""`vatscheck facts`: what a profile may say, who knows it, and what hangs on it."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import Form, Full, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def facts(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...", help="Facts or words to look for; none = all."
        ),
    ] = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the facts that a profile may state: how to write each, and who knows it."""
    from vatscheck.answers.document import Detail

    law = api.load_law(law_folder)
    document = api.facts(names or [], law=law, lang=lang)
    if not document.data["facts"]:
        raise Refused("no-such-fact", found=" ".join(names or []))
    wanted = Wanted(format, output or (), lang, (), Detail(full=full))
    return wanted.give(document)
