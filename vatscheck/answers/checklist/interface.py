"""What every format of the checklist is: a function from a checklist to bytes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from vatscheck.answers.checklist.model import Checklist

MODULES = {
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".html": "html",
    ".md": "markdown",
    ".csv": "csv",
}
"""The formats by the ending of a file; each is a module here with a function `render`."""

Render = Callable[[Checklist], bytes]


def renderer(suffix: str) -> Render:
    """Return the function that renders a format; its library is imported only now.

    Raises `KeyError` for an ending that stands for no format.
    """
    module = import_module(f"vatscheck.answers.checklist.{MODULES[suffix]}")
    render: Render = module.render
    return render
