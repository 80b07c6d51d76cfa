"""Reading what a command starts from: a profile in a file, or on standard input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vatscheck.cli.streams import NotRead, reading

if TYPE_CHECKING:
    from vatscheck.names.index import Names
    from vatscheck.profile.models import Profile


class Read(NamedTuple):
    """A profile as it was read: with the digest and the bytes of its file, and its path."""

    profile: Profile
    digest: str
    raw: bytes
    path: str


def read(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises `ProfileError` for a file that cannot be read.
    """
    from vatscheck.profile.load import read_bytes

    return _given() if path == "-" else read_bytes(Path(path))


def _given() -> bytes:
    """The bytes of standard input. Raises `ProfileError` where there is none."""
    from vatscheck.profile.load import bounded
    from vatscheck.profile.problems import Problem, ProfileError

    try:
        with reading() as stream:
            return bounded(stream.buffer, "-")
    except NotRead as error:
        id = "unreadable" if error.args else "stdin-closed"
        parts = {"reason": str(error)}
        raise ProfileError("-", [Problem(id, parts=parts)]) from None


def loaded(raw: bytes, path: str, names: Names) -> Read:
    """Return the profile of a file's bytes. Raises `ProfileError`."""
    from vatscheck.names.resolution import settler
    from vatscheck.profile.load import load

    return Read(*load(raw, path, settler(names)), raw, path)
