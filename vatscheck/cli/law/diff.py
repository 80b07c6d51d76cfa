"""`vatscheck law diff`: what a change of the law leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vatscheck.cli.laws import tell, the_law
from vatscheck.cli.options import AsOf, Form, Language, Outputs
from vatscheck.cli.profiles import the_day
from vatscheck.cli.wanted import Wanted

BUNDLED = "bundled"
LAW = "A folder of TOML records, whole or on top of the bundled law; or: bundled."


def diff(
    old: Annotated[str, typer.Argument(help=LAW)],
    new: Annotated[str, typer.Argument(help=LAW)],
    profiles: Annotated[
        Path | None, typer.Option(help="A folder of profiles: whose answers change?")
    ] = None,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
) -> int:
    """Compare two laws: records, and for whom, where and when answers change."""
    from vatscheck.answers.laws import diff as answers
    from vatscheck.upkeep.changes import changes
    from vatscheck.upkeep.folders import LawError
    from vatscheck.upkeep.impact import difference
    from vatscheck.upkeep.stored import moved

    before, after = (
        the_law(None if name == BUNDLED else Path(name), lang) for name in (old, new)
    )
    day = the_day(after, as_of, lang) if after else None
    if before is None or after is None or day is None:
        return 2
    try:
        stored = moved(profiles, before, after, day) if profiles else None
    except LawError as error:
        tell(error, lang)
        return 2
    found = changes(before, after), difference(before, after)
    compared = answers.Compared(before, after, *found, day, stored)
    document = answers.diff(compared, lang)
    return Wanted(format, output or (), lang, ()).give(document)
