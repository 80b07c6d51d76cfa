"""`vatscheck whatif`: what changes in the answer if some keys of a profile did."""

from __future__ import annotations

from typing import Annotated

import typer

from vatscheck.cli.options import AsOf, Form, Full, Ids, Language, LawFolder, Outputs
from vatscheck.cli.profiles import ask
from vatscheck.cli.wanted import Wanted


def whatif(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    set: Annotated[
        list[str] | None,
        typer.Option(help="A key and its value, owners[0].share=50 (repeatable)."),
    ] = None,
    unset: Annotated[
        list[str] | None, typer.Option(help="A key to leave out (repeatable).")
    ] = None,
    as_of: AsOf = None,
    format: Form = "table",
    output: Outputs = None,
    full: Full = False,
    ids: Ids = False,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Say what changes, and why, with keys of the profile set or left out."""
    from vatscheck import api
    from vatscheck.answers.document import Detail

    asked = ask(profile, None, as_of, law_folder)
    found = api.whatif(asked, set=set or (), unset=unset or (), lang=lang)
    detail = Detail(full=full, ids=ids)
    return Wanted(format, output or (), lang, [profile], detail).give(found)
