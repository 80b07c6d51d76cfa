"""`vatscheck check`: is a profile written as it has to be, and are its names known?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from vatscheck import api
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.following import Going, after_check
from vatscheck.cli.named import meant
from vatscheck.cli.options import Form, Language, LawFolder, Outputs
from vatscheck.cli.refusal import ended, in_files
from vatscheck.cli.sources import loaded, read
from vatscheck.cli.wanted import Wanted
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.check import Reading
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names


def check(
    profiles: Annotated[list[str] | None, typer.Argument()] = None,
    format: Form = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Check profiles without judging them: every error at once, or OK."""
    from vatscheck.answers.check import sound
    from vatscheck.answers.errors import lines
    from vatscheck.intake.example import examples
    from vatscheck.names.index import Names

    law = api.load_law(law_folder)
    names = Names(law)
    paths = meant(profiles or ())
    files = [_reading(path, names) for path in paths]
    wrong = [item for item in files if item.problems]
    document = api.check(files, law=law, lang=lang)
    if format == "table":  # a terminal has the errors on standard error
        for item in wrong:
            for line in lines(item.file, item.problems, lang):
                print(line, file=sys.stderr)
        document = document if output else replace(document, lay=sound)
    if format != "table" or output or len(wrong) < len(files):
        Wanted(format, output or (), lang, paths).give(document)
    for item in files:
        if item.profile and (found := examples(item.profile)):
            say("intake-example", lang, file=item.file, found="; ".join(found))
    _late(files, law, lang)
    following = partial(after_check, paths, Going(lang, law=law_folder))
    return _ending(files, lang)._replace(next=following)


def _ending(files: Sequence[Reading], lang: Lang) -> Ending:
    """How many profiles are not in order, and the exit code."""
    bad = [item.file for item in files if item.problems]
    n = sum(len(item.problems) for item in files)
    if not bad:
        return Ending(0, ended("check-all", 0, lang, n=len(files)))
    if len(files) == 1:
        return Ending(2, ended("not-in-order", 2, lang, n=n, file=in_files(bad, lang)))
    parts = {"n": n, "bad": len(bad), "count": len(files)}
    return Ending(2, ended("check-some", 2, lang, **parts))


def _late(files: Sequence[Reading], law: Law, lang: Lang) -> None:
    """Warn of each day of the team that is later than the law's next one."""
    from vatscheck.answers.report.team import late
    from vatscheck.cli.profiles import the_day

    day = the_day(law, None)
    for item in files:
        tasks = item.profile.tasks if item.profile else ()
        for task, last in late(tasks, law.duties, day):
            say("tasks-late", lang, item=task.id, due=task.due, last=last)


def _reading(path: str, names: Names) -> Reading:
    from vatscheck.answers.check import Reading
    from vatscheck.profile.problems import ProfileError

    try:
        return Reading(path, loaded(read(path), path, names).profile, ())
    except ProfileError as error:
        return Reading(path, None, error.problems)
