"""Writing files so that nothing is lost: a temporary file first, then a rename."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace a file by a text in one step. Raises `OSError` if it cannot be written."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
