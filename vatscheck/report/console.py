"""Printing on a terminal or into a pipe: nothing is cut, nothing is markup."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.report.interface import Page


def printed(parts: Iterable[RenderableType], page: Page) -> str:
    """Return the parts one below the other as text of the page's width."""
    out = StringIO()
    console = Console(
        file=out,
        width=page.width,
        force_terminal=page.colour,
        no_color=not page.colour,
        color_system="standard" if page.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part, overflow="fold", no_wrap=False, soft_wrap=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def hanging(mark: str, text: str) -> Table:
    """Return a text behind a mark, its further lines indented below it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(mark, Text(text, overflow="fold"))
    return grid
