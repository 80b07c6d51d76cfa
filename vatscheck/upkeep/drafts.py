"""Where a new rule goes: the file of a law folder, and the file of tests beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.law.book import load_law
from vatscheck.law.compile import DATA, sources
from vatscheck.law.evidence import ID
from vatscheck.law.rules import RULES, spans
from vatscheck.profile.problems import ProfileError
from vatscheck.profile.reading import decode, parse
from vatscheck.upkeep.folders import Entry, LawError, entries
from vatscheck.upkeep.skeletons import NewKind, record_text, tests_of, tests_text

TESTS = ".tests.toml"


class Refused(Exception):
    """A rule is not written; the message is the id of the sentence that says why."""

    def __init__(self, what: str, **parts: object) -> None:
        super().__init__(what)
        self.what, self.parts = what, parts


class Draft(NamedTuple):
    """Both files as they will be, the record first, and how many tests are new."""

    contents: dict[Path, bytes]
    tests: int


def draft(folder: Path | None, kind: NewKind, id: str, path: Path) -> Draft:
    """Return the files of a folder with the skeletons of a new rule and of its tests.

    No folder = the bundled law. Raises `Refused` for an id that is taken or no id, and
    for a file that cannot hold the rule; `LawError` for one that cannot be read.
    """
    place = folder or DATA
    if not re.fullmatch(ID, id):
        raise Refused("law-wrong", found=f'"{id}"', example='id = "our-rule"')
    if path.suffix != ".toml" or path.name.endswith(TESTS):
        raise Refused("law-new-no-records", path=path)
    if not path.resolve().is_relative_to(place.resolve()):
        raise Refused("law-new-outside", path=path, folder=place)
    _refuse_taken(place, id)
    beside = path.with_name(path.stem + TESTS)
    _refuse_tests(beside, [f"{id}-{trying.end}" for trying in tests_of(kind, id)])
    contents = {
        path: _appended(path, record_text(kind, id)),
        beside: _appended(beside, tests_text(kind, id)),
    }
    return Draft(contents, len(tests_of(kind, id)))


def _refuse_taken(folder: Path, id: str) -> None:
    """Refuse an id that a rule of the folder, or of the law below it, has already."""
    whole, written = _written(folder)
    for entry in written:
        if entry.id == id and entry.kind in RULES:
            place = f"{entry.file}:{entry.spot.line if entry.spot else 1}"
            raise Refused("law-new-taken", name=id, place=place)
    if not whole and id in set(_bundled()):
        raise Refused("law-exists", name=id)


def _written(folder: Path) -> tuple[bool, Sequence[Entry]]:
    """Whether a folder is a whole law, and its records; an empty one is an overlay."""
    if folder.is_dir() and not sources(folder):
        return False, []
    return entries(folder)


def _bundled() -> Iterator[str]:
    law = load_law()
    yield from (about.id for about, _ in spans(law))
    yield from law.products


def _refuse_tests(path: Path, ids: Sequence[str]) -> None:
    """Refuse to give a test an id that another of its file has."""
    tests = _read(path, _raw(path)).get("test")
    for test in tests if isinstance(tests, list) else ():
        if isinstance(test, dict) and test.get("id") in ids:
            raise Refused("law-new-taken", name=test["id"], place=path)


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _read(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        return parse(decode(raw, str(path)), str(path))
    except ProfileError as error:
        raise LawError([error]) from None


def _appended(path: Path, text: str) -> bytes:
    """A file with a text at its end, each line ended as the file ends its own."""
    raw = _raw(path)
    _read(path, raw)
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    gap = b"" if not raw else end if raw.endswith(b"\n") else end * 2
    fresh = raw + gap + text.encode().replace(b"\n", end)
    _read(path, fresh)  # a list in one line cannot be continued below
    return fresh
