"""`vatscheck law stale`: which records have waited longest to be verified again."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from vatscheck.cli.files import show
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Format, Language, LawFolder
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import Refused


def stale(
    older_than: Annotated[
        int, typer.Option(min=0, help="Only what was verified more days ago than this.")
    ] = 0,
    before: Annotated[
        str | None, typer.Option(help="Only what was verified before this day.")
    ] = None,
    as_of: AsOf = None,
    format: Format = "table",
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """List records by the age of their verification, oldest first."""
    from vatscheck.answers.laws.records import aged_lines, stale_document
    from vatscheck.answers.overlay import headed
    from vatscheck.upkeep.rows import aged

    law = the_law(law_folder)
    day = the_day(law, as_of)
    try:
        limit = date.fromisoformat(before).isoformat() if before else None
        if limit != before:
            raise ValueError(before)
    except ValueError:
        raise Refused("law-not-a-day", day=before) from None
    found = aged(law, day, older_than, limit)
    if format == "json":
        show(stale_document(law, found, day))
    else:
        show(headed("\n".join(aged_lines(found, day, lang)), law, lang))
    return 0
