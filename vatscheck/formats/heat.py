"""Where the squares of a heat map stand: a column for each short name, a row for each name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vatscheck.formats.breaking import lines
from vatscheck.formats.drawing import LEFT, LINE, NAME, Mark
from vatscheck.formats.page import Heat, plain

WIDTH, ROW, TOP = 580, 20, 110
"""In units of the drawing: the squares together, the height of each, room for heads."""
WIDEST = 60
"""No square is wider, however few there are."""
HEAD = 22
"""So many columns of letters a head has room for, in one line."""
ROOM = 28
"""A square so wide has room for its percentage."""
FAINT, FULL = 0.06, 0.7
"""How strong the colour is where nothing is so, and where all is."""


class Tile(NamedTuple):
    """A square: where it stands, how strong its colour is, its word, and what it tells."""

    x: float
    y: int
    width: float
    strength: float
    word: str
    title: str


class Map(NamedTuple):
    """All that is drawn; heads are written upwards from their place."""

    height: int
    heads: tuple[Mark, ...]
    names: tuple[Mark, ...]
    tiles: tuple[Tile, ...]


def heat(block: Heat, *, wide: bool) -> Map:
    """Return the drawing of a heat map; `wide` = the language has wide signs."""
    step = min(WIDTH / max(len(block.columns), 1), WIDEST)
    heads = tuple(
        Mark(round(LEFT + (at + 0.5) * step + 4, 1), TOP - 6, _short(short, wide))
        for at, (short, _) in enumerate(block.columns)
    )
    names: list[Mark] = []
    tiles: list[Tile] = []
    y = TOP
    for name, squares in block.rows:
        rows = lines(plain(name), NAME, wide)
        for at, row in enumerate(rows):
            names.append(Mark(0, y + LINE + at * LINE, row))
        long = [f"{plain(name)}, {told}" for _, told in block.columns]
        tiles += _tiles(block, long, step, y, squares)
        y += max(ROW, len(rows) * LINE + 4)
    return Map(y + 4, heads, tuple(names), tuple(tiles))


def _tiles(
    block: Heat, long: list[str], step: float, y: int, squares: object
) -> Iterator[Tile]:
    assert isinstance(squares, tuple)
    for at, square in enumerate(squares):
        if square.part is None:
            continue
        strength = round(FAINT + square.part * (FULL - FAINT), 2)
        told = f"{round(square.part * 100)}" if step >= ROOM else ""
        title = f"{long[at]}: {square.text}"
        x = round(LEFT + at * step, 1)
        yield Tile(x, y, round(step - 1, 1), strength, told, title)


def _short(text: str, wide: bool) -> str:
    """A head as far as there is room for it; its whole name is in the table."""
    first, *more = lines(text, HEAD - 1, wide)
    return f"{first}…" if more else first
