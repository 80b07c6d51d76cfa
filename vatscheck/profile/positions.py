"""Where in the file a key stands; needed, and tomlkit imported, only for errors.

A sentinel put at the key's path shows where it lands when the document is written.
"""

from __future__ import annotations

import re
from typing import Any

import tomlkit

from vatscheck.profile.problems import Loc, Problem

SENTINEL = "vatscheck\u2063here"


def locate(text: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems with the line and column of each key, in file order."""
    placed = [p if p.line else _placed(text, p) for p in problems]
    return sorted(placed, key=lambda p: (p.line, p.column, p.key))


def _placed(text: str, problem: Problem) -> Problem:
    line, column = _at(text, problem)
    return problem._replace(line=line, column=column)


def _at(text: str, problem: Problem) -> tuple[int, int]:
    loc = problem.loc[:-1] if problem.missing else problem.loc
    while loc:
        found = _header(text, loc) if problem.missing else None
        found = found or _value(text, loc) or _header(text, loc)
        if found:
            return found
        loc = loc[:-1]
    return 1, 1


def _value(text: str, loc: Loc) -> tuple[int, int] | None:
    document: Any = tomlkit.parse(text)
    container = document
    try:
        for step in loc[:-1]:
            container = container[step]
        if isinstance(container[loc[-1]], (tomlkit.items.Table, tomlkit.items.AoT)):
            return None
        container[loc[-1]] = SENTINEL
    except (KeyError, IndexError, TypeError, AttributeError):
        return None
    before, found, _ = tomlkit.dumps(document).partition(f'"{SENTINEL}"')
    if not found:
        return None
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _header(text: str, loc: Loc) -> tuple[int, int] | None:
    """The line of the table header that a path belongs to."""
    names = [step for step in loc if isinstance(step, str)]
    numbers = [step for step in loc if isinstance(step, int)]
    dotted = r"\s*\.\s*".join(re.escape(name) for name in names)
    pattern = rf"^\s*\[\[?\s*{dotted}\s*\]\]?"
    hits = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if re.match(pattern, line)
    ]
    which = numbers[0] if numbers else 0
    return (hits[which], 1) if len(hits) > which else None
