"""`vatscheck limits`: the largest foreign share in each place, and since when."""

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


def limits(
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
    """Show for each service and place the largest foreign share, and since when."""
    from vatscheck import api
    from vatscheck.answers.document import Detail

    asked = ask(profile, service, as_of, law_folder)
    wanted = Wanted(format, output or (), lang, [profile], Detail(full=full))
    return wanted.give(api.limits(asked, lang=lang))
