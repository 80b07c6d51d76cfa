"""The law that a command is told to use: the bundled one, or a folder on top of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.cli.sources import refuse
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.law.book import Law
    from vatscheck.upkeep.folders import LawError
    from vatscheck.words.catalogue import Lang


def the_law(folder: Path | None, lang: Lang) -> Law | None:
    """Return the law to use; none, after all errors of all files, for a bad folder."""
    if folder is None:
        from vatscheck.law.book import load_law

        return load_law()
    from vatscheck.upkeep.folders import LawError, read_folder

    try:
        return read_folder(folder)
    except LawError as error:
        tell(error, lang)
        return None


def tell(error: LawError, lang: Lang) -> None:
    """Print everything that is wrong with a folder, and that nothing was judged."""
    refuse(error.errors, lang)
