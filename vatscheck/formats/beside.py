"""A page in two languages: the same page twice, its texts side by side, never stacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from vatscheck.formats.page import (
    BREAK,
    Bar,
    Bars,
    Beside,
    Block,
    Column,
    Contents,
    Group,
    Heading,
    Holder,
    Label,
    Labels,
    Line,
    Listing,
    Page,
    Paragraph,
    Run,
    Statuses,
    Table,
    Task,
    Tasks,
    Tree,
    line,
    paragraphs,
    plain,
)

BLANK = Run(" ")
ROOM = {"beside": 0.75, "refs": 0.3, "inline": 1.1, "once": 0.9}
"""How much of its room a column needs on a page in two languages."""


def beside(page: Page, other: Page) -> Page:
    """Return two pages as one: heads and words on one line, sentences in two columns.

    Raises `ValueError` if the pages are not of one shape.
    """
    pairs = zip(page.blocks, other.blocks, strict=True)
    blocks = tuple(_together(_both(one, two, other.lang) for one, two in pairs))
    running = page.running
    if running and other.running:
        more = other.running
        running = running._replace(right=f"{running.right} {more.right}")
    return Page(page.title, page.lang, blocks, running)


def _together(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, what stands side by side one after the other as one pair."""
    last: Beside | None = None
    for block in blocks:
        if isinstance(block, Beside):
            left = (*(last.left if last else ()), *block.left)
            last = Beside(left, (*(last.right if last else ()), *block.right))
            continue
        if last:
            yield last
        last = None
        yield block
    if last:
        yield last


def _both(one: Block, two: Block, lang: str) -> Block:
    if type(one) is not type(two):
        raise ValueError(f"{one!r} and {two!r} have no common shape")
    if one == two:
        return one
    made = _drawn(one, two, lang) or _listed(one, two, lang)
    return made or Beside((one,), (_tagged_block(two, lang),))


def _listed(one: Block, two: Block, lang: str) -> Block | None:
    """Heads, tables and lists, whose texts stand in one line or in two columns."""
    if isinstance(one, Heading) and isinstance(two, Heading):
        return one._replace(line=inline(one.line, two.line, lang))
    if isinstance(one, Labels) and isinstance(two, Labels) and one.head:
        labels = (
            Label(_words(a.word, b.word), line(a.line, BREAK, tagged(b.line, lang)))
            for a, b in zip(one.labels, two.labels, strict=True)
        )
        return one._replace(labels=tuple(labels))
    if isinstance(one, Contents) and isinstance(two, Contents):
        return Contents(
            inline(one.heading, two.heading, lang), _lines(one.links, two.links, lang)
        )
    if isinstance(one, Listing) and isinstance(two, Listing):
        items = tuple(
            (mark, inline(text, more, lang))
            for (mark, text), (_, more) in zip(one.items, two.items, strict=True)
        )
        return one._replace(items=items)
    if isinstance(one, Table) and isinstance(two, Table):
        return one._replace(
            columns=_columns(one.columns, two.columns),
            rows=tuple(
                _cells(one.columns, a, b, lang)
                for a, b in zip(one.rows, two.rows, strict=True)
            ),
            caption=_words(one.caption, two.caption),
        )
    return None


def _drawn(one: Block, two: Block, lang: str) -> Block | None:
    """Checklists and pictures."""
    if isinstance(one, Tasks) and isinstance(two, Tasks):
        groups = (
            Group(inline(a.heading, b.heading, lang), _tasks(one, a, b, lang))
            for a, b in zip(one.groups, two.groups, strict=True)
        )
        columns = _columns(one.columns, two.columns)
        return Tasks(columns, tuple(groups), _words(one.caption, two.caption))
    caption = _words(getattr(one, "caption", ""), getattr(two, "caption", ""))
    if isinstance(one, Statuses) and isinstance(two, Statuses):
        rows = tuple(
            (inline(name, more, lang), tuple(_marks(marks, others)))
            for (name, marks), (more, others) in zip(one.rows, two.rows, strict=True)
        )
        return Statuses(_lines(one.columns, two.columns, lang), rows, caption)
    if isinstance(one, Bars) and isinstance(two, Bars):
        bars = tuple(
            (inline(name, more, lang), tuple(_bars(found, others, lang)))
            for (name, found), (more, others) in zip(one.rows, two.rows, strict=True)
        )
        legend = tuple(
            (_mark(m, n), inline(a, b, lang))
            for (m, a), (n, b) in zip(one.legend, two.legend, strict=True)
        )
        heads = tuple(map(_words, one.heads, two.heads))
        today = inline(one.today, two.today, lang)
        return Bars(one.start, one.day, today, bars, legend, heads, caption)
    if isinstance(one, Tree) and isinstance(two, Tree):
        holders = tuple(
            Holder(
                a.level,
                inline(a.name, b.name, lang),
                inline(a.home, b.home, lang),
                inline(a.share, b.share, lang),
                a.foreign,
            )
            for a, b in zip(one.holders, two.holders, strict=True)
        )
        heads = tuple(map(_words, one.heads, two.heads))
        return Tree(inline(one.root, two.root, lang), holders, heads, caption)
    return None


