"""Rows of workbooks: read as a stream, every one, and nothing of a dangerous file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.portfolio.tables import NAMES, rows, wrong
from vatscheck.portfolio.xlsx_input import XlsxReader
from vatscheck.profile.problems import ProfileError

HEADS = ("id", "name", "registration.place", "services", "foreign_share")


def book(folder: Path, *lines: Sequence[Any]) -> tuple[Workbook, Any, Path]:
    found = Workbook()
    sheet = found.active
    for line in lines:
        sheet.append(line)
    return found, sheet, folder / "c.xlsx"


def refused(path: Path) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        rows(XlsxReader(path, NAMES))
    return [problem.id for problem in caught.value.problems]


def test_cells_count_as_they_are_shown(tmp_path: Path) -> None:
    found, sheet, path = book(
        tmp_path,
        HEADS,
        (1, "甲", "北京市", "idc; cdn", 0.07),
        (),
        (2, date(2026, 12, 1), None, "idc", 49.1),
        (3, True, "beijing", "idc", "30-40%"),
        (0.1 + 0.2, 123456789012345, "beijing", "idc"),
    )
    sheet["E2"].number_format = "0.00%"
    sheet["E4"].number_format = '0.0" %"'
    found.save(path)
    first, second, third, last = rows(XlsxReader(path, NAMES))
    assert (first.id, first.data["name"]) == ("1", "甲")
    assert first.data["services"] == [{"id": "idc"}, {"id": "cdn"}]
    assert first.data["owners"][0]["share"] == 93
    assert second.row == 2
    assert second.data["name"] == "2026-12-01T00:00:00"
    assert str(second.data["owners"][0]["share"]) == "50.9"
    assert third.data["owners"][0]["share"] == {"min": 60, "max": 70}
    assert (last.id, last.data["name"]) == ("0.3", "123456789012345")
    assert "owners" not in last.data


def test_what_is_not_read_and_what_is_hidden_is_told(tmp_path: Path) -> None:
    found, sheet, path = book(tmp_path, (*HEADS, "remarks"), (1, "A", "beijing", "idc"))
    sheet.row_dimensions[2].hidden = True
    found.create_sheet("Other")
    found.save(path)
    told = {problem.id: problem.parts for problem in XlsxReader(path, NAMES).notices}
    assert told == {
        "table-unread": {"found": "remarks"},
        "table-sheets": {"found": "Other"},
        "table-hidden": {"n": "1"},
    }


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    found, sheet, path = book(tmp_path, HEADS, (1, "A", "beijing", "idc"))
    sheet.merge_cells("B2:B5")
    found.save(path)
    assert refused(path) == ["table-merged"]


def test_a_formula_without_a_value_is_a_row_that_is_told(tmp_path: Path) -> None:
    found, _, path = book(
        tmp_path, HEADS, (1, "A", "beijing", "idc", "=40+9"), (2, "B", "beijing", "idc")
    )
    found.save(path)
    bad, good = rows(XlsxReader(path, NAMES))
    assert (bad.id, wrong(bad)) == ("1", [("intake-formula", "")])
    assert not good.problems


def test_a_cell_behind_the_last_heading(tmp_path: Path) -> None:
    found, _, path = book(tmp_path, HEADS, (1, "A", "beijing", "idc", 5, "more"))
    found.save(path)
    (given,) = rows(XlsxReader(path, NAMES))
    assert wrong(given) == [("table-cells", "")]


def test_what_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"id,name\n")
    assert refused(path) == ["intake-no-office"]
    found, _, path = book(tmp_path)
    found.save(path)
    assert refused(path) == ["table-no-heads"]


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A workbook with one of its parts changed."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    other = path.with_name("changed.xlsx")
    with ZipFile(other, "w", ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return other


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "id"),
    [
        (SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "office"),
        (SHEET, b"<c r=", b'<c x="' + b"y" * 9_000_000 + b'" r=', "office"),
        (SHEET, b"</row>", b"", "office"),
        (STYLES, b"</styleSheet>", b" " * 50_000_001 + b"</styleSheet>", "large"),
    ],
    ids=["entity", "tag", "broken", "styles"],
)
def test_a_dangerous_workbook_is_refused(
    tmp_path: Path, part: str, old: bytes, new: bytes, id: str
) -> None:
    found, _, path = book(tmp_path, HEADS, (1, "A", "beijing", "idc"))
    found.save(path)
    (told,) = refused(changed(path, part, old, new))
    assert told.endswith(id)


def test_a_wrong_dimension_hides_no_row(tmp_path: Path) -> None:
    found, _, path = book(
        tmp_path, HEADS, *[(n, "A", "beijing", "idc") for n in range(9)]
    )
    found.save(path)
    other = changed(path, SHEET, b'ref="A1:E10"', b'ref="A1:A2"')
    assert len(rows(XlsxReader(other, NAMES))) == 9
