"""A run over many companies as a workbook: a sheet for each part of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vatscheck.answers.opening import EMPTY, edition
from vatscheck.answers.portfolio_page import figure, sections
from vatscheck.formats.page import Heat, Line, Table, heat_table, plain
from vatscheck.formats.xlsx import FONTS, Book, Cell, Field, Sheet
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.days import long_day

WIDE, NARROW, TEXT = 28, 13, 70
"""How wide first columns, columns of figures and columns of sentences are, in signs."""


def book(data: dict[str, Any], lang: Lang) -> Book:
    """Return the workbook of a run over many companies (`vatscheck/portfolio/1`)."""
    title = word("portfolio-title", lang, input=data["input"])
    rows = {key: figure(data[key]) for key in ("rows", "judged", "unread", "answers")}
    day = long_day(data["as_of"], lang)
    above = (
        Cell(title, "title"),
        Cell(word("portfolio-rows", lang, day=day, **rows), "lead"),
        Cell(edition(data["law"], lang), "dim"),
    )
    sheets = [
        _sheet(found, heading, above if at == 0 else (Cell(heading, "title"),))
        for at, (heading, found) in enumerate(sections(data, lang, short=True))
    ]
    if not sheets:
        sheets = [
            Sheet(word("portfolio-sheet-services", lang), (_field(""),), (), above)
        ]
    first, between, last = word("page-of", lang).split("|")
    page = first, between, last
    foot, font = above[2].text, FONTS[chinese(lang)]
    return Book(tuple(sheets), font, title, title, foot, page, data["as_of"])


def _sheet(found: Table | Heat, name: str, above: tuple[Cell, ...]) -> Sheet:
    table = heat_table(found) if isinstance(found, Heat) else found
    rows = tuple(tuple(_cells(row)) for row in table.rows)
    texts = [
        any(cell.style != "number" and len(cell.text) > WIDE for cell in column)
        for column in zip(*rows, strict=True)
    ]
    fields = tuple(
        Field(column.head, TEXT if texts[at] else NARROW if at else WIDE)
        for at, column in enumerate(table.columns)
    )
    return Sheet(name, fields, rows, above)


def _field(head: str) -> Field:
    return Field(head, TEXT)


def _cells(row: Iterable[Line]) -> Iterable[Cell]:
    """The cells of a row; a count is a number, and what is empty says so by being it."""
    for found in row:
        text = plain(found)
        digits = text.replace(",", "")
        number = digits.isdecimal() and digits.isascii()
        yield Cell(digits, "number") if number else Cell("" if text == EMPTY else text)
