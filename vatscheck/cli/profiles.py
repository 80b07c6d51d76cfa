"""Reading what a command is given: profiles and a day, with every error told at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vatscheck.cli.files import say
from vatscheck.cli.sources import read, tell
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.law.book import Law
    from vatscheck.profile.models import Profile

T = TypeVar("T")


def the_day(law: Law, as_of: str | None, lang: Lang) -> str | None:
    """Return the day to judge as an ISO string; none, after a message, for a bad one."""
    if as_of is None:
        from datetime import datetime, timedelta, timezone

        china = timezone(timedelta(hours=8))
        return datetime.now(china).date().isoformat()
    try:
        day = date.fromisoformat(as_of).isoformat()
        if day != as_of:  # 20261122 and 2026-W47-7 are days too, to some
            raise ValueError(as_of)
    except ValueError:
        say("not-a-day", lang, day=as_of)
        say("exit-2", lang, count=1)
        return None
    if day < law.head.starts:
        say("before-start", lang, day=day, start=law.head.starts)
        say("exit-2", lang, count=1)
        return None
    return day


def read_all(
    paths: list[str], services: list[str], law: Law, lang: Lang
) -> list[tuple[Profile, str]] | None:
    """Return the profiles with their digests; none after all errors of all files.

    `services` are judged instead of those that the profiles ask for.
    """
    found = _read(paths, services, law, lang)
    return (
        None if found is None else [(profile, digest) for profile, digest, _ in found]
    )


def _read(
    paths: list[str], services: list[str], law: Law, lang: Lang
) -> list[tuple[Profile, str, bytes]] | None:
    """The profiles with their digests and bytes; none after all errors of all files."""
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load
    from vatscheck.profile.problems import Problem, ProfileError

    names, found, count = Names(law), [], 0
    for path in paths:
        try:
            raw = read(path)
            found.append((*load(raw, path, settler(names)), raw))
        except ProfileError as error:
            tell(error.name, error.problems, lang)
            count += len(error.problems)
    entries, unknown = names.entries(services)
    if unknown:
        problems = [
            Problem("unknown-service", (), {"found": name, "hint": hint})
            for name, hint in unknown
        ]
        tell("--service", problems, lang)
        count += len(unknown)
    if count:
        say("exit-2", lang, count=count)
        return None
    if not entries:
        return found
    return [(names.narrowed(p, entries), digest, raw) for p, digest, raw in found]


def ask(
    path: str,
    services: list[str] | None,
    as_of: str | None,
    lang: Lang,
    folder: Path | None = None,
) -> Asked | None:
    """Return what a question is about: one profile, the law, the day.

    None after the errors have been told.
    """
    from vatscheck.answers.asked import Asked
    from vatscheck.cli.laws import the_law
    from vatscheck.profile.reading import decode

    law = the_law(folder, lang)
    day = the_day(law, as_of, lang) if law else None
    found = _read([path], services or [], law, lang) if law and day else None
    if law is None or day is None or found is None:
        return None
    profile, digest, raw = found[0]
    return Asked(profile, digest, decode(raw, path), law, day, path)


def to_ask_about(
    path: str | None, services: list[str], products: list[str], law: Law, lang: Lang
) -> Profile | None:
    """Return the profile to ask about; none after all errors."""
    from vatscheck.intake.subject import subject
    from vatscheck.names.index import Names

    read = read_all([path], [], law, lang) if path else []
    if read is None:
        return None
    given = read[0][0] if read else None
    found, problems = subject(Names(law), given, services, products)
    if problems:
        tell("--service, --product", problems, lang)
    elif found is None:
        say("intake-no-services", lang)
    if found is None:
        say("nothing-written", lang, count=max(len(problems), 1))
    return found


def told(make: Callable[[], T], law: Law, lang: Lang) -> T | None:
    """Return what is made of a user's files; none after everything that is wrong."""
    from vatscheck.answers.intake.slips import lines
    from vatscheck.intake.slips import AnswersError
    from vatscheck.profile.problems import ProfileError

    try:
        return make()
    except ProfileError as error:
        tell(error.name, error.problems, lang)
        count = len(error.problems)
    except AnswersError as error:
        for line in lines(error.name, error.slips, law, lang):
            print(line, file=sys.stderr)
        count = len(error.slips)
    say("nothing-written", lang, count=count)
    return None
