"""Files that a client sends: read, or refused with a sentence; never a crash."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.strategies import NAMES
from tests.intake.test_roundtrip import load, sent
from vatscheck.intake.answers import answers, checked, owners
from vatscheck.intake.grids import address, grids
from vatscheck.intake.slips import AnswersError, Filled
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader

PROFILE = load(b'schema = 1\nname = "X"\nservices = ["ircs"]\n')
GOOD = {suffix: sent(PROFILE, "both", suffix) for suffix in (".xlsx", ".docx")}
CSV = "holder,jurisdiction,share,held through\nA,CN,50%,\nB,US,100%,A\n"
PIECES = [
    "",
    ",",
    "\n",
    '"',
    "50%",
    "=1+1",
    "A",
    "中国",
    "0.5",
    "\x00",
    "；",
    "-",
    "1e9",
]


def read_or_refused(raw: bytes, suffix: str) -> None:
    for read in (answers, owners):
        filled, reader = Filled(), Reader(NAMES)
        try:
            read("a", raw, suffix, reader, filled)
            checked("a", filled, reader, written(filled.data, ""))
        except AnswersError as error:
            assert error.slips


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3)), max_size=5),
)
@settings(max_examples=60)
def test_a_mutilated_file_of_office_is_read_or_refused(
    suffix: str, changes: list[tuple[int, bytes]]
) -> None:
    raw = GOOD[suffix]
    for place, put in changes:
        at = place % len(raw)
        raw = raw[:at] + put + raw[at + len(put) :]
    read_or_refused(raw, suffix)


@given(st.lists(st.tuples(st.integers(0, 10**4), st.sampled_from(PIECES)), max_size=6))
@settings(max_examples=200)
def test_a_mutilated_table_is_read_or_refused(changes: list[tuple[int, str]]) -> None:
    text = CSV
    for place, put in changes:
        at = place % len(text)
        text = text[:at] + put + text[at + 1 :]
    read_or_refused(text.encode(), ".csv")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    read_or_refused(raw, ".csv")


@pytest.mark.parametrize(
    ("row", "column", "at"),
    [(0, 0, "A1"), (4, 25, "Z5"), (9, 26, "AA10"), (0, 701, "ZZ1")],
)
def test_addresses_are_those_of_a_spreadsheet(row: int, column: int, at: str) -> None:
    assert address(row, column) == at


def test_empty_rows_at_the_end_are_none() -> None:
    (grid,) = grids(b"a,b\n1,2\n,\n\n", ".csv")
    assert len(grid.rows) == 2


def test_an_archive_of_a_later_version_is_refused() -> None:
    """`version needed to extract` above 6.3 is no file of Office."""
    for suffix, raw in GOOD.items():
        at = raw.index(b"PK\x01\x02")
        later = raw[: at + 6] + (99).to_bytes(2, "little") + raw[at + 8 :]
        with pytest.raises(AnswersError) as error:
            owners("a", later, suffix, Reader(NAMES), Filled())
        assert [slip.id for slip in error.value.slips] == ["intake-no-office"]


def refused(raw: bytes, suffix: str) -> list[str]:
    with pytest.raises(AnswersError) as error:
        owners("a", raw, suffix, Reader(NAMES), Filled())
    return [slip.id for slip in error.value.slips]


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "H1:XFD20000", "A1:A1048576"])
def test_a_merged_range_without_end_is_refused_unread(ref: str) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    out = BytesIO()
    with ZipFile(BytesIO(GOOD[".xlsx"])) as source, ZipFile(out, "w") as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                merge = f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'
                part = part.replace(b"</sheetData>", b"</sheetData>" + merge.encode())
            target.writestr(item, part)
    assert refused(out.getvalue(), ".xlsx") == ["intake-too-long"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("xl/worksheets/sheet1.xml", b"<c/>" * 400_000),
        ("xl/sharedStrings.xml", b"<x:si/>" * 400_000),
        ("word/document.xml", b"<w:tc/>" * 400_000),
        ("xl/worksheets/sheet1.xml", b"<row/>" * 400_000),
        ("xl/worksheets/sheet1.xml", b" " * 51_000_000),
    ],
)
def test_millions_of_cells_are_refused_unread(name: str, part: bytes) -> None:
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        target.writestr(name, part)
    for suffix in (".xlsx", ".docx"):
        assert refused(out.getvalue(), suffix) == ["intake-too-long"]


@pytest.mark.parametrize("raw", [b"a," * 2_000_000, b"a\n" * 1_000_000])
def test_a_table_of_millions_of_cells_is_refused_unread(raw: bytes) -> None:
    assert refused(raw, ".csv") == ["intake-too-long"]


def test_a_part_in_another_encoding_hides_nothing() -> None:
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZipFile

    from vatscheck.intake.grids import _wide

    settings_of_a_printer = "HP".encode("utf-16-le")
    assert not _wide(settings_of_a_printer)
    assert not _wide(b"\x01\0\0\0 EMF")
    assert not _wide(b"\xef\xbb\xbf<?xml?>")
    for encoding in ("utf-16", "utf-16-be", "utf-32"):
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            target.writestr("xl/other.bin", ("<c/>" * 400_000).encode(encoding))
        assert refused(out.getvalue(), ".xlsx") == ["intake-no-office"]
