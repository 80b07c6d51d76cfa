"""Writing: files in one step so that nothing is lost, text to a reader that may leave."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class PipeClosed(Exception):
    """The reader of standard output has closed it."""


class NotWritten(Exception):
    """A file could not be written; the message names it and says why."""


def show(text: str) -> None:
    """Print a text on standard output. Raises `PipeClosed` if nobody reads it."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosed from None


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step. Raises `NotWritten` if that cannot be done."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise NotWritten(f"{path}: {error.strerror or error}") from None


def give(text: str, output: Path | None) -> None:
    """Write a text to a file, or print it where no file is named."""
    if output:
        write(output, f"{text}\n".encode())
    else:
        show(text)


def screen(format: str, output: Path | None) -> tuple[int, bool]:
    """Return the width in columns, and whether colour may be used (NO_COLOR, pipes)."""
    if format != "table":
        return 80, False
    import shutil

    terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns if terminal else 80
    if os.environ.get("COLUMNS", "").isdigit():
        width = int(os.environ["COLUMNS"])
    return max(width, 40), terminal and "NO_COLOR" not in os.environ
