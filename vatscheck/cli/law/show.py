"""`vatscheck law show`: one record, explained and as it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Ids, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted

MOST = 7
"""Of more records than these nobody means to copy each."""


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
    from vatscheck.answers.laws.records import shown
    from vatscheck.names.records import named, nearest
    from vatscheck.upkeep.standing import standing

    law = the_law(law_folder)
    meant = standing(law, law_folder, id) or [
        record
        for name in named(law, id)[:MOST]
        for record in standing(law, law_folder, name)
    ]
    if not meant:
        raise Refused("unknown-id", found=id, hint=", ".join(nearest(law, id)) or "-")
    wanted = Wanted(format, output or (), lang, (), Detail(ids=ids))
    return wanted.give(shown(law, id, meant, lang))
