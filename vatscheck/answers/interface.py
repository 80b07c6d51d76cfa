"""What every format is: a function from answers to text, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from vatscheck.engine.answer import Answer
from vatscheck.words.catalogue import Lang

FORMATS = ("table", "json")
"""The formats by name; each is a module of this package with a function `render`."""


class Page(NamedTuple):
    """How the text will be shown: language, width in columns, and whether in colour."""

    lang: Lang
    width: int = 80
    colour: bool = False


Render = Callable[[Sequence[Answer], Page], str]


def renderer(format: str) -> Render:
    """Return the function that renders a format; its library is imported only now.

    Raises `KeyError` for a format that does not exist.
    """
    if format not in FORMATS:
        raise KeyError(format)
    render: Render = import_module(f"vatscheck.answers.{format}").render
    return render
