"""The questionnaire as a file: what is offered, what is frozen, and what stays text."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.intake.strategies import NAMES
from tests.intake.test_roundtrip import sent
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile

RAW = b"""schema = 1
name = "=HYPERLINK(\\"http://x\\") \\u001b[31m"
services = ["info-publish", "ircs"]
[[owners]]
name = "=cmd|' /C calc'!A0"
jurisdiction = "CN"
share = 100
owners = [{ name = "@SUM(A1)", jurisdiction = "US", share = { min = 10, max = 20 } }]
"""


def profile() -> Profile:
    return load(RAW, "x.toml", settler(NAMES))[0]


def workbook(lang: Any = "both") -> Any:
    return load_workbook(BytesIO(sent(profile(), lang, ".xlsx")))


def test_nothing_in_the_workbook_is_a_formula_or_a_link() -> None:
    for sheet in workbook():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.data_type != "n" or cell.value is None
                assert cell.hyperlink is None
                assert "\x1b" not in str(cell.value)


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["About", "Questions", "Owners", "Services", "Products", "Choices"]),
        ("zh", ["说明", "问题", "股东", "业务", "产品", "选项"]),
    ],
)
def test_the_sheets_have_frozen_heads_and_a_font_for_both_scripts(
    lang: str, names: list[str]
) -> None:
    book = workbook(lang)
    assert book.sheetnames == names
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert {cell.font.name for row in sheet.iter_rows() for cell in row} <= {
            "SimSun",
            "Calibri",
        }
        assert all(cell.font.name == "SimSun" for cell in sheet[1])


def offered(sheet: Any, book: Any, cell: str) -> list[str]:
    """The choices of a drop-down, from the sheet that it points at."""
    for rule in sheet.data_validations.dataValidation:
        if cell in rule.sqref:
            name, _, area = rule.formula1.rpartition("!")
            return [
                row[0].value for row in book[name.strip("'")][area.replace("$", "")]
            ]
    return []


def test_the_allowed_answers_are_drop_downs() -> None:
    book = workbook("both")
    questions, owners = book["Questions 问题"], book["Owners 股东"]
    rows = {row[0].value: row[4].coordinate for row in questions.iter_rows(min_row=2)}
    yes = offered(questions, book, rows["facts.app"])
    assert yes == ["yes 是", "no 否"]
    forms = offered(questions, book, rows["registration.legal_form"])
    assert forms[0] == "company 公司"
    sectors = offered(questions, book, rows["facts.sectors"])
    assert len(sectors) == len(NAMES.law.facts["facts.sectors"].values)
    heads = [cell.value.split("\n")[0] for cell in owners[1]]
    assert heads[:5] == ["No.", "Holder", "Jurisdiction", "Share", "Held through"]
    assert "person 自然人" in offered(
        owners, book, f"{'ABCDEFGH'[heads.index('Kind')]}9"
    )
    assert offered(questions, book, rows["name"]) == []


def test_answers_are_cells_of_text() -> None:
    sheet = workbook("en")["Questions"]
    assert {row[4].number_format for row in sheet.iter_rows(min_row=2)} == {"@"}


def test_the_holders_are_rows_with_their_look_through() -> None:
    sheet = workbook("en")["Owners"]
    rows = [[cell.value or None for cell in row[:5]] for row in sheet.iter_rows(2, 4)]
    assert rows == [
        ["1", "=cmd|' /C calc'!A0", "CN", "100%", None],
        ["2", "@SUM(A1)", "US", "10%-20%", "1"],
        ["3", None, None, None, None],
    ]


def test_content_is_a_field_of_information_services_only() -> None:
    sheet = workbook("en")["Services"]
    at = [cell.value.split("\n")[0] for cell in sheet[1]].index("Content")
    fields = {row[0].value: row[at].fill.patternType for row in sheet.iter_rows(2)}
    assert fields == {"info-publish": "solid", "ircs": None}


def test_the_document_has_a_font_for_chinese_and_heads_on_every_page() -> None:
    raw = sent(profile(), "both", ".docx")
    document = Document(BytesIO(raw))
    assert 'w:eastAsia="SimSun"' in document.styles["Normal"].element.xml
    assert len(document.tables) == 6
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "\x1b" not in document.element.xml
    assert "w:fldSimple" not in document.element.xml


def test_what_is_inserted_under_tracked_changes_is_read() -> None:
    from docx.oxml import parse_xml

    from tests.intake.test_roundtrip import back

    document = Document(BytesIO(sent(profile(), "en", ".docx")))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    row = next(
        r for r in document.tables[0].rows if r.cells[0].text == "registration.place"
    )
    change = f'<w:ins {space} w:id="1" w:author="c"><w:r><w:t>北京市海淀区</w:t></w:r></w:ins>'
    gone = f'<w:del {space} w:id="2" w:author="c"><w:r><w:delText>X</w:delText></w:r></w:del>'
    for xml in (change, gone):
        row.cells[3].paragraphs[0]._p.append(parse_xml(xml))
    out = BytesIO()
    document.save(out)
    assert back(out.getvalue(), ".docx").registration.place == "beijing/haidian"
