"""`vatscheck timeline`: the status of each service since 2001, for one company."""

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


def timeline(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    as_of: AsOf = None,
    service: Services = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show the answer on every day since 2001 and what changed it, known future days too."""
    from vatscheck import api
    from vatscheck.answers.document import Detail

    asked = ask(profile, service, as_of, law_folder)
    wanted = Wanted(format, output or (), lang, [profile], Detail(full=full))
    return wanted.give(api.timeline(asked, lang=lang))
