"""A checklist that comes back: the team's columns and boxes become `[[tasks]]`."""

from __future__ import annotations

import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.answers.report.made import DAY, LANGS, NORTHWIND, file, folder
from tests.cli.running import run

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
KEPT = """# kept
[[tasks]]
id = "staff-suited"  # asked HR
owner = "Old Owner"
evidence = "shelf 1"
done = true
"""


def save(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def put(profile: Path, checklist: Path, *more: str) -> Any:
    command = ("init", "--into", profile, "--tasks", checklist, "--as-of", DAY)
    return run(*command, *more)


def tasks(profile: Path) -> dict[str, dict[str, Any]]:
    data = tomllib.loads(profile.read_text(encoding="utf-8"))
    return {task["id"]: task for task in data.get("tasks", [])}


def filled_book(content: bytes, values: dict[str, dict[int, object]]) -> bytes:
    """Fill cells of the last six columns (counted from the state) by the id of the row."""
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if (found := values.get(str(row[-1].value))) and len(row) > 11:
                for at, value in found.items():
                    row[-6 + at].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled_document(content: bytes, ticked: str, owner: str, due: str) -> bytes:
    """Tick one box and fill the last two cells of its row."""
    document = Document(BytesIO(content))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is None or tag.get(qn("w:val")) != ticked:
            continue
        control.find(f".//{W14}checked").set(f"{W14}val", "1")
        row = next(a for a in control.iterancestors() if a.tag == qn("w:tr"))
        cells = list(row.iter(qn("w:tc")))
        for cell, text in zip(cells[-2:], (owner, due), strict=True):
            run_ = cell.find(qn("w:p")).makeelement(qn("w:r"), {})
            word = run_.makeelement(qn("w:t"), {})
            word.text = text
            run_.append(word)
            cell.find(qn("w:p")).append(run_)
    return save(document)


MET = {"en": "met", "zh": "已满足", "both": "met 已满足"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_columns_of_a_workbook_become_tasks(lang: str, tmp_path: Path) -> None:
    values: dict[str, dict[int, object]] = {
        "staff-suited": {1: "Li Wei", 2: date(2026, 12, 15), 3: "file 7", 4: "asked"},
        "annual-report": {0: MET[lang], 2: "before Friday"},
    }
    checklist = tmp_path / "c.xlsx"
    checklist.write_bytes(filled_book(file(NORTHWIND, ".xlsx", lang), values))
    profile = folder(tmp_path, NORTHWIND)
    ran = put(profile, checklist)
    assert ran.code == 0, ran.err
    assert tasks(profile) == {
        "staff-suited": {
            "id": "staff-suited",
            "owner": "Li Wei",
            "evidence": "file 7",
            "due": date(2026, 12, 15),
            "remarks": "asked",
        },
        "annual-report": {"id": "annual-report", "due": "before Friday", "done": True},
    }
    assert profile.read_text(encoding="utf-8").startswith(NORTHWIND)
    assert "2 notes" in ran.err


@pytest.mark.parametrize("lang", LANGS)
def test_the_boxes_of_a_document_become_tasks(lang: str, tmp_path: Path) -> None:
    content = file(NORTHWIND, ".docx", lang)
    checklist = tmp_path / "c.docx"
    checklist.write_bytes(
        filled_document(content, "staff-suited", "Li Wei", "2026-12-15")
    )
    profile = folder(tmp_path, NORTHWIND)
    ran = put(profile, checklist)
    assert ran.code == 0, ran.err
    task = {"id": "staff-suited", "owner": "Li Wei", "due": date(2026, 12, 15)}
    assert tasks(profile) == {"staff-suited": task | {"done": True}}


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_checklist_that_nobody_touched_changes_nothing(
    ending: str, tmp_path: Path
) -> None:
    text = NORTHWIND + KEPT + "due = 2026-12-15\n"
    checklist = tmp_path / f"c{ending}"
    checklist.write_bytes(file(text, ending))
    profile = folder(tmp_path, text)
    assert put(profile, checklist).code == 0
    assert profile.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_nothing_is_lost_and_what_changes_is_told(ending: str, tmp_path: Path) -> None:
    text = NORTHWIND + KEPT
    content = file(text, ending)
    checklist = tmp_path / f"c{ending}"
    if ending == ".xlsx":
        values: dict[str, dict[int, object]] = {
            "staff-suited": {0: "to do", 1: "New Owner", 3: ""}
        }
        checklist.write_bytes(filled_book(content, values))
    else:
        document = Document(BytesIO(content))
        for text_ in document.element.body.iter(qn("w:t")):
            if text_.text == "Old Owner":
                text_.text = "New Owner"
        checklist.write_bytes(save(document))
    profile = folder(tmp_path, text)
    ran = put(profile, checklist)
    assert ran.code == 0, ran.err
    task = tasks(profile)["staff-suited"]
    assert task["owner"] == "New Owner"
    assert task["evidence"] == "shelf 1"
    assert task["done"] is (ending == ".docx")
    assert "staff-suited: owner was Old Owner, now New Owner" in ran.err
    after = profile.read_text(encoding="utf-8")
    assert "# kept" in after
    assert "# asked HR" in after


def test_what_the_facts_show_is_no_note_of_the_team(tmp_path: Path) -> None:
    checklist = tmp_path / "c.xlsx"
    checklist.write_bytes(file(NORTHWIND, ".xlsx"))
    profile = folder(tmp_path, NORTHWIND)
    assert put(profile, checklist).code == 0
    assert tasks(profile) == {}


def test_a_state_that_is_none_is_told_with_its_cell(tmp_path: Path) -> None:
    checklist = tmp_path / "c.xlsx"
    values: dict[str, dict[int, object]] = {"staff-suited": {0: "half"}}
    checklist.write_bytes(filled_book(file(NORTHWIND, ".xlsx"), values))
    profile = folder(tmp_path, NORTHWIND)
    ran = put(profile, checklist)
    assert ran.code == 2
    assert "half" in ran.err
    assert "Checklist" in ran.err
    assert "to do, met" in ran.err
    assert profile.read_text(encoding="utf-8") == NORTHWIND


def test_two_unlike_rows_of_one_item_and_strange_ids_are_errors(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(file(NORTHWIND, ".xlsx")))
    sheet = book["Checklist"]
    row = next(r for r in sheet.iter_rows() if r[-1].value == "staff-suited")
    sheet.append(
        [*(c.value for c in row[:-5]), "Other", None, None, None, "staff-suited"]
    )
    sheet.append([*(c.value for c in row[:-1]), "no-such-item"])
    out = BytesIO()
    book.save(out)
    checklist = tmp_path / "c.xlsx"
    checklist.write_bytes(out.getvalue())
    ran = put(folder(tmp_path, NORTHWIND), checklist)
    assert ran.code == 2
    assert "staff-suited has a note already" in ran.err
    assert "no-such-item" in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [("c.xlsx", b"no archive"), ("c.csv", b"id,state\n"), ("c.docx", b"PK")],
)
def test_what_is_no_checklist_is_refused(
    name: str, content: bytes, tmp_path: Path
) -> None:
    checklist = tmp_path / name
    checklist.write_bytes(content)
    profile = folder(tmp_path, NORTHWIND)
    assert put(profile, checklist).code == 2
    assert profile.read_text(encoding="utf-8") == NORTHWIND


def test_another_office_file_has_no_checklist_in_it(tmp_path: Path) -> None:
    checklist = tmp_path / "c.docx"
    checklist.write_bytes(save(Document()))
    ran = put(folder(tmp_path, NORTHWIND), checklist)
    assert ran.code == 2
    assert "no row of a checklist" in ran.err


def test_tasks_stand_alone_and_need_a_profile(tmp_path: Path) -> None:
    checklist = tmp_path / "c.xlsx"
    checklist.write_bytes(file(NORTHWIND, ".xlsx"))
    profile = folder(tmp_path, NORTHWIND)
    assert run("init", profile, "--tasks", checklist).code == 2
    assert put(tmp_path / "none.toml", checklist).code == 2
    assert put(profile, checklist, "--ask").code == 2
