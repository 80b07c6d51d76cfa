"""Writing: files in one step so that nothing is lost, text to a reader that may leave."""

from __future__ import annotations

import sys
from pathlib import Path


class PipeClosed(Exception):
    """The reader of standard output has closed it."""


def show(text: str) -> None:
    """Print a text on standard output. Raises `PipeClosed` if nobody reads it."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosed from None


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step. Raises `OSError` if it cannot be written."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
