"""What a page is made of: blocks that every format can lay out, and no words of its own.

An answer is laid out once, as a page; a format puts the page into its own form. Texts
here are plain: each format makes them inert for its kind of output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Run(NamedTuple):
    """A piece of text in one style: `strong`, `dim`, `code`, `ref`, or the id of a status.

    `ref` = the number of a source. `link` is an address, or `#` and an anchor of the
    page; `lang` is the language of the piece, if it is not that of the page. The text
    of a piece that only ends a paragraph is a line end.
    """

    text: str
    style: str = ""
    link: str = ""
    lang: str = ""


BREAK = Run("\n")
"""Ends a paragraph inside a cell."""


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


def colon(lang: str) -> str:
    """Return the sign between a label and its text, as a language writes it."""
    return "：" if lang == "zh" else ": "


def semicolon(lang: str) -> str:
    """Return the sign between texts that stand in one, as a language writes it."""
    return "；" if lang == "zh" else "; "


def plain(found: Iterable[Run]) -> str:
    """Return the text of a line without its styles."""
    return "".join(run.text for run in found)


def paragraphs(found: Iterable[Run]) -> list[Line]:
    """Return a text in its paragraphs; one without a sign for a new one is one."""
    parts: list[list[Run]] = [[]]
    for run in found:
        if run == BREAK:
            parts.append([])
        else:
            parts[-1].append(run)
    return [tuple(part) for part in parts]


class Heading(NamedTuple):
    """A heading; level 1 is the page's own. `anchor` is what links to it name."""

    line: Line
    level: int = 2
    anchor: str = ""


class Paragraph(NamedTuple):
    """A text of its own; in a terminal `indent` columns in, further lines `hang` more.

    `style`: `subtitle`, `lead` (the answer in a few sentences), `note`, `row` (one line
    of a terminal, however long: other programs read it line by line), or none.
    """

    line: Line
    indent: int = 0
    hang: int = 0
    style: str = ""


class Gap(NamedTuple):
    """An empty line, where the medium has lines."""


class Label(NamedTuple):
    """A text behind a short word that says what it is."""

    word: str
    line: Line


class Labels(NamedTuple):
    """Labelled texts below each other, aligned behind the longest label.

    `head` = they are the head of the page, which a page has room for side by side.
    """

    labels: tuple[Label, ...]
    indent: int = 2
    head: bool = False


class Listing(NamedTuple):
    """Texts one below the other, each behind a mark: a number, or nothing but a bullet.

    `anchor` = each number is what links name, with this before it (`n` = `#n3`);
    `small` = set small, as endnotes are.
    """

    items: tuple[tuple[str, Line], ...]
    indent: int = 0
    anchor: str = ""
    small: bool = False


class Code(NamedTuple):
    """Lines to copy, such as a record as it is written: never folded, never flowing."""

    text: str


class Column(NamedTuple):
    """A column of a table: its head, and its width in a terminal (none = what is left).

    `share` is its part of the width of a document, in percent (0 = an equal part).
    `both` says how it stands on a page in two languages: `beside` each other in two
    columns, one behind the other (`inline`), the first `once`, or numbers only (`refs`).
    `whole` = its texts are ids or days, which are broken only where nothing else helps.
    """

    head: str
    width: int | None = None
    most: int | None = None
    share: int = 0
    both: str = "inline"
    whole: bool = False


class Table(NamedTuple):
    """Rows of cells below the heads of their columns; the caption is for those who listen."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""
    heads: bool = True
    small: bool = False


class Task(NamedTuple):
    """A line that is ticked off: its id, whether it is, its number, and its cells."""

    id: str
    ticked: bool
    number: str
    cells: tuple[Line, ...]


class Group(NamedTuple):
    """Lines below one heading, which may be empty."""

    heading: Line
    tasks: tuple[Task, ...]


class Tasks(NamedTuple):
    """A checklist: a table whose lines have a box to tick, in groups.

    `columns` are those of the cells; the box and the number stand before them.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    caption: str = ""


class Statuses(NamedTuple):
    """What holds for each row in each column, in a word; the first column is framed."""

    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, tuple[Run, ...]], ...]
    caption: str = ""


class Bar(NamedTuple):
    """A stretch of days, the last day none = it goes on, with its status in a word."""

    start: str
    end: str | None
    mark: Run
    text: Line


