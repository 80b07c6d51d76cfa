"""The table `[overrides]` of an overlay: which bundled records it replaces, and why."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.profile.positions import lines_of
from vatscheck.profile.problems import Problem

OVERRIDES = "overrides"
"""The table of an overlay that gives for each replaced id the reason."""
Named = tuple[str, str]
"""The kind and the id of a record."""


class Override(NamedTuple):
    """What is to be replaced as written (`id` or `kind.id`), the reason, file and line."""

    name: str
    reason: Any
    file: str
    line: int

    def problem(self, what: str, **parts: str) -> Problem:
        """Return a problem of this line of the table."""
        loc = (OVERRIDES, self.name) if self.name else (OVERRIDES,)
        return Problem(what, loc, {"name": self.name, **parts}, self.line, 1)

    def among(self, every: Collection[Named]) -> list[Named]:
        """Return the records that the name can stand for."""
        kind, dot, id = self.name.partition(".")
        if dot and kind in KINDS:
            return [named for named in every if named == (kind, id)]
        return [named for named in every if named[1] == self.name]


def overrides(table: Any, file: str, text: str) -> list[Override]:
    """Return the lines of the table of a file."""
    if not isinstance(table, dict):
        return [Override("", table, file, lines_of(text, [(OVERRIDES,)])[0])]
    lines = lines_of(text, [(OVERRIDES, id) for id in table])
    return [
        Override(id, reason, file, line)
        for (id, reason), line in zip(table.items(), lines, strict=True)
    ]


def reasons(
    found: Collection[Override], written: Collection[Named], bundled: Law | None
) -> tuple[dict[Named, str], list[tuple[str, Problem]]]:
    """Return the reasons by record, and what is wrong with the table, by file.

    `written` are the records in the folder; a law of its own (`bundled` none) has
    nothing to override.
    """
    known = [(kind, id) for kind in KINDS if bundled for id in records(bundled, kind)]
    given: dict[Named, str] = {}
    wrong: list[tuple[str, Problem]] = []
    for each in found:
        mine = [named for named in each.among(known) if named in written]
        problem = _mistake(each, known, mine)
        if problem:
            wrong.append((each.file, problem))
        else:
            given[mine[0]] = each.reason
    return given, wrong


def _mistake(
    each: Override, known: Collection[Named], mine: Collection[Named]
) -> Problem | None:
    """What is wrong with one line of the table, none if nothing is."""
    if not each.name:
        return each.problem("law-overrides-table")
    if not each.among(known):
        ids = [id for _, id in known]
        hint = ", ".join(get_close_matches(each.name, ids, n=3, cutoff=0.4)) or "-"
        return each.problem("law-overrides-nothing", hint=hint)
    if not mine:
        return each.problem("law-overrides-unwritten")
    if len(mine) > 1:
        hint = ", ".join(f'"{kind}.{id}"' for kind, id in mine)
        return each.problem("law-overrides-several", hint=hint)
    if not (isinstance(each.reason, str) and each.reason.strip()):
        return each.problem("law-reason")
    return None
