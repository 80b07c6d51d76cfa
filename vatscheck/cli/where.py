"""`vatscheck where`: each service in each place, for one company."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.options import (
    AsOf,
    Form,
    Full,
    Language,
    LawFolder,
    Outputs,
    Services,
)
from vatscheck.cli.profiles import ask
from vatscheck.cli.wanted import Wanted


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
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show in which places each service would work, and what refuses it elsewhere."""
    from vatscheck import api
    from vatscheck.answers.document import Detail

    asked = ask(profile, service, as_of, law_folder)
    wanted = Wanted(format, output or (), lang, [profile], Detail(full=full))
    return wanted.give(api.where(asked, servers_stay=servers_stay, lang=lang))
