"""`vatscheck facts`: what a profile may say, who knows it, and what hangs on it."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.refusal import Refused


def facts(
    names: Annotated[
        list[str] | None, typer.Argument(help="Facts or words to look for; none = all.")
    ] = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List the facts: name, type, question, who knows it, which rules read it."""
    from vatscheck.answers.facts import fact_lines
    from vatscheck.answers.overlay import headed

    law = the_law(law_folder)
    lines = list(fact_lines(law, names or [""], lang))
    if not lines:
        found = " ".join(names or [])
        raise Refused("no-such-fact", found=found)
    show(headed("\n".join(lines), law, lang))
    return 0
