"""A folder of TOML files as a law: a whole one, or an overlay on the bundled law.

A folder that says `version`, `verified_on` and `starts` is a whole law; any other adds
records to the bundled one, and puts those named in `[overrides]` in another's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import as_row, digest, sources
from vatscheck.law.findings import Finding
from vatscheck.law.groups import GROUP, groups_of, opened
from vatscheck.law.layers import Layer, Overlay
from vatscheck.law.lint import lint
from vatscheck.law.models import KINDS, Head
from vatscheck.law.overlay import overlaid, whole
from vatscheck.law.rules import RULES, records
from vatscheck.profile.bounds import FILE
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.reading import decode, parse
from vatscheck.upkeep.faults import (
    left_blank,
    problems,
    unknown_groups,
    unprintable,
    validated,
)
from vatscheck.upkeep.overrides import OVERRIDES, Override, overrides, reasons
from vatscheck.upkeep.spots import Spot, spots, spots_in

HEAD = ("version", "verified_on", "starts")
"""The keys that make a folder a whole law."""


class LawError(Exception):
    """A folder that is no usable law, with everything that is wrong, by file."""

    def __init__(self, errors: Sequence[ProfileError]) -> None:
        super().__init__(f"{len(errors)} files of the law cannot be used")
        self.errors = list(errors)


class Entry(NamedTuple):
    """A record as it was read: the table, its file, and where it stands in it."""

    kind: str
    row: dict[str, Any]
    file: str
    spot: Spot | None

    @property
    def id(self) -> str:
        """The id that is written, empty if there is none."""
        return str(self.row.get("id", ""))

    def problem(self, what: str, key: str = "", **parts: str) -> Problem:
        """Return a problem of this record, at one of its keys."""
        line, column = self.spot.at(key) if self.spot else (1, 1)
        loc = (self.kind, self.id, key) if key else (self.kind, self.id)
        return Problem(what, loc, {"name": self.id, **parts}, line, column)


def read_folder(folder: Path) -> Law:
    """Return the law of a folder, checked by the lint.

    Raises `LawError` with every problem of every file.
    """
    law = unchecked(folder)
    if found := lint(law):
        raise LawError(located(found, folder))
    return law


def unchecked(folder: Path) -> Law:
    """Return the law of a folder before the lint.

    Raises `LawError` for what is no TOML, no record, or no overlay.
    """
    try:
        head, written, replaced, errors = _read(folder)
        sum_ = digest(folder)
    except OSError as error:
        raise _unreadable(error) from None
    found: list[Any] = []
    bundled = None if head else load_law()
    why, wrong = reasons(replaced, {(e.kind, e.id) for e in written}, bundled)
    for file, problem in wrong:
        _add(errors, file, [problem])
    groups = _groups(written, bundled)
    for entry in written:
        faults = list(_placed(entry, bundled, replaced))
        unknown = list(unknown_groups(entry.kind, entry.row, entry.spot, groups))
        faults += unknown
        if unprintable(entry.row):
            faults.append(entry.problem("law-control"))
        try:
            # those that are unknown are told by now: let them not be told again
            named = groups | {problem.parts["name"]: ["x"] for problem in unknown}
            row = entry.row if entry.kind == GROUP else opened(entry.row, named)
            found.append(validated(KINDS[entry.kind], row))
        except ValidationError as error:
            kind = KINDS[entry.kind]
            faults += problems(error, kind, entry.id, entry.spot)
        if entry.kind in RULES:  # a text may have no number, a service no code
            faults += left_blank(entry.kind, entry.row, entry.spot, faults)
        _add(errors, entry.file, faults)
    for entry, earlier in _twins(written):
        parts = {
            "file": earlier.file,
            "at": str(earlier.spot.line if earlier.spot else 1),
        }
        _add(errors, entry.file, [entry.problem("law-twice", "id", **parts)])
    if errors:
        raise LawError([ProfileError(f, ps) for f, ps in sorted(errors.items())])
    if head:
        return whole(head, found)
    layers = tuple(
        Layer(entry.kind, entry.id, why.get((entry.kind, entry.id)))
        for entry in written
    )
    overlay = Overlay(folder.resolve().name, sum_, layers)
    return overlaid(overlay, found)


def entries(folder: Path) -> tuple[bool, list[Entry]]:
    """Return whether a folder is a whole law, and its records as they are written.

    None of them is checked. Raises `LawError` for what is no TOML and no table.
    """
    try:
        head, found, _, errors = _read(folder)
    except OSError as error:
        raise _unreadable(error) from None
    if errors:
        raise LawError([ProfileError(f, ps) for f, ps in sorted(errors.items())])
    return head is not None, found


def _unreadable(error: OSError) -> LawError:
    reason = {"reason": error.strerror or str(error)}
    return LawError(
        [ProfileError(str(error.filename), [Problem("unreadable", parts=reason)])]
    )


def _add(errors: dict[str, list[Problem]], file: str, found: list[Problem]) -> None:
    if found:
        errors.setdefault(file, []).extend(found)


def _read(
    folder: Path,
) -> tuple[Head | None, list[Entry], list[Override], dict[str, list[Problem]]]:
    """The head if there is one, all records, what they replace, and what is unread."""
    if not folder.is_dir():
        raise LawError([ProfileError(str(folder), [Problem("law-no-folder")])])
    files = sources(folder)
    if not files:
        raise LawError([ProfileError(str(folder), [Problem("law-empty")])])
    _refuse_endless(files)
    entries: list[Entry] = []
    replaced: list[Override] = []
    top: dict[str, Any] = {}
    errors: dict[str, list[Problem]] = {}
    for path in files:
        name = str(path)
        try:
            text = decode(path.read_bytes(), name)
            data = parse(text, name)
        except ProfileError as error:
            errors[name] = error.problems
            continue
        marks = list(spots(text, Path(path.name)))
        for key, value in data.items():
            if key in HEAD:
                top[key] = value
            elif key in KINDS:
                entries += _entries(key, value, name, marks, errors)
            elif key == OVERRIDES:
                replaced += overrides(value, name, text)
            else:
                parts = {"found": key, "allowed": ", ".join((*KINDS, OVERRIDES))}
                _add(errors, name, [Problem("law-no-kind", (key,), parts, 1, 1)])
    return _head(top, folder), entries, replaced, errors


def _refuse_endless(files: Sequence[Path]) -> None:
    """Refuse what is no plain file, a device or a pipe, and what is too large for one."""
    errors = []
    for path in files:
        if path.exists() and not path.is_dir() and not path.is_file():
            errors.append(ProfileError(str(path), [Problem("not-plain")]))
        elif path.is_file() and path.stat().st_size > FILE:
            problem = Problem("too-large", parts={"most": "10 MB"})
            errors.append(ProfileError(str(path), [problem]))
    if errors:
        raise LawError(errors)


def _entries(
    kind: str,
    value: Any,
    name: str,
    marks: list[Spot],
    errors: dict[str, list[Problem]],
) -> Iterator[Entry]:
    """The tables of one kind in a file, each with the header that it stands under."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        parts = {"found": f"[{kind}]", "key": kind}
        _add(errors, name, [Problem("wants-tables", (kind,), parts, 1, 1)])
        return
    mine = [spot for spot in marks if spot.kind == kind]
    at: list[Spot | None] = [*mine] if len(mine) == len(value) else [None] * len(value)
    for row, spot in zip(value, at, strict=True):
        yield Entry(kind, row, name, spot)


