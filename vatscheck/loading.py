"""Loading a profile from a file, with the names of the law."""

from __future__ import annotations

from pathlib import Path

from vatscheck.law.book import Law, load_law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load, read_bytes
from vatscheck.profile.models import Profile


def load_profile(path: str | Path, law: Law | None = None) -> Profile:
    """Return the profile of a TOML file with all names settled to the law's ids.

    Without a law the bundled one is used. Raises `ProfileError` with every problem
    of the file, each with its line, key, what was found and what to write.
    """
    names = Names(law or load_law())
    return load(read_bytes(Path(path)), str(path), settler(names))[0]
