"""`vatscheck law show`: one record, explained and as it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import Form, Ids, Language, LawFolder, Outputs
from vatscheck.cli.refusal import unknown
from vatscheck.cli.wanted import Wanted


def show(
    id: Annotated[str, typer.Argument(help="The id of a record, or a name.")],
    format: Form = "table",
    output: Outputs = None,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show a record: what `explain` says of it, and its TOML to copy."""
    from vatscheck.answers.document import Detail

    try:
        found = api.law.show(id, folder=law_folder, lang=lang)
    except api.Unknown as error:
        raise unknown(error) from None
    return Wanted(format, output or (), lang, (), Detail(ids=ids)).give(found)
