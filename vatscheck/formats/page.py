"""What a page is made of: blocks that every format can lay out, and no words of its own.

An answer is laid out once, as a page; a format puts the page into its own form. Texts
here are plain: each format makes them inert for its kind of output.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """A piece of text in one style: `strong`, `dim`, `code`, or the id of a status."""

    text: str
    style: str = ""


Line = tuple[Run, ...]
"""One text that flows on, in pieces of one style each."""


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """Return a line of pieces; plain text has no style, empty pieces are left out."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part))
        else:
            runs += [part] if isinstance(part, Run) else part
    return tuple(run for run in runs if run.text)


def plain(found: Iterable[Run]) -> str:
    """Return the text of a line without its styles."""
    return "".join(run.text for run in found)


class Heading(NamedTuple):
    """A heading; level 1 is the page's own."""

    line: Line
    level: int = 2


class Paragraph(NamedTuple):
    """A text of its own; in a terminal `indent` columns in, further lines `hang` more."""

    line: Line
    indent: int = 0
    hang: int = 0


class Gap(NamedTuple):
    """An empty line, where the medium has lines."""


class Label(NamedTuple):
    """A text behind a short word that says what it is."""

    word: str
    line: Line


class Labels(NamedTuple):
    """Labelled texts below each other, aligned behind the longest label."""

    labels: tuple[Label, ...]
    indent: int = 2


class Listing(NamedTuple):
    """Texts one below the other, each behind a mark: a number, or nothing but a bullet."""

    items: tuple[tuple[str, Line], ...]
    indent: int = 0


class Code(NamedTuple):
    """Lines to copy, such as a record as it is written: never folded, never flowing."""

    text: str


class Column(NamedTuple):
    """A column of a table: its head, and its width in a terminal (none = what is left).

    `whole` = its texts are ids or days, which are broken only where nothing else helps.
    """

    head: str
    width: int | None = None
    most: int | None = None
    whole: bool = False


class Table(NamedTuple):
    """Rows of cells below the heads of their columns; the caption is for those who listen."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""
    heads: bool = True


class Note(NamedTuple):
    """A labelled text of an entry, and in which column of three and of four it stands."""

    word: str
    line: Line
    of_three: int
    of_four: int


class Entry(NamedTuple):
    """What is said of one thing: a mark, its name, and notes on it."""

    mark: Run
    name: Line
    notes: tuple[Note, ...]


class Entries(NamedTuple):
    """Entries below each other, or side by side in columns where there is room.

    `heads` are those of four columns: mark and name, then one for each kind of note.
    """

    heads: tuple[str, ...]
    entries: tuple[Entry, ...]


Block = Heading | Paragraph | Gap | Labels | Listing | Code | Table | Entries


class Page(NamedTuple):
    """A whole page: its title, its language, and its blocks in order."""

    title: str
    lang: str
    blocks: tuple[Block, ...]
