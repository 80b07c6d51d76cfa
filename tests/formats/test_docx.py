"""The Word document: as the schema orders it, whole on paper, and on a firm's own paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.answers.report.made import DAY, LANGS, NORTHWIND, TESLA, file, folder, report
from tests.cli.running import run
from vatscheck.formats.docx import memo
from vatscheck.formats.docx.document import render
from vatscheck.formats.docx.template import TemplateError, readable
from vatscheck.formats.page import Heading, Page, Paragraph, line

ORDERS = {
    "w:tblPr": (
        *("tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar"),
        *("tblLook", "tblCaption"),
    ),
    "w:tcPr": ("tcW", "gridSpan", "tcBorders", "shd"),
    "w:pPr": (
        *("pStyle", "keepNext", "pageBreakBefore", "pBdr", "shd", "tabs"),
        *("spacing", "ind", "jc", "outlineLvl", "sectPr"),
    ),
    "w:rPr": (
        *("rStyle", "rFonts", "b", "color", "sz", "szCs", "shd", "vertAlign", "lang"),
    ),
    "w:tcBorders": ("top", "left", "bottom", "right"),
    "w:sectPr": (
        *("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols"),
    ),
    "w:tblBorders": ("top", "left", "bottom", "right", "insideH", "insideV"),
}
"""The order of children that the schema asks for, of those that are written."""


def opened(text: str, lang: str = "en") -> Any:
    return Document(BytesIO(file(text, ".docx", lang)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", [NORTHWIND, TESLA], ids=["northwind", "tesla"])
def test_elements_stand_in_the_order_of_the_schema(text: str, lang: str) -> None:
    document = opened(text, lang)
    for root in (document.element.body, document.styles.element):
        for tag, order in ORDERS.items():
            for element in root.iter(qn(tag)):
                names = [child.tag.rpartition("}")[2] for child in element]
                assert set(names) <= set(order), (tag, names)
                assert names == sorted(names, key=order.index), tag


@pytest.mark.parametrize("lang", LANGS)
def test_no_row_is_split_and_heads_are_repeated(lang: str) -> None:
    body = opened(NORTHWIND, lang).element.body
    rows = list(body.iter(qn("w:tr")))
    assert rows
    for row in rows:
        assert row.xpath("./w:trPr/w:cantSplit")
    for table in opened(NORTHWIND, lang).tables:
        heads = table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]")
        kinds = set(table._tbl.xpath("./w:tr[1]//w:pStyle/@w:val"))
        styled = kinds & {"TableHead", "GridHead"}
        assert bool(heads) == bool(styled)
    for head in body.xpath('.//w:pStyle[@w:val="heading1"]'):
        assert head.getparent().getnext() is not None


def test_each_box_is_titled_with_the_id_of_its_item() -> None:
    body = opened(NORTHWIND).element.body
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    found = report(NORTHWIND)
    ids = [row["id"] for row in (*found["items"], *found["papers"])]
    boxes = {}
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        title = control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}")
        ticked = control.find(f".//{w14}checked").get(f"{w14}val")
        if tag is not None:
            assert title.get(qn("w:val")) == tag.get(qn("w:val"))
            boxes[tag.get(qn("w:val"))] = ticked == "1"
    assert sorted(boxes) == sorted(ids)
    met = {item["id"] for item in found["items"] if item["state"] == "met"}
    assert {id for id, ticked in boxes.items() if ticked} == met


@pytest.mark.parametrize(("lang", "name"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_the_file_tells_title_language_and_day_and_no_author(
    lang: str, name: str
) -> None:
    document = opened(NORTHWIND, lang)
    about = document.core_properties
    assert "Northwind Software (Shanghai) Co., Ltd." in about.title
    assert about.language == name
    assert about.created.date().isoformat() == DAY
    assert (about.author, about.comments, about.last_modified_by) == ("", "", "")
    assert about.subject
    assert about.keywords
    with ZipFile(BytesIO(file(NORTHWIND, ".docx", lang))) as archive:
        app = archive.read("docProps/app.xml").decode()
    assert "Microsoft" not in app


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_of_paper_has_title_and_page_numbers(lang: str) -> None:
    section = opened(NORTHWIND, lang).sections[0]
    head, foot = section.header._element.xml, section.footer._element.xml
    assert "Northwind" in head
    assert "NUMPAGES" in foot
    assert " PAGE " in foot
    assert "{{" not in head + foot


def test_chinese_is_tagged_and_has_its_own_font() -> None:
    document = opened(NORTHWIND, "both")
    for run_ in document.element.body.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run_.iter(qn("w:t")))
        if any("\u4e00" <= sign <= "\u9fff" for sign in text):
            (tongue,) = run_.xpath("./w:rPr/w:lang")
            assert tongue.get(qn("w:eastAsia")) == "zh-CN"
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "SimSun"


def test_the_contents_are_a_field_that_is_right_unopened() -> None:
    body = opened(NORTHWIND).element.body
    (field,) = body.xpath(".//w:instrText")
    assert field.text == ' TOC \\o "1-1" \\n \\h \\z '
    links = field.getparent().getparent().xpath("./w:hyperlink/@w:anchor")
    heads = body.xpath(
        './/w:p[w:pPr/w:pStyle/@w:val="heading1"]/w:bookmarkStart/@w:name'
    )
    assert links == heads


def test_only_the_template_says_how_a_document_looks() -> None:
    body = opened(NORTHWIND).element.body
    for tag in ("w:sz", "w:color", "w:b", "w:ascii"):
        assert not list(body.iter(qn(tag)))
    assert not body.xpath(".//w:rFonts[@w:ascii or @w:hAnsi]")


@pytest.mark.parametrize("lang", LANGS)
def test_no_sign_of_ours_is_shown_as_a_code(lang: str) -> None:
    assert "\\x" not in opened(NORTHWIND, lang).element.body.xml


# --- templates ------------------------------------------------------------------------


def test_the_templates_are_what_their_script_writes() -> None:
    assert memo.MEMO.read_bytes() == memo.memo()
    assert memo.FIRM.read_bytes() == memo.firm()


def test_a_firms_template_keeps_its_paper_and_takes_the_page(tmp_path: Path) -> None:
    output = tmp_path / "r.docx"
    profile = folder(tmp_path, NORTHWIND)
    command = ("report", profile, "-o", output, "--as-of", DAY, "--template", memo.FIRM)
    assert run(*command).code == 0
    document = Document(str(output))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Example and Partners, Shanghai"
    assert texts[1] == "Telecom licence pre-check"
    assert texts[-1] == "Example and Partners is an invented firm."
    assert "{{report}}" not in texts
    assert document.styles["Title"].font.name == "Georgia"
    assert document.sections[0].header.paragraphs[0].text == "Example and Partners"
    assert document.styles["Short Answer"]
    first = output.read_bytes()
    assert run(*command).code == 0
    assert output.read_bytes() == first


def test_a_template_of_word_itself_without_an_anchor_takes_the_page_last() -> None:
    made, out = Document(), BytesIO()
    made.add_paragraph("Dear Sir")
    made.save(out)
    blocks = (Heading(line("Head"), 1), Paragraph(line("Text"), style="lead"))
    page = Page("T", "en", blocks)
    found = Document(BytesIO(render(page, out.getvalue())))
    assert [p.text for p in found.paragraphs] == ["Dear Sir", "Head", "Text"]
    styles = [p.style.name for p in found.paragraphs[1:] if p.style]
    assert styles == ["Title", "Short Answer"]


def test_a_firms_style_can_stand_for_ours() -> None:
    made, out = Document(), BytesIO()
    made.save(out)
    page = Page("T", "en", (Paragraph(line("Text"), style="lead"),))
    names = {"Short Answer": "Intense Quote"}
    found = Document(BytesIO(render(page, out.getvalue(), names)))
    style = found.paragraphs[-1].style
    assert style
    assert style.name == "Intense Quote"


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_what_is_no_word_document_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        readable(content)
    template, output = tmp_path / "t.docx", tmp_path / "r.docx"
    template.write_bytes(content)
    profile = folder(tmp_path, NORTHWIND)
    ran = run("report", profile, "-o", output, "--template", template)
    assert ran.code == 2
    assert "t.docx" in ran.err
    assert not output.exists()


def test_a_template_is_for_word_only(tmp_path: Path) -> None:
    profile = folder(tmp_path, NORTHWIND)
    ran = run("report", profile, "-o", tmp_path / "r.md", "--template", memo.FIRM)
    assert ran.code == 2
