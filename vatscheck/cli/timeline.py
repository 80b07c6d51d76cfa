"""`vatscheck timeline`: the status of each service since 2001, for one company."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.answering import Wanted
from vatscheck.cli.options import (
    AsOf,
    Format,
    Language,
    LawFolder,
    Output,
    Services,
)
from vatscheck.cli.profiles import ask


def timeline(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    as_of: AsOf = None,
    service: Services = None,
    format: Format = "table",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show since when each service has had which status, and which rule changed it."""
    from vatscheck.answers.questions.timeline import document, text
    from vatscheck.engine.timeline import timeline as histories

    asked = ask(profile, service, as_of, law_folder)
    found = histories(asked.profile, asked.law)
    wanted = Wanted(format, output, lang, profile)
    return wanted.give(
        lambda page: text(found, asked, page), lambda: document(found, asked, lang)
    )
