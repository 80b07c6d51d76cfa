"""The page for a terminal or a pipe: two sides next to each other, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.changes.interface import Compared
from vatscheck.answers.changes.model import Memo, Row, Section, memo
from vatscheck.answers.interface import Page
from vatscheck.answers.page import hanging, printed
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, word

MOST = 5
"""How many lines of one cell are shown; the other formats have them all."""


def render(compared: Compared, law: Law, page: Page) -> str:
    """Return the page as text."""
    return printed(_parts(memo(compared, law, page.lang)), page)


def _parts(found: Memo) -> Iterable[RenderableType]:
    yield Text(found.title, style="bold")
    for about, value in found.header:
        yield hanging(word("change-head", found.lang, about=about), value)
    for text in found.said:
        yield from (Text(), Text(text, style="bold"))
    for section in found.sections:
        yield from (Text(), *_section(section, found))
    for heading, lines in (found.instruments, found.sources):
        if lines:
            yield from (Text(), Text(heading, style="bold"))
            yield from (hanging("-", line) for line in lines)
    if found.sections:
        yield Text(found.disclaimer, overflow="fold")


def _section(section: Section, found: Memo) -> Iterable[RenderableType]:
    yield Text(section.title, style="bold", overflow="fold")
    if section.rows:
        yield _sides(section.rows, found)
    if section.reasons:
        yield Text(found.why)
    for reason in section.reasons:
        yield hanging("-", reason.route)
        yield from (hanging("  -", check) for check in reason.checks)
    if section.more:
        yield Text(found.also)
        yield _sides(section.more, found)


def _sides(rows: Iterable[Row], found: Memo) -> RenderableType:
    table = Table(box=None, expand=True, pad_edge=False)
    what, *sides = found.columns
    table.add_column(Text(what), overflow="fold", ratio=2)
    for title in sides:
        table.add_column(Text(title), overflow="fold", ratio=5)
    for row in rows:
        cells = (_cell(side, found.lang) for side in (row.before, row.after))
        table.add_row(Text(row.about), *cells)
    return table


def _cell(lines: Sequence[str], lang: Lang) -> Text:
    shown = list(lines[:MOST])
    if len(lines) > MOST:
        shown.append(word("change-more", lang, count=len(lines) - MOST))
    return Text("\n".join(shown) or "-", overflow="fold")
