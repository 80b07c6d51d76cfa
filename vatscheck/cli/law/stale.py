"""`vatscheck law stale`: which records have waited longest to be verified again."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck import api
from vatscheck.cli.options import AsOf, Form, Language, LawFolder, Outputs
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import Refused
from vatscheck.cli.wanted import Wanted


def stale(
    older_than: Annotated[
        int, typer.Option(min=0, help="Only what was verified more days ago than this.")
    ] = 0,
    before: Annotated[
        str | None, typer.Option(help="Only what was verified before this day.")
    ] = None,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List records by the age of their verification, oldest first."""
    law = api.load_law(law_folder)
    day = the_day(law, as_of)
    try:
        document = api.law.stale(
            older_than=older_than, before=before, day=day, law=law, lang=lang
        )
    except ValueError:
        raise Refused("law-not-a-day", day=before) from None
    return Wanted(format, output or (), lang, ()).give(document)
