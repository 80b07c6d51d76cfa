"""`vatscheck explain`: what a rule, service, place, instrument or check is."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.refusal import unknown
from vatscheck.cli.wanted import Wanted


def explain(
    id: Annotated[
        str,
        typer.Argument(
            metavar="WORDS",
            help="A name, a document number (107), an abbreviation (VIE), or an id.",
        ),
    ],
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Explain a rule, service, place or document: what it says, since when, its source."""
    from vatscheck.answers.document import Detail

    law = api.load_law(law_folder)
    try:
        found = api.explain(id, law=law, lang=lang)
    except api.Unknown as error:
        raise unknown(error) from None
    wanted = Wanted(format, output or (), lang, (), Detail(full=full, ids=ids))
    return wanted.give(found)
