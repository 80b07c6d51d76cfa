"""Where in the file a key stands; needed, and tomlkit imported, for errors and proofs.

A sentinel put at the key's path shows where it lands when the document is written.
"""

from __future__ import annotations

import re
from typing import Any

import tomlkit

from vatscheck.profile.problems import Loc, Problem

SENTINEL = "vatscheck\u2063here"
EXACT = 5_000_000
"""How many characters are written at most to find the places of values."""
HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\[\]#=]+)\]")
NAME = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s.\"']+")


def locate(text: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems with the line and column of each key, in file order."""
    places = _Places(text)
    placed = [p if p.line else places.placed(p) for p in problems]
    return sorted(placed, key=lambda p: (p.line, p.column, p.key))


def lines_of(text: str, paths: list[Loc]) -> list[int]:
    """Return the line on which the value of each path stands, counted from 1."""
    places = _Places(text)
    return [places.placed(Problem("", path)).line for path in paths]


class _Places:
    """The places of one text, read once for all its problems.

    To find a value, the whole text is written once: where that would be without end,
    the table of the value is named instead.
    """

    def __init__(self, text: str) -> None:
        self.text, self.headers = text, _headers(text)
        self.exact = max(EXACT // (len(text) + 1), 5)
        try:
            self.document: Any = tomlkit.parse(text)
        except Exception:
            # tomlkit refuses or fails on a little that tomllib reads; an error in a
            # profile must still be told, if only with the place of its table.
            self.document = {}

    def placed(self, problem: Problem) -> Problem:
        """Return the problem with its place: the nearest that can be found."""
        line, column = self._at(problem)
        return problem._replace(line=line, column=column)

    def _at(self, problem: Problem) -> tuple[int, int]:
        loc = problem.loc[:-1] if problem.missing else problem.loc
        while loc:
            header = self.headers.get(loc)
            found = header if problem.missing else None
            value = None if found or self.exact < 0 else self._value(loc)
            if found := found or value or header:
                return found
            loc = loc[:-1]
        return self._key(problem.loc[0]) if not problem.missing else (1, 1)

    def _key(self, name: str | int) -> tuple[int, int]:
        """Where a key of the first level stands, as its name is first found."""
        key = re.escape(str(name))
        pattern = rf"^[ \t]*(?:{key}[ \t]*=[ \t]*|(?={key}[ \t]*\.))"
        hit = re.search(pattern, self.text, re.MULTILINE)
        before = self.text[: hit.end()] if hit else ""
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def _value(self, loc: Loc) -> tuple[int, int] | None:
        container = self.document
        self.exact -= 1
        try:
            for step in loc[:-1]:
                container = container[step]
            value = container[loc[-1]]
            if isinstance(value, (tomlkit.items.Table, tomlkit.items.AoT)):
                return None
            container[loc[-1]] = SENTINEL
            written = tomlkit.dumps(self.document)
            container[loc[-1]] = value
        except Exception:
            return None  # as above
        before, found, _ = written.partition(f'"{SENTINEL}"')
        if not found:
            return None
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def _headers(text: str) -> dict[Loc, tuple[int, int]]:
    """The line and column of every table header, by the path that it opens."""
    found: dict[Loc, tuple[int, int]] = {}
    last: dict[Loc, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if hit := HEADER.match(line):
            *above, name = (part.strip("\"'") for part in NAME.findall(hit[2]))
            loc = (*_opened(above, last), name)
            place = number, hit.start(1) + 1
            for depth in range(len(loc)):
                found.setdefault(loc[: depth + 1], place)
            if hit[1] == "[[":
                last[loc] = last.get(loc, -1) + 1
                found[*loc, last[loc]] = place
    return found


def _opened(names: list[str], last: dict[Loc, int]) -> Loc:
    """The path of the tables that a header stands in: the last one of each list."""
    loc: Loc = ()
    for name in names:
        loc = (*loc, name)
        if loc in last:
            loc = (*loc, last[loc])
    return loc
