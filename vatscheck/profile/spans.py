"""Where each key of a readable profile stands: from its name to the end of its value.

An answer names the place of every fact that it rests on, so this must cost nothing:
the library that finds the places of errors takes a third of the time of a whole
answer to load. The text has been read as TOML before; a test holds every place found
here against that library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from vatscheck.profile.problems import Loc

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
NAME = re.compile(r"[ \t]*(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*(\.?)")
VALUE = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|[^\s,\]}#]+(?: \d\d:\d\d[^\s,\]}#]*)?"
)


class Span(NamedTuple):
    """A stretch of a text: lines and columns from 1, the end not included."""

    line: int
    column: int
    end_line: int
    end_column: int


def spans(text: str) -> dict[Loc, Span]:
    """Return the place of every key, table and list item, by its path.

    A key that is stated in pieces (`a.b = 1`) and a table have the place of the first
    piece, or of their header.
    """
    return _Scan(text).found()


class _Scan:
    """One pass over a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.text, self.ends = text, [i for i, c in enumerate(text) if c == "\n"]
        self.places: dict[Loc, Span] = {}
        self.last: dict[Loc, int] = {}

    def found(self) -> dict[Loc, Span]:
        table: Loc = ()
        at = self.blank(0)
        while at < len(self.text):
            if self.text[at] == "[":
                table, at = self.header(at)
            else:
                at = self.pair(table, at)
            at = self.blank(at)
        return self.places

    def blank(self, at: int) -> int:
        hit = BLANK.match(self.text, at)
        return hit.end() if hit else at

    def note(self, loc: Loc, start: int, end: int) -> None:
        """Keep the place of a path, and of what it lies in where that has none yet."""
        span = Span(*self.point(start), *self.point(end))
        for depth in range(1, len(loc) + 1):
            self.places.setdefault(loc[:depth], span)

    def point(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.ends, at - 1)
        before = self.ends[line - 1] if line else -1
        return line + 1, at - before

    def name(self, at: int) -> tuple[tuple[str, ...], int]:
        """Return a dotted key and where it ends."""
        names, more = [], "."
        while more:
            hit = NAME.match(self.text, at)
            if hit is None:
                raise ValueError(f"no key at {at}")
            names.append(_unquoted(hit[1]))
            at, more = hit.end(), hit[2]
        return tuple(names), at

    def header(self, at: int) -> tuple[Loc, int]:
        """Read `[table]` or `[[list]]`, and return its path and where it ends."""
        several = self.text.startswith("[[", at)
        names, end = self.name(at + 1 + several)
        end = self.text.index("]", end) + 1 + several
        loc: Loc = ()
        for name in names[:-1]:
            loc = (*loc, name)
            loc = (*loc, self.last[loc]) if loc in self.last else loc
        loc = (*loc, names[-1])
        if several:
            self.last[loc] = self.last.get(loc, -1) + 1
            loc = (*loc, self.last[loc])
        self.note(loc, at, end)
        return loc, end

    def pair(self, above: Loc, at: int) -> int:
        """Read `key = value`, and return where it ends."""
        names, after = self.name(at)
        loc = (*above, *names)
        start = self.blank(self.text.index("=", after) + 1)
        end = self.value(loc, start)
        self.note(loc, at, end)
        return end

    def value(self, loc: Loc, at: int) -> int:
        """Read a value, and return where it ends; what lies in it is kept too."""
        sign = self.text[at]
        if sign == "[":
            return self.items(loc, at)
        if sign == "{":
            return self.pairs(loc, at)
        hit = VALUE.match(self.text, at)
        if hit is None:
            raise ValueError(f"no value at {at}")
        return hit.end()

    def items(self, loc: Loc, at: int) -> int:
        at, number = self.blank(at + 1), 0
        while self.text[at] != "]":
            end = self.value((*loc, number), at)
            self.places[*loc, number] = Span(*self.point(at), *self.point(end))
            at, number = self.comma(end), number + 1
        return at + 1

    def pairs(self, loc: Loc, at: int) -> int:
        at = self.blank(at + 1)
        while self.text[at] != "}":
            at = self.comma(self.pair(loc, at))
        return at + 1

    def comma(self, at: int) -> int:
        at = self.blank(at)
        return self.blank(at + 1) if self.text[at] == "," else at


def _unquoted(name: str) -> str:
    if name[0] not in "\"'":
        return name
    if name[0] == "'" or "\\" not in name:
        return name[1:-1]
    import tomllib

    return next(iter(tomllib.loads(f"{name} = 0")))
