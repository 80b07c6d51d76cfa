"""`vatscheck report`: the checklist that a team works on, as a file of its office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from vatscheck.cli.files import say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, LawFolder
from vatscheck.cli.profiles import read_all, the_day
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import Lang


def report(
    profile: Annotated[
        str, typer.Argument(help="The profile; - reads standard input.")
    ],
    output: Annotated[
        list[Path],
        typer.Option(
            "--output", "-o", help="A .docx, .xlsx, .html, .md or .csv (repeatable)."
        ),
    ],
    as_of: AsOf = None,
    language: Annotated[
        Literal["en", "zh", "both"] | None,
        typer.Option("--lang", envvar="VATSCHECK_LANG", help="Language of the report."),
    ] = None,
    law_folder: LawFolder = None,
) -> int:
    """Write the checklist: items, papers, steps, pictures, sources."""
    from vatscheck.answers.checklist.build import checklist, whole_report
    from vatscheck.answers.checklist.interface import MODULES, renderer
    from vatscheck.words.catalogue import word

    chosen = language or "en"
    lang: Lang = "en" if chosen == "both" else chosen
    strange = [path for path in output if path.suffix.lower() not in MODULES]
    for path in strange:
        allowed = ", ".join(MODULES)
        say("no-format", lang, path=path, allowed=allowed)
    law = the_law(law_folder, lang)
    day = the_day(law, as_of, lang) if law else None
    found = read_all([profile], [], law, lang) if law else None
    if strange or law is None or day is None or found is None:
        return 2
    whole = checklist(whole_report(*found[0], law, day), chosen)
    if whole.apart:
        parts = {"items": ", ".join(whole.apart), "section": word("group-apart", lang)}
        say("tasks-apart", lang, **parts)
    files = {path: renderer(path.suffix.lower())(whole) for path in output}
    write_all(files, [profile])
    for path in files:
        say("wrote", lang, path=path)
    return 0
