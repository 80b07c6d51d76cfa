"""Verdicts as CSV, workbook and Parquet: the same lines in each, and nothing alive."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import load_workbook

from vatscheck.portfolio.csv_output import CsvWriter
from vatscheck.portfolio.parquet_output import ParquetWriter
from vatscheck.portfolio.rows import COLUMNS, LISTS, Edition, Finding, Record, Writer
from vatscheck.portfolio.xlsx_output import LONGEST, XlsxWriter

EDITION = Edition("2026-12-01", "2026.12")
FOUND = Finding(
    service="idc",
    code="B11",
    status="conditional",
    route="cepa",
    cap=Decimal("50.00"),
    confidence="high",
    reach="nationwide",
    decided_by="cepa-50",
    reasons=("a", "b"),
    open=("facts.app",),
)
UNREAD = Finding(None, None, "not_judged")
RECORDS = [
    Record(1, "007", "甲公司", FOUND),
    Record(2, "=1+1", '@SUM(A1) "x", y', FOUND),
    Record(3, None, None, UNREAD, "row 3: a; =b"),
]
LINES = [
    *("1", "007", "甲公司", "idc", "B11", "conditional", "cepa", "50", "high"),
    *("nationwide", "cepa-50", "a;b", "", "facts.app", "", "", "2026-12-01", "2026.12"),
]


def written(writer: Writer, folder: Path, name: str) -> Path:
    """A file of all records, put together out of two parts."""
    parts = [folder / "1", folder / "2"]
    writer.part(RECORDS[:2], parts[0])
    writer.part(RECORDS[2:], parts[1])
    writer.join(parts, folder / name)
    return folder / name


def test_csv_is_quoted_and_inert(tmp_path: Path) -> None:
    raw = written(CsvWriter(EDITION), tmp_path, "v.csv").read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"row"')
    heads, first, second, third = csv.reader(StringIO(raw.decode("utf-8-sig")))
    assert tuple(heads) == COLUMNS
    assert first == LINES
    assert second[1:3] == ["'=1+1", '\'@SUM(A1) "x", y']
    assert third[:3] == ["3", "", ""]
    assert third[5] == "not_judged"
    assert third[15] == "row 3: a;' =b"
    assert raw == written(CsvWriter(EDITION), tmp_path, "v.csv").read_bytes()


def test_a_workbook_holds_text_and_numbers(tmp_path: Path) -> None:
    path = written(XlsxWriter(EDITION), tmp_path, "v.xlsx")
    heads, first, second, third = load_workbook(path).active.iter_rows()
    assert tuple(cell.value for cell in heads) == COLUMNS
    assert [str(cell.value or "") for cell in first] == LINES
    assert [(cell.value, cell.data_type) for cell in second[1:3]] == [
        ("=1+1", "s"),
        ('@SUM(A1) "x", y', "s"),
    ]
    assert (third[0].value, third[5].value) == (3, "not_judged")
    assert (
        path.read_bytes()
        == written(XlsxWriter(EDITION), tmp_path, "w.xlsx").read_bytes()
    )


def test_a_text_that_no_cell_holds_says_so(tmp_path: Path) -> None:
    writer, part = XlsxWriter(EDITION), tmp_path / "1"
    writer.part([Record(1, "1", "x" * 40_000, FOUND)], part)
    writer.join([part], tmp_path / "v.xlsx")
    _, (_, _, name, *_) = load_workbook(tmp_path / "v.xlsx").active.iter_rows()
    assert len(name.value) == LONGEST
    assert name.value.endswith("x … (40000)")


def test_parquet_has_lists_and_plain_text(tmp_path: Path) -> None:
    path = written(ParquetWriter(EDITION), tmp_path, "v.parquet")
    table = pq.read_table(path)
    assert tuple(table.column_names) == COLUMNS
    for name in COLUMNS:
        type_ = table.schema.field(name).type
        assert pa.types.is_list(type_) == (name in LISTS)
        assert not pa.types.is_dictionary(type_)
    first, _, third = table.to_pylist()
    assert first["reasons"] == ["a", "b"]
    assert first["conditions"] == []
    assert (first["cap"], first["as_of"]) == (Decimal(50), date(2026, 12, 1))
    assert (third["row"], third["id"], third["error"]) == (3, None, "row 3: a; =b")
    again = written(ParquetWriter(EDITION), tmp_path, "w.parquet").read_bytes()
    assert path.read_bytes() == again
    assert first["open"] == ["facts.app"]
