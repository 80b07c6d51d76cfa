"""Writing: files in one step so that nothing is lost, text to a reader that may leave."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from vatscheck.cli.options import Lang


class NotWritten(Exception):
    """A file could not be written; the message names it and says why."""


class OverInput(NotWritten):
    """A file to be written is one of those that are read; the message names it."""


class NoText(NotWritten):
    """A text is to be written under the name of an office file; the message names it."""


OFFICE = (".doc", ".docx", ".xls", ".xlsx", ".pdf")
"""Endings under which no program would open a text."""


def show(text: str) -> None:
    """Print a text on standard output, at once: a reader that has left is found here."""
    print(text)
    sys.stdout.flush()


def say(id: str, lang: Lang, **parts: object) -> None:
    """Say a sentence of the catalogue on standard error; what was typed stays text."""
    from vatscheck.report.phrases import escape
    from vatscheck.report.words import word

    shown = {key: escape(str(value)) for key, value in parts.items()}
    print(word(id, lang, **shown), file=sys.stderr)


def write(path: Path, content: bytes, inputs: Iterable[str] = ()) -> None:
    """Replace a file in one step, or write into what is no file, such as a pipe.

    Raises `NotWritten` if that cannot be done, and `OverInput` for one of the inputs.
    """
    if over_input(path, inputs):
        raise OverInput(path)
    try:
        real = path.resolve()
        if real.is_file() or not real.exists():
            _replace(real, content)
        else:
            real.write_bytes(content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotWritten(f"{path}: {reason}") from None


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("xb") as file:
            file.write(content)
        if path.exists():
            fresh.chmod(path.stat().st_mode)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def over_input(output: Path | None, inputs: Iterable[str]) -> bool:
    """Return whether a file to be written is one of those that are read."""
    if output is None or not output.exists():
        return False
    found = (Path(path) for path in inputs if path != "-")
    return any(path.exists() and output.samefile(path) for path in found)


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
    if os.environ.get("COLUMNS", "").isdecimal():
        width = int(os.environ["COLUMNS"])
    return max(width, 40), terminal and "NO_COLOR" not in os.environ
