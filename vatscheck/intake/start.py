"""A profile out of files: answers, a cap table, or both; each is checked as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vatscheck.intake.answers import answers, checked, owners
from vatscheck.intake.grids import Grid
from vatscheck.intake.merging import merged
from vatscheck.intake.returned import left_out, returned
from vatscheck.intake.slips import AnswersError, Doubt, Filled, Seen, Slip
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied, with_owners
from vatscheck.profile.load import load, read_bytes
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import ProfileError
from vatscheck.profile.reading import decode


class Started(NamedTuple):
    """A profile as bytes and as it is read; `printed` are answers in other words.

    `replaced` = the answers had owners too, and those of the cap table were taken.
    `returned` are the answers that are not certain, with the tables that they stand in.
    """

    raw: bytes
    profile: Profile
    printed: dict[str, str]
    replaced: bool = False
    seen: Seen | None = None
    doubts: Sequence[Doubt] = ()
    returned: Sequence[Slip] = ()
    tables: Mapping[str, Grid] = {}


class Table(NamedTuple):
    """A cap table: its file, what its heads mean beyond those known, its sheet."""

    path: Path | None
    mapped: Mapping[str, str] = {}
    sheet: str | None = None


def from_answers(
    names: Names,
    source: Path,
    table: Table | None,
    comment: str,
    *,
    strict: bool = True,
) -> Started:
    """Return the profile of a questionnaire, its owners from a cap table if there is one.

    If it is not `strict`, answers that are not certain stay unknown and come back in
    `returned`. Raises `AnswersError` with everything that is wrong, and `ProfileError`
    for a file that cannot be read.
    """
    reader, filled = Reader(names), Filled()
    back = _answered(source, reader, filled, strict)
    before = "owners" in filled.data
    if table:
        if filled.slips:  # told by the file that they stand in
            raise AnswersError(str(source), filled.slips)
        _table(table, reader, filled)
    raw, profile = _sound(
        str(source), reader, filled, comment, None if strict else back
    )
    replaced = before and table is not None
    return _started(raw, profile, filled, replaced, back)


def from_reply(
    names: Names, source: Path, into: bytes, name: str, *, strict: bool = True
) -> Started:
    """Return a profile with the answers of a further reply in it; its comments stay.

    What the reply leaves empty stays as it is. Raises as `from_answers` does.
    """
    load(into, name, settler(names))
    reader, filled = Reader(names), Filled()
    back = _answered(source, reader, filled, strict)
    if filled.slips:
        raise AnswersError(str(source), filled.slips)
    raw = merged(names, into, name, filled.data)
    profile, _ = load(raw, name, settler(names))
    return _started(raw, profile, filled, False, back)


def _answered(source: Path, reader: Reader, filled: Filled, strict: bool) -> list[Slip]:
    """Read the answers of a questionnaire; return those that go back."""
    answers(str(source), read_bytes(source), source.suffix.lower(), reader, filled)
    return [] if strict else returned(filled)


def _sound(
    name: str, reader: Reader, filled: Filled, comment: str, back: list[Slip] | None
) -> tuple[bytes, Profile]:
    """The profile that the data makes; what it may not say goes back, where that is asked."""
    while True:
        raw = written(filled.data, comment)
        if back is None or filled.slips:
            return raw, checked(name, filled, reader, raw)
        try:
            return raw, load(raw, name, settler(reader.names))[0]
        except ProfileError as error:
            fresh = [(p.loc, filled.slip(p)) for p in error.problems]
            out = [
                slip for loc, slip in fresh if slip.spot and left_out(filled.data, loc)
            ]
            if not out:
                back = None  # nothing more can be left out: all is told
            else:
                back += out


def _started(
    raw: bytes, profile: Profile, filled: Filled, replaced: bool, back: list[Slip]
) -> Started:
    return Started(
        raw=raw,
        profile=profile,
        printed=filled.printed,
        replaced=replaced,
        seen=filled.seen,
        doubts=filled.doubts,
        returned=back,
        tables=filled.tables,
    )


def from_table(names: Names, table: Table, into: bytes, name: str) -> Started:
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
    profile = checked(str(table.path), filled, reader, raw)
    return _started(raw, profile, filled, False, [])


def in_template(names: Names, table: Table, template: bytes) -> Started:
    """Return a template with the owners of a cap table below it.

    It is no profile yet: what else it needs is still commented out. Raises as
    `from_answers` does.
    """
    reader, filled = Reader(names), Filled()
    _table(table, reader, filled)
    filled.data |= {"name": "-", "services": [{"id": next(iter(names.law.services))}]}
    checked_ = written(filled.data, "")
    profile = checked(str(table.path), filled, reader, checked_)
    raw = with_owners(template.decode(), filled.data["owners"]).encode()
    return _started(raw, profile, filled, False, [])


def _table(table: Table, reader: Reader, filled: Filled) -> None:
    """Read a cap table; what is wrong with it is told before anything else."""
    filled.mapped, filled.sheet = dict(table.mapped), table.sheet
    path = table.path or Path()
    name, suffix = str(path), path.suffix.lower()
    owners(name, read_bytes(path), suffix, reader, filled)
    if filled.slips:
        raise AnswersError(name, filled.slips)
    if not filled.data.get("owners"):
        raise AnswersError(name, [Slip("intake-no-cap-table")])
