"""How a command gives its text: on the screen, or to a file that is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from vatscheck.cli.writing import NotWritten, write
from vatscheck.words.catalogue import Lang


class NoText(NotWritten):
    """A text is to be written under the name of an office file; the message names it."""


OFFICE = (".doc", ".docx", ".xls", ".xlsx", ".pdf")
"""Endings under which no program would open a text."""


NARROWEST, WIDEST = 40, 400
"""Between these numbers of columns a table can be read, and laid out in a moment."""


def show(text: str) -> None:
    """Print a text on standard output, at once: a reader that has left is found here."""
    print(text)
    sys.stdout.flush()


def say(id: str, lang: Lang, **parts: object) -> None:
    """Say a sentence of the catalogue on standard error; what was typed stays text."""
    from vatscheck.formats.inert import terminal as escape
    from vatscheck.words.catalogue import word

    shown = {key: escape(str(value)) for key, value in parts.items()}
    print(word(id, lang, **shown), file=sys.stderr)


def give(text: str, output: Path | None, inputs: Iterable[str] = ()) -> None:
    """Write a text to a file, not over an input, or print it where none is named."""
    if output and output.suffix.lower() in OFFICE:
        raise NoText(output)
    if output:
        write(output, f"{text}\n".encode(), inputs)
    else:
        show(text)


def screen(format: str, output: Path | None) -> tuple[int, bool]:
    """Return the width in columns, and whether colour may be used (NO_COLOR, pipes)."""
    if format != "table":
        return 80, False
    import shutil

    terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal():  # a number of a thousand digits is none that Python reads
        width = int(asked) if len(asked) < 9 else WIDEST
    return min(max(width, NARROWEST), WIDEST), terminal and "NO_COLOR" not in os.environ
