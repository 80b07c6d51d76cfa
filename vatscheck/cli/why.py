"""`vatscheck why`: the whole proof of a service, with lines and sources."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.answering import Wanted
from vatscheck.cli.options import AsOf, Format, Language, LawFolder, Output
from vatscheck.cli.profiles import ask


def why(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    services: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SERVICE]...", help="Services to prove; none = all."),
    ] = None,
    as_of: AsOf = None,
    format: Format = "table",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Show the proof: every check, the fact with its line, the source with its grade."""
    from vatscheck.answers.questions.why import document, text
    from vatscheck.engine.assess import assess

    asked = ask(profile, services, as_of, law_folder)
    answer = assess(asked.profile, asked.law, asked.day)
    lines = asked.lines(answer)
    wanted = Wanted(format, output, lang, profile)
    return wanted.give(
        lambda page: text(answer, lines, asked, page),
        lambda: document(answer, lines, asked, lang),
    )
