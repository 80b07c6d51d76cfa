"""`vatscheck check`: is a profile written as it has to be, and are its names known?"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.sources import read, tell
from vatscheck.cli.wanted import Wanted

if TYPE_CHECKING:
    from vatscheck.answers.check import Reading
    from vatscheck.names.index import Names


def check(
    profiles: Annotated[
        list[str], typer.Argument(help="Profiles to check; - reads standard input.")
    ],
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Check profiles without judging them: every error at once, or OK."""
    from vatscheck.answers.check import check, sound
    from vatscheck.names.index import Names
    from vatscheck.words.catalogue import word

    law = the_law(law_folder, lang)
    if law is None:
        return 2
    names = Names(law)
    files = [_reading(path, names) for path in profiles]
    wrong = [item for item in files if item.problems]
    document = check(files, law, lang)
    if format == "table":  # a terminal has the errors on standard error
        for item in wrong:
            tell(item.file, item.problems, lang)
        document = document if output else replace(document, lay=sound)
    if format != "table" or output or len(wrong) < len(files):
        Wanted(format, output or (), lang, profiles).give(document)
    problems = sum(len(item.problems) for item in wrong)
    parts = {"bad": len(wrong), "count": len(files), "problems": problems}
    id = "check-some" if wrong else "check-all"
    print(word(id, lang, n=len(files), **parts), file=sys.stderr)
    return 2 if wrong else 0


def _reading(path: str, names: Names) -> Reading:
    from vatscheck.answers.check import Reading
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import ProfileError

    try:
        return Reading(path, load(read(path), path, settler(names))[0], ())
    except ProfileError as error:
        return Reading(path, None, error.problems)
