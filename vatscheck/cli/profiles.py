"""What a command is about: profiles and a day; what is wrong with them is refused at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vatscheck.api.subject import load_law, named, today
from vatscheck.cli.refusal import NOTHING_WRITTEN, Mistakes, Refused
from vatscheck.cli.sources import Read, loaded, read
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names
    from vatscheck.profile.models import Profile

T = TypeVar("T")


def the_day(law: Law, as_of: str | None) -> str:
    """Return the day to judge as an ISO string, today in China if none is named.

    Raises `Refused` for what is no day, and for one before the law begins.
    """
    if as_of is None:
        return today()
    try:
        day = date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise Refused("not-a-day", day=as_of) from None
    if day != as_of:  # 20261122 and 2026-W47-7 are days too, to some
        raise Refused("not-a-day", day=as_of)
    if day < law.head.starts:
        raise Refused("before-start", day=day, start=law.head.starts)
    return day


def read_all(paths: Sequence[str], services: Sequence[str], law: Law) -> list[Read]:
    """Return the profiles of some files; `services` replace those that they ask for.

    Raises `Refused` with all errors of all files, and of the services.
    """
    from vatscheck.names.index import Names
    from vatscheck.profile.problems import ProfileError

    names, found, errors = Names(law), [], []
    for path in paths:
        try:
            found.append(loaded(read(path), path, names))
        except ProfileError as error:
            errors.append(error)
    try:
        entries = named(names, services, "--service")
    except ProfileError as error:
        errors.append(error)
    if errors:
        raise Mistakes(errors)
    if not entries:
        return found
    return [one._replace(profile=names.narrowed(one.profile, entries)) for one in found]


def ask(
    path: str,
    services: Sequence[str] | None,
    as_of: str | None,
    folder: Path | None = None,
) -> Asked:
    """Return what a question is about: one profile, the law, the day. Raises `Refused`."""
    law = load_law(folder)
    day = the_day(law, as_of)
    (found,) = read_all([path], services or [], law)
    return about(found, law, day, narrowed=bool(services))


def about(
    found: Read,
    law: Law,
    day: str,
    *,
    narrowed: bool = False,
    settings: str = "",
    names: Names | None = None,
) -> Asked:
    """Return what is asked about a profile that was read."""
    from vatscheck.answers.asked import Asked
    from vatscheck.profile.reading import decode

    text = decode(found.raw, found.path)
    return Asked(
        found.profile,
        found.digest,
        text,
        law,
        day,
        found.path,
        narrowed=narrowed,
        settings=settings,
        known=names,
    )


def to_ask_about(
    path: str | None, services: list[str], products: list[str], law: Law
) -> Profile:
    """Return the profile that a questionnaire is about. Raises `Refused`."""
    from vatscheck.intake.subject import subject
    from vatscheck.names.index import Names
    from vatscheck.profile.problems import ProfileError

    given = read_all([path], [], law)[0].profile if path else None
    found, problems = subject(Names(law), given, services, products)
    if problems:
        error = ProfileError("--service, --product", problems)
        raise Mistakes([error], id=NOTHING_WRITTEN)
    if found is None:
        raise Refused("intake-no-services")
    return found


def told(make: Callable[[], T], law: Law, lang: Lang) -> T:
    """Return what is made of a user's files. Raises `Refused` with all that is wrong."""
    from vatscheck.answers.intake.slips import lines
    from vatscheck.intake.slips import AnswersError
    from vatscheck.profile.problems import ProfileError

    try:
        return make()
    except ProfileError as error:
        raise Mistakes([error], id=NOTHING_WRITTEN) from None
    except AnswersError as error:
        slips = list(lines(error.name, error.slips, law, lang))
        raise Mistakes(lines={error.name: slips}, id=NOTHING_WRITTEN) from None
