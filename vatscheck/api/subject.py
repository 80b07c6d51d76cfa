"""What a question is about: a profile, the law, the day, and some services of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.answers.document import Document
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names
    from vatscheck.profile.models import Profile, ServiceEntry

    Given = str | Path | Profile | Asked
    Saved = str | Path | Mapping[str, Any] | Document

CHINA = timezone(timedelta(hours=8))


class About(TypedDict, total=False):
    """What a question may be about beside the profile.

    `law` is the bundled one if left out, `day` today in China; `services` (ids, codes
    or market names) are asked about instead of those of the profile.
    """

    law: Law
    day: date | str
    services: Sequence[str]


def load_law(folder: str | Path | None = None) -> Law:
    """Return the bundled law, or that with a folder of TOML records on top of it.

    Raises `vatscheck.upkeep.folders.LawError` with every mistake of every file.
    """
    from vatscheck.law import book

    if folder is None:
        return book.load_law()
    from vatscheck.upkeep.folders import read_folder

    return read_folder(Path(folder))


def load_profile(path: str | Path, law: Law | None = None) -> Profile:
    """Return the profile of a TOML file with all names settled to the law's ids.

    Raises `ProfileError` with every mistake of the file.
    """
    from vatscheck.loading import load_profile as loaded

    return loaded(path, law)


def today() -> str:
    """Return the day in China, which is judged where no other is named, in ISO form."""
    return datetime.now(CHINA).date().isoformat()


def ask(
    profile: Given,
    **about: Unpack[About],
) -> Asked:
    """Return what a question is about, read and judged once for several questions.

    Raises `ProfileError` for a file with mistakes and for a service that no name fits,
    and `ValueError` for a day that is none, or that lies before the law, and for a law
    or a day beside a profile that was read for another.
    """
    from vatscheck.answers.asked import Asked

    if isinstance(profile, Asked):
        if "law" in about or "day" in about:
            raise ValueError("what was read for a law and a day is asked about those")
        found = profile
    else:
        law = about.get("law") or load_law()
        found = _read(profile, law, judged_day(about.get("day"), law))
    entries = named(found.names, about.get("services", ()))
    if not entries:
        return found
    narrowed = found.names.narrowed(found.profile, entries)
    return replace(found, profile=narrowed, narrowed=True, made={})


def named(
    names: Names, services: Iterable[str], where: str = "services"
) -> list[ServiceEntry]:
    """Return the services that are named. Raises `ProfileError` for those that no name fits.

    `where` says where they were named: an option or an argument.
    """
    from vatscheck.profile.problems import Problem, ProfileError

    entries, unknown = names.entries(services)
    if unknown:
        parts = ({"found": name, "hint": hint} for name, hint in unknown)
        raise ProfileError(where, [Problem("unknown-service", (), p) for p in parts])
    return entries


def iso(day: date | str) -> str:
    """Return a day in ISO form. Raises `ValueError` for what is none."""
    found = day.isoformat() if isinstance(day, date) else day
    if date.fromisoformat(found).isoformat() != found:
        raise ValueError(f"{found}: write the day as YYYY-MM-DD")
    return found


def judged_day(day: date | str | None, law: Law) -> str:
    """Return the day to judge, today if none is named.

    Raises `ValueError` for what is no day, and for one before the law begins.
    """
    found = iso(day or today())
    if found < law.head.starts:
        raise ValueError(f"{found} is before {law.head.starts}, the first day covered")
    return found


def _read(profile: str | Path | Profile, law: Law, day: str) -> Asked:
    """The profile of a file with its text, or one that is given, with none."""
    from vatscheck.answers.asked import Asked
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import digest, load, read_bytes
    from vatscheck.profile.models import Profile
    from vatscheck.profile.reading import decode

    names = Names(law)
    if isinstance(profile, Profile):
        raw = profile.model_dump_json(exclude_none=True).encode()
        return Asked(profile, digest(raw), "", law, day, known=names)
    name = str(profile)
    raw = read_bytes(Path(profile))
    found, sum_ = load(raw, name, settler(names))
    return Asked(found, sum_, decode(raw, name), law, day, name, known=names)
