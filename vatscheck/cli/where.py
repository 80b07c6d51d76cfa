"""`vatscheck where`: each service in each place, for one company."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.files import give, screen
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
    from vatscheck.engine.grid import grid
    from vatscheck.report.document import written
    from vatscheck.report.interface import Page
    from vatscheck.report.questions.where import document, text

    asked = ask(profile, service, as_of, lang, law_folder)
    if asked is None:
        return 2
    found = grid(asked.profile, asked.law, asked.day, stay=servers_stay)
    if format == "json":
        give(written(document(found, servers_stay, asked, lang)), output)
    else:
        page = Page(lang, *screen(format, output))
        give(text(found, servers_stay, asked, page), output)
    return 0
