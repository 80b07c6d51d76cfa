"""`vatscheck where`: each service in each place, for one company."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.answering import Wanted
from vatscheck.cli.options import AsOf, Format, Language, LawFolder, Output, Services
from vatscheck.cli.profiles import ask


def where(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    as_of: AsOf = None,
    service: Services = None,
    servers_stay: Annotated[
        bool,
        typer.Option(
            "--servers-stay", help="Move the registration only, not the servers."
        ),
    ] = False,
    format: Format = "table",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show each service in each place, refused places too: the best places first."""
    from vatscheck.answers.questions.where import document, text
    from vatscheck.engine.grid import grid

    asked = ask(profile, service, as_of, law_folder)
    found = grid(asked.profile, asked.law, asked.day, stay=servers_stay)
    wanted = Wanted(format, output, lang, profile)
    return wanted.give(
        lambda page: text(found, servers_stay, asked, page),
        lambda: document(found, servers_stay, asked, lang),
    )
