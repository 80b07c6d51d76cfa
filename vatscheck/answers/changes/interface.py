"""Two answers side by side: what they are, and what was asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vatscheck.answers.changes.difference import Difference


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
    def name(self) -> str:
        """The question that was asked: `whatif` or `compare`."""
        return "compare" if self.edits is None else "whatif"
