"""What every text for a terminal shares: how it is printed, and how it opens."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.interface import Page
from vatscheck.answers.overlay import overlay_text
from vatscheck.law.book import Law
from vatscheck.words.phrases import Phrases, escape

COLOURS = {
    "licensable": "green",
    "conditional": "yellow",
    "not_licensable": "red",
    "undetermined": "magenta",
}
"""The colour of a status; the word stands there too."""


def printed(parts: Iterable[RenderableType], page: Page) -> str:
    """Return the parts as text of the page's width; nothing is cut, only folded."""
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
        _environ={},  # it reads COLUMNS by rules of its own
    )
    for part in parts:
        console.print(part, overflow="fold", no_wrap=False, soft_wrap=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def hanging(mark: str, text: str) -> Table:
    """Return a text behind a mark, its further lines indented below it."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(mark, Text(text, overflow="fold"))
    return grid


def opening(name: str, law: Law, day: str, phrases: Phrases) -> Iterable[Text]:
    """Yield the first lines: whose profile, which day, which law."""
    head = law.head
    yield Text(escape(name), style="bold")
    parts = {"version": head.version, "verified": head.verified_on}
    yield Text(phrases.say("as-of", day=day, **parts))
    if law.overlay:
        yield Text(overlay_text(law, phrases.lang))
    if day > head.verified_on:
        yield Text(phrases.say("after-verified", day=day, verified=head.verified_on))


def status(id: str, phrases: Phrases) -> Text:
    """Return the word of a status, in its colour."""
    return Text(phrases.say(id), style=f"bold {COLOURS.get(id, '')}".strip())
