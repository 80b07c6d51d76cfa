"""Which profiles are meant: files as named, folders searched, patterns opened."""

from __future__ import annotations

from collections.abc import Sequence
from glob import has_magic
from pathlib import Path, PurePath

from vatscheck.cli.refusal import Refused
from vatscheck.cli.settings import settings

STDIN = "-"


def meant(paths: Sequence[str]) -> list[str]:
    """Return the files that are meant, each once, in the order named.

    A folder stands for every `*.toml` in it and below, a pattern for what it matches
    (no shell of Windows opens patterns); what begins with a dot is left out. No path at all for those
    that the settings of the repository name. Raises `Refused` where nothing is found, or named.
    """
    named = paths or settings(()).profiles
    if not named:
        raise Refused("no-profile-named")
    found: dict[Path, str] = {}
    for path in named:
        for file in _files(path):
            found.setdefault(Path(file), file)
    return list(found.values())


def _files(path: str) -> list[str]:
    if path == STDIN or Path(path).is_file():
        return [path]
    if Path(path).is_dir():
        return _filled(path, _below(Path(path)))
    return _filled(path, _matching(Path(path))) if has_magic(path) else [path]


def _matching(pattern: Path) -> list[str]:
    """What a pattern matches; a folder that it matches stands for what is below it."""
    base, rest = parts(pattern)
    files: list[str] = []
    for found in sorted(Path(base).glob(rest)):
        if not _hidden(found.relative_to(base)):
            files += _below(found) if found.is_dir() else [str(found)]
    return files


def parts(pattern: PurePath) -> tuple[PurePath, str]:
    """Return the folder before the first sign that stands for many, and the rest."""
    plain = pattern.parts
    first = next(at for at, part in enumerate(plain) if has_magic(part))
    kind = type(pattern)
    return kind(*plain[:first]), kind(*plain[first:]).as_posix()


def _below(folder: Path) -> list[str]:
    every = sorted(folder.rglob("*.toml"))
    return [str(f) for f in every if f.is_file() and not _hidden(f.relative_to(folder))]


def _hidden(path: PurePath) -> bool:
    """Whether a file, or a folder that it lies in, is kept out of sight: tools own it."""
    return any(part.startswith(".") for part in path.parts)


def _filled(path: str, found: list[str]) -> list[str]:
    if not found:
        raise Refused("no-profiles", path=path)
    return found
