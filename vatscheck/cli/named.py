"""Which profiles are meant: files as named, folders searched, patterns opened."""

from __future__ import annotations

from collections.abc import Iterable
from glob import has_magic
from pathlib import Path

from vatscheck.cli.refusal import Refused
from vatscheck.cli.settings import NAME

STDIN = "-"


def profiles(paths: Iterable[str]) -> list[str]:
    """Return the files that are meant, each once, in the order named.

    A folder stands for every `*.toml` in it and below, a pattern for what it matches
    (no shell of Windows opens patterns). Raises `Refused` where nothing is found.
    """
    found: list[str] = []
    for path in paths:
        found += _meant(path)
    return list(dict.fromkeys(found))


def _meant(path: str) -> list[str]:
    if path == STDIN or Path(path).is_file():
        return [path]
    if Path(path).is_dir():
        return _filled(path, _below(Path(path)))
    return _filled(path, _matching(Path(path))) if has_magic(path) else [path]


def _matching(pattern: Path) -> list[str]:
    """What a pattern matches, from the folder before its first sign that stands for many."""
    plain = pattern.parts
    first = next(at for at, part in enumerate(plain) if has_magic(part))
    base = Path(*plain[:first])
    return sorted(map(str, base.glob(str(Path(*plain[first:])))))


def _below(folder: Path) -> list[str]:
    every = sorted(folder.rglob("*.toml"))
    return [str(found) for found in every if found.is_file() and found.name != NAME]


def _filled(path: str, found: list[str]) -> list[str]:
    if not found:
        raise Refused("no-profiles", path=path)
    return found
