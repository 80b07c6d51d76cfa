"""Loading a profile: decode, parse, settle names, validate, all errors at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from vatscheck.profile.bounds import FILE, PROBLEMS, PROFILE
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Loc, Problem, ProfileError
from vatscheck.profile.reading import decode, parse

MOST = PROBLEMS
"""How many problems are told one by one: a file with more is of another kind."""
Settle = Callable[[dict[str, Any]], list[Problem]]
"""Replaces names in the raw data by ids and reports those that it cannot."""


def load(raw: bytes, name: str, settle: Settle) -> tuple[Profile, str]:
    """Return the profile of a file's bytes and its digest (`sha256:` and hex).

    Raises `ProfileError` with every problem of the file, each with line and column.
    """
    if len(raw) > PROFILE:
        raise ProfileError(name, [Problem("too-large", parts={"most": "1 MB"})])
    text = decode(raw, name)
    data = parse(text, name)
    if problems := problems_of(data, settle):
        from vatscheck.profile.positions import locate

        raise ProfileError(name, told(problems, lambda most: locate(text, most)))
    profile = Profile.model_validate(data)
    return profile, digest(raw)


def problems_of(data: dict[str, Any], settle: Settle) -> list[Problem]:
    """Return everything that is wrong with raw data; names in the data become ids."""
    try:
        faults = _faults(data)
        problems = settle(data)
    except RecursionError:
        return [Problem("too-deep", line=1, column=1)]
    seen = {problem.loc for problem in problems}
    return problems + [fault for fault in faults if fault.loc not in seen]


def told(
    problems: list[Problem], placed: Callable[..., list[Problem]]
) -> list[Problem]:
    """Return the problems that are told one by one, and that there are more."""
    most = placed(problems[:MOST])
    if len(problems) > MOST:
        most.append(Problem("more-problems", parts={"most": str(MOST)}))
    return most


def digest(raw: bytes) -> str:
    """Return the digest of a profile's bytes: `sha256:` and hex."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises `ProfileError` for one that cannot be read.

    Nor is one read that is longer than anything that a command reads: a device has
    no size to look at, and no end.
    """
    with _opened(path) as file:
        return bounded(file, str(path))


def read_objects(path: Path) -> Iterator[bytes]:
    """Yield the JSON objects of a file: one a line, or the whole file as one.

    Each is as long as a file may be, and there may be any number. Raises
    `ProfileError` as `read_bytes`.
    """
    with _opened(path) as file:
        first = _line(file, str(path))
        if not first.rstrip().endswith(b"}"):
            yield _within(first + file.read(FILE + 1), str(path))
            return
        while first:
            if first.strip():
                yield first
            first = _line(file, str(path))


def _line(file: BinaryIO, name: str) -> bytes:
    return _within(file.readline(FILE + 1), name)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file to be read. Raises `ProfileError` for one that cannot be."""
    try:
        with path.open("rb") as file:
            yield file
            return
    except FileNotFoundError:
        problem = Problem("no-file")
    except IsADirectoryError:
        problem = Problem("a-folder")
    except OSError as error:
        problem = Problem("unreadable", parts={"reason": error.strerror or str(error)})
    raise ProfileError(str(path), [problem])


def bounded(file: BinaryIO, name: str) -> bytes:
    """Return what a file or a stream holds. Raises `ProfileError` if that is too much."""
    return _within(file.read(FILE + 1), name)


def _within(raw: bytes, name: str) -> bytes:
    if len(raw) > FILE:
        raise ProfileError(name, [Problem("too-large", parts={"most": "10 MB"})])
    return raw


def _faults(given: dict[str, Any]) -> list[Problem]:
    """Every problem of the data as it was written, before names are settled.

    Checks that span several keys wait for sound values: each round leaves out what
    the round before found, until nothing new appears.
    """
    found: dict[Loc, Problem] = {}
    data = given
    while True:
        try:
            Profile.model_validate(data)
            break
        except ValidationError as error:
            errors = error.errors(include_url=False)[: 2 * MOST]
        from vatscheck.profile.sentences import distinct, problem  # only for errors

        fresh = distinct(problem(item, data) for item in errors)
        fresh = [problem for problem in fresh if problem.loc not in found]
        if not fresh or len(found) > MOST:
            break
        found |= {problem.loc: problem for problem in fresh}
        data = deepcopy(given)
        for loc in found:
            _leave_out(data, loc)
    return list(found.values())


def _leave_out(data: Any, loc: Loc) -> None:
    """Drop the key of a problem; the two ends of a share go together."""
    loc = loc[: loc.index("share") + 1] if "share" in loc else loc
    try:
        for step in loc[:-1]:
            data = data[step]
    except (KeyError, IndexError, TypeError):
        return  # what holds it is left out already
    if isinstance(data, dict):
        data.pop(loc[-1], None)
