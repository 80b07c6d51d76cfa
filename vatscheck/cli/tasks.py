"""Putting the tasks of a filled-in checklist into a profile: `init --into --tasks`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.api import load_law
from vatscheck.cli.files import say
from vatscheck.cli.profiles import the_day, told
from vatscheck.cli.refusal import Refused
from vatscheck.cli.writing import there, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.law.book import Law


def put_tasks(
    path: Path,
    source: Path,
    as_of: str | None,
    lang: Lang,
    law_folder: Path | None,
    *,
    alone: bool,
) -> None:
    """Write the tasks of a checklist into a profile, and say what they changed.

    `alone` = no other option says what to write. Raises `Refused`.
    """
    if not alone or not there(path):
        raise Refused("intake-no-profile" if alone else "ticked-alone", path=path)
    law = load_law(law_folder)
    _put(path, source, law, the_day(law, as_of), lang)


def _put(path: Path, source: Path, law: Law, day: str, lang: Lang) -> None:
    from vatscheck.answers.report.team import met_by_facts
    from vatscheck.intake.ticked import File, Ticked, from_checklist
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load, read_bytes

    names = Names(law)

    def make() -> Ticked:
        into = read_bytes(path)
        profile, _ = load(into, str(path), settler(names))
        met = met_by_facts(profile, law, day)
        checklist = File(str(source), read_bytes(source), source.suffix.lower())
        return from_checklist(names, checklist, File(str(path), into), met)

    found = told(make, law, lang)
    write_all({path: found.raw})
    for change in found.changes:
        parts = {"item": change.id, "key": change.key}
        say("ticked-changed", lang, **parts, old=change.old, new=change.new)
    say("ticked-read", lang, n=found.read, source=source, path=path)
