"""What is rendered: two answers with what differs; the formats, found by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from vatscheck.answers.changes.difference import Difference
from vatscheck.answers.interface import Page
from vatscheck.law.book import Law

FORMATS = ("table", "json", "markdown", "html")
"""The formats by name; each is a module of this package with a function `render`."""


class Edits(NamedTuple):
    """What was changed in a profile, as typed: `KEY=VALUE` set, and keys left out."""

    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


class Compared(NamedTuple):
    """Two answers in JSON form and what differs; `edits` = it is a what-if.

    `texts` false = they are in different languages, and sentences were not compared.
    """

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    difference: Difference
    texts: bool = True
    edits: Edits | None = None

    @property
    def same_law(self) -> bool:
        """Whether both answers rest on the same edition of the law."""
        one, other = self.before["law"], self.after["law"]
        overlays = [law.get("overlay", {}).get("digest") for law in (one, other)]
        return bool(one["digest"] == other["digest"] and overlays[0] == overlays[1])

    @property
    def name(self) -> str:
        """The question that was asked: `whatif` or `compare`."""
        return "compare" if self.edits is None else "whatif"


Render = Callable[[Compared, Law, Page], str]


def renderer(format: str) -> Render:
    """Return the function that renders a format; its library is imported only now.

    Raises `KeyError` for a format that does not exist.
    """
    if format not in FORMATS:
        raise KeyError(format)
    module = import_module(f"vatscheck.answers.changes.{format}")
    render: Render = module.render
    return render
