"""A profile out of files: answers, a cap table, or both; each is checked as any other."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vatscheck.intake.answers import answers, checked, owners
from vatscheck.intake.slips import AnswersError, Filled, Seen, Slip
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied
from vatscheck.profile.load import load, read_bytes
from vatscheck.profile.models import Profile
from vatscheck.profile.reading import decode


class Started(NamedTuple):
    """A profile as bytes and as it is read; `printed` are answers in other words.

    `replaced` = the answers had owners too, and those of the cap table were taken.
    """

    raw: bytes
    profile: Profile
    printed: dict[str, str]
    replaced: bool = False
    seen: Seen | None = None


def from_answers(
    names: Names, source: Path, table: Path | None, comment: str
) -> Started:
    """Return the profile of a questionnaire, its owners from a cap table if there is one.

    Raises `AnswersError` with everything that is wrong, and `ProfileError` for a file
    that cannot be read.
    """
    reader, filled = Reader(names), Filled()
    answers(str(source), read_bytes(source), source.suffix.lower(), reader, filled)
    before = "owners" in filled.data
    if table:
        if filled.slips:  # told by the file that they stand in
            raise AnswersError(str(source), filled.slips)
        _table(table, reader, filled)
    raw = written(filled.data, comment)
    profile = checked(str(source), filled, reader, raw)
    replaced = before and table is not None
    return Started(raw, profile, filled.printed, replaced, filled.seen)


def from_table(names: Names, table: Path, into: bytes, name: str) -> Started:
    """Return a profile with the owners of a cap table in place of its own.

    Its comments stay. Raises as `from_answers` does, and `ProfileError` for a profile
    that is not in order.
    """
    profile, _ = load(into, name, settler(names))
    reader, filled = Reader(names), Filled()
    _table(table, reader, filled)
    patch = {"owners": filled.data["owners"]}
    try:
        text = applied(decode(into, name), profile, patch, names.services)
    except LayoutError:
        raise AnswersError(name, [Slip("intake-layout")]) from None
    raw = text.encode()
    profile = checked(str(table), filled, reader, raw)
    return Started(raw, profile, {}, seen=filled.seen)


def _table(table: Path, reader: Reader, filled: Filled) -> None:
    """Read a cap table; what is wrong with it is told before anything else."""
    owners(str(table), read_bytes(table), table.suffix.lower(), reader, filled)
    if filled.slips:
        raise AnswersError(str(table), filled.slips)
    if not filled.data.get("owners"):
        raise AnswersError(str(table), [Slip("intake-no-cap-table")])