def _head(top: dict[str, Any], folder: Path) -> Head | None:
    """The head of a whole law, none for an overlay."""
    if not top:
        return None
    try:
        data = {"digest": digest(folder), **as_row(top)}
        head: Head = TypeAdapter(Head).validate_python(data)
        return head
    except ValidationError:
        missing = ", ".join(key for key in HEAD if key not in top) or "-"
        problem = Problem("law-head", parts={"missing": missing})
        raise LawError([ProfileError(str(folder), [problem])]) from None


def _placed(
    entry: Entry, bundled: Law | None, replaced: Sequence[Override]
) -> Iterator[Problem]:
    """Whether a record that is in the bundled law says why it replaces that one."""
    if isinstance(entry.row.get(OVERRIDES), str):
        yield entry.problem("law-overrides", OVERRIDES)
    known = records(bundled, entry.kind) if bundled else {}
    named = [(entry.kind, entry.id)]
    if entry.id in known and entry.kind == GROUP:  # its records were opened with it
        yield entry.problem("law-group-stays", "id")
    elif entry.id in known and not any(each.among(named) for each in replaced):
        yield entry.problem("law-exists", "id")


def _groups(written: Sequence[Entry], bundled: Law | None) -> dict[str, list[str]]:
    """The groups of the bundled law and of the folder; one of the former stays."""
    own = groups_of(entry.row for entry in written if entry.kind == GROUP)
    below = bundled.groups.values() if bundled else ()
    return own | {group.id: list(group.services) for group in below}


def _twins(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.kind, entry.id)
        if entry.id and key in first:
            yield entry, first[key]
        first.setdefault(key, entry)


def located(found: Sequence[Finding], folder: Path) -> list[ProfileError]:
    """Return findings as problems of the files in which their records stand."""
    spots_ = {(s.kind, s.id): (str(folder / s.file), s) for s in spots_in(folder)}
    errors: dict[str, list[Problem]] = {}
    for finding in found:
        file, spot = spots_.get(finding[:2], ("", None))
        problem = Problem(
            finding.what,
            (finding.kind, finding.id),
            finding.parts,
            spot.line if spot else 0,
            1,
        )
        _add(errors, file or str(folder), [problem])
    return [
        ProfileError(file, sorted(ps, key=lambda p: p.line))
        for file, ps in sorted(errors.items())
    ]
