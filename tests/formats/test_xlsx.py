"""The workbook: the answer first, rows as high as their text, columns for the team."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.answers.report.made import LANGS, NORTHWIND, file, report
from tests.answers.report.test_team import noted
from vatscheck.formats.xlsx import Book, Cell, Field, Sheet, render

NAMES = {
    "en": (
        *("Summary", "Places", "Checklist", "Questions"),
        *("Papers and steps", "History", "Proof", "Sources"),
    ),
    "zh": ("结论", "各地", "事项", "问题", "材料与步骤", "沿革", "推理", "依据"),
}


def opened(text: str, lang: str = "en") -> Any:
    return openpyxl.load_workbook(BytesIO(file(text, ".xlsx", lang)))


def widths(sheet: Any) -> list[float]:
    """The widths of the columns, those that a file tells together one by one."""
    found: dict[int, float] = {}
    for group in sheet.column_dimensions.values():
        found |= dict.fromkeys(range(group.min, group.max + 1), group.width)
    return [found[at] for at in sorted(found)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sheets_stand_in_their_order_the_answer_first(lang: str) -> None:
    book = opened(NORTHWIND, lang)
    assert tuple(book.sheetnames) == NAMES[lang]
    first = [cell.value for cell in book.worksheets[0]["A"] if cell.value]
    assert report(NORTHWIND, lang)["profile"]["name"] in first
    assert book.properties.title.endswith("Northwind Software (Shanghai) Co., Ltd.")


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_prints_wide_with_its_head_name_and_pages(lang: str) -> None:
    for sheet in opened(NORTHWIND, lang).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "&A" in (sheet.oddHeader.right.text or "")
        foot = f"{sheet.oddFooter.right.text}"
        assert "&P" in foot or "&N" in foot
        assert sum(widths(sheet)) <= 200, sheet.title


@pytest.mark.parametrize("lang", LANGS)
def test_rows_are_as_high_as_their_text(lang: str) -> None:
    for sheet in opened(NORTHWIND, lang).worksheets:
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height
            for cell in row:
                merged = cell.coordinate in sheet.merged_cells
                if not isinstance(cell.value, str) or merged:
                    continue
                width = widths(sheet)[cell.column - 1]
                size = cell.font.sz
                signs = sum(2 if ord(c) > 0x2E80 else 1 for c in cell.value)
                lines = -(-signs // int(width))
                assert height >= min(lines * size, 409), (sheet.title, cell.value)


def test_the_checklist_is_filtered_and_offers_states_and_checks_days() -> None:
    sheet = opened(noted())["Checklist"]
    assert sheet.auto_filter.ref
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    words = "to do,met,not met,to settle,for a lawyer’s decision,does not apply"
    assert rules["list"].formula1 == f'"{words}"'
    assert rules["date"].operator == "greaterThanOrEqual"
    assert sheet.conditional_formatting
    heads = [cell.value for cell in sheet[1]]
    found = report(noted())
    rows = {row[-1].value: row for row in sheet.iter_rows(min_row=2)}
    assert list(rows) == [i["id"] for i in (*found["items"], *found["apart"])]
    row = rows["annual-report"]
    at = heads.index("Team’s date")
    assert row[at].value == datetime(2027, 3, 1)
    assert row[heads.index("Law’s date")].value == datetime(2027, 3, 31)
    assert row[heads.index("Responsible")].value == "Bo Chen"
    assert row[at].fill.fgColor.rgb == row[at - 1].fill.fgColor.rgb != "00000000"


def test_text_is_text_and_only_a_known_address_is_a_link() -> None:
    cells = (
        Cell("=1+1"),
        Cell("see", link="https://www.gov.cn/a"),
        Cell("odd", link="javascript:alert(1)"),
        Cell("2026-12-15", "date"),
        Cell("some day", "date"),
    )
    fields = tuple(Field(str(at), 20) for at in range(len(cells)))
    sheet = Sheet("a/b[c]: a name that is too long for a sheet", fields, (cells,))
    content = render(
        Book((sheet,), "Arial", "T", "S", "F & G", ("", "/", ""), "2026-12-01")
    )
    (found,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert len(found.title) <= 31
    one, two, three, four, five = found[2]
    assert (one.value, one.data_type) == ("=1+1", "s")
    assert two.hyperlink.target == "https://www.gov.cn/a"
    assert three.hyperlink is None
    assert four.value == datetime(2026, 12, 15)
    assert five.value == "some day"
