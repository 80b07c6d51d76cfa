"""What every format of the cures is: a function from an answer to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from pydantic_core import to_json

from vatscheck.answers.interface import FORMATS, Page
from vatscheck.engine.answer import Answer
from vatscheck.formats.json import plain
from vatscheck.words.phrases import escape

Render = Callable[[Answer, Page], str]


def renderer(format: str) -> Render:
    """Return the function that renders a format; its library is imported only now.

    Raises `KeyError` for a format that does not exist.
    """
    if format not in FORMATS:
        raise KeyError(format)
    render: Render = import_module(f"vatscheck.answers.cures.{format}").render
    return render


def patched(patch: Mapping[str, Any], service: str) -> str:
    """Return the worked example for a service on one line: paths and values."""
    shown = dict(patch)
    if "services" in shown:  # the others are as they were
        shown["services"] = [e for e in shown["services"] if e["id"] == service]
    found = (
        f"{key} = {to_json(plain(value)).decode()}" for key, value in shown.items()
    )
    return escape("; ".join(found))
