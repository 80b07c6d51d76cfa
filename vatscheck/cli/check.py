"""`vatscheck check`: is a profile written as it has to be, and are its names known?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.files import give, say
from vatscheck.cli.following import Going, after_check
from vatscheck.cli.laws import the_law
from vatscheck.cli.options import Format, Language, LawFolder, Output
from vatscheck.cli.refusal import ended, in_files
from vatscheck.cli.sources import loaded, read
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.check import Checked
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names


def check(
    profiles: Annotated[list[str], typer.Argument()],
    format: Format = "table",
    output: Output = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Check profiles without judging them: every error at once, or OK."""
    from vatscheck.answers.check import document, sound, unsound
    from vatscheck.answers.overlay import headed
    from vatscheck.intake.example import examples
    from vatscheck.names.index import Names

    law = the_law(law_folder)
    names = Names(law)
    files = [_checked(path, names) for path in profiles]
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
    _late(files, law, lang)
    following = partial(after_check, profiles, Going(lang, law=law_folder))
    return _ending(files, lang)._replace(next=following)


def _ending(files: Sequence[Checked], lang: Lang) -> Ending:
    """How many profiles are not in order, and the exit code."""
    bad = [item.file for item in files if item.problems]
    n = sum(len(item.problems) for item in files)
    if not bad:
        return Ending(0, ended("check-all", 0, lang, n=len(files)))
    if len(files) == 1:
        return Ending(2, ended("not-in-order", 2, lang, n=n, file=in_files(bad, lang)))
    parts = {"n": n, "bad": len(bad), "count": len(files)}
    return Ending(2, ended("check-some", 2, lang, **parts))


def _late(files: list[Checked], law: Law, lang: Lang) -> None:
    """Warn of each day of the team that is later than the law's next one."""
    from vatscheck.answers.report.items import late
    from vatscheck.cli.profiles import the_day

    day = the_day(law, None)
    for item in files:
        tasks = item.profile.tasks if item.profile else ()
        for task, last in late(tasks, law.duties, day):
            say("tasks-late", lang, item=task.id, due=task.due, last=last)


def _checked(path: str, names: Names) -> Checked:
    from vatscheck.answers.check import Checked
    from vatscheck.profile.problems import ProfileError

    try:
        return Checked(path, loaded(read(path), path, names).profile, ())
    except ProfileError as error:
        return Checked(path, None, error.problems)
