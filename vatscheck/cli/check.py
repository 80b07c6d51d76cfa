"""`vatscheck check`: is a profile written as it has to be, and are its names known?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import give, say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder, Output
from vatscheck.cli.sources import read

if TYPE_CHECKING:
    from vatscheck.answers.check import Checked
    from vatscheck.names.index import Names


def check(
    profiles: Annotated[
        list[str], typer.Argument(help="Profiles to check; - reads standard input.")
    ],
    format: Format = "table",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> int:
    """Check profiles without judging them: every error at once, or OK."""
    from vatscheck.answers.check import document, sound, unsound
    from vatscheck.answers.overlay import headed
    from vatscheck.intake.example import examples
    from vatscheck.names.index import Names
    from vatscheck.words.catalogue import word

    law = the_law(law_folder, lang)
    if law is None:
        return 2
    names = Names(law)
    files = [_checked(path, names) for path in profiles]
    problems = sum(len(item.problems) for item in files)
    if format == "json":
        give(document(files, law, lang), output, profiles)
    else:
        for line in unsound(files, lang):
            print(line, file=sys.stderr)
        if lines := list(sound(files, lang)):
            give(headed("\n".join(lines), law, lang), output, profiles)
    for item in files:
        if item.profile and (found := examples(item.profile)):
            say("intake-example", lang, file=item.file, found="; ".join(found))
    bad = sum(bool(item.problems) for item in files)
    parts = {"bad": bad, "count": len(files), "problems": problems}
    reason = word("check-some", lang, **parts) if bad else ""
    reason = reason or word("check-all", lang, count=len(files))
    print(reason, file=sys.stderr)
    return 2 if bad else 0


def _checked(path: str, names: Names) -> Checked:
    from vatscheck.answers.check import Checked
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import ProfileError

    try:
        return Checked(path, load(read(path), path, settler(names))[0], ())
    except ProfileError as error:
        return Checked(path, None, error.problems)
