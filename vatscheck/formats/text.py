"""A page as text for a terminal, a pipe or a file: nothing is cut, only folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from vatscheck.formats import inert
from vatscheck.formats.breaking import lines, width
from vatscheck.formats.page import (
    BREAK,
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
    Simple,
    Table,
    colon,
    line,
    plain,
    told,
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
    on = screen or Screen()
    layout = _Layout(page.lang != "en", on, colon(page.lang))
    simple = (found for block in page.blocks for found in told(block, page.lang))
    rows = [row for block in simple for row in layout.block(block)]
    if on.colour:
        return _coloured(rows, on.width)
    return "\n".join(plain(row).rstrip() for row in rows)


class _Layout(NamedTuple):
    wide: bool
    screen: Screen
    colon: str

    @property
    def measure(self) -> int:
        """How wide a text may be."""
        return min(self.screen.width, MEASURE)

    def block(self, block: Simple) -> Iterator[Line]:
        """Yield the rows of a block on a terminal; an empty block is an empty row."""
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
            yield from self.labels(found, block.indent, self.measure, between=between)
        elif isinstance(block, Code):
            yield from (line(inert.terminal(row)) for row in block.text.splitlines())
        elif isinstance(block, Table):
            yield from self.table(block)
        elif isinstance(block, Entries):
            yield from self.entries(block)
        else:
            yield ()

    def paragraph(self, block: Paragraph) -> Iterator[Line]:
        """Yield a text with its first line indented, and the others more."""
        if block.style == "row":
            yield _inert(block.line)
            return
        room = (self.measure if block.indent else self.screen.width) - block.indent
        for at, row in enumerate(self.broken(block.line, room - block.hang)):
            yield line(" " * (block.indent + (block.hang if at else 0)), row)

    def broken(self, text: Line, room: int) -> list[Line]:
        """Return a text in lines of at most so many columns, each with its styles."""
        shown = _inert(text)
        whole, found, at = plain(shown), [], 0
        for row in lines(whole, max(room, 2), self.wide):
            at = whole.index(row, at)
            found.append(_piece(shown, at, at + len(row)))
            at += len(row)
        return found

    def labels(
        self,
        labels: Sequence[Label],
        indent: int,
        room: int,
        least: int = 0,
        between: int = BETWEEN,
    ) -> Iterator[Line]:
        """Yield texts behind their labels, each line indented to its text."""
        words = [inert.terminal(found.word) for found in labels]
        label = max([least, *(width(word, self.wide) for word in words)])
        start = indent + label + (between if label else 0)
        for word, found in zip(words, labels, strict=True):
            for at, row in enumerate(self.broken(found.line, room - start)):
                head = "" if at else word
                blanks = " " * (start - indent - width(head, self.wide))
                yield line(" " * indent, Run(head, "dim"), blanks, row)

    # --- tables -----------------------------------------------------------------

    def table(self, block: Table) -> Iterator[Line]:
        """Yield the rows of a table whose columns together fit the screen."""
        widths = self.widths(block)
        if block.heads and any(column.head for column in block.columns):
            heads = [line(Run(column.head, "dim")) for column in block.columns]
            yield from self.beside(self.cells(heads, widths), widths)
        for row in block.rows:
            yield from self.beside(self.cells(row, widths), widths)

    def cells(self, row: Iterable[Line], widths: Sequence[int]) -> list[list[Line]]:
        """Return the cells of a row, folded to their columns."""
        return [
            self.broken(cell, column) for cell, column in zip(row, widths, strict=True)
        ]

    def beside(
        self, cells: Sequence[Sequence[Line]], widths: Sequence[int]
    ) -> Iterator[Line]:
        """Yield cells beside each other, each padded to the width of its column."""
        for row in zip_longest(*cells, fillvalue=()):
            parts: list[Line] = []
            for cell, column in zip(row, widths, strict=True):
                blanks = max(column - width(plain(cell), self.wide), 0) + BETWEEN
                parts.append(line(cell, " " * blanks))
            yield line(*parts)

    def widths(self, block: Table) -> list[int]:
        """Return the widths of the columns: as needed, the widest cut to one level."""
        room = self.screen.width - BETWEEN * (len(block.columns) - 1)
        wants = [self.wanted(block, at) for at in range(len(block.columns))]
        soft = [at for at, column in enumerate(block.columns) if not column.whole]
        kept = sum(wants) - sum(wants[at] for at in soft)
        if room - kept < LEAST * len(soft):  # ids and all must give way
            soft, kept = list(range(len(wants))), 0
        cuts = _level([wants[at] for at in soft], room - kept)
        for at, cut in zip(soft, cuts, strict=True):
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

    def entries(self, block: Entries) -> Iterator[Line]:
        """Yield entries below each other, or in three or four columns."""
        if self.screen.width >= THREE:
            yield from self.side_by_side(block, self.screen.width >= FOUR)
            return
        names = (inert.terminal(entry.mark.text) for entry in block.entries)
        marks = (width(name, self.wide) for name in names)
        mark = max(marks, default=0) + BETWEEN
        words = [note.word for entry in block.entries for note in entry.notes]
        label = max((width(word, self.wide) for word in words), default=0)
        for entry in block.entries:
            yield from self.below(entry, mark, label)

    def below(self, entry: Entry, mark: int, label: int) -> Iterator[Line]:
        """Yield one entry: its mark and name, then its notes behind their labels."""
        for at, row in enumerate(self.broken(entry.name, self.measure - mark)):
            head = () if at else _inert((entry.mark,))
            yield line(head, " " * (mark - width(plain(head), self.wide)), row)
        labels = [Label(note.word, note.line) for note in entry.notes]
        yield from self.labels(labels, BETWEEN, self.measure, label)

    def side_by_side(self, block: Entries, four: bool) -> Iterator[Line]:
        """Yield entries as rows of three columns, or of four."""
        count = 4 if four else 3
        heads = block.heads if four else (*block.heads[:2], block.heads[-1])
        room = (self.screen.width - BETWEEN * (count - 1)) // count
        widths = [max(room, NARROWEST)] * count
        named = self.cells([line(Run(head, "dim")) for head in heads], widths)
        yield from self.beside(named, widths)
        for entry in block.entries:
            yield from self.beside(self.columns(entry, heads, widths, four), widths)

    def columns(
        self, entry: Entry, heads: Sequence[str], widths: Sequence[int], four: bool
    ) -> list[list[Line]]:
        """Return one entry as the cells of a row; a note that its head names needs no label."""
        rows: list[list[Line]] = [[] for _ in widths]
        mark = self.broken((entry.mark,), widths[0])
        rows[0] = [*mark, *self.broken(entry.name, widths[0])]
        for note in entry.notes:
            at = (note.of_four if four else note.of_three) - 1
            named = not rows[at] and note.word in heads[at]
            word = () if named else (Run(f"{note.word}{self.colon}", "dim"),)
            rows[at] += self.broken(line(word, note.line), widths[at])
        return rows


def _level(wants: Sequence[int], room: int) -> list[int]:
    """Return widths that fit the room: none is cut while a wider one can be."""
    level = max(
        (n for n in range(1, room + 1) if sum(min(w, n) for w in wants) <= room),
        default=1,
    )
    spare = room - sum(min(want, level) for want in wants)
    found = [min(want, level) for want in wants]
    cut = [at for at, want in enumerate(wants) if want > level]
    for at in cut[len(cut) - spare :] if spare > 0 else ():
        found[at] += 1
    return found


def _inert(found: Iterable[Run]) -> Line:
    return tuple(
        Run(" " if run == BREAK else inert.terminal(run.text), run.style)
        for run in found
    )


def _piece(found: Line, start: int, end: int) -> Line:
    """Return the signs of a line from one place to another, in their styles."""
    kept, at = [], 0
    for run in found:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            kept.append(Run(run.text[low:high], run.style))
        at += len(run.text)
    return tuple(kept)


def _coloured(rows: Iterable[Line], columns: int) -> str:
    """Return rows as a terminal shows them that allows colour."""
    from rich.console import Console  # a pipe or a file needs none of it
    from rich.text import Text

    console = Console(
        width=max(columns, 1),
        force_terminal=True,
        color_system="standard",
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
        _environ={},  # it reads COLUMNS by rules of its own
    )
    with console.capture() as shown:
        for row in rows:
            runs = ((run.text, STYLES.get(run.style, "")) for run in row)
            text = Text.assemble(*runs, end="")
            text.rstrip()
            console.print(text, no_wrap=True, overflow="ignore", crop=False)
    return shown.get().rstrip("\n")
