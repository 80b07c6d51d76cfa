"""`vatscheck law show`: one record, explained and as it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli import files
from vatscheck.cli.files import say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder


def show(
    id: Annotated[str, typer.Argument(help="The id of a record, or a name.")],
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show a record: what `explain` says of it, and its TOML to copy."""
    from vatscheck.answers.explain import explanation
    from vatscheck.answers.laws.records import show_document, shown
    from vatscheck.answers.overlay import headed
    from vatscheck.names.index import Names
    from vatscheck.names.records import nearest
    from vatscheck.upkeep.standing import standing

    law = the_law(law_folder, lang)
    if law is None:
        return 2
    names = Names(law)
    ids = [id] if explanation(law, id, lang) else names.services(id) or names.place(id)
    found = [
        record for name in ids or [id] for record in standing(law, law_folder, name)
    ]
    if not found:
        hint = ", ".join(nearest(law, id))
        say("unknown-id", lang, found=id, hint=hint)
        return 2
    if format == "json":
        files.show(show_document(law, found, lang))
    else:
        text = shown(law, [spot for _, spot in found], lang)
        files.show(headed(text, law, lang))
    return 0
