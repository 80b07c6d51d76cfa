"""A page as text for a terminal, a pipe or a file: nothing is cut, only folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from vatscheck.formats import inert
from vatscheck.formats.breaking import lines, width
from vatscheck.formats.page import (
    Block,
    Code,
    Entries,
    Entry,
    Heading,
    Label,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Table,
    line,
    plain,
)

STYLES = {
    "strong": "bold",
    "dim": "dim",
    "licensable": "bold green",
    "conditional": "bold yellow",
    "not_licensable": "bold red",
    "undetermined": "bold magenta",
    "not_covered": "bold blue",
    "not_needed": "bold",
}
"""How a style looks where colour is allowed; the word stands there too."""
MEASURE = 100
"""A text is no wider than this: longer lines are hard to read."""
THREE, FOUR = 110, 150
"""From so many columns on, entries stand in three and in four columns."""
NARROWEST = 34
"""No column of entries is narrower."""
BETWEEN = 2
"""Blanks between two columns."""
LEAST = 10
"""No column of a table is narrower because another one is to stay whole."""


class Screen(NamedTuple):
    """Where a text is shown: width in columns, and whether colour is allowed."""

    width: int = 80
    colour: bool = False


def render(page: Page, screen: Screen | None = None) -> str:
    """Return the page as text whose lines are no wider than the screen (80 columns)."""
    return _Layout(page.lang != "en", screen or Screen()).text(page.blocks)


class _Layout(NamedTuple):
    wide: bool
    screen: Screen

    def text(self, blocks: Iterable[Block]) -> str:
        out = StringIO()
        console = _console(out, self.screen)
        for block in blocks:
            for part in self.block(block):
                console.print(part, no_wrap=True, overflow="ignore", crop=False)
        return "\n".join(row.rstrip() for row in out.getvalue().splitlines())

    @property
    def measure(self) -> int:
        """How wide a text may be."""
        return min(self.screen.width, MEASURE)

    def block(self, block: Block) -> Iterator[RenderableType]:
        """Yield what a block is on a terminal; an empty block is an empty line."""
        if isinstance(block, Heading):
            strong = tuple(Run(run.text, run.style or "strong") for run in block.line)
            yield from self.broken(strong, self.screen.width)
        elif isinstance(block, Paragraph):
            yield from self.paragraph(block)
        elif isinstance(block, Labels):
            yield from self.labels(block.labels, block.indent, self.measure)
        elif isinstance(block, Listing):
            found = tuple(Label(mark, text) for mark, text in block.items)
            between = 1 if {mark for mark, _ in block.items} == {"-"} else BETWEEN
            yield from self.labels(found, block.indent, self.measure, between)
        elif isinstance(block, Code):
            yield from (Text(inert.terminal(row)) for row in block.text.splitlines())
        elif isinstance(block, Table):
            yield self.table(block)
        elif isinstance(block, Entries):
            yield from self.entries(block)
        else:
            yield Text()

    def paragraph(self, block: Paragraph) -> Iterator[Text]:
        """Yield a text with its first line indented, and the others more."""
        room = (self.measure if block.indent else self.screen.width) - block.indent
        for at, row in enumerate(self.broken(block.line, room - block.hang)):
            yield _indented(row, block.indent + (block.hang if at else 0))

    def broken(self, text: Line, room: int) -> list[Text]:
        """Return a text in lines of at most so many columns, each with its styles."""
        shown = tuple(Run(inert.terminal(run.text), run.style) for run in text)
        whole = plain(shown)
        styled, found, at = _styled(shown), [], 0
        for row in lines(whole, max(room, 2), self.wide):
            at = whole.index(row, at)
            found.append(styled[at : at + len(row)])
            at += len(row)
        return found

    def labels(
        self, labels: Sequence[Label], indent: int, room: int, between: int = BETWEEN
    ) -> Iterator[Text]:
        """Yield texts behind their labels, each line indented to its text."""
        label = max((width(found.word, self.wide) for found in labels), default=0)
        start = indent + label + (between if label else 0)
        for found in labels:
            for at, row in enumerate(self.broken(found.line, room - start)):
                head = Text(" " * indent)
                if not at:
                    head.append(found.word, STYLES["dim"])
                blanks = start - width(head.plain, self.wide)
                yield Text.assemble(head, " " * blanks, row)

    # --- tables -----------------------------------------------------------------

    def table(self, block: Table) -> Grid:
        """Return a table whose columns together fit the screen."""
        widths = self.widths(block)
        grid = Grid.grid(padding=(0, BETWEEN, 0, 0), pad_edge=False)
        for column in widths:
            grid.add_column(width=column, no_wrap=True, overflow="ignore")
        if block.heads and any(column.head for column in block.columns):
            heads = [line(Run(column.head, "dim")) for column in block.columns]
            grid.add_row(*self.cells(heads, widths))
        for row in block.rows:
            grid.add_row(*self.cells(row, widths))
        return grid

    def cells(self, row: Iterable[Line], widths: Sequence[int]) -> list[Text]:
        """Return the cells of a row, folded to their columns."""
        return [
            Text("\n").join(self.broken(cell, column))
            for cell, column in zip(row, widths, strict=True)
        ]

    def widths(self, block: Table) -> list[int]:
        """Return the widths of the columns: as needed, the widest cut to one level."""
        room = self.screen.width - BETWEEN * (len(block.columns) - 1)
        wants = [self.wanted(block, at) for at in range(len(block.columns))]
        soft = [at for at, column in enumerate(block.columns) if not column.whole]
        kept = sum(wants) - sum(wants[at] for at in soft)
        if room - kept < LEAST * len(soft):  # ids and all must give way
            soft, kept = list(range(len(wants))), 0
        for at, cut in zip(
            soft, _level([wants[a] for a in soft], room - kept), strict=True
        ):
            wants[at] = cut
        return wants

    def wanted(self, block: Table, at: int) -> int:
        """Return how wide a column would be if there were room."""
        column = block.columns[at]
        if column.width:
            return column.width
        texts = [column.head, *(plain(row[at]) for row in block.rows)]
        most = max(width(inert.terminal(text), self.wide) for text in texts)
        return min(most, column.most or most) or 1

    # --- entries ----------------------------------------------------------------

    def entries(self, block: Entries) -> Iterator[RenderableType]:
        """Yield entries below each other, or in three or four columns."""
        if self.screen.width >= THREE:
            yield self.side_by_side(block, self.screen.width >= FOUR)
            return
        marks = (width(entry.mark.text, self.wide) for entry in block.entries)
        mark = max(marks, default=0) + BETWEEN
        for entry in block.entries:
            yield from self.below(entry, mark)

    def below(self, entry: Entry, mark: int) -> Iterator[Text]:
        """Yield one entry: its mark and name, then its notes behind their labels."""
        for at, row in enumerate(self.broken(entry.name, self.measure - mark)):
            head = _styled((entry.mark,)) if not at else Text()
            blanks = mark - width(head.plain, self.wide)
            yield Text.assemble(head, " " * blanks, row)
        labels = [Label(note.word, note.line) for note in entry.notes]
        yield from self.labels(labels, BETWEEN, self.measure)

    def side_by_side(self, block: Entries, four: bool) -> Grid:
        """Return entries as rows of three columns, or of four."""
        count = 4 if four else 3
        heads = block.heads if four else (*block.heads[:2], block.heads[-1])
        room = (self.screen.width - BETWEEN * (count - 1)) // count
        widths = [max(room, NARROWEST)] * count
        grid = Grid.grid(padding=(0, BETWEEN, 0, 0), pad_edge=False)
        for column in widths:
            grid.add_column(width=column, no_wrap=True, overflow="ignore")
        grid.add_row(*self.cells([line(Run(head, "dim")) for head in heads], widths))
        for entry in block.entries:
            grid.add_row(*self.columns(entry, heads, widths, four))
        return grid

    def columns(
        self, entry: Entry, heads: Sequence[str], widths: Sequence[int], four: bool
    ) -> list[Text]:
        """Return one entry as the cells of a row; a note that its head names needs no label."""
        rows: list[list[Text]] = [[] for _ in widths]
        rows[0] = [_styled((entry.mark,)), *self.broken(entry.name, widths[0])]
        for note in entry.notes:
            at = (note.of_four if four else note.of_three) - 1
            named = not rows[at] and note.word in heads[at]
            word = () if named else (Run(f"{note.word}: ", "dim"),)
            rows[at] += self.broken(line(word, note.line), widths[at])
        return [Text("\n").join(found) for found in rows]


def _console(out: StringIO, screen: Screen) -> Console:
    return Console(
        file=out,
        width=max(screen.width, 1),
        force_terminal=screen.colour,
        no_color=not screen.colour,
        color_system="standard" if screen.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},  # it reads COLUMNS by rules of its own
    )


def _level(wants: Sequence[int], room: int) -> list[int]:
    """Return widths that fit the room: none is cut while a wider one can be."""
    level = max(
        (n for n in range(1, room + 1) if sum(min(w, n) for w in wants) <= room),
        default=1,
    )
    spare = room - sum(min(want, level) for want in wants)
    found = []
    for want in wants:
        more = 1 if want > level and spare > 0 else 0
        spare -= more
        found.append(min(want, level) + more)
    return found


def _styled(runs: Iterable[Run]) -> Text:
    return Text.assemble(
        *((run.text, STYLES.get(run.style, "")) for run in runs), end=""
    )


def _indented(row: Text, blanks: int) -> Text:
    return Text.assemble(" " * blanks, row)
