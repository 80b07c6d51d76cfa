"""`vatscheck law diff`: what a change of the law leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vatscheck import api
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
    before, after = (
        api.load_law(None if name == BUNDLED else name) for name in (old, new)
    )
    day = the_day(after, as_of)
    document = api.law.diff(before, after, profiles=profiles, day=day, lang=lang)
    return Wanted(format, output or (), lang, ()).give(document)
