"""`vatscheck intake`: the questionnaire that goes to the client."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, cast

import typer

from vatscheck.api import load_law
from vatscheck.cli.files import say
from vatscheck.cli.options import AsOf, Handed, Languages, LawFolder
from vatscheck.cli.profiles import the_day, to_ask_about
from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import BOTH
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import LANGS, Lang

FORMATS = {".docx": "docx", ".xlsx": "xlsx"}


def intake(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="A .docx or .xlsx to write.")
    ],
    profile: Annotated[
        str | None, typer.Argument(help="A profile to fill in what is known.")
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option(help="A service to ask about (repeatable).")
    ] = None,
    product: Annotated[
        list[str] | None, typer.Option(help="A product to ask about (repeatable).")
    ] = None,
    as_of: AsOf = None,
    language: Languages = None,
    law_folder: LawFolder = None,
) -> int:
    """Write the questionnaire to send out: only what can matter for the services."""
    from vatscheck.answers.intake.build import questionnaire
    from vatscheck.intake.form import form

    chosen = cast(Handed, language or BOTH)
    lang: Lang = LANGS[0] if chosen == BOTH else chosen
    if output.suffix.lower() not in FORMATS:
        raise Refused("intake-office-only", path=output)
    if os.path.lexists(output):
        raise Refused("exists", path=output)
    law = load_law(law_folder)
    day = the_day(law, as_of)
    found = to_ask_about(profile, service or [], product or [], law)
    room = import_module(f"vatscheck.answers.intake.{FORMATS[output.suffix.lower()]}")
    pages = questionnaire(law, form(law, day, found), found.name, day, chosen)
    write_all({output: room.render(pages)}, new=True)
    if found.tasks:
        say("intake-tasks", lang)
    say("wrote", lang, path=output)
    return 0
