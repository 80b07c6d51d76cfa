"""The table `[overrides]` of an overlay: which bundled records it replaces, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.profile.positions import lines_of
from vatscheck.profile.problems import Problem

OVERRIDES = "overrides"
"""The table of an overlay that gives for each replaced id the reason."""


class Override(NamedTuple):
    """The id of a bundled record, the reason as written, its file and line."""

    id: str
    reason: Any
    file: str
    line: int

    def problem(self, what: str, **parts: str) -> Problem:
        """Return a problem of this line of the table."""
        loc = (OVERRIDES, self.id)
        return Problem(what, loc, {"name": self.id, **parts}, self.line, 1)


def overrides(table: Any, file: str, text: str) -> list[Override]:
    """Return the lines of the table of a file; nothing if it is no table."""
    if not isinstance(table, dict):
        return []
    lines = lines_of(text, [(OVERRIDES, id) for id in table])
    return [
        Override(id, reason, file, line)
        for (id, reason), line in zip(table.items(), lines, strict=True)
    ]


def mistaken(
    found: Collection[Override], written: Collection[str], bundled: Law | None
) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the table, each with its file.

    `written` are the ids of the records in the folder; a law of its own (`bundled`
    none) has nothing to override.
    """
    known = {id for kind in KINDS if bundled for id in records(bundled, kind)}
    for each in found:
        if each.id not in known:
            near = get_close_matches(each.id, known, n=3, cutoff=0.4)
            hint = ", ".join(near) or "-"
            yield each.file, each.problem("law-overrides-nothing", hint=hint)
        elif each.id not in written:
            yield each.file, each.problem("law-overrides-unwritten")
        elif not (isinstance(each.reason, str) and each.reason.strip()):
            yield each.file, each.problem("law-reason")
