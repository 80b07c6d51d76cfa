"""`vatscheck law diff`: what a change of the law leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Form, Language, Outputs
from vatscheck.cli.profiles import the_day
from vatscheck.cli.wanted import Wanted

BUNDLED = "bundled"
LAW = "A folder of TOML records, whole or on top of the bundled law; or: bundled."


def diff(
    old: Annotated[str, typer.Argument(help=LAW)],
    new: Annotated[str, typer.Argument(help=LAW)],
    profiles: Annotated[Path | None, typer.Option(metavar="FOLDER")] = None,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
) -> int:
    """Compare two laws: records, and for whom, where and when answers change."""
    from vatscheck.answers.laws import diff as answers
    from vatscheck.upkeep.changes import changes
    from vatscheck.upkeep.impact import difference
    from vatscheck.upkeep.stored import moved

    before, after = (
        the_law(None if name == BUNDLED else Path(name)) for name in (old, new)
    )
    day = the_day(after, as_of)
    stored = moved(profiles, before, after, day) if profiles else None
    found = changes(before, after), difference(before, after)
    compared = answers.Compared(before, after, *found, day, stored)
    document = answers.diff(compared, lang)
    return Wanted(format, output or (), lang, ()).give(document)
