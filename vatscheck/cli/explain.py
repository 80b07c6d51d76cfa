"""`vatscheck explain`: what a rule, service, place, instrument or check is."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.refusal import Refused


def explain(
    id: Annotated[
        str,
        typer.Argument(
            help="The id of any record of the law, or a name of a service or place."
        ),
    ],
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Explain a record of the law: what it asks, since when, its source and grade."""
    from vatscheck.answers.explain import explanation, nearest
    from vatscheck.answers.overlay import headed
    from vatscheck.names.index import Names
    from vatscheck.names.meanings import meaning
    from vatscheck.names.records import named

    law = the_law(law_folder)
    names = Names(law)
    ids = [id] if explanation(law, id, lang) else names.services(id) or names.place(id)
    ids = ids or named(law, id) or [c.id for c in meaning(names, id).candidates]
    found = filter(None, (explanation(law, name, lang) for name in ids))
    text = "\n\n".join(found)
    if not text:
        hint = ", ".join(nearest(law, id))
        raise Refused("unknown-id", found=id, hint=hint)
    show(headed(text, law, lang))
    return 0
