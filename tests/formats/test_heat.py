"""A heat map: each square in its row and column, as strong as its part, told as a table."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from vatscheck.formats import html, markdown
from vatscheck.formats.docx import document
from vatscheck.formats.heat import FAINT, FULL, heat
from vatscheck.formats.page import Heat, Page, Square, line

NONE = Square(None, "–")
MAP = Heat(
    "province",
    (("idc", "data centre (B11)"), ("a name that is far too long", "long <b>")),
    (
        (line("Beijing"), (Square(0.0, "0 of 2"), Square(1.0, "3 of 3"))),
        (line("Tianjin & more"), (NONE, Square(0.5, "1 of 2"))),
    ),
    "the stronger, the more",
    "where there is a way",
)


def test_each_square_stands_in_its_row_and_column() -> None:
    drawn = heat(MAP, wide=False)
    first, second, third = drawn.tiles
    assert first.y == second.y < third.y < drawn.height
    assert first.x < second.x == third.x
    assert [tile.strength for tile in drawn.tiles] == [FAINT, FULL, 0.38]
    assert [tile.word for tile in drawn.tiles] == ["0", "100", "50"]
    assert first.title == "Beijing, data centre (B11): 0 of 2"
    assert drawn.heads[1].text.endswith("…")


@pytest.mark.parametrize("columns", [1, 40, 150])
def test_no_square_lies_beside_the_drawing(columns: int) -> None:
    squares = (Square(0.5, "1 of 2"),) * columns
    block = Heat("", (("a", "a"),) * columns, ((line("b"), squares),), "", "")
    drawn = heat(block, wide=False)
    assert len(drawn.tiles) == columns
    assert all(160 <= tile.x < tile.x + tile.width <= 740 for tile in drawn.tiles)
    assert bool(drawn.tiles[0].word) == (columns == 1)


def test_html_draws_it_and_tells_it_as_a_table() -> None:
    page = html.render(Page("x", "en", (MAP,)))
    start = page.index("<svg")
    tree = ElementTree.fromstring(page[start : page.index("</svg>") + 6])
    tiles = [e for e in tree.iter() if e.get("class") == "tile"]
    assert [e.get("fill-opacity") for e in tiles] == ["0.06", "0.7", "0.38"]
    assert "long <b>" in (tiles[1].findtext("title") or "")
    told = page[page.index('<div class="told">') :]
    assert told.index("Beijing") < told.index("3 of 3") < told.index("1 of 2")
    assert "<b>" not in page


def test_other_formats_tell_it_as_a_table() -> None:
    page = Page("x", "en", (MAP,))
    rows = markdown.render(page).splitlines()
    assert "| Beijing | 0 of 2 | 3 of 3 |" in rows
    assert any(row.endswith("| – | 1 of 2 |") for row in rows)
    assert document.render(page)
