"""`vatscheck report`: the checklist that a team works on, as a file of its office."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, cast

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.following import Going, after_report
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import AsOf, Handed, Languages, LawFolder
from vatscheck.cli.profiles import read_all, the_day
from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import BOTH
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import LANGS, Lang


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
    language: Languages = None,
    law_folder: LawFolder = None,
) -> Ending:
    """Write the checklist: items, papers, steps, pictures, sources."""
    from vatscheck.answers.checklist.build import checklist, whole_report
    from vatscheck.answers.checklist.interface import MODULES, renderer
    from vatscheck.words.catalogue import word

    chosen = cast(Handed, language or LANGS[0])
    lang: Lang = LANGS[0] if chosen == BOTH else chosen
    strange = [str(path) for path in output if path.suffix.lower() not in MODULES]
    if strange:
        raise Refused("no-format", path=", ".join(strange), allowed=", ".join(MODULES))
    law = the_law(law_folder)
    day = the_day(law, as_of)
    (found,) = read_all([profile], [], law)
    made = whole_report(found.profile, found.digest, law, day)
    whole = checklist(made, chosen)
    if whole.apart:
        parts = {"items": ", ".join(whole.apart), "section": word("group-apart", lang)}
        say("tasks-apart", lang, **parts)
    files = {path: renderer(path.suffix.lower())(whole) for path in output}
    write_all(files, [profile])
    for path in files:
        say("wrote", lang, path=path)
    following = partial(after_report, profile, Going(lang, as_of, law_folder))
    asked = (item.asks for item in made.answer.assessments)
    duties = (duty.asks for item in made.answer.assessments for duty in item.items)
    return Ending(next=following if any((*asked, *duties)) else str)
