"""The law that a command is told to use: the bundled one, or a folder on top of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vatscheck.law.book import Law


def the_law(folder: Path | None) -> Law:
    """Return the law to use. Raises `LawError` with all errors of all files of a folder."""
    if folder is None:
        from vatscheck.law.book import load_law

        return load_law()
    from vatscheck.upkeep.folders import read_folder

    return read_folder(folder)
