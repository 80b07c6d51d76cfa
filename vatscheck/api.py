"""The front door: each question about a company as a function that returns a document.

    from vatscheck import api

    answer = api.assess("client.toml", day="2026-12-01")
    answer.to_dict()          # the JSON that `vatscheck assess` prints
    print(answer)             # the short answer, as a terminal shows it

A document shows itself in a notebook and in rich. A profile is named by its path, or
given as `load_profile` returns it; then no line of a file is told. The law is the
bundled one and the day is today in China unless others are given. Stable: the names
of this module, their keywords, and the JSON of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from vatscheck.answers.asked import Asked
    from vatscheck.answers.document import Document
    from vatscheck.law.book import Law
    from vatscheck.names.index import Names
    from vatscheck.profile.models import Profile, ServiceEntry

    Given = str | Path | Profile | Asked

__all__ = [
    "ask",
    "assess",
    "cures",
    "limits",
    "load_law",
    "load_profile",
    "timeline",
    "today",
    "where",
    "why",
]
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
    """Return what a question is about, read once for several questions.

    Raises `ProfileError` for a file with mistakes and for a service that no name fits,
    and `ValueError` for a day that is none, or that lies before the law.
    """
    from vatscheck.answers.asked import Asked
    from vatscheck.law.book import load_law as bundled
    from vatscheck.names.index import Names

    if isinstance(profile, Asked):
        return profile
    law = about.get("law") or bundled()
    found = _read(profile, law, _iso(about.get("day"), law))
    names = Names(law)
    entries = _named(names, about.get("services", ()))
    if not entries:
        return found
    narrowed = names.narrowed(found.profile, entries)
    return found._replace(profile=narrowed)


def assess(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return which services can be licensed, why, and what to do next.

    The document is `vatscheck/assessment/1`. Raises as `ask` does.
    """
    from vatscheck.answers.assess import document
    from vatscheck.answers.origin import Origin
    from vatscheck.engine.assess import assess as judge
    from vatscheck.names.index import Names

    asked = ask(profile, **about)
    answer = judge(asked.profile, asked.law, asked.day)
    answer = answer._replace(digest=asked.digest)
    if not asked.source:
        return document(answer, lang)
    narrowed = bool(about.get("services"))
    origin = Origin(asked.file, asked.source, Names(asked.law), narrowed=narrowed)
    return document(answer, lang, origin)


def where(
    profile: Given,
    *,
    servers_stay: bool = False,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return in which places each service would work, registered and with servers there.

    With `servers_stay` the registration moves alone. The document is
    `vatscheck/where/1`. Raises as `ask` does.
    """
    from vatscheck.answers.where import where as answered
    from vatscheck.engine.grid import grid

    asked = ask(profile, **about)
    staying = grid(asked.profile, asked.law, asked.day, stay=True)
    found = staying
    if not servers_stay:
        found = grid(asked.profile, asked.law, asked.day, stay=False)
    return answered(found, staying, asked, lang)


def limits(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the largest foreign share that works, by service and place, and since when.

    The document is `vatscheck/limits/1`. Raises as `ask` does.
    """
    from vatscheck.answers.limits import limits as answered
    from vatscheck.engine.limits import limits as found

    asked = ask(profile, **about)
    return answered(found(asked.profile, asked.law, asked.day), asked, lang)


def timeline(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the status of each service on every day since 2001, and what changed it.

    The document is `vatscheck/timeline/1`. Raises as `ask` does.
    """
    from vatscheck.answers.timeline import timeline as answered
    from vatscheck.engine.timeline import timeline as found

    asked = ask(profile, **about)
    return answered(found(asked.profile, asked.law), asked, lang)


def why(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the proof of each service: every way, every check, the fact, the article.

    The document is `vatscheck/why/1`. Raises as `ask` does.
    """
    from vatscheck.answers.why import why as answered
    from vatscheck.engine.assess import assess as judge

    asked = ask(profile, **about)
    return answered(judge(asked.profile, asked.law, asked.day), asked, lang)


def cures(
    profile: Given,
    *,
    lang: Lang = LANGS[0],
    **about: Unpack[About],
) -> Document:
    """Return the smallest changes that lead to a yes, each proved by judging it.

    A service that is named and not in the profile is judged as if it were added. The
    document is `vatscheck/cures/1`. Raises as `ask` does.
    """
    from vatscheck.answers.cures import cures as answered
    from vatscheck.answers.revision import judged_with
    from vatscheck.names.index import Names

    services = about.pop("services", ())
    asked = ask(profile, **about)
    entries = _named(Names(asked.law), services)
    answer = judged_with(asked.profile, asked.law, asked.day, entries)
    return answered(answer._replace(digest=asked.digest), asked, lang)


def _read(profile: str | Path | Profile, law: Law, day: str) -> Asked:
    """The profile of a file with its text, or one that is given, with none."""
    from vatscheck.answers.asked import Asked
    from vatscheck.names.index import Names
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import digest, load, read_bytes
    from vatscheck.profile.models import Profile
    from vatscheck.profile.reading import decode

    if isinstance(profile, Profile):
        raw = profile.model_dump_json(exclude_none=True).encode()
        return Asked(profile, digest(raw), "", law, day)
    name = str(profile)
    raw = read_bytes(Path(profile))
    found, sum_ = load(raw, name, settler(Names(law)))
    return Asked(found, sum_, decode(raw, name), law, day, name)


def _named(names: Names, services: Iterable[str]) -> list[ServiceEntry]:
    """The services that are named. Raises `ProfileError` for those that no name fits."""
    from vatscheck.profile.problems import Problem, ProfileError

    entries, unknown = names.entries(services)
    if unknown:
        parts = ({"found": name, "hint": hint} for name, hint in unknown)
        raise ProfileError(
            "services", [Problem("unknown-service", (), p) for p in parts]
        )
    return entries


def _iso(day: date | str | None, law: Law) -> str:
    """A day in ISO form, today if none is named. Raises `ValueError` for what is none."""
    found = day.isoformat() if isinstance(day, date) else day or today()
    if date.fromisoformat(found).isoformat() != found:
        raise ValueError(f"{found}: write the day as YYYY-MM-DD")
    if found < law.head.starts:
        raise ValueError(f"{found} is before {law.head.starts}, the first day covered")
    return found