class Bars(NamedTuple):
    """Stretches of days by row, from a first day to today, which is marked.

    `today` is the day with its word; `legend` says what each mark means; `heads` are
    those of the same as a table: row, from, to, status, reason.
    """

    start: str
    day: str
    today: Line
    rows: tuple[tuple[Line, tuple[Bar, ...]], ...]
    legend: tuple[tuple[Run, Line], ...]
    heads: tuple[str, ...]
    caption: str = ""


class Square(NamedTuple):
    """A square of a heat map: how much of it is so, from 0 to 1 (none = nothing to tell)."""

    part: float | None
    text: str


class Heat(NamedTuple):
    """A heat map: how much of it is so, in each row and column.

    `head` is that of the rows; a column has a short name and a long one; `legend` says
    what the colour means.
    """

    head: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Line, tuple[Square, ...]], ...]
    legend: str
    caption: str = ""


class Holder(NamedTuple):
    """A holder on its level (1 = of the company itself): name, home and share."""

    level: int
    name: Line
    home: Line
    share: Line
    foreign: bool


class Tree(NamedTuple):
    """Who holds what of whom: the company, and its holders in order of depth first.

    `heads` are those of the same as a table: holder, home, share.
    """

    root: Line
    holders: tuple[Holder, ...]
    heads: tuple[str, ...]
    caption: str = ""


class Contents(NamedTuple):
    """What the page holds: its name, and a link to each heading."""

    heading: Line
    links: tuple[Line, ...]


class Break(NamedTuple):
    """What follows begins a page of its own, on paper."""


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


class Beside(NamedTuple):
    """The same in two languages, side by side."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


Simple = Heading | Paragraph | Gap | Labels | Listing | Code | Table | Entries
"""What every format knows how to lay out."""
Drawn = Tasks | Statuses | Bars | Heat | Tree | Contents | Break | Beside
"""What a document draws, and a plain text tells as tables."""
Block = Simple | Drawn


class Page(NamedTuple):
    """A whole page: its title, its language, and its blocks in order.

    `running` is what stands on every sheet of it; none = a page of no file.
    """

    title: str
    lang: str
    blocks: tuple[Block, ...]
    running: Running | None = None


class Running(NamedTuple):
    """What stands on every sheet of paper, and what a file tells of itself.

    `page` are the words before, between and after the number of the page and that of
    all pages; `made` is the day of the file, as ISO.
    """

    left: str
    right: str
    foot: str
    page: tuple[str, str, str]
    subject: str
    keywords: str
    made: str


def told(block: Block, lang: str) -> Iterator[Simple]:
    """Yield a block as those that every format knows; what is only drawn is left out."""
    if isinstance(block, Tasks):
        yield from _listed(block, lang)
    elif isinstance(block, Beside):
        for half in (*block.left, *block.right):
            yield from told(half, lang)
    elif isinstance(block, Statuses | Bars | Heat | Tree):
        yield _table(block)
    elif not isinstance(block, Contents | Break):
        yield block


def _listed(block: Tasks, lang: str) -> Iterator[Simple]:
    for group in block.groups:
        if group.heading:
            yield Heading(group.heading, 3)
        yield Listing(tuple(_ticked(task, lang) for task in group.tasks))


def _ticked(task: Task, lang: str) -> tuple[str, Line]:
    """A line of a checklist as a text: its box and number, then its cells one by one."""
    between = Run(semicolon(lang))
    cells = [cell for cell in task.cells if cell]
    found = [part for cell in cells for part in (between, *cell)]
    return f"[{'x' if task.ticked else ' '}] {task.number}", tuple(found[1:])


def _table(block: Statuses | Bars | Heat | Tree) -> Table:
    """A picture as a table."""
    if isinstance(block, Heat):
        return heat_table(block)
    if isinstance(block, Statuses):
        heads = ("", *(plain(name) for name in block.columns))
        rows = [(name, *map(line, cells)) for name, cells in block.rows]
    elif isinstance(block, Bars):
        heads = block.heads
        rows = [
            (name, line(bar.start), line(bar.end or "–"), line(bar.mark), bar.text)
            for name, bars in block.rows
            for bar in bars
        ]
    else:
        heads = block.heads
        rows = [
            (line("– " * (found.level - 1), found.name), found.home, found.share)
            for found in block.holders
        ]
    return Table(tuple(map(Column, heads)), tuple(rows), block.caption)


def heat_table(block: Heat) -> Table:
    """Return a heat map as a table: a row for each row, each square in a text."""
    heads = (block.head, *(short for short, _ in block.columns))
    rows = (
        (name, *(line(square.text) for square in squares))
        for name, squares in block.rows
    )
    return Table(tuple(map(Column, heads)), tuple(rows), block.caption)
