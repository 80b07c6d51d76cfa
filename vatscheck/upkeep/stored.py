"""Stored profiles whose answers change from one law to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load, read_bytes
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.upkeep.folders import LawError

SILENT = "not_covered"
"""The status under a law that does not know a service, or not all names of a profile."""


class Moved(NamedTuple):
    """A service of a stored profile whose status changes."""

    file: str
    service: str
    old: str
    new: str


def moved(folder: Path, old: Law, new: Law, day: str) -> list[Moved]:
    """Return the services of all profiles of a folder whose status differs on a day.

    Raises `LawError` for a folder without profiles, and for every profile that cannot
    be read under the new law.
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        raise LawError([ProfileError(str(folder), [Problem("law-no-profiles")])])
    found: list[Moved] = []
    errors: list[ProfileError] = []
    for path in paths:
        try:
            after = _statuses(path, new, day)
        except ProfileError as error:
            errors.append(error)
            continue
        try:
            before = _statuses(path, old, day)
        except ProfileError:  # a name that only the new law knows
            before = {}
        found += _moves(path.name, before, after)
    if errors:
        raise LawError(errors)
    return found


def _statuses(path: Path, law: Law, day: str) -> dict[str, str]:
    profile, _ = load(read_bytes(path), str(path), settler(Names(law)))
    answer = assess(profile, law, day, cured=False, asked=False)
    return {item.service.id: item.status for item in answer.assessments}


def _moves(file: str, before: dict[str, str], after: dict[str, str]) -> Iterable[Moved]:
    for service in dict.fromkeys([*before, *after]):
        old, new = before.get(service, SILENT), after.get(service, SILENT)
        if old != new:
            yield Moved(file, service, old, new)
