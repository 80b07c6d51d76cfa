"""`vatscheck check`: is a profile written as it has to be, and are its names known?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.files import give, say
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder, Output
from vatscheck.cli.sources import read
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.check import Checked
    from vatscheck.law.book import Law
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
    _late(files, law, lang)
    bad = sum(bool(item.problems) for item in files)
    parts = {"bad": bad, "count": len(files), "problems": problems}
    reason = word("check-some", lang, **parts) if bad else ""
    reason = reason or word("check-all", lang, count=len(files))
    print(reason, file=sys.stderr)
    return 2 if bad else 0


def _late(files: list[Checked], law: Law, lang: Lang) -> None:
    """Warn of each day of the team that is later than the law's next one."""
    from vatscheck.answers.report.items import late
    from vatscheck.cli.profiles import the_day

    day = the_day(law, None, lang)
    for item in files if day else ():
        tasks = item.profile.tasks if item.profile else ()
        for task, last in late(tasks, law.duties, str(day)):
            say("tasks-late", lang, item=task.id, due=task.due, last=last)


def _checked(path: str, names: Names) -> Checked:
    from vatscheck.answers.check import Checked
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import ProfileError

    try:
        return Checked(path, load(read(path), path, settler(names))[0], ())
    except ProfileError as error:
        return Checked(path, None, error.problems)
