"""`vatscheck limits`: the largest foreign share in each place, and since when."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.answering import Wanted
from vatscheck.cli.options import AsOf, Format, Language, LawFolder, Output, Services
from vatscheck.cli.profiles import ask


def limits(
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
    """Show for each service and place the largest foreign share, and the earliest day."""
    from vatscheck.answers.questions.limits import document, text
    from vatscheck.engine.limits import limits as found_limits

    asked = ask(profile, service, as_of, law_folder)
    found = found_limits(asked.profile, asked.law, asked.day)
    wanted = Wanted(format, output, lang, profile)
    return wanted.give(
        lambda page: text(found, asked, page), lambda: document(found, asked, lang)
    )
