"""Text for a terminal: whole outputs, widths, layouts, colour only where it is allowed."""

from __future__ import annotations

import re

import pytest

from tests.answers.summaries import answered, bundled
from tests.formats.pages import SMALL
from vatscheck.formats.breaking import width
from vatscheck.formats.page import Page, Paragraph, line
from vatscheck.formats.text import Screen, render

BELOW = """\
Müller & Co
1 December 2026; law 2026.12

not licensable  data centre (B11)
  why    closed nationally; the nearest exception needs registration in its
         areas; Xuhui is outside [Letter 107]
  where  Beijing; Shenzhen
  next   register in Beijing
licensable      call centre (B24)
  why    open at any foreign share
  next   prepare the file: 12 items

Sources
  ground  a
  way     b
1  first
-  second
place    up to
Hainan   100 %
Beijing  50 %"""
THREE = """\
status, service                       why                                   next
not licensable                        closed nationally; the nearest        where: Beijing; Shenzhen
data centre (B11)                     exception needs registration in its   next: register in Beijing
                                      areas; Xuhui is outside [Letter 107]
licensable                            open at any foreign share             prepare the file: 12 items
call centre (B24)
"""
FOUR = """\
status, service                       why                                   where                                 next
not licensable                        closed nationally; the nearest        Beijing; Shenzhen                     register in Beijing
data centre (B11)                     exception needs registration in its
                                      areas; Xuhui is outside [Letter 107]
licensable                            open at any foreign share                                                   prepare the file: 12 items
call centre (B24)
"""


def test_the_whole_page_at_80_columns() -> None:
    assert render(SMALL, Screen(80)) == BELOW
    assert render(SMALL) == BELOW


@pytest.mark.parametrize(("columns", "part"), [(112, THREE), (150, FOUR)])
def test_wide_screens_have_columns(columns: int, part: str) -> None:
    head = re.sub(" +", " ", part)
    assert head in re.sub(" +", " ", render(SMALL, Screen(columns))).replace(
        " \n", "\n"
    )


@pytest.mark.parametrize(
    ("columns", "labels", "heads"),
    [
        (40, 5, None),
        (109, 5, None),
        (110, 2, "status, service why next"),
        (149, 2, "status, service why next"),
        (150, 0, "status, service why where next"),
        (200, 0, "status, service why where next"),
    ],
)
def test_the_layout_follows_the_screen(
    columns: int, labels: int, heads: str | None
) -> None:
    text = render(SMALL, Screen(columns))
    assert (
        len(re.findall(r"^  (?:why|where|next) |(?:why|where|next): ", text, re.M))
        == labels
    )
    rows = [re.sub(" +", " ", row) for row in text.splitlines()]
    assert (heads in rows) == bool(heads)
    assert any("status, service" in row for row in rows) == bool(heads)


def test_a_text_is_no_wider_than_100_columns_where_it_stands_alone() -> None:
    rows = render(SMALL, Screen(109)).splitlines()
    assert max(map(len, rows)) <= 100


DOCUMENTS = {
    f"{name} {lang}": answered(data, day, lang)
    for name, data, day in bundled()
    for lang in ("en", "zh")
    if name in ("northwind", "fabrikam", "unity", "bt-2019", "minimal")
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    page = DOCUMENTS[name].page()
    for columns in range(40, 201, 8):
        text = render(page, Screen(columns))
        rows = [
            row for row in text.splitlines() if width(row, page.lang == "zh") > columns
        ]
        assert rows == [], columns
        assert all(row == row.rstrip() for row in text.splitlines())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_width_says_the_same(name: str) -> None:
    """Folding moves words about and changes none: counted in a layout of one kind."""
    page = DOCUMENTS[name].page()

    def signs(columns: int) -> list[str]:
        return sorted(re.sub(r"\s", "", render(page, Screen(columns))))

    for columns in (40, 66, 109):
        assert signs(columns) == signs(80)
    for columns in (120, 149):
        assert signs(columns) == signs(110)
    assert signs(200) == signs(150)


def test_no_entry_column_is_narrower_than_34() -> None:
    for columns in (110, 150):
        rows = render(SMALL, Screen(columns)).splitlines()
        heads = next(row for row in rows if row.startswith("status, service"))
        starts = [hit.start() for hit in re.finditer(r"(?<=  )\S", heads)]
        assert all(b - a >= 34 for a, b in zip([0, *starts], starts, strict=False))


def test_colour_only_where_it_is_allowed() -> None:
    plain = render(SMALL, Screen(80))
    assert "\x1b" not in plain
    coloured = render(SMALL, Screen(80, colour=True))
    assert "\x1b[1;31mnot licensable\x1b[0m" in coloured
    assert "\x1b[1;32mlicensable\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_a_hanging_line_is_indented_to_its_text() -> None:
    page = Page("a", "en", (Paragraph(line("one two three four five"), 2, 3),))
    assert render(page, Screen(16)).splitlines() == [
        "  one two",
        "     three four",
        "     five",
    ]


def test_chinese_labels_are_followed_by_a_chinese_colon() -> None:
    text = render(SMALL._replace(lang="zh"), Screen(120))
    assert "where：Beijing" in text
    assert "where: " not in text
