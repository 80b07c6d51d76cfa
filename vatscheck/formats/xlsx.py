"""Sheets as a workbook: text is text, dates are dates, and no cell is a formula.

Links are made of known addresses only; row heights are written, so that no text lies
over another where a program does not fit them itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from vatscheck.formats import inert, palette
from vatscheck.formats.breaking import width as signs

FONTS = ("Arial", "Microsoft YaHei")
"""The font of a book in English, and of one that has Chinese in it."""
SIZE, LINE = 10, 1.28
"""The size of the font in points, and the height of a line in sizes."""
HIGHEST = 409
"""No row of a sheet is higher, in points."""
COLOURS = {
    status: (f"#{dark}", f"#{pale}") for status, (dark, pale) in palette.COLOURS.items()
}
STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "title": {"bold": True, "font_size": 16, "font_color": "#1D3F6E"},
    "lead": {"font_size": 11},
    "head": {
        "bold": True,
        "bg_color": "#E8ECF1",
        "border": 1,
        "border_color": "#C9D0D8",
    },
    "strong": {"bold": True},
    "dim": {"font_color": "#55606E"},
    "input": {"bg_color": "#FFFBE6", "border": 1, "border_color": "#E3D9A8"},
    "number": {"num_format": "#,##0", "align": "right"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"font_color": "#1D3F6E", "underline": 1},
    **{
        status: {"bold": True, "font_color": dark, "bg_color": pale}
        for status, (dark, pale) in COLOURS.items()
    },
}
STYLES["input-date"] = STYLES["input"] | STYLES["date"]
BAD = re.compile(r"[\[\]:*?/\\']")
LONGEST = 31
"""A sheet's name is no longer."""
ADDRESS = re.compile(r"https?://[^\s\"<>]+")


class Cell(NamedTuple):
    """A cell: a text, or a day as ISO where its style is a date's, and its style.

    With the style `number` its text is a whole number, and written as one.
    `link` is an address that is known, and the text is what is shown of it.
    """

    text: str
    style: str = ""
    link: str = ""


class Field(NamedTuple):
    """A column: its head, its width in signs, and what may be put into its cells.

    `choices` are offered in a list; `day` = only a day is taken, or words with a warning.
    """

    head: str
    width: int
    choices: tuple[str, ...] = ()
    day: bool = False


class Sheet(NamedTuple):
    """A sheet: its name, its columns and rows, and what stands above its heads.

    `filtered` = the heads filter the rows; `tones` give a row's cell in the column of
    choices a colour by its word, whoever sets it.
    """

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Cell, ...] = ()
    filtered: bool = True
    tones: tuple[tuple[str, str], ...] = ()


class Book(NamedTuple):
    """A workbook: its sheets, its font, and what it tells of itself; `made` is an ISO day."""

    sheets: tuple[Sheet, ...]
    font: str
    title: str
    subject: str
    foot: str
    page: tuple[str, str, str]
    made: str


def render(found: Book) -> bytes:
    """Return the workbook, the same bytes for the same book."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
    }
    book = Workbook(out, options)
    made = datetime.fromisoformat(found.made)
    book.set_properties(
        {"title": found.title, "subject": found.subject, "created": made}
    )
    base = {
        "font_name": found.font,
        "font_size": SIZE,
        "text_wrap": True,
        "valign": "top",
    }
    styles = {name: book.add_format(base | more) for name, more in STYLES.items()}
    for status, (dark, pale) in COLOURS.items():
        colours = {"font_color": dark, "bg_color": pale}
        styles[f"if-{status}"] = book.add_format(colours)
    for sheet in found.sheets:
        _sheet(book, sheet, found, styles)
    book.close()
    return out.getvalue()


def _sheet(book: Any, sheet: Sheet, found: Book, styles: dict[str, Any]) -> None:
    made = book.add_worksheet(BAD.sub(" ", sheet.name)[:LONGEST])
    _paper(made, sheet, found)
    for at, field in enumerate(sheet.fields):
        made.set_column(at, at, field.width)
    for row, cell in enumerate(sheet.above):
        _write(made, row, 0, cell, styles)
        whole = sum(field.width for field in sheet.fields)
        made.set_row(row, _height([cell], [whole]))
        if len(sheet.fields) > 1:
            text = inert.terminal(cell.text)
            made.merge_range(
                row, 0, row, len(sheet.fields) - 1, text, styles[cell.style]
            )
    head = len(sheet.above)
    heads = [Cell(field.head, "head") for field in sheet.fields]
    widths = [field.width for field in sheet.fields]
    for row, cells in enumerate((heads, *sheet.rows), head):
        for at, cell in enumerate(cells):
            _write(made, row, at, cell, styles)
        made.set_row(row, _height(cells, widths))
    made.freeze_panes(head + 1, 0)
    made.repeat_rows(head)
    last = head + len(sheet.rows)
    if sheet.filtered and sheet.rows:
        made.autofilter(head, 0, last, len(sheet.fields) - 1)
    _inputs(made, sheet, head + 1, max(last, head + 1), styles)


def _paper(made: Any, sheet: Sheet, found: Book) -> None:
    """Landscape A4 as wide as the sheet, with its name and pages on each."""
    made.set_landscape()
    made.set_paper(9)  # A4
    made.fit_to_pages(1, 0)
    made.set_margins(0.5, 0.5, 0.7, 0.7)
    first, of, end = found.page
    made.set_header(f"&L{_code(found.title)}&R&A")
    made.set_footer(f"&L{_code(found.foot)}&R{_code(first)}&P{_code(of)}&N{_code(end)}")


def _code(text: str) -> str:
    """A text in which no sign is a code of a head or foot, and which has room there."""
    return inert.terminal(text).replace("&", "&&")[:100]


def _write(made: Any, row: int, at: int, cell: Cell, styles: dict[str, Any]) -> None:
    style, text = styles[cell.style], inert.terminal(cell.text.replace("\n", "\0"))
    text = text.replace("\\x00", "\n")
    if cell.style.endswith("date") and (day := _day(cell.text)):
        made.write_datetime(row, at, datetime(day.year, day.month, day.day), style)
    elif cell.style == "number":
        made.write_number(row, at, int(cell.text), style)
    elif ADDRESS.fullmatch(cell.link):
        made.write_url(row, at, cell.link, styles["link"], text)
    else:
        made.write_string(row, at, text, style)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """The height of a row in points: that of its longest cell; a wide sign counts two."""
    most = 1
    size = SIZE
    for cell, width in zip(cells, widths, strict=False):
        size = max(size, STYLES[cell.style].get("font_size", SIZE))
        rows = sum(
            max(-(-signs(part, True) // max(width - 2, 1)), 1)
            for part in cell.text.split("\n")
        )
        most = max(most, rows)
    return min(round(most * LINE * size + 4, 1), HIGHEST)


def _inputs(
    made: Any, sheet: Sheet, first: int, last: int, styles: dict[str, Any]
) -> None:
    """Offer the choices of a column, check days, and colour what is chosen."""
    for at, field in enumerate(sheet.fields):
        if field.choices:
            rule = {"validate": "list", "source": list(field.choices)}
            made.data_validation(first, at, last, at, rule | {"error_type": "warning"})
            for word, tone in sheet.tones:
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
                rule["format"] = styles[f"if-{tone}"]
                made.conditional_format(first, at, last, at, rule)
        if field.day:
            day = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
            made.data_validation(first, at, last, at, day | {"error_type": "warning"})
