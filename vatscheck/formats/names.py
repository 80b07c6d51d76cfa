"""The formats by name and by the ending of a file; a format's library is imported late."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from vatscheck.formats.page import Page

ENDINGS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
}
"""The format of a page by the ending of the file that it is written to."""


def laid_out(page: Page, format: str, *more: Any) -> bytes:
    """Return the page in a format, as the bytes of a file.

    Raises `KeyError` for a format that lays out no pages.
    """
    if format not in ENDINGS.values():
        raise KeyError(format)
    found = import_module(f"vatscheck.formats.{format}").render(page, *more)
    return found if isinstance(found, bytes) else f"{found}\n".encode()