def _tasks(whole: Tasks, one: Group, two: Group, lang: str) -> tuple[Task, ...]:
    return tuple(
        a._replace(cells=_cells(whole.columns, a.cells, b.cells, lang))
        for a, b in zip(one.tasks, two.tasks, strict=True)
    )


def _marks(one: tuple[Run, ...], two: tuple[Run, ...]) -> list[Run]:
    return [_mark(a, b) for a, b in zip(one, two, strict=True)]


def _mark(one: Run, two: Run) -> Run:
    return one._replace(text=_words(one.text, two.text))


def _bars(one: tuple[Bar, ...], two: tuple[Bar, ...], lang: str) -> list[Bar]:
    return [
        a._replace(
            mark=_mark(a.mark, b.mark),
            text=inline(a.text, b.text, lang),
        )
        for a, b in zip(one, two, strict=True)
    ]


def _columns(one: tuple[Column, ...], two: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of both: a pair for texts side by side, else one with both heads."""
    found: list[Column] = []
    for a, b in zip(one, two, strict=True):
        if a.both == "beside":
            found += [a, b]
        else:
            found.append(a._replace(head=_words(a.head, b.head)))
    return _narrowed(tuple(found), sum(column.share for column in one))


def _narrowed(columns: tuple[Column, ...], whole: int) -> tuple[Column, ...]:
    """The columns of both in the room of one: texts side by side share theirs."""
    wants = [column.share * ROOM.get(column.both, 1) for column in columns]
    total = sum(wants) or 1
    return tuple(
        column._replace(share=round(want * whole / total))
        for column, want in zip(columns, wants, strict=True)
    )


def _cells(
    columns: tuple[Column, ...], one: tuple[Line, ...], two: tuple[Line, ...], lang: str
) -> tuple[Line, ...]:
    found: list[Line] = []
    for column, a, b in zip(columns, one, two, strict=True):
        if column.both == "beside":
            found += [a, tagged(b, lang)]
        elif column.both == "once":
            found.append(a)
        elif column.both == "refs":
            found.append(tuple(run for run in a if run.style == "ref"))
        else:
            found.append(inline(a, b, lang))
    return tuple(found)


def _lines(one: tuple[Line, ...], two: tuple[Line, ...], lang: str) -> tuple[Line, ...]:
    return tuple(inline(a, b, lang) for a, b in zip(one, two, strict=True))


def inline(one: Line, two: Line, lang: str) -> Line:
    """Return two texts as one line, the same text once; paragraphs stay apart."""
    if plain(one) == plain(two):
        return one
    parts = zip_longest(paragraphs(one), paragraphs(two), fillvalue=())
    found: list[Run] = []
    for a, b in parts:
        found += [BREAK] if found else []
        found += a if plain(a) == plain(b) else line(a, BLANK, tagged(b, lang))
    return tuple(found)


def tagged(found: Line, lang: str) -> Line:
    """Return a line whose pieces say their language."""
    return tuple(run if run == BREAK else run._replace(lang=lang) for run in found)


def _words(one: str, two: str) -> str:
    return one if one == two else f"{one} {two}".strip()


def _tagged_block(block: Block, lang: str) -> Block:
    if isinstance(block, Paragraph | Heading):
        return block._replace(line=tagged(block.line, lang))
    return block
